"""What a home is made of, opened in the order in which one part needs another."""

import logging
from dataclasses import dataclass

from answer.glossary import Glossary, glossary_file
from ingest.stores import Stores
from store.across import AcrossVectors
from store.across_encoder import DEFAULT_ACROSS_ENCODER, across_encoder
from store.answers import Answers
from store.catalog import Catalog
from store.code_places import CodePlaces
from store.control import DocumentControl
from store.database import open_database
from store.encoders import DenseEncoder, EncoderFiles, SentenceTransformerEncoder
from store.errors import EncoderMismatch
from store.facts import Facts
from store.home import Home
from store.index import ChunkIndex
from store.index_factory import open_index
from store.jobs import JobQueue
from store.machines import Machines
from store.settings import Settings
from store.token_table import TokenTable
from store.vector_cache import VectorCache
from store.vocabulary import Vocabularies
from store.word_vectors import WordVectors

logger = logging.getLogger(__name__)

_ENCODER_FACT = "encoder"
_ACROSS_FACT = "across_encoder"


@dataclass(frozen=True, slots=True)
class HomeParts:
    """The parts of an open home.

    `across` is None where no encoder for other languages is set, `tokens` where the tokens of the
    home's manuals were never counted.
    """

    home: Home
    catalog: Catalog
    answers: Answers
    control: DocumentControl
    machines: Machines
    codes: CodePlaces
    vocabularies: Vocabularies
    glossary: Glossary
    queue: JobQueue
    index: ChunkIndex
    encoder: SentenceTransformerEncoder
    cache: VectorCache
    across: AcrossVectors | None
    tokens: TokenTable | None

    @classmethod
    def open(cls, settings: Settings, *, new_encoder: bool) -> "HomeParts":
        """Open the settings' home; with `new_encoder` whatever encoder made its vectors.

        Raises StoreUnavailable where it cannot be opened, and EncoderMismatch where its vectors
        are another encoder's.
        """
        home = Home(settings.home)
        home.require_room_to_open()
        encoder = SentenceTransformerEncoder(
            EncoderFiles(settings.encoder), batch=settings.encoder_batch
        )
        catalog = Catalog(open_database(home.folder, settings.database_url))
        _check_encoder(home, catalog, encoder, accept=new_encoder)
        abroad = across_encoder(settings.across_encoder, batch=settings.encoder_batch)
        index = open_index(
            settings, dimension=encoder.dimension, across=abroad.dimension if abroad else 0
        )
        cache = VectorCache(home.vectors, encoder.fingerprint)
        tokens = _tokens(home, catalog, cache, encoder, anew=new_encoder)
        across = None
        if abroad is not None:
            _check_across(home, catalog, index, abroad)
            kept = VectorCache(home.across_vectors, abroad.fingerprint, half=True)
            # What refusal weighs was fitted to the likeness of words to the packaged encoder.
            packaged = settings.across_encoder == DEFAULT_ACROSS_ENCODER
            words = WordVectors(abroad, kept) if packaged and settings.word_senses else None
            across = AcrossVectors(abroad, kept, words)
        return cls(
            home=home,
            catalog=catalog,
            answers=Answers(catalog.engine),
            control=DocumentControl(catalog.engine),
            machines=Machines(catalog.engine),
            codes=CodePlaces(catalog.engine),
            vocabularies=Vocabularies(catalog.engine, index),
            glossary=Glossary(glossary_file(settings)),
            queue=JobQueue(catalog.engine),
            index=index,
            encoder=encoder,
            cache=cache,
            across=across,
            tokens=tokens,
        )

    @property
    def stores(self) -> Stores:
        """Return what a file passes through on its way in."""
        return Stores(
            self.home,
            self.catalog,
            self.control,
            self.queue,
            self.index,
            self.cache,
            self.encoder,
            self.across,
            self.tokens,
        )

    def close(self) -> None:
        """Let go of files and connections."""
        self.index.close()
        self.cache.close()
        if self.tokens is not None:
            self.tokens.close()
        if self.across is not None:
            self.across.close()
        self.catalog.engine.dispose()


def _check_encoder(home: Home, catalog: Catalog, encoder: DenseEncoder, *, accept: bool) -> None:
    facts = Facts(catalog.engine)
    made_by = facts.of(_ENCODER_FACT)
    if made_by is None or accept:
        facts.keep(_ENCODER_FACT, encoder.fingerprint)
    elif made_by != encoder.fingerprint:
        raise EncoderMismatch(
            f"The vectors in {home.folder} were made by {made_by}, but the encoder set "
            f"is {encoder.fingerprint}. Set the former one again, or run "
            "`millwright reembed` to make all vectors anew."
        )


def _tokens(
    home: Home, catalog: Catalog, cache: VectorCache, encoder: DenseEncoder, *, anew: bool
) -> TokenTable | None:
    """The tokens of all manuals here, or None: half of them would favour some manuals."""
    table = TokenTable(home.tokens)
    if table.encoder == encoder.fingerprint:
        return table
    if anew or not catalog.stored_revisions():
        # What is known already would not be encoded again, and so never be counted.
        cache.clear()
        table.begin(encoder.fingerprint)
        return table
    table.close()
    logger.warning(
        "The words of the manuals of %s were not counted when they were encoded, so search goes "
        "without late interaction: run `millwright reembed` once.",
        home.folder,
    )
    return None


def _check_across(home: Home, catalog: Catalog, index: ChunkIndex, abroad: DenseEncoder) -> None:
    """Give up vectors of another encoder: nothing else is lost, and no start is refused."""
    facts = Facts(catalog.engine)
    made_by = facts.of(_ACROSS_FACT)
    if made_by == abroad.fingerprint:
        return
    if made_by is not None or catalog.stored_revisions():
        index.forget_across()
        logger.warning(
            "The manuals of %s have no vectors of %s yet, so questions in another language "
            "than a manual's find it by shared words only: run `millwright reembed` once.",
            home.folder,
            abroad.fingerprint,
        )
    facts.keep(_ACROSS_FACT, abroad.fingerprint)

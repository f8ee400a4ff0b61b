"""A home with as many chunks as asked for, published as a worker would, its index optimized."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.commands.console import note
from app.commands.measuring_home import home_of_its_own
from evals.made_corpus import MadeEncoder, MadeManual, SampleWords, made_vectors
from ingest.passages import Identity
from ingest.publishing import publish, store_chunks, summary_of
from ingest.reading import read
from ingest.stores import Stores
from store.across import AcrossVectors, passage_vectors
from store.across_encoder import across_encoder
from store.control_values import Machine
from store.embedded import EncodedText, Vectors
from store.encoders import EncoderFiles, SentenceTransformerEncoder
from store.manual_values import IngestOptions, Job
from store.settings import Settings, load_settings

# So many manuals, of which the first have an older revision beside the one in force. Every fifth
# is in German.
_MANUALS, _SUPERSEDED, _GERMAN_EVERY = 40, 10, 5
REVISIONS = _MANUALS + _SUPERSEDED
_ENCODED = 64
_QUESTIONS = 400
# Manuals between two lines on how far it is: a million chunks take over an hour.
_TOLD_EVERY = 10


class _MadeAcross(AcrossVectors):
    """Vectors for other languages, made when they are asked for and kept nowhere."""

    def __init__(self, encoder: MadeEncoder) -> None:
        self.encoder = encoder

    def of(self, texts: Sequence[str]) -> dict[str, Vectors]:
        return dict(zip(texts, passage_vectors(self.encoder, texts), strict=True))


@dataclass(frozen=True, slots=True)
class Language:
    """What is taken of the sample manuals in one language."""

    words: SampleWords
    tokens: Sequence[EncodedText]
    encoder: MadeEncoder
    across: MadeEncoder | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the machine that it is asked at, if it says."""

    text: str
    machine: str | None


def sampled(samples: Path, settings: Settings) -> dict[str, Language]:
    """Return words and vectors of the sample manuals in a folder, by language."""
    files = EncoderFiles(settings.encoder)
    texts: dict[str, list[str]] = {}
    for path in sorted(samples.glob("*.pdf")):
        reading = read(
            path,
            Identity(path.stem, "0"),
            files.count_tokens,
            max_tokens=files.max_tokens,
            max_pages=settings.max_pages,
        )
        texts.setdefault(reading.language, []).extend(c.indexed_text for c in reading.chunks)
    encoder = SentenceTransformerEncoder(files, batch=settings.encoder_batch)
    abroad = across_encoder(settings.across_encoder, batch=settings.encoder_batch)
    found: dict[str, Language] = {}
    for language, some in texts.items():
        few = some[:: max(1, len(some) // _ENCODED)][:_ENCODED]
        across = MadeEncoder(abroad, np.asarray(abroad.encode(few[::2]))) if abroad else None
        found[language] = Language(
            SampleWords.of(some, language),
            encoder.encode_tokens(some),
            MadeEncoder(encoder, encoder.encode(few)),
            across,
        )
    return found


def fill(home: Path, chunks: int, languages: dict[str, Language], *, seed: int) -> list[Question]:
    """Fill a home, and return questions to what is in force there."""
    settings = load_settings(home=home)
    chance = np.random.default_rng(seed)
    questions: list[Question] = []
    with home_of_its_own(settings, worker=False) as service:
        machines: list[Machine] = []
        for language in languages.values():
            assert service.stores.tokens is not None
            service.stores.tokens.add(language.tokens)
        for number in range(_MANUALS):
            language = languages["de" if number % _GERMAN_EVERY == 4 else "en"]
            across = _MadeAcross(language.across) if language.across else None
            stores = replace(service.stores, across=across)
            revisions = 2 if number < _SUPERSEDED else 1
            machine = Machine(id=f"Hall {number // 10 + 1} no. {number}", type=f"MX-{number}0")
            machines.append(machine)
            share = _share(chunks, number)
            for revision in range(revisions):
                made = MadeManual(f"MX-{number}0", language.words, seed=seed + number)
                _publish(stores, settings, made, share, number, revision, language.encoder)
            if number % _TOLD_EVERY == _TOLD_EVERY - 1:
                note(f"{number + 1} of {_MANUALS} manuals are in")
            for turn in range(_QUESTIONS // _MANUALS):
                text = made.code_question(share) if turn % 5 == 0 else made.question()
                asked_at = machine.type if chance.random() < 0.25 else None
                questions.append(Question(text, asked_at))
        service.machines.put(machines)
        note(f"{chunks} chunks are in; their index is optimized …")
        service.index.optimize()
    order = chance.permutation(len(questions))
    return [questions[index] for index in order]


def _share(chunks: int, number: int) -> int:
    """The chunks of each revision; the last manual's has what is left over."""
    even = chunks // REVISIONS
    return even if number < _MANUALS - 1 else chunks - even * (REVISIONS - 1)


def _publish(
    stores: Stores,
    settings: Settings,
    made: MadeManual,
    chunks: int,
    number: int,
    revision: int,
    encoder: MadeEncoder,
) -> None:
    name = f"mx-{number}0"
    content = f"{name} {'AB'[revision]}, {chunks} chunks"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    identity = Identity(name, sha256)
    reading = made.reading(chunks, identity)
    options = IngestOptions(
        manual=name,
        machines=(name.upper(),),
        revision="AB"[revision],
        language=reading.language,
        effective=datetime.date(2020 + revision, 1, 1),
    )
    job = Job(
        id=identity.revision,
        file=f"{name}.txt",
        options=options,
        state="running",
        stage="storing",
        pages=len(reading.pages),
        chunks_done=0,
        chunks_total=chunks,
        seconds=0.0,
        error=None,
        remarks=(),
        manual=None,
        revision=None,
        unchanged=False,
    )
    upload = stores.home.inbox / f"{job.id}.upload"
    upload.write_text(content)
    words = store_chunks(stores, reading, identity, made_vectors(reading, encoder), lambda: None)
    summary = summary_of(
        stores,
        settings,
        job,
        reading,
        identity,
        named=(name, None),
        sha256=sha256,
        vectors=chunks,
    )
    publish(stores, reading, summary, job, words=words, upload=upload, media_type="txt")
    upload.unlink()

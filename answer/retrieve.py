"""Question and scope to hits, stage after stage; each has its switch in the settings."""

import functools
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.across import AcrossLanguages
from answer.arrangement import arranged, ranked
from answer.bulletins import bulletins_for
from answer.evidence import Evidence
from answer.glossary import Glossary
from answer.hybrid import Found, HybridSearch
from answer.identifiers import Identifier, identifiers, shown_codes
from answer.language import QuestionLanguage, language_of
from answer.late_interaction import LateInteraction
from answer.named_manuals import named_first, named_manuals
from answer.question import searched_part
from answer.rerankers import reranked
from answer.scope import InForce, scoped
from answer.senses import Senses
from answer.spoken import manuals_language
from answer.understanding import Understood, understood
from store.catalog import Catalog
from store.code_places import CodePlaces
from store.control_values import Machine
from store.encoders import DenseEncoder, TokenEncoder
from store.index import ChunkIndex
from store.manual_values import StoredRevision, by_language
from store.settings import Settings
from store.values import Method, Scope
from store.vocabulary import Vocabularies

# How many hits the later stages choose from for each that is asked for, and how many at least: who
# asks for five gets the first five of ten.
_POOL = 4
_LEAST_POOL = 40


@dataclass(frozen=True, slots=True)
class Parts:
    """What retrieval looks with."""

    index: ChunkIndex
    encoder: TokenEncoder
    codes: CodePlaces
    vocabularies: Vocabularies
    glossary: Glossary
    settings: Settings
    across: DenseEncoder | None = None
    late: LateInteraction | None = None
    senses: Senses | None = None


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a question came to: its hits, the scope they were looked for in, and the times.

    `unknown` are the codes of the question that no manual in scope lists, `words` what was looked
    for once what says the scope was taken out, `hint` the manuals' language, if the question's own
    words may need it (see `manuals_language`).
    """

    found: tuple[Found, ...]
    scope: Scope
    revisions: tuple[StoredRevision, ...]
    timings_ms: dict[str, float]
    understood: str | None = None
    unknown: tuple[Identifier, ...] = ()
    words: str = ""
    hint: str | None = None


def retrieved(
    question: str,
    scope: Scope,
    *,
    in_force: InForce,
    parts: Parts,
    limit: int,
    machines: Sequence[Machine] = (),
    spread: bool = False,
    method: Method = "search",
) -> Retrieved:
    """Return the best chunks for a checked question among revisions that are in force.

    The one way through retrieval: what the question says of its scope, the codes that it names,
    both lanes, fused, the manuals that it names, what a reranker makes of them, and each text once;
    with `spread`, for whoever looks through hits, other pages come before more of the same, the
    best in each language is among the first five, and contents and indexes are hits as well. Every
    other `method` is a baseline to compare with.
    """
    words = searched_part(question)
    if method != "search":
        # A baseline knows nothing of what a question says of its scope.
        return _baseline(words, scope, in_force(scope), parts, method, limit)
    asked = scoped(
        words,
        scope,
        in_force=in_force,
        machines=machines,
        abroad=parts.across,
        frequencies=parts.vocabularies.frequencies,
    )
    settings = parts.settings
    started = time.perf_counter()
    codes = identifiers(asked.words)
    hint = _hint(asked.words, asked.revisions, parts)
    meant = _meant(asked.words, asked.revisions, hint, parts)
    # Words that are spelled right tell more.
    asked_in = language_of(meant.text, hint)
    shown = shown_codes(asked.words)
    places = _places((*codes, *shown), asked.revisions, parts) if settings.identifiers_first else {}
    looked_up = time.perf_counter()
    look = functools.partial(_hybrid, parts, limit=limit, asked_in=asked_in, spread=spread)
    hybrid = look(asked.revisions, defining=_defining((*codes, *shown), places))
    found = hybrid.found(meant.text, meant.keywords, meant.forms)
    took = Counter(hybrid.timings_ms)
    looked_in = asked.revisions if settings.named_manuals_first else ()
    named = named_manuals(meant.text, looked_in, parts.vocabularies.frequencies)
    if named is not None:
        own = _meant(named.words, named.revisions, hint, parts)
        within = look(named.revisions)
        found = named_first(found, within.found(own.text, own.keywords, own.forms))
        took.update(within.timings_ms)
    fused = time.perf_counter()
    found = arranged(
        meant.text,
        reranked(meant.text, found, settings),
        settings,
        spread=spread,
        each_of=None if parts.across is None else language_of(words, hint),
    )
    timings = {
        "identifiers": round((looked_up - started) * 1000, 2),
        **{stage: round(ms, 2) for stage, ms in took.items()},
        "arrange": round((time.perf_counter() - fused) * 1000, 2),
    }
    unknown = tuple(code for code in codes if not any(key in places for key in code.keys))
    return Retrieved(
        ranked(found, limit),
        asked.scope,
        asked.revisions,
        timings,
        unknown=unknown,
        words=meant.text,
        # In full, with what names the machine, for it is shown.
        understood=_meant(words, asked.revisions, hint, parts).note if meant.note else None,
        hint=hint,
    )


def _hybrid(
    parts: Parts,
    revisions: Sequence[StoredRevision],
    limit: int,
    *,
    asked_in: QuestionLanguage,
    spread: bool,
    defining: Sequence[str] = (),
) -> HybridSearch:
    """The default search, of as many chunks as later stages choose from."""
    settings = parts.settings
    return HybridSearch(
        parts.index,
        parts.encoder,
        parts.vocabularies,
        settings,
        revisions=revisions,
        limit=max(limit * _POOL, _LEAST_POOL),
        asked_in=asked_in,
        defining=defining,
        across=_across(asked_in, parts),
        late=parts.late if settings.late_weight else None,
        contents="apart" if spread else "out",
    )


def _hint(words: str, revisions: Sequence[StoredRevision], parts: Parts) -> str | None:
    """The language of the manuals, where it may be that of words which do not tell it."""
    return manuals_language(
        words,
        {
            language: parts.vocabularies.frequencies(spoken)
            for language, spoken in by_language(revisions).items()
        },
    )


def _meant(
    words: str,
    revisions: Sequence[StoredRevision],
    hint: str | None,
    parts: Parts,
) -> Understood:
    """The question as the manuals would put it, as far as the settings let it be changed."""
    settings = parts.settings
    language = language_of(words, hint)
    spoken = by_language(revisions)
    # Where the manuals alone tell it, by words spelt right, the question may be in another one.
    own = spoken.get(language, []) if language == language_of(words) else []
    return understood(
        words,
        vocabulary=parts.vocabularies.frequencies(revisions) if settings.correct_spelling else None,
        own=parts.vocabularies.frequencies(own),
        german=parts.vocabularies.frequencies(spoken.get("de", [])),
        in_compounds=settings.find_in_compounds,
        glossary=parts.glossary,
        language=language,
    )


def _across(asked_in: QuestionLanguage, parts: Parts) -> AcrossLanguages | None:
    if parts.across is None:
        return None
    return AcrossLanguages(
        parts.index,
        parts.across,
        parts.vocabularies,
        candidates=parts.settings.candidates,
        asked_in=asked_in,
        senses=parts.senses,
    )


def _places(
    codes: Sequence[Identifier], revisions: Sequence[StoredRevision], parts: Parts
) -> dict[str, tuple[str, ...]]:
    keys = {key for code in codes for key in code.keys}
    return parts.codes.defining(keys, {revision.id for revision in revisions})


def _defining(codes: Sequence[Identifier], places: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The chunks that define the codes asked for; of several spellings of one the likeliest."""
    chunks: list[str] = []
    for code in codes:
        if code.is_plain:
            continue
        for key in code.keys:
            if places.get(key):
                chunks.extend(places[key])
                break
    return tuple(dict.fromkeys(chunks))


def _baseline(
    words: str,
    scope: Scope,
    revisions: tuple[StoredRevision, ...],
    parts: Parts,
    method: Method,
    limit: int,
) -> Retrieved:
    dense, sparse = {"bm25": (0.0, 1.0), "dense": (1.0, 0.0)}.get(method, (0.5, 0.5))
    lanes = parts.settings.model_copy(update={"dense_weight": dense, "sparse_weight": sparse})
    hybrid = HybridSearch(
        parts.index,
        parts.encoder,
        parts.vocabularies,
        lanes,
        revisions=revisions,
        limit=limit,
        asked_in=language_of(words),
        by_rank=method == "rrf",
        contents="alike",
    )
    return Retrieved(hybrid.found(words), scope, revisions, hybrid.timings_ms)


def evidence(
    found: Sequence[Found], catalog: Catalog, revisions: Sequence[StoredRevision] = ()
) -> tuple[Evidence, ...]:
    """Return the hits with the whole passages that they stand in, the notices over them, and the
    bulletins among `revisions` that amend their sections.
    """
    passages = catalog.passages(item.passage for item in found)
    by_ocr = catalog.pages_by_ocr({item.revision.id for item in found})
    return tuple(
        Evidence(
            hit=item.hit,
            passage=passages[item.passage],
            title=item.revision.title,
            effective=item.revision.effective,
            notices=catalog.notices(item.revision.id, item.hit.section),
            rows=item.rows,
            cosine=item.cosine,
            keyword=item.keyword,
            bulletins=bulletins_for(item.hit, revisions, catalog),
            by_ocr=by_ocr[item.revision.id],
        )
        for item in found
        if item.passage in passages
    )

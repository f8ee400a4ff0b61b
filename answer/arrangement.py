"""Hits in the order in which they are shown: what says the same once, other pages first, and none
of the languages left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.definitions import tells_what_it_is
from answer.hybrid import Found
from answer.language import QuestionLanguage, comparable
from answer.question import asks_page
from answer.sentences import sentence_spans
from store.contents import CONTENTS
from store.settings import Settings
from store.values import Elsewhere, Hit

# Shorter texts are headings and labels, which may be alike and mean something else.
_LEAST_ALIKE = 60
_CONTENTS_WEIGHT = 0.8
# So many hits are looked at, as a rule.
_LOOKED_AT = 5
# Of 60 English questions whose page is German it brings 5 among the first five, and takes 2 of 623
# in the manual's own language from there; whatever the score, 8 and 10.
_NEARLY = 0.88


def arranged(
    question: str,
    found: Sequence[Found],
    settings: Settings,
    *,
    spread: bool,
    each_of: QuestionLanguage | None,
) -> tuple[Found, ...]:
    """Return the hits in the order that the settings ask for.

    With `spread`, for whoever looks through hits; `each_of` is the question's language where the
    best in another one is among the first, too.
    """
    ordered = shown_once(found)
    if spread and not asks_page(question):
        ordered = contents_behind(ordered)
    if settings.definitions_first:
        ordered = definitions_first(question, ordered)
    if spread and settings.other_pages_first:
        ordered = other_pages_first(ordered)
    if spread and settings.each_language_shown and each_of is not None:
        ordered = each_language(ordered, each_of)
    return ordered


def shown_once(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the hits without those whose words stand in a better one, which tells their places.

    Manuals of a maker share whole paragraphs: three hits of one text hide two others.
    """
    first: dict[str, int] = {}
    kept: list[Found] = []
    for item in found:
        words = " ".join(item.hit.text.split()).casefold()
        before = first.get(words)
        if before is None or not _is_alike(kept[before], item):
            first.setdefault(words, len(kept))
            kept.append(item)
            continue
        better = kept[before]
        also = (*better.hit.also, _elsewhere(item))
        kept[before] = replace(better, hit=better.hit.model_copy(update={"also": also}))
    return tuple(kept)


def contents_behind(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the hits, contents and indexes behind pages that are about as good, and never first.

    An index has all words of many questions, and the page that it names is the better hit.
    """
    weighed = (
        item
        if item.hit.kind != CONTENTS
        else replace(
            item, hit=item.hit.model_copy(update={"score": item.hit.score * _CONTENTS_WEIGHT})
        )
        for item in found
    )
    ordered = sorted(weighed, key=lambda item: -item.hit.score)
    first = next((item for item in ordered if item.hit.kind != CONTENTS), None)
    if first is not None:
        ordered.remove(first)
        ordered.insert(0, first)
    return tuple(ordered)


def other_pages_first(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the hits, those of pages that a better hit shows already behind the others.

    Whoever looks through hits looks at pages: the same one again tells little.
    """
    seen: set[tuple[str, object]] = set()
    first: list[Found] = []
    later: list[Found] = []
    for item in found:
        pages = _pages(item)
        (later if pages <= seen else first).append(item)
        seen |= pages
    return (*first, *later)


def each_language(found: Sequence[Found], asked_in: QuestionLanguage) -> tuple[Found, ...]:
    """Return the hits, the best in the question's language and the best in another one among the
    first five if they are nearly as good as the fifth.

    Scores across languages are told apart by little: the page that answers may stand behind all
    that other machines' manuals say in the question's own words.
    """
    ordered = list(found)
    for own in (True, False):
        best = next(
            (
                place
                for place, item in enumerate(ordered)
                if comparable(item.hit.language, asked_in) is own and item.hit.kind != CONTENTS
            ),
            0,
        )
        if best < _LOOKED_AT:
            continue
        if ordered[best].hit.score >= _NEARLY * ordered[_LOOKED_AT - 1].hit.score:
            ordered.insert(_LOOKED_AT - 1, ordered.pop(best))
    return tuple(ordered)


def definitions_first(question: str, found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the hits, those that say what something is first, where that is asked."""

    def tells(hit: Hit) -> bool:
        if hit.kind == "table":
            return False
        texts = (hit.text[start:end] for start, end in sentence_spans(hit.text))
        return tells_what_it_is(question, hit.section, texts, hit.language)

    return tuple(sorted(found, key=lambda item: not tells(item.hit)))


def ranked(found: Iterable[Found], limit: int) -> tuple[Found, ...]:
    """Return the first hits with their ranks; none scores above the one before it."""
    kept: list[Found] = []
    for rank, item in enumerate(found, 1):
        if rank > limit:
            break
        score = min(item.hit.score, kept[-1].hit.score) if kept else item.hit.score
        hit = item.hit.model_copy(update={"rank": rank, "score": score})
        kept.append(replace(item, hit=hit))
    return tuple(kept)


def _is_alike(better: Found, item: Found) -> bool:
    """Whether the same words mean the same: in another manual, and enough of them."""
    return better.hit.manual != item.hit.manual and len(item.hit.text) >= _LEAST_ALIKE


def _elsewhere(item: Found) -> Elsewhere:
    hit = item.hit
    return Elsewhere(
        manual=hit.manual,
        revision=hit.revision,
        file=hit.file,
        machines=hit.machines,
        page=hit.page,
        page_label=hit.page_label,
        section=hit.section,
        places=hit.places,
    )


def _pages(item: Found) -> set[tuple[str, object]]:
    pages = {place.page for place in item.hit.places if place.page is not None}
    if pages:
        return {(item.revision.id, page) for page in pages}
    return {(item.revision.id, item.hit.section)}

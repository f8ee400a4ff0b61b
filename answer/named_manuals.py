"""Manuals that a question names by a word of their titles: "Szenen am Jalousieaktor".

An owner who says of each manual which machines it is for needs nothing of it: then the machine that
is named narrows the scope (`answer.scope`). Where no owner did, a maker's manuals of kindred
products have the same sections, and the product's name stands in all the wrong places of its own.
"""

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.evidence import DEFINES
from answer.hybrid import Found
from answer.kinds import BEHIND_ARTICLE, Frequencies
from answer.subject import subject_terms
from store import keywords
from store.manual_values import StoredRevision, by_language

# A word of a title names its manual if of the chunks that have the word so large a share is that
# manual's own, or behind an article so large a one: others speak of an "interface", too.
_OWN = 0.7
_OWN_BEHIND_ARTICLE = 0.25
# … and if it is so large a share of what is asked.
_LEAST_SHARE = 0.15
_SHORTEST = 4
# "Sensors", "Sensoren" are a sensor.
_LONGEST_ENDING = 2
# What the first search made of the named manuals counts so much less than the second one's: the
# name drew it to the places that have it. So do all others.
_DRAWN_BY_NAME = 0.8
_OTHERS = 0.75
_WORD = re.compile(r"(?!\d+\b)[^\W_]+\+?")


@dataclass(frozen=True, slots=True)
class Named:
    """The revisions of the manuals named, and the question without their names."""

    revisions: tuple[StoredRevision, ...]
    words: str


def named_manuals(
    question: str, revisions: Sequence[StoredRevision], frequencies: Frequencies
) -> Named | None:
    """Return the manuals among others that a question names, None where it names none.

    Only such as their owner did not say the machines of. `frequencies` are the words of revisions.
    """
    manuals = {one.manual for one in revisions}
    shares, names = _naming(question, revisions, frequencies) if len(manuals) > 1 else ({}, set())
    least = max(_LEAST_SHARE, max(shares.values(), default=0.0) / 2)
    meant = {manual for manual, share in shares.items() if share >= least}
    named = tuple(one for one in revisions if one.manual in meant)
    left = _WORD.sub(lambda found: "" if found[0] in names else found[0], question)
    # What most are called tells none from the others.
    if not named or len(meant) * 2 > len(manuals) or not subject_terms(left, named[0].language):
        return None
    return Named(named, " ".join(left.split()))


def product_names(
    questions: Iterable[str], revisions: Sequence[StoredRevision], frequencies: Frequencies
) -> frozenset[str]:
    """Return the words of questions that name a manual, as they are written there."""
    named = (_naming(question, revisions, frequencies)[1] for question in questions)
    return frozenset().union(*named)


def _naming(
    question: str, revisions: Sequence[StoredRevision], frequencies: Frequencies
) -> tuple[dict[str, float], set[str]]:
    """The manuals named, each with the share of the question that does, and the words that do."""
    shares: dict[str, float] = {}
    names: set[str] = set()
    for language, spoken in by_language(revisions).items():
        asked = subject_terms(question, language)
        words = _words(question, language)
        every = frequencies(spoken)
        titles = {one: _words("" if one.machines else one.title, language) for one in spoken}
        for one, titled in titles.items():
            told = [term for term in asked & titled.keys() if _is_form(words[term], titled[term])]
            own = frequencies([one]) if told else every
            naming = {
                term
                for term in told
                if own.document_frequency(term)
                >= _needed(words[term], question) * every.document_frequency(term)
            }
            if any(_is_name(words[term], titled[term], titles.values()) for term in naming):
                share = sum(map(every.rarity, naming)) / sum(map(every.rarity, asked))
                shares[one.manual] = max(share, shares.get(one.manual, 0.0))
                names.update(words[term] for term in naming)
    return shares, names


@functools.lru_cache(4096)
def _words(text: str, language: str) -> Mapping[int, str]:
    """The words of a text by their stemmed terms."""
    stems = {word: keywords.stem(word, language) for word in _WORD.findall(text)}
    return {term: word for word, term in stems.items() if term is not None}


def _is_form(word: str, titled: str) -> bool:
    """Whether a word is that of a title in the plural or a case: nobody who is watching names the
    watch. Of a code there are no other forms: G16 is no G16T, and GT no GT+.
    """
    short, long = sorted((word.casefold(), titled.casefold()), key=len)
    if not long.isalpha() or len(short) < _SHORTEST:
        return short == long
    return long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING


def _is_name(word: str, titled: str, titles: Collection[Mapping[int, str]]) -> bool:
    """Whether a word of a title tells by itself what the manual is of: "Air" is no MacBook Air, and
    what is an RS485 is said of several. Short names in capitals are codes.
    """
    if titled.isalpha() and len(titled) >= _SHORTEST:
        return True
    if titled.isalpha() and not (len(titled) > 1 and titled.isupper() and word == titled):
        return False
    return sum(titled in other.values() for other in titles) == 1


def _needed(word: str, question: str) -> float:
    behind = re.search(BEHIND_ARTICLE + re.escape(word), question, re.IGNORECASE)
    return _OWN_BEHIND_ARTICLE if behind else _OWN


def named_first(found: Sequence[Found], within: Sequence[Found]) -> tuple[Found, ...]:
    """Return what was found in all manuals, and in those named without their names, best first.

    The best of the named ones comes first; the place that defines a code stays before all.
    """
    if not within:
        return tuple(found)
    named = {one.revision.edition for one in within}
    scored: dict[str, Found] = {}
    for one in found:
        less = _DRAWN_BY_NAME if one.revision.edition in named else _OTHERS
        scored[one.hit.chunk] = one if one.hit.score > DEFINES else _scored(one, less)
    likest = max((one.hit.score for one in found if one.hit.score <= DEFINES), default=1.0)
    scale = likest / (within[0].hit.score or 1.0)
    for one in (_scored(one, scale) for one in within):
        known = scored.get(one.hit.chunk)
        if known is None or known.hit.score < one.hit.score:
            scored[one.hit.chunk] = one
    return tuple(sorted(scored.values(), key=lambda one: (-one.hit.score, one.hit.chunk)))


def _scored(one: Found, factor: float) -> Found:
    score = round(one.hit.score * factor, 4)
    return replace(one, hit=one.hit.model_copy(update={"score": score}))

"""What is denied: "cranks but will not start" is not "the starter will not crank"."""

import functools
import itertools
import re
from collections.abc import Iterator

from store import keywords
from store.vocabulary import words_in

_CLAUSE = re.compile(
    r"[.,;:!?|()\n]|\b(?:but|and|yet|while|although|und|ma|mais|pero|e|et|y)\b",
    re.IGNORECASE,
)
# What comes after one of these is denied, to the end of its clause …
_BEFORE = re.compile(
    r"\b(?:not|cannot|never|no|without|(?:fails?|refuses?|unable) to|keine?[mnrs]?|ohne|non|senza"
    r"|sin|sans)\b|n['’]t\b",
    re.IGNORECASE,
)
# … and beside one of these, what comes after it, or, where nothing does, the word before it.
_AFTER = re.compile(r"\b(?:nicht|nie|pas)\b", re.IGNORECASE)

# What a manual forbids with, in whole sentences.
_FORBIDS = re.compile(
    r"\b(?:do not|don['’]t|never|must not|may not|should not|shall not|is not (?:allowed|permitted)"
    r"|are not (?:allowed|permitted)|prohibited|forbidden|(?:in|under) no circumstances"
    r"|neither|nicht|weder|nie(?:mals)?|keine?[mnrs]?|verboten|untersagt|unzulässig)\b",
    re.IGNORECASE,
)

_Stances = dict[int, frozenset[bool]]


def opposed(asked: str, trouble: str, language: str) -> bool:
    """Return whether a trouble says of a word that it is so what the question denies, or denies it.

    Only of a question that denies anything: that names two things by what each of them does, or
    does not. The words are compared as those of `language` (ISO 639-1).
    """
    said = _stances(asked, language)
    if not any(True in stances for stances in said.values()):
        return False
    told = _stances(trouble, language)
    return any(not said[term] & told[term] for term in said.keys() & told.keys())


def forbids(text: str) -> bool:
    """Return whether a sentence says that something is not to be done."""
    return _FORBIDS.search(text) is not None


@functools.lru_cache(maxsize=512)
def _stances(text: str, language: str) -> _Stances:
    """By term whether it is denied; both where it is here and is not there."""
    stances: _Stances = {}
    for clause in _CLAUSE.split(text):
        for term, denied in _of_clause(clause, language):
            stances[term] = stances.get(term, frozenset()) | denied
    return stances


def _of_clause(clause: str, language: str) -> Iterator[tuple[int, frozenset[bool]]]:
    """The terms of a clause with whether each is denied."""
    so, not_so, either = frozenset((False,)), frozenset((True,)), frozenset((False, True))
    found = _BEFORE.search(clause) or _AFTER.search(clause)
    if found is None:
        yield from zip(_terms(clause, language), itertools.repeat(so))
        return
    before = _terms(clause[: found.start()], language)
    after = _terms(clause[found.end() :], language)
    beside = 0 if _BEFORE.fullmatch(found[0]) else 1
    yield from zip(before[: len(before) - beside], itertools.repeat(so))
    yield from zip(before[len(before) - beside :], itertools.repeat(either if after else not_so))
    yield from zip(after, itertools.repeat(not_so))


def _terms(words: str, language: str) -> list[int]:
    stems = (keywords.stem(word, language) for word in words_in(words))
    return [term for term in stems if term is not None]

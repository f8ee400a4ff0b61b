"""What of the expected facts an answer holds, and how far its words agree with the expected ones.

Figures are compared with their units in one spelling: `45 Nm`, `45 N·m` and `45 newton metres`
are one fact, and so are `7,5 bar` in German and `7.5 bar` in English.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

from answer.figures import figures, is_unit, one_spelling, units_named

_MARKER = re.compile(r"\s?\[\d+\]")
# Letters and digits apart: `AL-204`, `AL 204` and `AL204` are one. A sign is part of its number.
_TOKEN = re.compile(r"(?:(?<![^\s(\[])-)?\d+(?:[.,]\d+)*|[^\W\d_]+")
_MINUS = re.compile(r"[−–](?=\d)")
# A dash behind a figure is a range's, "3 –5 bar", and no sign.
_RANGE = re.compile(r"(?<=\d)\s?–(?=\d)")
# A figure with the unit that hangs on it, if one does.
_FIGURE_WORD = re.compile(r"[(±+-]*\d[\d.,']*[^\w\s]*[a-zA-Z°µΩ%]{0,3}[).,;:]*")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
# "3 to 5 bar" is "3-5 bar".
_BETWEEN = frozenset(("to", "bis", "a", "à"))
# Units written out in words of their own, which the reader of figures takes for two words.
_IN_WORDS = (
    (re.compile(r"\bnewton[ -]met(?:er|re)s?\b", re.IGNORECASE), "Nm"),
    (re.compile(r"\b(?<=\d )N m\b"), "Nm"),
    (re.compile(r"\bdegrees? (?:celsius|centigrade)\b|\bGrad Celsius\b", re.IGNORECASE), "°C"),
    (re.compile(r"\b(?:revolutions|turns) per minute\b", re.IGNORECASE), "rpm"),
    (re.compile(r"\bUmdrehungen pro Minute\b", re.IGNORECASE), "rpm"),
    (re.compile(r"\blit(?:er|re)s? per minute\b|\bLiter pro Minute\b", re.IGNORECASE), "l/min"),
)


def facts_found(facts: Sequence[str], text: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return those facts that a text holds.

    A fact without figures is held where its words stand in a row, without case and punctuation.
    One with figures is held where each stands with its unit (or bare in a text that names the
    unit by itself, as a table's header does), and its other words stand anywhere. `languages` are
    those that fact and text may be written in: they say what `1.500` is.
    """
    return tuple(
        fact
        for fact in facts
        if _stands_in_a_row(fact, text)
        or any(
            _holds(fact, text, language, spoken) for language in languages for spoken in languages
        )
    )


def token_f1(expected: str, answer: str) -> float:
    """Return the F1 of shared words, 0 to 1, as SQuAD's evaluation counts it.

    Without case, punctuation and English articles (Rajpurkar et al., "SQuAD: 100,000+ Questions
    for Machine Comprehension of Text", 2016, section 6.1).
    """
    wanted, given = _squad_tokens(expected), _squad_tokens(without_markers(answer))
    shared = (Counter(wanted) & Counter(given)).total()
    if shared == 0:
        return 0.0
    precision, recall = shared / len(given), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def without_markers(answer: str) -> str:
    """Return an answer's text without the numbers of its sources."""
    return _MARKER.sub("", answer)


def _stands_in_a_row(fact: str, text: str) -> bool:
    wanted = _tokens(fact)
    there = _tokens(text)
    return bool(wanted) and any(
        there[start : start + len(wanted)] == wanted
        for start in range(len(there) - len(wanted) + 1)
    )


def _holds(fact: str, text: str, fact_language: str, text_language: str) -> bool:
    plain_fact, plain_text = _units_short(fact), _units_short(text)
    wanted = figures(plain_fact, fact_language)
    there = {(one.value, one.unit) for one in figures(plain_text, text_language)}
    values = {value for value, _ in there}
    named = units_named(plain_text)
    for one in wanted:
        stands_bare = (one.value, "") in there and one.unit in named
        any_unit = not one.unit and one.value in values
        if not ((one.value, one.unit) in there or stands_bare or any_unit):
            return False
    unsaid = {one.printed for one in wanted} | (_BETWEEN if len(wanted) > 1 else set())
    words = [
        word
        for word in plain_fact.split()
        if not _FIGURE_WORD.fullmatch(word) and not is_unit(word) and word.casefold() not in unsaid
    ]
    return bool(wanted) and set(_tokens(" ".join(words))) <= set(_tokens(plain_text))


def _units_short(text: str) -> str:
    plain = one_spelling(text)
    for pattern, unit in _IN_WORDS:
        plain = pattern.sub(unit, plain)
    return plain


def _tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", without_markers(text)).casefold()
    return _TOKEN.findall(_MINUS.sub("-", _RANGE.sub(" ", folded)))


def _squad_tokens(text: str) -> list[str]:
    lowered = "".join(letter for letter in text.lower() if letter not in string.punctuation)
    return _ARTICLES.sub(" ", lowered).split()

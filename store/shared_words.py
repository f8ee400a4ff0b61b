"""German compounds that share a part: "Heiz-/Kühlanforderung" is "Heizanforderung", too."""

import re
from collections.abc import Iterator

from store.dictionaries import dictionary

_BETWEEN = r"\s?(?:/|,|und|oder|bzw\.|sowie|&|\+)\s?"
_PART = r"[^\W\d_]{2,}"
# "Frost-/Hitzeschutz", "Ein- und Ausgang", "Wind-, Regen- und Frostalarm".
_BEGUN = re.compile(
    rf"(?<![\w-])(?P<begun>{_PART}-(?:,\s{_PART}-)*){_BETWEEN}(?P<whole>[^\W\d_]{{5,60}})(?![\w-])"
)
# "Eingangsspannung/-strom", "Temperatursensoren und -fühler".
_ENDED = re.compile(
    rf"(?<![\w-])(?P<whole>[^\W\d_]{{5,60}}){_BETWEEN}-(?P<ended>[^\W\d_]{{3,}})(?![\w-])"
)
# What verbs and their nouns begin with: of "Ein-/Ausschaltzeit" the rest is all that is shared.
_PREFIXES = (
    "ab|an|auf|aus|außen|be|ein|ent|er|fern|her|hin|hinter|hoch|innen|links|max|min|nach|neben|ober"
    "|primär|rechts|rück|sekundär|tief|über|um|unter|ver|vor|vorder|zu|zurück|zwischen"
)
_PREFIX = re.compile(rf"(?:{_PREFIXES})")
_PREFIXED = re.compile(
    rf"(?P<before>{'|'.join(sorted(_PREFIXES.split('|'), key=len, reverse=True))})(?=[^\W\d_]{{4}})"
)
_SHORTEST_END, _SHORTEST_BEGIN = 4, 2


def completed(text: str) -> list[str]:
    """Return the words, in lower case, that a German text has but in part."""
    if "-" not in text:
        return []
    found: list[str] = []
    for match in _BEGUN.finditer(text):
        whole = match["whole"].lower()
        for begun in re.findall(_PART, match["begun"].lower()):
            at = _shared_from(whole, prefixed=_PREFIX.fullmatch(begun) is not None)
            found += [begun + whole[at:]] if at else []
    for match in _ENDED.finditer(text):
        whole = match["whole"].lower()
        at = _shared_from(whole)
        found += [whole[:at] + match["ended"].lower()] if at else []
    return found


def _shared_from(whole: str, *, prefixed: bool = False) -> int:
    """Where the last part of a compound begins that is a word of the language; 0 if none is."""
    prefix = _PREFIXED.match(whole)
    if prefixed and prefix:
        return prefix.end()
    return next((at for at in _ends(whole) if whole[at:] in dictionary("de")), 0)


def _ends(whole: str) -> Iterator[int]:
    yield from range(_SHORTEST_BEGIN, len(whole) - _SHORTEST_END + 1)

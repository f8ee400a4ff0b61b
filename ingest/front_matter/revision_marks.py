"""How documents print which revision they are: "Rev. C", "Ausgabe 03/2024", "V1.0.9"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.front_matter.printed_dates import dates_in

# The words by how surely they name a revision: an edition may be of a book series, a version of
# the software that the document describes, and "Stand" is a date before all.
_WORDS = (
    r"rev\.|rév\.|rev(?=\s?[A-Z\d])|revision|révision|revisione|revisión|indice|index|änderungsindex",
    r"issue|ausgabe|edition|édition|edizione|edición|auflage",
    r"version|versione|versión|vers\.|ver\.",
    r"stand",
)
_DATE_LIKE = r"(?:[^\W\d_]{3,10}\.?\s)?\d[\w./-]*"
_VALUE = r"(?:[A-Z]{1,2}(?![\w'’])|[A-Z]?\d[\w.~+/-]*)"
_MARKS = tuple(
    re.compile(
        rf"(?<![\w-])(?i:{words})(?i:\s?(?:no\.?|nr\.?|n°))?\s?[:#]?\s?"
        rf"(?P<value>{_DATE_LIKE if words == 'stand' else _VALUE})"
    )
    for words in _WORDS
)
_SHORT = re.compile(r"(?<![\w.])[vV](?P<value>\d+(?:\.\d+)+[\w.~+-]*)")
_COUNTED = re.compile(
    r"(?<![\w.])(?P<value>\d{1,2})(?:st|nd|rd|th|\.|e|ème|ª|a)?\s"
    r"(?i:edition|auflage|ausgabe|édition|edizione|edición|revision|issue)(?!\w)"
)
_MONTH_VALUE = re.compile(r"(?<![\w-])(?i:ausgabe|edition|édition|edizione|edición|stand):?\s")
# A version of something else: "Firmware version 2.1", "for software V5.1 and later".
_OF_ANOTHER = re.compile(
    r"(?<!\w)(?:firmware|software|hardware|protocol|windows|bootloader|driver|linux|control|from|for|since"
    r"|than|with|supports?|requires?|ab|für|seit|mit|depuis|pour|desde|para|dal?|per)(?!\w)[\s\w-]{0,14}$",
    re.IGNORECASE,
)
_AFTER_LETTER = re.compile(r"\s*(?:$|[,;)|/·•–—(\-]|\d|[A-Z][a-zé]{2,8}\.?\s\d)")
_LONGEST = 48
# As far before a mark as its subject may stand.
_BEFORE = 48


@dataclass(frozen=True, slots=True)
class Mark:
    """A revision's label as printed, how surely it is one (0 is surest), and its words."""

    label: str
    rank: int
    words: str
    start: int
    end: int


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the revision marks of a line, the surest first."""
    taken: list[tuple[int, int]] = []
    for rank, pattern in (
        (0, _MARKS[0]),
        (1, _MONTH_VALUE),
        (1, _MARKS[1]),
        (1, _COUNTED),
        (2, _MARKS[2]),
        (2, _SHORT),
        (3, _MARKS[3]),
    ):
        for match in pattern.finditer(text):
            mark = _mark(text, match, rank)
            if mark is None or any(mark.start < end and start < mark.end for start, end in taken):
                continue
            taken.append((mark.start, mark.end))
            yield mark


def _mark(text: str, match: re.Match[str], rank: int) -> Mark | None:
    if _OF_ANOTHER.search(text[max(0, match.start() - _BEFORE) : match.start()]):
        return None
    if match.re in (_MONTH_VALUE, _MARKS[3]):
        # "Stand: März 2024", "Ausgabe 7. April 2025": the label is the date.
        at = match.end() if match.re is _MONTH_VALUE else match.start("value")
        date = next(dates_in(text[at:]), None)
        if date is None or date.start > 0:
            return None
        end = at + date.end
        is_stand = match.group().casefold().startswith("stand")
        return Mark(
            date.words, 3 if is_stand else rank, text[match.start() : end], match.start(), end
        )
    value = as_label(match["value"])
    end = match.end("value") if match.re is not _COUNTED else match.end()
    if value is None or (value.isalpha() and not _AFTER_LETTER.match(text[match.end() :])):
        return None
    return Mark(value, rank, text[match.start() : end].rstrip(" .,;"), match.start(), end)


def as_label(value: str) -> str | None:
    """Return the revision's label that a value says: `V1.0.9` and `Rev. C` give 1.0.9 and C."""
    bare = value.strip().rstrip(" .,;)")
    said = re.sub(r"^(?i:rev(?:ision)?\.?\s?|v(?:ersion)?\.?\s?(?=\d))", "", bare) or bare
    if re.fullmatch(r"[A-Z]{1,2}|[A-Z]?\d[\w.~+/-]*", said) and len(said) <= _LONGEST:
        return said
    date = next(dates_in(said), None)
    return said if date and date.words == said else None

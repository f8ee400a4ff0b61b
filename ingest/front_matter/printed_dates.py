"""Dates as manuals print them, in English, German, French, Italian and Spanish."""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# A month's names by their first letters, accents and case left out: "mar" is March, mars, marzo
# and März; the longer ones keep Italian "giugno" and Spanish "junio" apart from each other.
_MONTHS = {
    1: ("january", "januar", "janvier", "gennaio", "enero"),
    2: ("february", "februar", "fevrier", "febbraio", "febrero"),
    3: ("march", "marz", "maerz", "mars", "marzo"),
    4: ("april", "avril", "aprile", "abril"),
    5: ("may", "mai", "maggio", "mayo"),
    6: ("june", "juni", "juin", "giugno", "junio"),
    7: ("july", "juli", "juillet", "luglio", "julio"),
    8: ("august", "aout", "agosto"),
    9: ("september", "septembre", "settembre", "septiembre"),
    10: ("october", "oktober", "octobre", "ottobre", "octubre"),
    11: ("november", "novembre", "noviembre"),
    12: ("december", "dezember", "decembre", "dicembre", "diciembre"),
}
_SHORTEST = 3
_YEAR = r"(?P<y>(?:19[5-9]|20\d)\d)"
_NAME = r"(?P<name>[^\W\d_]{3,10})"
_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}(?![\w/-]|\.\d)", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<s>[-/.])(?P<m>\d\d)(?P=s)(?P<d>\d\d)",
        rf"(?P<d>\d\d?)(?P<s>\.)\s?(?P<m>\d\d?)\.\s?{_YEAR}",
        rf"(?P<a>\d\d?)(?P<s>[/-])(?P<b>\d\d?)(?P=s){_YEAR}",
        rf"(?P<d>\d\d?)(?:st|nd|rd|th|er|\.|º|°)?[\s-]\s?(?:(?:of|de|di)\s)?{_NAME}\.?,?[\s-]"
        rf"(?:(?:de|del|di)\s)?{_YEAR}",
        rf"{_NAME}\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_NAME}\.?,?[\s/-](?:(?:de|del|di)\s)?{_YEAR}",
        rf"{_YEAR}[-/](?P<m>\d\d)",
        rf"(?P<m>\d\d?)[-/.]{_YEAR}",
    )
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date with the words it was read from; a month stands for its first day."""

    date: datetime.date
    words: str
    start: int
    end: int


def dates_in(text: str) -> Iterator[PrintedDate]:
    """Yield the dates of a text from left to right; what can be read in two ways is left out.

    03/04/2024 is March in one country and April in another; 13/04/2024 and 03.04.2024 are not in
    doubt. Two-digit years and bare years are no dates.
    """
    taken: list[tuple[int, int]] = []
    found: list[PrintedDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            month = match.groupdict().get("name")
            if month is not None and _month_named(month) is None:
                continue
            # Even one in doubt is taken up, or its end would be read as a month and a year.
            taken.append(match.span())
            date = _date(match)
            if date is not None:
                found.append(PrintedDate(date, match.group(), *match.span()))
    yield from sorted(found, key=lambda printed: printed.start)


def _date(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    day = int(parts.get("d") or 1)
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if second <= 12 else (second, first)
    elif parts.get("name"):
        month = _month_named(parts["name"]) or 0
    else:
        month = int(parts["m"])
    try:
        return datetime.date(int(parts["y"]), month, day)
    except ValueError:
        return None


def _month_named(word: str) -> int | None:
    letters = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if len(bare) < _SHORTEST:
        return None
    # "sept", "dez", "giu": shortened as far as one month is left. Words are no months.
    months = {
        number
        for number, names in _MONTHS.items()
        if any(name == bare or (len(bare) <= 4 and name.startswith(bare)) for name in names)
    }
    return months.pop() if len(months) == 1 else None

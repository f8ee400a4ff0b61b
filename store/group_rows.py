"""Rows of a table that head the rows below them: `Internal 24 V supply` over its voltage."""

import re
from collections import Counter
from collections.abc import Sequence

_LONGEST = 80
# "B", "AAE", "4", "2.1" or "IV".
_COUNT = re.compile(r"(?:[A-Z]{1,4}|[a-z]|\d{1,2}(?:\.\d{1,2}){0,2})[.)]?")
_WORDS = re.compile(r"[^\W\d_]{2,}")
# One cell alone may be the rest of the row above; it heads rows only if it says so much …
_LEAST_LETTERS = 6
# … over so many of them, in a table with so many columns.
_LEAST_BELOW = 2
_LEAST_COLUMNS = 3
# Of the cells below names of columns that come again, bare figures at least.
_MOST_FIGURES = 0.6
_FIGURE = re.compile(r"[-+±]?[.,]?\d")
_COUNTING = re.compile(r"\d+")


def group_rows(rows: Sequence[Sequence[str]]) -> tuple[int | None, ...]:
    """Return for each row the index of the row that heads it; None for those under none.

    A heading row has one text over all columns, in all but the first, which counts it ("B |
    Payoff reel"), or in its first cell alone, and heads the rows down to the next one. It is under
    none itself, but what is counted may be under a title of several such groups. So do names of
    columns that come again over other figures: they are under the title above them.
    """
    counted = [is_counted_title(row) for row in rows]
    heads = [bool(_spans(row) or _stands_alone(row)) for row in rows]
    for index in reversed(range(len(rows))):
        if counted[index]:
            heads[index] = index + 1 < len(rows)
        elif heads[index] and not (index + 1 < len(rows) and counted[index + 1]):
            below = heads[index + 1 : index + 1 + _LEAST_BELOW]
            tells = index + 1 < len(rows) and len(set(rows[index + 1]) - {""}) > 1
            alone = not _spans(rows[index])
            heads[index] = tells and not any(below) and (not alone or len(below) == _LEAST_BELOW)
    named = _names_again(rows, heads)
    over: list[int | None] = []
    last: int | None = None
    title: int | None = None
    outer: int | None = None
    for index, head in enumerate(heads):
        over.append(outer if counted[index] else None if head else title if named[index] else last)
        last = index if head or named[index] else last
        title = index if head else title
        outer = index if head and not counted[index] else outer
    return tuple(over)


def all_over(row: int, over: Sequence[int | None]) -> tuple[int, ...]:
    """Return the indices of all rows that head a row, the outermost first."""
    found: list[int] = []
    above = over[row]
    while above is not None:
        found.insert(0, above)
        above = over[above]
    return tuple(found)


def heading_text(row: Sequence[str]) -> str:
    """Return what a heading row says: `Payoff reel`, or `B Payoff reel` where a cell counts it."""
    return " ".join(dict.fromkeys(cell for cell in row if cell))


def is_counted_title(row: Sequence[str]) -> bool:
    """Return whether a title is merged over all columns but the first, which holds its number."""
    return (
        len(row) >= _LEAST_COLUMNS
        and _COUNT.fullmatch(row[0].strip()) is not None
        and len(set(row[1:])) == 1
        and _is_title(row[1])
    )


def _names_again(rows: Sequence[Sequence[str]], heads: Sequence[bool]) -> list[bool]:
    """Which rows name columns of figures in words, and come again in the same words."""
    # "AMPS 2" bears the number of a note.
    said = [tuple(_COUNTING.sub("", cell).strip() for cell in row) for row in rows]
    times = Counter(said)
    named = [
        times[words] > 1
        and len(set(row)) >= _LEAST_COLUMNS
        and all(len(_WORDS.findall(cell)) > bool(_FIGURE.match(cell)) for cell in row)
        and not head
        for row, words, head in zip(rows, said, heads, strict=True)
    ]
    for index in [index for index, names in enumerate(named) if names]:
        below: list[str] = []
        for row, head, names in zip(
            rows[index + 1 :], heads[index + 1 :], named[index + 1 :], strict=True
        ):
            if head or names:
                break
            below += row[1:]
        figures = sum(bool(_FIGURE.match(cell)) for cell in below)
        named[index] = bool(below) and figures >= _MOST_FIGURES * len(below)
    return named


def _spans(row: Sequence[str]) -> bool:
    """Whether one short text with a word stands in all columns."""
    return len(row) > 1 and len(set(row)) == 1 and _is_title(row[0])


def _stands_alone(row: Sequence[str]) -> bool:
    letters = sum(letter.isalpha() for letter in row[0]) if row else 0
    return (
        len(row) >= _LEAST_COLUMNS
        and letters >= _LEAST_LETTERS
        and not any(cell.strip() for cell in row[1:])
        and not row[0][:1].islower()
        and _is_title(row[0])
    )


def _is_title(text: str) -> bool:
    text = text.strip()
    return len(text) <= _LONGEST and not text.endswith(".") and _WORDS.search(text) is not None

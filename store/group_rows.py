"""Rows of a table that head the rows below them: `Internal 24 V supply` over its voltage."""

import re
from collections.abc import Sequence

_LONGEST = 80
_WORDS = re.compile(r"[^\W\d_]{2,}")
# One cell alone may be the rest of the row above; it heads rows only if it says so much …
_LEAST_LETTERS = 6
# … over so many of them, in a table with so many columns.
_LEAST_BELOW = 2
_LEAST_COLUMNS = 3


def group_rows(rows: Sequence[Sequence[str]]) -> tuple[int | None, ...]:
    """Return for each row the index of the row that heads it; None for those under none.

    A heading row has one text over all columns, or in its first cell alone, and heads the rows down
    to the next one; it is under none itself.
    """
    heads = [bool(_spans(row) or _stands_alone(row)) for row in rows]
    for index in reversed(range(len(rows))):
        if heads[index]:
            below = heads[index + 1 : index + 1 + _LEAST_BELOW]
            tells = index + 1 < len(rows) and len(set(rows[index + 1]) - {""}) > 1
            alone = not _spans(rows[index])
            heads[index] = tells and not any(below) and (not alone or len(below) == _LEAST_BELOW)
    over: list[int | None] = []
    last: int | None = None
    for index, head in enumerate(heads):
        over.append(None if head else last)
        last = index if head else last
    return tuple(over)


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

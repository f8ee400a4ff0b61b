"""Rows that a table's first cell spans: a trouble, and all its causes with their remedies."""

from collections.abc import Sequence
from statistics import fmean

from store import keywords

# So many rows are shown together, and so many letters stand in a row beside the shared cell, if it
# is one of causes and remedies rather than of values.
_MOST_ROWS, _LEAST_LETTERS = 8, 30
# Of the words asked for that a row holds, the shared cell has so many, and this share.
_LEAST_WORDS, _SHARE = 2, 0.6


def rows_sharing(
    rows: Sequence[Sequence[str]], index: int, asked: frozenset[int], language: str
) -> tuple[int, ...]:
    """Return the rows that share a row's first cell, if that is what was asked for; else none.

    Which of a trouble's causes it is nobody knows who only sees the trouble.
    """
    shared = rows[index][0]
    first = last = index
    while first and rows[first - 1][0] == shared:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1][0] == shared:
        last += 1
    if first == last or not shared:
        return ()
    found = range(first, last + 1)
    if fmean(sum(map(len, rows[one][1:])) for one in found) < _LEAST_LETTERS:
        return ()
    told = asked & keywords.terms(shared, language)
    held = asked & keywords.terms(" ".join(rows[index]), language)
    if len(told) < _LEAST_WORDS or len(told) < _SHARE * len(held):
        return ()
    return tuple(found[:_MOST_ROWS])

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
    rows: Sequence[Sequence[str]], alike: Sequence[int], asked: frozenset[int], language: str
) -> tuple[int, ...]:
    """Return the rows that share the first cell of one that fits, if that is what was asked for.

    Of rows that fit `alike` it is the one whose first cell says most of it. Which of a trouble's
    causes it is nobody knows who only sees the trouble.
    """
    told = {index: asked & keywords.terms(rows[index][0], language) for index in alike}
    best = max(alike, key=lambda index: len(told[index]))
    found = _sharing(rows, best)
    if len(found) < 2 or fmean(sum(map(len, rows[one][1:])) for one in found) < _LEAST_LETTERS:
        return ()
    held = asked & keywords.terms(" ".join(rows[best]), language)
    if len(told[best]) < max(_LEAST_WORDS, _SHARE * len(held)):
        return ()
    return tuple(found[:_MOST_ROWS])


def _sharing(rows: Sequence[Sequence[str]], index: int) -> range:
    shared = rows[index][0]
    first = last = index
    while shared and first and rows[first - 1][0] == shared:
        first -= 1
    while shared and last + 1 < len(rows) and rows[last + 1][0] == shared:
        last += 1
    return range(first, last + 1)

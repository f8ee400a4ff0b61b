"""Names of columns that no rule parts in a table's head: "Code" and "Name" in one cell.

Read as one, the two columns are called alike, and codes below them are none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.formats.cell_words import Word
from ingest.formats.grids import Grid
from store.values import Box

# Points: names stand further apart than words do, and may reach over an edge by so much.
_APART, _OVER = 8.0, 1.0


def with_parted_names(grid: Grid, words: Sequence[Word]) -> Grid:
    """Return the grid, each cell of its first row parted where columns below it begin between two
    names; a title over several columns stays whole.
    """
    cells: list[Box] = []
    for cell in grid.cells:
        inner = [edge for edge in grid.columns if cell[0] + _APART < edge < cell[2] - _APART]
        if cell[1] > grid.rows[0] + _OVER or not inner:
            cells.append(cell)
            continue
        held = [word.box for word in words if _stands_in(word.box, cell)]
        cells += _between(cell, _last_before_names(held, inner))
    return replace(grid, cells=tuple(cells))


def _stands_in(word: Box, cell: Box) -> bool:
    middle = (word[1] + word[3]) / 2
    return cell[1] <= middle <= cell[3] and cell[0] - _OVER <= word[0] <= cell[2]


def _last_before_names(held: Sequence[Box], inner: Sequence[float]) -> list[float]:
    """The edges that part two names: of several without a word between them the last one."""
    found = [edge for edge in inner if _parts(held, edge)]
    return [
        edge
        for edge, following in pairwise([*found, float("inf")])
        if any(edge - _OVER <= box[0] < following - _OVER for box in held)
    ]


def _parts(held: Sequence[Box], edge: float) -> bool:
    left = [box[2] for box in held if box[0] < edge]
    right = [box[0] for box in held if box[0] >= edge - _OVER]
    if not left or not right:
        return False
    return max(left) <= edge + _OVER and min(right) - max(left) >= _APART


def _between(cell: Box, inner: Sequence[float]) -> Iterator[Box]:
    for left, right in pairwise((cell[0], *inner, cell[2])):
        yield left, cell[1], right, cell[3]

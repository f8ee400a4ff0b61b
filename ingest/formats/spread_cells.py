"""Columns whose rows no rule parts: codes down the side of a table, each beside its own row.

Between two rules that the other columns have, such a column has one cell; read as merged, every
code of the page stands in each of its rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.formats.cell_words import Line, text_of_line
from ingest.formats.grids import Grid
from store.values import Box

# Points by which print reaches over a rule, and line heights between what is of two rows.
_OVER, _APART = 1.5, 1.5
# Text of one cell is set close: its lines leave no such gaps, or one above a remark.
_LEAST_GAPS = 2
# Letters of a code: longer lines are the paragraphs of a text beside all of the rows.
_LONGEST_CODE = 10


def with_spread_cells(grid: Grid, lines: Mapping[Box, Sequence[Line]]) -> Grid:
    """Return the grid, each cell parted whose codes stand far apart, beside rows of their own.

    `lines` are those of each of its cells.
    """
    cells: list[Box] = []
    for cell in grid.cells:
        held = lines[cell]
        inner = [edge for edge in grid.rows if cell[1] + _OVER < edge < cell[3] - _OVER]
        told = any(len(text_of_line(line)) > _LONGEST_CODE for line in held)
        if told or len(inner) <= _LEAST_GAPS or _gaps(held) < _LEAST_GAPS:
            cells.append(cell)
            continue
        edges = [cell[1], *(edge for edge in inner if not _crosses(held, edge)), cell[3]]
        cells += [(cell[0], top, cell[2], bottom) for top, bottom in pairwise(edges)]
    return replace(grid, cells=tuple(cells))


def _gaps(lines: Sequence[Line]) -> int:
    reach = [
        (min(word.box[1] for word in line), max(word.box[3] for word in line)) for line in lines
    ]
    return sum(
        below[0] - above[1] > _APART * (above[1] - above[0]) for above, below in pairwise(reach)
    )


def _crosses(lines: Sequence[Line], edge: float) -> bool:
    return any(word.box[1] + _OVER < edge < word.box[3] - _OVER for line in lines for word in line)

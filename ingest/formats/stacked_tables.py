"""Two tables without a gap between them: lines enclose them as one grid."""

from collections.abc import Sequence

from liteparse import ParsedPage

from ingest.formats.grids import Grid, grid_of
from ingest.formats.lines import lines_within
from store.values import Box

# Points: edges as close as this are one.
_ALIGNED = 3.0


def stacked(page: ParsedPage, grid: Grid) -> list[Grid]:
    """Return the tables of a grid, top down: mostly itself.

    One begins where a rule runs right across, the first table's corner comes again, merged down as
    that is, and other columns follow.
    """
    corner = _corner(grid.cells)
    name = _text(page, corner) if _is_merged_down(corner, grid.cells) else ""
    if not name:
        return [grid]
    for edge in grid.rows[2:-2]:
        above = [cell for cell in grid.cells if cell[3] <= edge + _ALIGNED]
        below = [cell for cell in grid.cells if cell[1] >= edge - _ALIGNED]
        if len(above) + len(below) != len(grid.cells):
            continue
        again = _corner(below)
        if not _is_merged_down(again, below) or _text(page, again) != name:
            continue
        upper, lower = grid_of(above), grid_of(below)
        if len(upper.columns) != len(lower.columns) and min(*upper.shape, *lower.shape) > 1:
            return [upper, *stacked(page, lower)]
    return [grid]


def _corner(cells: Sequence[Box]) -> Box:
    return min(cells, key=lambda cell: (cell[1], cell[0]))


def _is_merged_down(corner: Box, cells: Sequence[Box]) -> bool:
    """Whether the cell beside it ends before a corner does."""
    beside = (cell for cell in cells if abs(cell[0] - corner[2]) <= _ALIGNED)
    first = min(beside, key=lambda cell: cell[1], default=corner)
    return first[3] < corner[3] - _ALIGNED


def _text(page: ParsedPage, cell: Box) -> str:
    return " ".join(line.text for line in lines_within(page, cell)).casefold()

"""Ruled grids on a page: the rows and columns that its lines enclose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liteparse import ParsedPage, VectorLine

from store.values import Box

# Points: lines this close are one line, as a pen's two edges are. pdfplumber's own tolerance.
_SNAP = 3
# A page with more lines than this is a drawing: its grids are hatching, and there are too many.
_MOST_LINES = 6000


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table's geometry in points: edges of columns and rows, and the cells' boxes."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The grid's outline."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, counted as the finest of them are."""
        return len(self.rows) - 1, len(self.columns) - 1


def grids(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the ruled grids of a page parsed with its vector graphics, top down.

    A grid has two rows and two columns at least: a frame around text is none.
    """
    graphics = page.vector_graphics
    if graphics is None or len(graphics.lines) > _MOST_LINES or not _may_rule(graphics.lines):
        return ()
    # Brings in a second PDF parser, half a second's worth: only pages with a grid wait for it.
    from pdfplumber import table

    edges = table.merge_edges([_edge(line) for line in graphics.lines], _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = table.edges_to_intersections(edges, _SNAP, _SNAP)
    groups = table.cells_to_tables(table.intersections_to_cells(crossings))
    found = [_grid([_box(cell) for cell in group]) for group in groups]
    kept = [grid for grid in found if min(grid.shape) >= 2]
    return tuple(sorted(kept, key=lambda grid: (grid.box[1], grid.box[0])))


def _may_rule(lines: Sequence[VectorLine]) -> bool:
    """A cheap look before the full one: two rows and two columns need three lines each way."""
    upright = {round(line.x1 / 4) for line in lines if abs(line.x1 - line.x2) < 1}
    if len(upright) < 3:
        return False
    return len({round(line.y1 / 4) for line in lines if abs(line.y1 - line.y2) < 1}) >= 3


def _edge(line: VectorLine) -> dict[str, Any]:
    """The line as pdfplumber's functions want it."""
    x0, x1 = sorted((line.x1, line.x2))
    top, bottom = sorted((line.y1, line.y2))
    lies = x1 - x0 >= bottom - top
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if lies else "v",
        "object_type": "line",
    }


def _box(cell: Sequence[float]) -> Box:
    x0, top, x1, bottom = cell
    return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def _grid(cells: Sequence[Box]) -> Grid:
    columns = {cell[0] for cell in cells} | {cell[2] for cell in cells}
    rows = {cell[1] for cell in cells} | {cell[3] for cell in cells}
    return Grid(tuple(sorted(columns)), tuple(sorted(rows)), tuple(cells))

"""Ruled grids on a page: the rows and columns that its lines enclose.

The method is that of pdfplumber's "lines" strategy (MIT; its `table.py`): lines snapped and
joined, the points where they cross, the smallest rectangles between these. Every page of every
manual passes here, so it is written over sorted lists: the same grids in a third of the time, and
no second PDF parser to load for them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import fmean

from liteparse import ParsedPage, VectorLine

from ingest.formats.boxes import area, overlap
from ingest.formats.shading import parts_text, splits_text, without_shading
from store.values import Box

# Points: lines this close are one line, as a pen's two edges are. pdfplumber's own tolerance.
_SNAP = 3.0
# A page with more lines than this is a drawing: its grids are hatching, and there are too many.
_MOST_LINES = 6000
# Of a page, what a cell takes at most: a larger one frames the page, between its head and its foot.
_LARGEST_CELL = 0.5
# Of a grid's area: what lines enclose there is the same table, without the edges of its shading.
_SAME_PLACE = 0.9
# Points by which a word processor sets the border of some rows off that of others.
_SET_OFF = 12.0

Span = tuple[float, float, float]
"""A line by where it lies across its direction, and from where to where along it it runs."""
_Point = tuple[float, float]


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
    if graphics is None or not 6 <= len(graphics.lines) <= _MOST_LINES:
        return ()
    most = _LARGEST_CELL * page.width * page.height
    found = grids_of(*spans(graphics.lines), most)
    drawn = without_shading(graphics) if found else graphics.lines
    if len(drawn) == len(graphics.lines):
        return found
    ruled = grids_of(*spans(drawn), most)
    return tuple(dict.fromkeys(_ruled(grid, ruled, page) for grid in found))


def rectangles(lines: Sequence[VectorLine]) -> tuple[Box, ...]:
    """Return the smallest rectangles that lines enclose, a single one included.

    None where there are so many lines that they are a drawing.
    """
    if len(lines) > _MOST_LINES:
        return ()
    # A pictogram's outline is made of strokes that are too short to be sides.
    upright, lying = (
        [span for span in found if span[2] - span[1] >= _SNAP] for found in spans(lines)
    )
    return tuple(_cells(merged(upright), merged(lying))) if upright and lying else ()


def _ruled(grid: Grid, ruled: Sequence[Grid], page: ParsedPage) -> Grid:
    """The grid that lines alone enclose, where one stands in the same place.

    Some cells have no border but the edge of their shading: they stay where that parts their text
    from others', and tears none.
    """
    least = _SAME_PLACE * area(grid.box)
    same = next((one for one in ruled if overlap(one.box, grid.box) >= least), grid)
    if len(grid.cells) <= len(same.cells) or not parts_text(page, grid.cells, same.cells):
        return same
    return same if splits_text(page, grid.cells, same.cells) else grid


def grids_of(upright: list[Span], lying: list[Span], largest_cell: float = inf) -> tuple[Grid, ...]:
    """Return the ruled grids that these lines make, top down, of cells no larger than that."""
    # Two rows and two columns need three lines each way.
    if not (_has_three(upright) and _has_three(lying)):
        return ()
    cells = [cell for cell in _cells(merged(upright), merged(lying)) if area(cell) <= largest_cell]
    found = [grid_of(group) for group in _together(cells)]
    kept = [grid for grid in found if min(grid.shape) >= 2]
    return tuple(sorted(kept, key=lambda grid: (grid.box[1], grid.box[0])))


def spans(lines: Sequence[VectorLine]) -> tuple[list[Span], list[Span]]:
    """Return the upright and the lying lines; one that lies aslant is of the direction it is nearer
    to.
    """
    upright: list[Span] = []
    lying: list[Span] = []
    for line in lines:
        x0, x1, y0, y1 = line.x1, line.x2, line.y1, line.y2
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        if x1 - x0 >= y1 - y0:
            lying.append((y0, x0, x1))
        else:
            upright.append((x0, y0, y1))
    return upright, lying


def _has_three(spans: Sequence[Span]) -> bool:
    return len(spans) >= 3 and len({round(span[0] / 4) for span in spans}) >= 3


def merged(lines: list[Span]) -> list[Span]:
    """Return lines side by side snapped to their mean, and those end to end joined, by place.

    Lines that nowhere touch are snapped only where they are nearer still, as the parts of an edge
    that a merged cell parts: else the strokes of a sign would pull at the table above it.
    """
    joined = [
        (fmean(place for place, _, _ in group), group[0][1], max(end for _, _, end in group))
        for group in _touching(lines)
    ]
    snapped: list[Span] = []
    for near in _near(joined, _SNAP / 2):
        place = fmean(span[0] for span in near)
        snapped.extend((place, start, end) for _, start, end in near)
    return snapped


def _touching(lines: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Lines in groups that lie side by side or end to end, each group by where they start."""
    for near in _near(lines, _SNAP):
        parts = list(_end_to_end(near))
        if len(parts) == 1:
            yield parts[0]
        else:
            # What made neighbours of two lines may be gone into another part.
            for part in parts:
                yield from _touching(part)


def _near(lines: Iterable[Span], most: float) -> Iterator[list[Span]]:
    """Lines in groups, by place: each at most so far from the one before."""
    group: list[Span] = []
    for span in sorted(lines):
        if group and span[0] - group[-1][0] > most:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _end_to_end(lines: Iterable[Span]) -> Iterator[list[Span]]:
    """Lines in groups that overlap or touch along their length, by where they start."""
    group: list[Span] = []
    until = 0.0
    for span in sorted(lines, key=lambda span: span[1:]):
        if group and span[1] > until + _SNAP:
            yield group
            group = []
        until = max(until, span[2]) if group else span[2]
        group.append(span)
    if group:
        yield group


def _cells(upright: Sequence[Span], lying: Sequence[Span]) -> Iterator[Box]:
    """The smallest rectangle below and right of each crossing, where all four sides are drawn."""
    # At each crossing, the lines that meet there: two crossings on one line are joined by it.
    verticals: dict[_Point, set[int]] = defaultdict(set)
    horizontals: dict[_Point, set[int]] = defaultdict(set)
    heights = [span[0] for span in lying]
    for number, (x, top, bottom) in enumerate(upright):
        first, last = bisect_left(heights, top - _SNAP), bisect_right(heights, bottom + _SNAP)
        for other in range(first, last):
            y, left, right = lying[other]
            if left - _SNAP <= x <= right + _SNAP:
                verticals[x, y].add(number)
                horizontals[x, y].add(other)
    below: dict[float, list[float]] = defaultdict(list)
    beside: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(verticals):
        below[x].append(y)
        beside[y].append(x)
    for x, y in sorted(verticals):
        column, row = below[x], beside[y]
        downs = [
            down
            for down in column[bisect_right(column, y) :]
            if verticals[x, y] & verticals[x, down]
        ]
        rights = [
            right
            for right in row[bisect_right(row, x) :]
            if horizontals[x, y] & horizontals[right, y]
        ]
        cell = _smallest(x, y, downs, rights, verticals, horizontals)
        if cell is not None:
            yield cell


def _smallest(
    x: float,
    y: float,
    downs: Sequence[float],
    rights: Sequence[float],
    verticals: dict[_Point, set[int]],
    horizontals: dict[_Point, set[int]],
) -> Box | None:
    for down in downs:
        for right in rights:
            corner = right, down
            if (
                corner in verticals
                and verticals[corner] & verticals[right, y]
                and horizontals[corner] & horizontals[x, down]
            ):
                return round(x, 1), round(y, 1), round(right, 1), round(down, 1)
    return None


def _together(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """The cells in groups that share corners: one group is one table."""
    at: dict[_Point, list[int]] = defaultdict(list)
    for number, cell in enumerate(cells):
        for corner in _corners(cell):
            at[corner].append(number)
    left = set(range(len(cells)))
    while left:
        pending = [left.pop()]
        group: list[int] = []
        while pending:
            number = pending.pop()
            group.append(number)
            touching = {other for corner in _corners(cells[number]) for other in at[corner]} & left
            left -= touching
            pending.extend(touching)
        if len(group) > 1:
            yield [cells[number] for number in sorted(group)]


def _corners(cell: Box) -> tuple[_Point, ...]:
    x0, y0, x1, y1 = cell
    return (x0, y0), (x0, y1), (x1, y0), (x1, y1)


def grid_of(cells: Iterable[Box]) -> Grid:
    """Return the grid that these cells make."""
    boxes = tuple(cells)
    columns = {cell[0] for cell in boxes} | {cell[2] for cell in boxes}
    rows = {cell[1] for cell in boxes} | {cell[3] for cell in boxes}
    return Grid(_steady(sorted(columns), boxes), tuple(sorted(rows)), boxes)


def _steady(columns: Sequence[float], cells: Sequence[Box]) -> tuple[float, ...]:
    """The edges of columns, one for each: a border that is set off in some rows has two.

    No cell has the room between the two to itself.
    """
    own = {(cell[0], cell[2]) for cell in cells}
    kept = list(columns[:1])
    for edge, following in pairwise((*columns[1:], float("inf"))):
        room = following - edge
        if room < _SET_OFF and room < edge - kept[-1] and (edge, following) not in own:
            continue
        kept.append(edge)
    return tuple(kept)

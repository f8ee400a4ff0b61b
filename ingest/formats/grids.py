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

from liteparse import ParsedPage, VectorGraphics, VectorLine

from ingest.formats.boxes import area, overlap
from ingest.formats.colours import brightness
from store.values import Box

# Points: lines this close are one line, as a pen's two edges are. pdfplumber's own tolerance.
_SNAP = 3.0
# A page with more lines than this is a drawing: its grids are hatching, and there are too many.
_MOST_LINES = 6000
# Of a grid's area: what lines enclose there is the same table, without the edges of its shading.
_SAME_PLACE = 0.9
# Digits of a colour with its opacity, and how bright, up to 255, what is no rule is at least.
_ARGB, _LIGHT = 8, 128

Span = tuple[float, float, float]
"""A line by where it lies across its direction, and from where to where along it it runs."""
_Point = tuple[float, float]
# A side of a filled area: its colour, across which axis it lies, and where, to a point.
_Side = tuple[str, str, int]


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
    found = grids_of(*spans(graphics.lines))
    drawn = _without_shading(graphics) if found else graphics.lines
    if len(drawn) == len(graphics.lines):
        return found
    ruled = grids_of(*spans(drawn))
    return tuple(dict.fromkeys(_ruled(grid, ruled) for grid in found))


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


def _ruled(grid: Grid, ruled: Sequence[Grid]) -> Grid:
    """The grid that lines alone enclose, where one stands in the same place."""
    least = _SAME_PLACE * area(grid.box)
    return next((one for one in ruled if overlap(one.box, grid.box) >= least), grid)


def _without_shading(graphics: VectorGraphics) -> list[VectorLine]:
    """The lines that are no sides of filled areas: text may be shaded line by line."""
    areas: set[_Side] = set()
    rules: set[_Side] = set()
    for shape in graphics.shapes:
        colour = shape.fill_color or ""
        if shape.stroke or len(colour) != _ARGB:
            continue
        x, y, width, height = shape.bbox
        # A thin light one fills the room between two shaded lines of text.
        is_rule = min(width, height) <= _SNAP and brightness(colour) < _LIGHT
        sides = rules if is_rule else areas
        sides.update((colour, "x", round(at)) for at in (x, x + width))
        sides.update((colour, "y", round(at)) for at in (y, y + height))
    areas -= rules
    return [line for line in graphics.lines if line.stroke or areas.isdisjoint(_sides(line))]


def _sides(line: VectorLine) -> set[_Side]:
    """Where a line may lie as the side of an area, to a point."""
    if abs(line.x2 - line.x1) >= abs(line.y2 - line.y1):
        axis, at = "y", line.y1
    else:
        axis, at = "x", line.x1
    return {(line.fill_color or "", axis, round(at + off)) for off in (-0.4, 0.0, 0.4)}


def grids_of(upright: list[Span], lying: list[Span]) -> tuple[Grid, ...]:
    """Return the ruled grids that these lines make, top down."""
    # Two rows and two columns need three lines each way.
    if not (_has_three(upright) and _has_three(lying)):
        return ()
    cells = list(_cells(merged(upright), merged(lying)))
    found = [_grid(group) for group in _together(cells)]
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
    """Return lines side by side snapped to their mean, and those end to end joined, by place."""
    lines.sort()
    groups: list[list[Span]] = [[lines[0]]]
    for span in lines[1:]:
        if span[0] - groups[-1][-1][0] <= _SNAP:
            groups[-1].append(span)
        else:
            groups.append([span])
    merged: list[Span] = []
    for group in groups:
        place = sum(span[0] for span in group) / len(group)
        stretches = sorted((start, end) for _, start, end in group)
        start, end = stretches[0]
        for further, until in stretches[1:]:
            if further <= end + _SNAP:
                end = max(end, until)
            else:
                merged.append((place, start, end))
                start, end = further, until
        merged.append((place, start, end))
    return merged


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


def _grid(cells: Iterable[Box]) -> Grid:
    boxes = tuple(cells)
    columns = {cell[0] for cell in boxes} | {cell[2] for cell in boxes}
    rows = {cell[1] for cell in boxes} | {cell[3] for cell in boxes}
    return Grid(tuple(sorted(columns)), tuple(sorted(rows)), boxes)

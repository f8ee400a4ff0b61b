"""The outer columns of ruled tables that no upright line closes: their rows' rules run out there.

A fault table's codes often stand in such a column, and a row without its code is of no use.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.grids import Grid, Span, merged, spans
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import turn_of

# Points: rules that reach so far out end together, and a narrower margin holds no column.
_TOGETHER, _NARROWEST = 3.0, 15.0
# Of the rows that the rules of an outer column make, those that hold text at least.
_FILLED = 0.5


def with_open_sides(grid: Grid, page: ParsedPage) -> Grid:
    """Return the grid, its outer columns with it where each side's rules run out over them.

    Its first and its last rule reach as far as those between them, words stand there, and none
    stands across the line that would part them from the next column.
    """
    graphics = page.vector_graphics
    if graphics is None:
        return grid
    _, lying = spans(graphics.lines)
    rules = merged(lying)
    words = [item for item in page.text_items if item.text.strip() and not turn_of(item)]
    left = _open_column(grid, rules, words, at=grid.columns[0], beyond=-1)
    right = _open_column(grid, rules, words, at=grid.columns[-1], beyond=1)
    for column in (left, right):
        if column is not None:
            grid = replace(
                grid,
                columns=tuple(sorted({*grid.columns, *column.columns})),
                cells=(*grid.cells, *column.cells),
            )
    return grid


def _open_column(
    grid: Grid, rules: Sequence[Span], words: Sequence[TextItem], *, at: float, beyond: int
) -> Grid | None:
    """The column beyond a grid's outer edge `at`, to its left (-1) or right (1)."""
    reached: dict[float, float] = {}
    for row in grid.rows:
        ends = [
            start if beyond < 0 else end
            for place, start, end in rules
            if abs(place - row) <= _TOGETHER and start <= at + _TOGETHER and end >= at - _TOGETHER
        ]
        furthest = max(ends, key=lambda end: end * beyond, default=at)
        if (furthest - at) * beyond >= _NARROWEST:
            reached[row] = furthest
    first, last = grid.rows[0], grid.rows[-1]
    if first not in reached or last not in reached:
        return None
    edge = reached[first]
    if any(abs(end - edge) > _TOGETHER for end in reached.values()):
        return None
    edges = sorted(reached)
    x0, x1 = min(edge, at), max(edge, at)
    cells = [(x0, top, x1, bottom) for top, bottom in pairwise(edges)]
    # A rule that is longer than its table by chance has nothing above it.
    filled = sum(any(centre_within(item_box(word), cell) for word in words) for cell in cells)
    inside = [word for word in words if first <= word.y + word.height / 2 <= last]
    crossed = any(word.x < at - 1.0 and word.x + word.width > at + 1.0 for word in inside)
    if len(cells) < 2 or filled < _FILLED * len(cells) or crossed:
        return None
    return Grid((x0, x1), tuple(edges), tuple(cells))

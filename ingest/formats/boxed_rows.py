"""Single rows in a frame of their own: a name on the left, several lines of values on the right.

Manuals set each parameter so, its text below. A grid has two rows at least; to a parser such a
frame is text, in which the values that stand higher than the name come before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from liteparse import ParsedPage

from ingest.formats.boxes import overlap
from ingest.formats.furniture import in_band
from ingest.formats.grids import Grid, rectangles
from ingest.formats.lines import Line, lines_within
from ingest.formats.notice_frames import announces
from store.values import Box

_LEAST_SIDES = 5
# Points of room around a row that is by itself: a nearer frame is another row of its table.
_APART = 6.0
# Points: edges this close belong to one stroke; and lines of two cells as close are one row's.
_STROKE, _SAME_LINE = 5.0, 2.5
# Letters of a name, and its lines: what is longer is text beside text.
_LONGEST_NAME, _MOST_NAME_LINES = 80, 3
# "F17" in "F17 Gain": names that are counted alike head a row each.
_COUNTED = re.compile(r"([^\W\d_]*)[-. ]?\d+\b")


def boxed_rows(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the grids of one row that hold a name and its values, top down.

    Where a frame holds several names, each with its value beside it, it has a row for each.
    """
    graphics = page.vector_graphics
    if graphics is None or len(graphics.lines) < _LEAST_SIDES:
        return ()
    cells = [cell for cell in rectangles(graphics.lines) if not _is_stroke(cell)]
    found = (_grid(page, name, values) for name, values in _pairs(cells))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.box[1]))


def _is_stroke(cell: Box) -> bool:
    return min(cell[2] - cell[0], cell[3] - cell[1]) < _STROKE


def _pairs(cells: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Each two cells that share a side and that no other cell stands close to."""
    level: dict[tuple[float, float], list[Box]] = defaultdict(list)
    for cell in cells:
        level[cell[1], cell[3]].append(cell)
    for beside in level.values():
        for left, right in pairwise(sorted(beside)):
            if left[2] == right[0] and _is_alone(left, right, cells):
                yield left, right


def _is_alone(left: Box, right: Box, cells: Sequence[Box]) -> bool:
    x0, y0, x1, y1 = left[0], left[1], right[2], right[3]
    around = x0 - _APART, y0 - _APART, x1 + _APART, y1 + _APART
    return not any(
        overlap(cell, around) > 0
        for cell in cells
        if cell not in (left, right) and not _surrounds(cell, around)
    )


def _surrounds(cell: Box, around: Box) -> bool:
    """Whether a cell is the frame of the page, or of a part of it."""
    return (
        cell[0] <= around[0]
        and cell[1] <= around[1]
        and cell[2] >= around[2]
        and cell[3] >= around[3]
    )


def _grid(page: ParsedPage, left: Box, right: Box) -> Grid | None:
    if in_band((left[0], left[1], right[2], right[3]), page):
        return None
    names, values = lines_within(page, left), lines_within(page, right)
    if len(values) < 2 or not _is_name(names):
        return None
    edges = (left[1], *_between(names, values), left[3])
    columns = left[0], left[2], right[2]
    cells = tuple((x0, y0, x1, y1) for y0, y1 in pairwise(edges) for x0, x1 in pairwise(columns))
    return Grid(columns, edges, cells)


def _is_name(lines: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    if not 1 <= len(lines) <= _MOST_NAME_LINES or announces(lines[0].text):
        return False
    return sum(map(str.isalnum, text)) > 1 and len(text) <= _LONGEST_NAME


def _between(names: Sequence[Line], values: Sequence[Line]) -> list[float]:
    """The heights between names that are counted alike, each with one line of values beside it."""
    counted = [_COUNTED.match(line.text) for line in names]
    kinds = {match[1] if match else None for match in counted}
    if len(names) != len(values) or len(kinds) > 1 or None in kinds:
        return []
    pairs = zip(names, values, strict=True)
    if any(abs(_middle(name) - _middle(value)) > _SAME_LINE for name, value in pairs):
        return []
    return [(above.box[3] + below.box[1]) / 2 for above, below in pairwise(names)]


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2

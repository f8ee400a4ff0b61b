"""Rows of a ruled table that have a rule only after several of them.

To save ink, ledgers are ruled after every second or third row: "DS-1" / "DS-2" in one cell and
"4.8" / "6.4" in the next are two rows. Read as one, the figures of one model stand with another's.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.formats.cell_words import Line, text_of_line
from ingest.formats.grids import Grid
from store.values import Box

# Points by which edges of cells differ.
_EDGE = 1.5
# Of a line's height, by how much lines of one row lie apart at most.
_LEVEL = 0.4
# So many parts of a table between two rules hold several rows of figures: names and values that are
# broken look like rows once, and not all over.
_LEAST_PARTS = 3
_VALUE = re.compile(r"[-+±<>≤≥(]?[.,]?\d")

_Cells = Mapping[Box, Sequence[Line]]


def with_lined_rows(grid: Grid, lines: _Cells) -> Grid:
    """Return the grid with an edge between each two rows that no rule parts.

    `lines` are those of each of its cells. Between two rules there are several rows if all cells
    have a value or a name on each line, level with their neighbours' lines; a cell that has one
    line in the middle of them is merged over them.
    """
    between: dict[tuple[float, float], list[Box]] = defaultdict(list)
    for cell in grid.cells:
        between[cell[1], cell[3]].append(cell)
    parts = {
        reach: _levels([lines[cell] for cell in own if lines[cell]])
        for reach, own in between.items()
    }
    if sum(surely for _, surely in parts.values()) < _LEAST_PARTS:
        return grid
    edges = list(grid.rows)
    for levels, _ in parts.values():
        for above, below in pairwise(levels):
            # A rule may part them in another column.
            if not any(above < edge < below for edge in edges):
                edges.append((above + below) / 2)
    cells: list[Box] = []
    for cell in grid.cells:
        inner = [edge for edge in sorted(edges) if cell[1] + _EDGE < edge < cell[3] - _EDGE]
        rows = [(cell[0], *reach, cell[2]) for reach in pairwise((cell[1], *inner, cell[3]))]
        held = [(left, top, right, bottom) for left, top, bottom, right in rows]
        levels, _ = parts[cell[1], cell[3]]
        cells += held if _holds_rows(held, lines[cell], known=bool(levels)) else [cell]
    return Grid(grid.columns, tuple(sorted(edges)), tuple(cells))


def _levels(filled: Sequence[Sequence[Line]]) -> tuple[list[float], bool]:
    """How far from the page's top the rows of cells between two rules lie, none if they are one;
    and whether they are surely rows: most of their cells hold figures.
    """
    most = max(filled, key=len, default=())
    levels = [line[0].middle for line in most]
    if len(levels) < 2:
        return [], False
    near = _LEVEL * (most[0][0].box[3] - most[0][0].box[1])
    several = [cell for cell in filled if _is_level(cell, levels, near)]
    others = [cell for cell in filled if not _is_level(cell, levels, near)]
    middle = (levels[0] + levels[-1]) / 2
    merged = all(len(cell) == 1 and abs(cell[0][0].middle - middle) <= near for cell in others)
    told = all(_is_entry(line) for cell in several for line in cell)
    counted = all(any(map(_has_figure, row)) for row in zip(*several, strict=True))
    if not (merged and told and counted) or len(several) < max(2, len(others)):
        return [], False
    figures = sum(all(_VALUE.match(line[0].text) for line in cell) for cell in several)
    return levels, 2 * figures >= len(several)


def _is_level(cell: Sequence[Line], levels: Sequence[float], near: float) -> bool:
    return len(cell) == len(levels) and all(
        abs(line[0].middle - level) <= near for line, level in zip(cell, levels, strict=True)
    )


def _is_entry(line: Line) -> bool:
    """Whether a line is a value or a name of one word: broken text has more."""
    return bool(_VALUE.match(line[0].text)) or " " not in text_of_line(line)


def _has_figure(line: Line) -> bool:
    return any(map(str.isdigit, text_of_line(line)))


def _holds_rows(parts: Sequence[Box], lines: Sequence[Line], *, known: bool) -> bool:
    """Whether a cell's lines are of several rows: one in each, and each with a figure where it is
    merged over what rules part elsewhere.
    """
    if known:
        return len(lines) > 1
    in_each = [[line for line in lines if top <= line[0].middle < low] for _, top, _, low in parts]
    return all(len(held) == 1 and _has_figure(held[0]) for held in in_each)

"""Lists of values without a rule, torn by a layout parser into columns of labels and of values.

"Heat gun output     550 °F" / "Air pressure     80 psig": read column by column, no value has its
name. Columns of prose are set like that, too: their lines go on in small letters, and above and
below in the same columns.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.grids import Grid, grid_of
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import is_bold, printed_rows, turn_of
from store.values import Box

# Points: cells of one column begin as far from the left, and stand apart from the next column's.
_ALIGNED, _APART = 2.5, 12.0
# Line heights from row to row, and from line to line of one value.
_NEXT_ROW, _NEXT_LINE = 3.2, 1.6
_LEAST_ROWS, _LONGEST_LABEL = 3, 48
# "1.", "(b)" count points.
_POINT = re.compile(r"\(?\w{1,2}[.)](?:\s|$)")

_Cell = Sequence[TextItem]
_Row = list[_Cell]


def labelled(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the grids of a page's lists of labels and values that came as two columns."""
    tables = [box for b in page.blocks or () if b.kind == "table" and (box := layout_box(b))]
    rows = [
        _cells(row)
        for row in printed_rows(page, (0.0, 0.0, page.width, page.height), outside=tables)
        if not turn_of(row[0])
    ]
    found = (_grid(rows[first:end], page) for first, end in _lists(rows))
    return tuple(grid for grid in found if grid is not None)


def _cells(row: Sequence[TextItem]) -> _Row:
    cells: list[list[TextItem]] = [[row[0]]]
    for before, item in pairwise(row):
        if item.x - before.x - before.width > _APART:
            cells.append([])
        cells[-1].append(item)
    return list(cells)


def _lists(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Where lists of pairs begin and end: no line beside one goes on in one of its columns."""
    at = 0
    while at < len(rows):
        first = at
        at += 1
        if len(rows[first]) != 2:
            continue
        columns = [cell[0].x for cell in rows[first]]
        while at < len(rows) and _belongs(rows[at], rows[at - 1], columns):
            at += 1
        beside = [
            (rows[n], rows[m]) for n, m in ((first - 1, first), (at, at - 1)) if 0 <= n < len(rows)
        ]
        if not any(_goes_on(row, last, columns) for row, last in beside):
            yield first, at


def _belongs(row: _Row, above: _Row, columns: Sequence[float]) -> bool:
    begun = [cell[0].x for cell in row]
    if len(row) == 2:
        aligned = all(abs(x - column) <= _ALIGNED for x, column in zip(begun, columns, strict=True))
        return aligned and _is_near(row, above, _NEXT_ROW)
    return (
        len(row) == 1
        and abs(begun[0] - columns[1]) <= _ALIGNED
        and _is_near(row, above, _NEXT_LINE)
    )


def _goes_on(row: _Row, beside: _Row, columns: Sequence[float]) -> bool:
    """Whether a line above or below a list is the text of one of its columns."""
    within = any(
        abs(cell[0].x - column) <= _ALIGNED and (n or cell[-1].x + cell[-1].width < columns[1])
        for cell in row
        for n, column in enumerate(columns)
    )
    return within and _is_near(row, beside, _NEXT_LINE) and not all(map(is_bold, row[0]))


def _is_near(row: _Row, other: _Row, heights: float) -> bool:
    return bool(abs(row[0][0].y - other[0][0].y) <= heights * max(other[0][0].height, 6.0))


def _grid(rows: Sequence[_Row], page: ParsedPage) -> Grid | None:
    pairs = [row for row in rows if len(row) == 2]
    labels, values = ([_text(row[n]) for row in pairs] for n in (0, 1))
    right = min((float(row[1][0].x) for row in pairs), default=0.0)
    if (
        len(pairs) < _LEAST_ROWS
        or not all(map(_is_label, labels))
        or any(map(_POINT.match, values))
        or len({value[:1].islower() for value in values}) > 1
        or not any(_is_torn(block, pairs, right) for block in page.blocks or ())
    ):
        return None
    around = bounding_box(item_box(item) for row in rows for cell in row for item in cell)
    if around is None:
        return None
    tops = [*(min(item.y for cell in row for item in cell) - 0.5 for row in pairs), around[3] + 0.5]
    columns = [around[0] - 1.0, right - 1.0, around[2] + 1.0]
    cells: list[Box] = [
        (left, top, end, bottom)
        for top, bottom in pairwise(tops)
        for left, end in pairwise(columns)
    ]
    return grid_of(cells)


def _is_label(text: str) -> bool:
    """Whether a cell may name a value: it goes on no sentence."""
    whole = not text[:1].islower() and not text.endswith((",", "-"))
    return whole and len(text) <= _LONGEST_LABEL


def _is_torn(block: LayoutBlock, pairs: Sequence[_Row], right: float) -> bool:
    """Whether the parser has several labels in one block, without their values."""
    box = layout_box(block)
    if box is None or block.kind == "table" or box[2] > right:
        return False
    inside = [row for row in pairs if box[1] <= row[0][0].y + row[0][0].height / 2 <= box[3]]
    return len(inside) > 1 and box[0] - _ALIGNED <= float(pairs[0][0][0].x)


def _text(cell: _Cell) -> str:
    return " ".join(item.text.strip() for item in cell)

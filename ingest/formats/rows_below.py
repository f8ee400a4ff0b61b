"""Tables without lines that go on below where the parser ended them: its last rows are text to it,
and a part number stands beside another part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, LayoutCell, ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.layout_boxes import item_box, layout_box, rectangle, touching
from ingest.formats.lines import blocks_of_lines, lines_within, printed_rows
from ingest.formats.placed_tables import as_layout
from store.values import Box

# Points within which the words of one column begin, and a table's next row below the last.
_ALIGNED = 3.0
_ROOM = 30.0
# Of two columns any text with an indent has the look.
_LEAST_COLUMNS = 3
# A cell goes on in a line that follows it this closely, from top to top in line heights.
_LINE_GAP = 1.5

_Cells = dict[int, list[TextItem]]


def with_rows_below(page: ParsedPage) -> ParsedPage:
    """Return the page, its tables without lines with the rows that stand as text below them.

    Each of these begins a run of words in every column, where the rows above begin theirs.
    """
    blocks: list[LayoutBlock] = []
    left = list(page.blocks or ())
    while left:
        table = left.pop(0)
        below = _text_below(table, left)
        rows = list(_rows_below(page, table, below)) if below else []
        if not rows:
            blocks.append(table)
            continue
        whole = _with_rows(table, rows)
        blocks.append(whole)
        reach = layout_box(whole)
        taken = [box for box in below if reach is not None and box[1] < reach[3]]
        del left[: len(taken)]
        region = bounding_box(taken)
        if region is not None and reach is not None:
            rest = lines_within(page, region, outside=[reach])
            blocks.extend(as_layout(found) for found in blocks_of_lines(rest, page.page_num))
    return replace(page, blocks=blocks)


def _text_below(table: LayoutBlock, following: Sequence[LayoutBlock]) -> list[Box]:
    """The boxes of the paragraphs that follow a table and stand close below it."""
    last = layout_box(table)
    found: list[Box] = []
    if table.kind != "table" or last is None:
        return found
    for block in following:
        box = layout_box(block)
        if block.kind != "paragraph" or box is None or not -1.0 <= box[1] - last[3] <= _ROOM:
            break
        found.append(box)
        last = box
    return found


def _rows_below(
    page: ParsedPage, table: LayoutBlock, below: Sequence[Box]
) -> Iterator[list[LayoutCell]]:
    """The rows in the text below a table, up to the first line that stands in other columns."""
    starts = _starts(table)
    whole, region = layout_box(table), bounding_box(below)
    if not starts or whole is None or region is None:
        return
    region = (min(region[0], whole[0]), whole[3], max(region[2], whole[2]), region[3])
    held: _Cells = {}
    for line in printed_rows(page, region, outside=[whole]):
        cells = _in_columns(line, starts)
        if cells is not None and len(cells) == len(starts):
            if held:
                yield _row(held)
            held = cells
        elif cells is not None and held and _goes_on(held, cells):
            for column, items in cells.items():
                held[column] = [*held[column], *items]
        else:
            break
    if held:
        yield _row(held)


def _starts(table: LayoutBlock) -> list[float]:
    """Where a table's columns begin; [] if it is ruled, too small, or not set flush left."""
    rows = [row for row in (table.header, *(table.rows or ())) if row]
    width = len(rows[0]) if rows else 0
    if len(rows) < 2 or width < _LEAST_COLUMNS or any(len(row) != width for row in rows):
        return []
    if any(touching(row) for row in rows):
        return []
    starts: list[float] = []
    for column in range(width):
        boxes = (layout_box(row[column]) for row in rows if row[column].text.strip())
        lefts = [box[0] for box in boxes if box is not None]
        # Each column of each row is filled: a gap may be a merged cell, which rows below have not.
        if len(lefts) < len(rows) or max(lefts) - min(lefts) > _ALIGNED:
            return []
        starts.append(min(lefts))
    return starts


def _in_columns(line: Sequence[TextItem], starts: Sequence[float]) -> _Cells | None:
    """A line's runs of words by their columns, or None if one begins or ends in another place."""
    cells: _Cells = {}
    for item in line:
        column = max((n for n, x in enumerate(starts) if x <= item.x + _ALIGNED), default=None)
        if column is None:
            return None
        if column + 1 < len(starts) and item.x + item.width >= starts[column + 1]:
            return None
        if column not in cells and item.x - starts[column] > _ALIGNED:
            return None
        cells.setdefault(column, []).append(item)
    return cells


def _goes_on(held: _Cells, cells: _Cells) -> bool:
    """Whether a line goes on with one cell of a row, right below the words that it has."""
    if len(cells) != 1 or 0 in cells:
        return False
    ((column, items),) = cells.items()
    above = held[column][-1]
    return bool(items[0].y - above.y <= _LINE_GAP * max(above.height, items[0].height))


def _row(cells: _Cells) -> list[LayoutCell]:
    return [
        LayoutCell(
            " ".join(item.text.strip() for item in items),
            rectangle(bounding_box(map(item_box, items)) or item_box(items[0])),
        )
        for _, items in sorted(cells.items())
    ]


def _with_rows(table: LayoutBlock, rows: Sequence[list[LayoutCell]]) -> LayoutBlock:
    boxes = [layout_box(table), *(layout_box(cell) for row in rows for cell in row)]
    around = bounding_box(boxes)
    return replace(
        table,
        rows=[*(table.rows or ()), *rows],
        bbox=table.bbox if around is None else rectangle(around),
    )

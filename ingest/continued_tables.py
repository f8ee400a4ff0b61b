"""Tables that go on below themselves or over the page: their header, and rows that a page's end
broke.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from store.contents import Block
from store.values import Box

Row = tuple[str, ...]

# Parts of one table on a page stand so close, in points, and begin and end as far left and right.
_ROOM = 30.0
_ALIGNED = 6.0
# A sign such as "-" says nothing of the column that it stands in.
_LEAST_VALUE = 2
# Two tables of names and values are alike by chance.
_LEAST_COLUMNS = 3
_FIGURES = re.compile(r"\d+")


def carried_on(tables: Sequence[Block], block: Block) -> Block | None:
    """Return a block as the further rows of a table that is in parts, or None if it is none of it.

    It goes on over the page with as many columns and without a header or with the same one, or
    right below in the same columns without one. What was taken for its header is the first of its
    rows if values like it stand in these columns. Without pages, what stands right below is all
    that is known.
    """
    first, last = tables[0], tables[-1]
    if block.kind != "table" or not block.rows:
        return None
    if len(block.rows[0]) != (len(last.rows[0]) if last.rows else 0):
        return None
    if last.page is None or block.page is None:
        bare = first.header and not block.caption and len(block.rows[0]) >= _LEAST_COLUMNS
        return block if bare and block.header in ((), first.header) else None
    below = block.page == last.page and bool(first.header) and _right_below(last, block)
    over = block.page == last.page + 1
    if not (below or over):
        return None
    if not block.header or (over and block.header == first.header):
        return block
    if _same_width(last.box, block.box) and _is_row(block.header, tables, block):
        return _with_header_as_row(block)
    return None


def is_rest_of_row(row: Row, above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Return whether a page's first row goes on with the last of the page before.

    Its first cell is empty, and that of no other row is.
    """
    if not above or len(row) != len(above[-1]) or row[0] or not any(row):
        return False
    return all(other[0] for other in (*above, *below))


def with_rest(row: Row, rest: Row) -> tuple[Row, ...]:
    """Return a row whose rest stands over the page as one, or as two under one first cell.

    Where each of several cells has text again, the first is merged down over them all.
    """
    if len(rest) > 2 and all(rest[1:]):
        return row, (row[0], *rest[1:])
    return (tuple(f"{one} {two}".strip() for one, two in zip(row, rest, strict=True)),)


def _right_below(last: Block, block: Block) -> bool:
    if last.box is None or block.box is None:
        return False
    return 0 <= block.box[1] - last.box[3] <= _ROOM and _same_width(last.box, block.box)


def _same_width(one: Box | None, two: Box | None) -> bool:
    if one is None or two is None:
        return False
    return abs(one[0] - two[0]) <= _ALIGNED and abs(one[2] - two[2]) <= _ALIGNED


def _is_row(header: Sequence[Row], tables: Sequence[Block], block: Block) -> bool:
    """Whether a header is a row: the columns hold values like its, and the first header none.

    A label stands once over its column, and where a table goes on below its header it is the same.
    """
    first = tables[0].header
    if len(header) != 1 or any(_shared(header[0], row) for row in first):
        return False
    rows = (row for part in (*tables, block) for row in part.rows)
    return any(_shared(header[0], row) for row in rows)


def _shared(one: Row, two: Row) -> bool:
    """Whether two rows have a value in common, but for its figures, in the same column."""
    pairs = zip(one, two, strict=False)
    return any(len(mine) >= _LEAST_VALUE and _shape(mine) == _shape(other) for mine, other in pairs)


def _shape(value: str) -> str:
    return _FIGURES.sub("0", value)


def _with_header_as_row(block: Block) -> Block:
    boxes = block.row_boxes
    if boxes:
        boxes = (_above(block.box, boxes), *boxes)
    return replace(block, header=(), rows=(*block.header, *block.rows), row_boxes=boxes)


def _above(box: Box | None, boxes: Sequence[Box | None]) -> Box | None:
    """What of a table's box stands above the first of its rows."""
    if box is None or boxes[0] is None:
        return box
    return box[0], box[1], box[2], max(box[1], boxes[0][1])

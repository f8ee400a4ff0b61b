"""Text above and below a picture that a parser took for a table, with the picture's frame as a row.

The rules of the page's head and foot and the picture's frame make a grid: what stands between them
came column by column, the words of the lines mixed up.
"""

from collections.abc import Sequence

from liteparse import ParsedPage

from ingest.formats.boxes import bounding_box
from ingest.formats.furniture import RunningHeads
from ingest.formats.layout_boxes import layout_box
from ingest.formats.lines import blocks_of_lines, lines_within
from store.contents import Block
from store.values import Box

# Text, the picture and text again.
_MOST_ROWS = 3
_MARGIN = 4.0
_TEXTS = ("paragraph", "list_item")


def with_prose_around_figures(
    page: ParsedPage, blocks: Sequence[Block], *, heads: RunningHeads
) -> list[Block]:
    """Return the blocks of a page with such tables as the text that they are, line by line.

    Paragraphs within one have lost lines to it, and are read again with it.
    """
    found = list(blocks)
    for table in blocks:
        if table.box is None or not _is_torn(table, blocks):
            continue
        swallowed = [
            block
            for block in found
            if block is table
            or (block.kind in (*_TEXTS, "figure") and _is_within(block.box, table.box))
        ]
        region = bounding_box(block.box for block in swallowed)
        if region is None:
            continue
        furniture = [layout_box(one) for one in page.blocks or () if heads.is_one(one, page)]
        kept = [block for block in found if block not in swallowed]
        pictures = [block for block in swallowed if block.kind == "figure"]
        outside = [box for box in (*furniture, *(b.box for b in (*kept, *pictures))) if box]
        text = blocks_of_lines(lines_within(page, region, outside=outside), page.page_num)
        at = found.index(swallowed[0])
        read = sorted([*text, *pictures], key=lambda block: block.box[1] if block.box else 0.0)
        before = [block for block in found[:at] if block not in swallowed]
        found = [*before, *read, *(block for block in found[at:] if block not in swallowed)]
    return found


def _is_torn(table: Block, blocks: Sequence[Block]) -> bool:
    """Whether a table of few rows has a picture where it has no text."""
    if table.kind != "table" or table.box is None or len(table.rows) > _MOST_ROWS:
        return False
    boxes = [
        box
        for row, box in zip(table.rows, table.row_boxes, strict=False)
        if box is not None and any(cell.strip() for cell in row)
    ]
    return any(
        block.kind == "figure"
        and block.box is not None
        and _is_within(block.box, table.box)
        and not any(
            box[1] < block.box[3] - _MARGIN and block.box[1] < box[3] - _MARGIN for box in boxes
        )
        for block in blocks
    )


def _is_within(inner: Box | None, outer: Box) -> bool:
    """Whether a box stands within another from top to bottom, and with its middle across."""
    if inner is None:
        return False
    middle = (inner[0] + inner[2]) / 2
    return (
        outer[0] <= middle <= outer[2]
        and outer[1] + _MARGIN < inner[1]
        and inner[3] < outer[3] - _MARGIN
    )

"""Headings and captions that stand right above a table and come behind it in their parser's order.

A centred line over columns is read as one of them, after the table has been put together.
"""

from collections.abc import Sequence

from liteparse import LayoutBlock

from ingest.formats.layout_boxes import layout_box
from ingest.formats.plain_text import without_markup
from ingest.headings import is_caption
from store.values import Box

# Line heights between a caption and its table, at most.
_ABOVE = 2.0


def with_captions_above(blocks: Sequence[LayoutBlock]) -> list[LayoutBlock]:
    """Return a page's blocks, each heading or caption before the table that it stands above."""
    ordered = list(blocks)
    for block in blocks:
        at = next(number for number, one in enumerate(ordered) if one is block)
        table = _table_below(block, ordered)
        if table is not None and table < at:
            ordered.insert(table, ordered.pop(at))
    return ordered


def _table_below(block: LayoutBlock, blocks: Sequence[LayoutBlock]) -> int | None:
    """The number of the table right below a caption, unless it stands nearer to one above it."""
    box = layout_box(block)
    if box is None or not (block.kind == "heading" or _is_caption(block)):
        return None
    others = [(n, other) for n, one in enumerate(blocks) if (other := _across(one, box))]
    below = [(other[1] - box[3], n) for n, other in others if other[1] >= box[3] - 1.0]
    gap, number = min(below, default=(0.0, -1))
    if number < 0 or blocks[number].kind != "table" or gap > _ABOVE * (box[3] - box[1]):
        return None
    above = [box[1] - other[3] for n, other in others if blocks[n].kind == "table"]
    return None if any(0 <= room <= gap for room in above) else number


def _is_caption(block: LayoutBlock) -> bool:
    return block.kind == "paragraph" and is_caption(without_markup(block.text or ""))


def _across(block: LayoutBlock, box: Box) -> Box | None:
    """Where a block stands, if above, below or over a box, and not beside it."""
    other = layout_box(block)
    if other is None or block.kind == "rule" or min(other[2], box[2]) <= max(other[0], box[0]):
        return None
    return other

"""Captions that stand below what they name, which a parser takes for headings of what follows.

"Lubricants" above "Figure 2" right below a table opens no section: all that comes next, the next
table with its units among it, would stand under it.
"""

from collections.abc import Sequence
from dataclasses import replace

from liteparse import LayoutBlock

from ingest.formats.boxes import bounding_box
from ingest.formats.layout_boxes import layout_box, rectangle
from ingest.formats.plain_text import plain, without_markup
from ingest.headings import ends_as_caption, is_caption, is_label
from store.values import Box

# Line heights between the lines of a caption, and between it and its table, at most.
_LINES, _BELOW = 1.0, 2.5
# A caption is a title: what has more letters is text that ends in a reference.
_LONGEST = 110


def with_captions_below(blocks: Sequence[LayoutBlock]) -> list[LayoutBlock]:
    """Return a page's blocks, captions as text, and each below a table in front of it.

    One that stands as near to a table below it stays where it is.
    """
    ordered = _whole(blocks)
    for caption in [block for block in ordered if _names(block)]:
        at = next(number for number, one in enumerate(ordered) if one is caption)
        table = _table_above(caption, ordered)
        if table is not None and table < at:
            ordered.insert(table, ordered.pop(at))
    return ordered


def _whole(blocks: Sequence[LayoutBlock]) -> list[LayoutBlock]:
    """The blocks, a title and the label right below it as one caption, which is no heading.

    Another column of what they name may come between the two.
    """
    labels = {
        id(label): title for label in blocks for title in blocks if _is_labelled_by(title, label)
    }
    titles = {id(title): label for label in blocks if (title := labels.get(id(label))) is not None}
    whole: list[LayoutBlock] = []
    for block in blocks:
        if id(block) in labels:
            continue
        text = plain(block.text or "")
        if (label := titles.get(id(block))) is not None:
            around = bounding_box((layout_box(block), layout_box(label)))
            block = _as_text(block, f"{text} {without_markup(label.text or '')}", around)
        elif block.kind == "heading" and ends_as_caption(text):
            block = _as_text(block, text, layout_box(block))
        whole.append(block)
    return whole


def _as_text(block: LayoutBlock, text: str, box: Box | None) -> LayoutBlock:
    around = None if box is None else rectangle(box)
    return replace(block, kind="paragraph", text=text, level=None, bold=False, bbox=around)


def _is_labelled_by(title: LayoutBlock, label: LayoutBlock) -> bool:
    above, below = layout_box(title), layout_box(label)
    if title.kind != "heading" or label.kind not in ("heading", "paragraph"):
        return False
    if above is None or below is None or not is_label(without_markup(label.text or "")):
        return False
    return _is_right_below(below, above, _LINES)


def _names(block: LayoutBlock) -> bool:
    text = without_markup(block.text or "")
    is_one = is_caption(text) or ends_as_caption(text)
    return block.kind == "paragraph" and len(text) <= _LONGEST and is_one


def _table_above(caption: LayoutBlock, blocks: Sequence[LayoutBlock]) -> int | None:
    """The number of the table right above a caption, unless another one is as near below it."""
    box = layout_box(caption)
    if box is None:
        return None
    tables = [
        (number, other)
        for number, block in enumerate(blocks)
        if block.kind == "table" and (other := layout_box(block)) is not None
    ]
    above = [(box[1] - other[3], n) for n, other in tables if _is_right_below(box, other, _BELOW)]
    gap, number = min(above, default=(0.0, -1))
    below = (other[1] - box[3] for _, other in tables if other[1] > box[1])
    return None if number < 0 or min(below, default=gap + 1) <= gap else number


def _is_right_below(box: Box, above: Box, heights: float) -> bool:
    """Whether a line stands so many of its heights below something at most, and not beside it."""
    across = min(box[2], above[2]) > max(box[0], above[0])
    return across and -2.0 <= box[1] - above[3] <= heights * (box[3] - box[1])

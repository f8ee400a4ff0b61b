"""Headings of tables that are set like the heading of a table beside them.

Where a parser takes several tables for one, it finds the first one's heading and has the others'
as text: each table would stand under the heading of the first.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.plain_text import without_markup
from ingest.headings import is_caption
from store.values import Box

# Line heights that a heading stands above its table, at most.
_ABOVE = 2.0
# Points: headings of sisters begin, or have their middle, as close as this to one place.
_ALIGNED = 3.0
_LONGEST = 60
_SENTENCE_ENDS = (".", ":", ";", ",", "!", "?")

# Font, size and colour.
_Style = tuple[str, float, str]


def with_sister_headings(page: ParsedPage, blocks: Sequence[LayoutBlock]) -> list[LayoutBlock]:
    """Return the blocks; a line alone above a table is a heading where it is set as one is that
    stands so above another table.
    """
    over = [n for n, pair in enumerate(pairwise(blocks)) if _heads(*pair)]
    styles = {n: _style(page, blocks[n]) for n in over}
    known = [n for n in over if blocks[n].kind == "heading" and styles[n] is not None]
    found = list(blocks)
    for number in over:
        block = blocks[number]
        sister = next((n for n in known if styles[n] == styles[number]), None)
        if block.kind != "paragraph" or sister is None or not _aligned(block, blocks[sister]):
            continue
        text = without_markup(block.text or "")
        found[number] = replace(block, kind="heading", text=text, level=blocks[sister].level)
    return found


def _heads(block: LayoutBlock, table: LayoutBlock) -> bool:
    """Whether a block is short words right above a table."""
    box, below = layout_box(block), layout_box(table)
    if block.kind not in ("heading", "paragraph") or table.kind != "table":
        return False
    text = without_markup(block.text or "")
    if not text or len(text) > _LONGEST or text.endswith(_SENTENCE_ENDS) or is_caption(text):
        return False
    if box is None or below is None or min(box[2], below[2]) <= max(box[0], below[0]):
        return False
    return -_ALIGNED <= below[1] - box[3] <= _ABOVE * (box[3] - box[1])


def _style(page: ParsedPage, block: LayoutBlock) -> _Style | None:
    """How a block's one line is set; None where it has several, or is set in several ways."""
    box = layout_box(block)
    items = [] if box is None else [i for i in page.text_items if _prints(i, box)]
    styles = {(i.font_name or "", round(i.font_size or 0, 1), i.fill_color or "") for i in items}
    lines = {round(item.y / _ALIGNED) for item in items}
    return styles.pop() if len(styles) == len(lines) == 1 else None


def _prints(item: TextItem, box: Box) -> bool:
    return bool(item.text.strip()) and centre_within(item_box(item), box)


def _aligned(one: LayoutBlock, two: LayoutBlock) -> bool:
    a, b = layout_box(one), layout_box(two)
    if a is None or b is None:
        return False
    return min(abs(a[0] - b[0]), abs(a[0] + a[2] - b[0] - b[2]) / 2) <= _ALIGNED

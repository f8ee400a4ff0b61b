"""Checklists that a layout parser runs together, because it knows no ticks and boxes as bullets."""

import re
from collections.abc import Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage

from ingest.formats.boxes import bounding_box
from ingest.formats.layout_boxes import layout_box, rectangle
from ingest.formats.lines import Line, apart, lines_within
from ingest.formats.plain_text import as_markup, without_bullet, without_markup
from ingest.formats.symbols import CHECK_MARKS

_CHECK_MARK = re.compile(f"[{CHECK_MARKS}]")


def checked_points(block: LayoutBlock, page: ParsedPage) -> list[LayoutBlock]:
    """Return the points of a checklist as blocks of their own, or the block as it is.

    Only a mark at a line's beginning is one; "press ✓ to confirm" stays whole.
    """
    box, text = layout_box(block), block.text or ""
    if block.kind not in ("paragraph", "list_item") or box is None or not _CHECK_MARK.search(text):
        return [block]
    lines = lines_within(page, box)
    printed = "".join("".join(line.text.split()) for line in lines)
    if not printed.endswith("".join(without_markup(text).split())):
        return [block]
    points: list[list[Line]] = [[]]
    for line in lines:
        if _CHECK_MARK.match(line.text) or (points[-1] and apart(points[-1][-1], line)):
            points.append([])
        points[-1].append(line)
    parts = [_part(block, lines) for lines in points if lines]
    return parts if len(points) > 1 else [block]


def _part(block: LayoutBlock, lines: Sequence[Line]) -> LayoutBlock:
    text = " ".join(line.text for line in lines)
    around = rectangle(bounding_box(line.box for line in lines) or lines[0].box)
    if not _CHECK_MARK.match(text):
        kind = block.kind if without_bullet(text) != text else "paragraph"
        return replace(block, kind=kind, text=as_markup(without_bullet(text)), bbox=around)
    return replace(
        block,
        kind="list_item",
        ordered=False,
        marker=text[0],
        text=as_markup(text[1:].lstrip()),
        bbox=around,
    )

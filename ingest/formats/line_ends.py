"""Ends of justified lines that a parser took for paragraphs of their own, put back."""

from collections.abc import Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage

from ingest.formats.boxes import bounding_box
from ingest.formats.layout_boxes import layout_box, rectangle
from ingest.formats.lines import Line, lines_within
from ingest.formats.plain_text import as_markup, without_markup
from store.values import Box

# Of a line's height: as wide a gap between two sentences of a justified line. Columns stand wider
# apart.
_GAP = 0.75
_OVERLAP = 1.0
# … and what stands on one line with another is as high, and in the middle of it.
_ONE_LINE, _OFF_MIDDLE = 1.5, 0.4


def with_line_ends(blocks: Sequence[LayoutBlock], page: ParsedPage) -> list[LayoutBlock]:
    """Return a page's blocks, each paragraph with the ends of its lines that were set apart.

    Between two sentences a justified line may stand so wide open that what follows is a paragraph
    to the parser, and comes behind all others.
    """
    whole = list(blocks)
    for end in blocks:
        box = layout_box(end)
        if end.kind != "paragraph" or box is None or not (end.text or "").strip():
            continue
        for position, block in enumerate(whole):
            mended = None if block is end else _mended(block, end, box, page)
            if mended is not None:
                whole[position] = mended
                whole = [one for one in whole if one is not end]
                break
    return whole


def _mended(block: LayoutBlock, end: LayoutBlock, box: Box, page: ParsedPage) -> LayoutBlock | None:
    """The paragraph with the end of one of its lines, if that is what the other one is."""
    around = layout_box(block)
    if block.kind != "paragraph" or around is None or not _beside(around, box):
        return None
    lines = lines_within(page, around, outside=[box])
    said = "".join(without_markup(block.text or "").split())
    if said != "".join("".join(line.text.split()) for line in lines):
        return None
    ended = [number for number, line in enumerate(lines) if _is_end(line, box)]
    if len(ended) != 1 or len(lines) < 2:
        return None
    told = [as_markup(line.text) for line in lines]
    told[ended[0]] += f" {end.text or ''}"
    return replace(
        block,
        text=" ".join(told),
        bbox=rectangle(bounding_box((around, box)) or around),
    )


def _beside(around: Box, box: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return around[1] <= middle <= around[3] and around[0] < box[0]


def _is_end(line: Line, box: Box) -> bool:
    x0, y0, x1, y1 = line.box
    height = y1 - y0
    level = abs((y0 + y1) - (box[1] + box[3])) / 2 <= _OFF_MIDDLE * height
    return (
        level
        and box[3] - box[1] <= _ONE_LINE * height
        and -_OVERLAP <= box[0] - x1 <= _GAP * height
        and x0 < box[0]
    )

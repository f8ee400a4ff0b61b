"""Headings beside the text they head, in a column of their own at the left of the page.

A layout parser reads on from such a label into the line beside it, or takes the two columns for a
table. Where it is sure that a manual is set so, the text is read again without the labels, from
one to the next, and each label is a heading above the line at which it begins.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from liteparse import LayoutBlock, ParsedPage, ParseResult, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.crops import Crop
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.side_columns import (
    BOTTOM,
    TOP,
    Columns,
    columns_of,
    heads_text,
    label_edges,
    label_tops,
    sets_labels_apart,
)
from store.values import Box

_WORD = re.compile(r"\w+")

SIDE_LEVEL = 9
"""Below every heading that stands above its text, however deep its number."""


def with_side_headings(
    pages: Sequence[ParsedPage], read: Callable[[int, Crop], ParseResult]
) -> list[ParsedPage]:
    """Return the pages, those with headings beside their text with these above it.

    `read` reads a page by its number, cropped. Where a manual is not surely set so, all its pages
    stay as they are; where one of its pages is not, or would lose a word, that one does.
    """
    edges = label_edges(pages)
    found = {
        page.page_num: columns for page in pages if edges and (columns := columns_of(page, edges))
    }
    if not sets_labels_apart(found.values()):
        return list(pages)
    words = Counter(word for page in pages for word in _WORD.findall(page.text))
    return [
        _read_apart(page, columns, read, words)
        if (columns := found.get(page.page_num)) is not None and heads_text(columns)
        else page
        for page in pages
    ]


def _joined(label: Sequence[TextItem], words: Mapping[str, int]) -> str:
    """The words of a label. One that is too long for the column is broken without a hyphen:
    what the manual has as one word more often than its beginning is one.
    """
    text = ""
    for above, item in pairwise((None, *label)):
        part = " ".join(item.text.split()) if item else ""
        first, last = part.split(" ")[0], text.rpartition(" ")[2]
        breaks = above is not None and item is not None and item.y > above.y + above.height / 2
        if breaks and words.get(last + first, 0) > words.get(last, 0):
            text += part
        else:
            text = f"{text} {part}".strip()
    return text


def _read_apart(
    page: ParsedPage,
    columns: Columns,
    read: Callable[[int, Crop], ParseResult],
    words: Mapping[str, int],
) -> ParsedPage:
    """The page with its labels above their text; as it is where a word would be lost."""
    tops = label_tops(columns)
    heads = [
        LayoutBlock(
            kind="heading",
            text=_joined(label, words),
            level=SIDE_LEVEL,
            bbox=rectangle(bounding_box(map(item_box, label)) or (0.0, 0.0, 0.0, 0.0)),
        )
        for label in columns.labels
    ]
    body = page.height * TOP, page.height * BOTTOM
    marks: list[tuple[float, list[LayoutBlock]]] = [(body[0], [])]
    marks += [(top, [head]) for top, head in zip(tops, heads, strict=True)]
    for box in columns.spanning:
        marks += [(box[1] - 0.5, _at_height(page, box)), (box[3] + 0.5, [])]
    marks.sort(key=lambda mark: mark[0])
    spanned = [(box[1] - 0.5, box[3] + 0.5) for box in columns.spanning]
    blocks: list[LayoutBlock] = []
    outside = [block for block in page.blocks or () if not _within(block, *body)]
    kept = [block for block in page.blocks or () if block.kind in ("figure", "rule")]
    for (top, first), (end, _) in pairwise([*marks, (body[1], [])]):
        part = (
            []
            if any(y0 <= top < y1 for y0, y1 in spanned)
            else _part(page, columns, top, end, read)
        )
        pictures = [block for block in kept if _within(block, top, end)]
        blocks.extend(first)
        blocks.extend(sorted([*part, *pictures], key=_top) if pictures else part)
    above = [block for block in outside if _top(block) < body[0]]
    below = [block for block in outside if _top(block) >= body[0]]
    again = [*above, *blocks, *below]
    return replace(page, blocks=again) if holds_all(page, again) else page


def _at_height(page: ParsedPage, box: Box) -> list[LayoutBlock]:
    """The blocks that begin in a row that spans the page."""
    return [
        block
        for block in page.blocks or ()
        if block.kind not in ("figure", "rule") and box[1] - 2.0 <= _top(block) <= box[3] - 2.0
    ]


def _part(
    page: ParsedPage,
    columns: Columns,
    top: float,
    end: float,
    read: Callable[[int, Crop], ParseResult],
) -> list[LayoutBlock]:
    """The blocks of the text alone between two heights."""
    if not any(top <= item.y and item.y + item.height <= end + 0.5 for item in columns.text):
        return []
    crop = (top / page.height, 0.0, 1 - end / page.height, columns.gutter / page.width)
    return [
        replace(block, level=SIDE_LEVEL + 1) if block.kind == "heading" else block
        for found in read(page.page_num, crop).pages
        for block in found.blocks or ()
        if block.kind not in ("figure", "rule")
    ]


def _top(block: LayoutBlock) -> float:
    return block.bbox.y if block.bbox is not None else 0.0


def _within(block: LayoutBlock, top: float, end: float) -> bool:
    box = layout_box(block)
    return box is not None and top <= (box[1] + box[3]) / 2 < end


def holds_all(page: ParsedPage, again: Sequence[LayoutBlock]) -> bool:
    """Return whether the blocks hold every run of text that those of the parser do.

    The words of a run may be parted: a line below a small table comes as a row of it.
    """
    before, after = _letters(page.blocks or ()), _letters(again)
    lost = _words(page.blocks or ()) - _words(again)
    return all(
        letters in after
        or letters not in before
        or not any(_bare(word) in lost for word in item.text.split())
        for item in page.text_items
        if (letters := _bare(item.text))
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _letters(blocks: Sequence[LayoutBlock]) -> str:
    return _bare("".join(part for block in blocks for part in _texts(block)))


def _words(blocks: Sequence[LayoutBlock]) -> Counter[str]:
    texts = (text for block in blocks for text in _texts(block))
    return Counter(_bare(word) for text in texts for word in text.split())


def _texts(block: LayoutBlock) -> Iterator[str]:
    yield block.marker or ""
    yield block.text or ""
    yield from block.lines or ()
    for row in (block.header or (), *(block.rows or ())):
        for cell in row:
            yield cell.text

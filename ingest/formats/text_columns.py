"""Pages set in two columns of text that a parser read across: line by line, left and right mixed.

Where a drawing stands in one column, a layout parser may no longer see two, and the steps of two
procedures come as one. Each column is then read again by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage, ParseResult

from ingest.formats.boxes import area, bounding_box, overlap
from ingest.formats.crops import Crop, crop_to
from ingest.formats.layout_boxes import layout_box, rectangle
from ingest.formats.lines import Line, apart, lines_within
from ingest.formats.plain_text import as_markup, without_markup
from ingest.formats.side_headings import SIDE_LEVEL, holds_all
from ingest.formats.two_columns import Columns, columns_of
from ingest.headings import number_of
from store.values import Box


def with_text_columns(
    pages: Sequence[ParsedPage], read: Callable[[int, Crop], ParseResult]
) -> list[ParsedPage]:
    """Return the pages; where a block runs over both columns of one, these one after the other.

    `read` reads a page by its number, cropped. A page that would lose a word stays as it is.
    """
    again = []
    for page, parts in zip(pages, columns_of(pages), strict=True):
        for columns in parts:
            page = _read_apart(page, columns, read)
        again.append(page)
    return again


def _read_apart(
    page: ParsedPage, columns: Columns, read: Callable[[int, Crop], ParseResult]
) -> ParsedPage:
    levels = heading_levels(page)
    blocks = page.blocks or ()
    inside = [block for block in blocks if _within(block, columns)]
    kept = [block for block in inside if block.kind in ("figure", "rule")]
    outside = [block for block in blocks if not _within(block, columns)]
    again = [block for block in outside if _is_above(block, columns)]
    again += _cut_off(page, inside, 0.0, columns.top)
    for number, box in enumerate(columns.boxes(page)):
        own = [block for block in kept if (_left(block) >= columns.gutter) == bool(number)]
        text = list(column_blocks(read(page.page_num, crop_to(page, box)), levels, box))
        text = _without_frames(page, text, box)
        again += sorted([*text, *own], key=_top) if own else text
    again += _cut_off(page, inside, columns.bottom, page.height)
    again += [block for block in outside if not _is_above(block, columns)]
    return replace(page, blocks=again) if holds_all(page, again) else page


def _cut_off(
    page: ParsedPage, blocks: Sequence[LayoutBlock], top: float, bottom: float
) -> list[LayoutBlock]:
    """The lines of blocks that reach out of the columns: of a head that ran into them."""
    boxes = [box for block in blocks if (box := layout_box(block)) is not None]
    reaching = ((x0, max(y0, top), x1, min(y1, bottom)) for x0, y0, x1, y1 in boxes)
    return [
        LayoutBlock(kind="paragraph", text=as_markup(line.text), bbox=rectangle(line.box))
        for box in reaching
        if box[1] < box[3]
        for line in lines_within(page, box)
        if top <= (line.box[1] + line.box[3]) / 2 < bottom
    ]


def heading_levels(page: ParsedPage) -> dict[str, int | None]:
    """Return the level of each heading of a page as the parser read it whole, by its words."""
    return {_text(block): block.level for block in page.blocks or () if block.kind == "heading"}


def column_blocks(
    result: ParseResult, levels: dict[str, int | None], column: Box
) -> Iterator[LayoutBlock]:
    """Yield the text of a column; read by itself, a heading looks like a chapter's."""
    for page in result.pages:
        for block in page.blocks or ():
            if block.kind in ("figure", "rule"):
                continue
            x0, y0, x1, y1 = _box(block)
            within = max(x0, column[0]), max(y0, column[1]), min(x1, column[2]), min(y1, column[3])
            block = replace(block, bbox=rectangle(within))
            if block.kind == "heading":
                number = number_of(_text(block))
                own = len(number) + 1 if number else SIDE_LEVEL
                block = replace(block, level=levels.get(_text(block)) or own)
            yield block


def _without_frames(
    page: ParsedPage, blocks: Sequence[LayoutBlock], column: Box
) -> list[LayoutBlock]:
    """The blocks with lines in place of a "table" that reaches around several others.

    The lines of a frame or a drawing are no cells: the words that they hold are of the text.
    """
    frames = [
        block
        for block in blocks
        if block.kind == "table"
        and sum(overlap(_box(other), _box(block)) > area(_box(other)) / 2 for other in blocks) > 2
    ]
    if not frames:
        return list(blocks)
    kept = [block for block in blocks if block not in frames]
    found: list[list[Line]] = []
    for line in lines_within(page, column, outside=[_box(block) for block in kept]):
        if found and not apart(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    told = [
        LayoutBlock(
            kind="paragraph",
            text=as_markup(" ".join(line.text for line in lines)),
            bbox=rectangle(bounding_box(line.box for line in lines) or column),
        )
        for lines in found
    ]
    return sorted([*kept, *told], key=_top)


def _text(block: LayoutBlock) -> str:
    return without_markup(block.text or "")


def _box(block: LayoutBlock) -> Box:
    return layout_box(block) or (0.0, 0.0, 0.0, 0.0)


def _top(block: LayoutBlock) -> float:
    return _box(block)[1]


def _left(block: LayoutBlock) -> float:
    return _box(block)[0]


def _within(block: LayoutBlock, columns: Columns) -> bool:
    box = _box(block)
    return columns.top <= (box[1] + box[3]) / 2 <= columns.bottom


def _is_above(block: LayoutBlock, columns: Columns) -> bool:
    box = _box(block)
    return (box[1] + box[3]) / 2 < columns.top

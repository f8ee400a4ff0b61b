"""Text that a page holds and does not show: found, counted, and taken out of its blocks.

White on white, transparent, or too small to be seen: nobody who reads the page could check it, so
it may not be an answer. Text in invisible mode and text outside the page never arrives: LiteParse
leaves it out, save for the text layer of a scan, which stands on a picture of itself.
"""

import io
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from liteparse import LayoutBlock, LayoutCell, ParsedPage, TextItem
from PIL import Image

from ingest.formats.boxes import centre_within, overlap
from ingest.formats.colours import OPAQUE, WHITE, brightness, opacity
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import blocks_of_lines, lines_within
from ingest.formats.placed_tables import as_layout
from ingest.formats.plain_text import plain
from store.values import Box

# Points: smaller text cannot be read on paper, nor on a screen without enlarging it tenfold.
_SMALLEST = 1.2
# Of 255: what is darker than white by as much is ink.
_CONTRAST = 40
# Of the pixels where white text stands: with so many dark ones it stands on something.
_LEAST_INK = 0.01
# Letters and digits of a hidden run that is worth looking for among words in print.
_LEAST_LEFT = 2

Rendered = Callable[[Sequence[int]], Mapping[int, bytes]]
"""Gives PNG images of pages by their numbers."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Pages without what they hide: the boxes of that by page, and how many characters it was."""

    pages: list[ParsedPage]
    hidden: Mapping[int, tuple[Box, ...]]
    characters: int


def without_hidden_text(pages: Sequence[ParsedPage], rendered: Rendered) -> Shown:
    """Return the pages (parsed with text metadata and vector graphics) without hidden text.

    White text on nothing known to be dark is looked for on the page's image: on a photograph it
    shows. `rendered` is asked once, and only for pages with such text.
    """
    surely: dict[int, list[TextItem]] = {}
    perhaps: dict[int, list[TextItem]] = {}
    ordinary: set[str | None] = set()
    for page in pages:
        for item in page.text_items:
            if item.height >= _SMALLEST and item.fill_color in ordinary:
                continue
            if item.confidence is not None or not item.text.strip():
                continue
            if item.height >= _SMALLEST and _is_dark(item):
                ordinary.add(item.fill_color)
            elif _unseen(item):
                surely.setdefault(page.page_num, []).append(item)
            elif _is_white(item) and not _on_dark(item, page):
                perhaps.setdefault(page.page_num, []).append(item)
    images = rendered(sorted(perhaps)) if perhaps else {}
    for page in pages:
        if page.page_num in images:
            white = _not_on_image(page, perhaps[page.page_num], images[page.page_num])
            if white:
                surely.setdefault(page.page_num, []).extend(white)
    kept = [
        _without(page, surely[page.page_num]) if page.page_num in surely else page for page in pages
    ]
    boxes = {number: tuple(item_box(item) for item in items) for number, items in surely.items()}
    count = sum(len(item.text.strip()) for items in surely.values() for item in items)
    return Shown(kept, boxes, count)


def _unseen(item: TextItem) -> bool:
    """Whether text is transparent or tiny."""
    tiny = item.height < _SMALLEST and any(char.isalnum() for char in item.text)
    argb = item.fill_color or ""
    transparent = len(argb) == 8 and opacity(argb) < OPAQUE
    return (tiny and abs(item.rotation) < 1) or transparent


def _is_dark(item: TextItem) -> bool:
    """Whether text is of a colour that shows on paper, as nearly all is."""
    argb = item.fill_color or "ff000000"
    return opacity(argb) >= OPAQUE and brightness(argb) < WHITE


def _is_white(item: TextItem) -> bool:
    argb = item.fill_color or ""
    return len(argb) == 8 and brightness(argb) >= WHITE


def _on_dark(item: TextItem, page: ParsedPage) -> bool:
    """Whether the last plain area painted under the text is dark: a table's header bar."""
    if page.vector_graphics is None:
        return False
    box = item_box(item)
    ground = ""
    for shape in page.vector_graphics.shapes:
        x, y, width, height = shape.bbox
        plainly = shape.fill and shape.fill_color and not shape.has_curve
        if plainly and centre_within(box, (x, y, x + width, y + height)):
            ground = shape.fill_color or ""
    return len(ground) == 8 and opacity(ground) > 127 and brightness(ground) < WHITE - 40


def _not_on_image(page: ParsedPage, items: Sequence[TextItem], png: bytes) -> list[TextItem]:
    doubtful = {id(item) for item in items}
    others = [item for item in page.text_items if id(item) not in doubtful]
    with Image.open(io.BytesIO(png)) as image:
        grey = image.convert("L")
    return [item for item in items if not _shows(item, page, grey, others)]


def _shows(
    item: TextItem, page: ParsedPage, image: Image.Image, others: Sequence[TextItem]
) -> bool:
    """Whether there is ink where white text stands, other than that of text over it."""
    scale = image.width / max(page.width, 1.0)
    area = _pixels(item_box(item), scale, image.size)
    if area[0] >= area[2] or area[1] >= area[3]:
        return False
    ground = image.crop(area)
    for other in others:
        box = _pixels(item_box(other), scale, image.size)
        if overlap(box, area) > 0:
            ground.paste(
                255, (box[0] - area[0], box[1] - area[1], box[2] - area[0], box[3] - area[1])
            )
    ink = sum(ground.histogram()[: WHITE - _CONTRAST])
    return ink > _LEAST_INK * ground.width * ground.height


def _pixels(box: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (value * scale for value in box)
    return (
        min(max(0, int(x0)), size[0]),
        min(max(0, int(y0)), size[1]),
        min(max(0, math.ceil(x1)), size[0]),
        min(max(0, math.ceil(y1)), size[1]),
    )


def _without(page: ParsedPage, hidden: Sequence[TextItem]) -> ParsedPage:
    gone = {id(item) for item in hidden}
    shown = replace(page, text_items=[item for item in page.text_items if id(item) not in gone])
    blocks: list[LayoutBlock] = []
    for block in page.blocks or ():
        box = layout_box(block)
        inside = [i for i in hidden if box is not None and centre_within(item_box(i), box)]
        if box is None or not inside:
            blocks.append(block)
        elif block.kind == "table":
            blocks.append(_table_without(block, inside))
        else:
            lines = lines_within(shown, box)
            blocks.extend(as_layout(b) for b in blocks_of_lines(lines, page.page_num))
    return replace(shown, blocks=_cut_out(hidden, blocks, shown))


def _cut_out(
    hidden: Sequence[TextItem], blocks: list[LayoutBlock], shown: ParsedPage
) -> list[LayoutBlock]:
    """The blocks without runs that are left in their words though not in their boxes.

    A heading that took in the lines below it keeps the box of its first line. What is cut of the
    same words in print is read by `with_leftovers` again.
    """
    for text in dict.fromkeys(item.text for item in hidden):
        letters = [re.escape(char) for char in text if not char.isspace()]
        if sum(char.isalnum() for char in text) < _LEAST_LEFT:
            continue
        # The parser writes Markdown: spaces, escapes and emphasis may stand between any two.
        pattern = re.compile(r"[\s\\*`]*".join(letters))
        in_print = sum(len(pattern.findall(item.text)) for item in shown.text_items)
        found = sum(len(pattern.findall(part)) for block in blocks for part in _texts(block))
        if found > in_print:
            blocks = [_without_words(block, pattern) for block in blocks]
    return blocks


def _texts(block: LayoutBlock) -> Iterator[str]:
    yield block.text or ""
    yield from block.lines or ()
    for row in (block.header or (), *(block.rows or ())):
        yield from (cell.text for cell in row)


def _without_words(block: LayoutBlock, pattern: re.Pattern[str]) -> LayoutBlock:
    def row_of(cells: Sequence[LayoutCell]) -> list[LayoutCell]:
        return [replace(cell, text=pattern.sub(" ", cell.text)) for cell in cells]

    return replace(
        block,
        text=block.text and pattern.sub(" ", block.text),
        lines=block.lines and [pattern.sub(" ", line) for line in block.lines],
        header=block.header and row_of(block.header),
        rows=block.rows and [row_of(row) for row in block.rows],
    )


def _table_without(block: LayoutBlock, hidden: Sequence[TextItem]) -> LayoutBlock:
    header = None if block.header is None else [_cell_without(c, hidden) for c in block.header]
    rows = [[_cell_without(cell, hidden) for cell in row] for row in block.rows or []]
    return replace(block, header=header, rows=rows)


def _cell_without(cell: LayoutCell, hidden: Sequence[TextItem]) -> LayoutCell:
    box = layout_box(cell)
    text = cell.text
    for item in hidden:
        if box is not None and centre_within(item_box(item), box):
            text = plain(text.replace(plain(item.text), " ", 1))
    return cell if text == cell.text else replace(cell, text=text)

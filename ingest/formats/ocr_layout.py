"""The layout of a page that OCR read: lines, headings, steps and paragraphs from words and boxes.

A parser's layout goes by fonts. A scan has none, only letters' heights, which differ from word to
word ("or" is lower than "It"): so words are put into lines first, and lines are compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from liteparse import AnnotationRect, LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import bounding_box, centre_within, overlap
from ingest.formats.cell_words import Word
from ingest.formats.grids import Grid
from ingest.formats.layout_boxes import layout_box
from ingest.formats.ocr_columns import in_reading_order
from ingest.formats.ocr_items import in_lines, is_read, item_box
from ingest.formats.plain_text import as_markup, plain
from ingest.formats.ruled_tables import table_of
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# Of the height of running text: from here on a line is set larger.
_LARGER = 1.22
_FARTHEST_INDENT = 12.0
_STEP = re.compile(r"^\(?(\d{1,2})[.)]\s+(?=\S)")
_BULLET = re.compile(r"^[•*¢«·►▪■●○]\s+(?=\S)")
# Tesseract sees a gap after the dot of a section's number.
_TORN_NUMBER = re.compile(r"^(\d{1,2})\. (?=\d{1,2}(?:\.\d{1,2})*\s+\S)")
_A_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBERED_HEADING = re.compile(
    r"^(?:(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,4}\.?\s+\S|\d{1,2}\s+[A-ZÄÖÜ][^\W\d_]{2,})"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: `size` is its letters' height, `inner` where its second word begins."""

    text: str
    box: Box
    size: float
    inner: float


def layout_of_scan(page: ParsedPage, ruled: Sequence[Grid] = ()) -> ParsedPage:
    """Return a page that OCR read with layout blocks made from its words' places.

    What stands in a ruled grid becomes its table, and other words lines and paragraphs.
    """
    items = [item for item in page.text_items if is_read(item)]
    # What stands in a cell is print and no speck, as unsure as OCR may be of it.
    cells = [item for item in page.text_items if is_read(item) or re.search(r"\w", item.text)]
    words = [word for item in cells for word in _words(item)] if ruled else []
    drawn = [table for grid in ruled if (table := table_of(grid, words)) is not None]
    taken = [box for box in map(layout_box, drawn) if box is not None]
    told = [block for block in page.blocks or () if _is_table(block) and _is_whole(block, items)]
    tables = [*drawn, *(block for block in told if not _touches(block, taken))]
    boxes = [box for box in map(layout_box, tables) if box is not None]
    loose = [item for item in items if not any(centre_within(item_box(item), b) for b in boxes)]
    parts = [[_line(row) for row in in_lines(part)] for part in in_reading_order(loose)]
    body = _body([line for part in parts for line in part])
    blocks = [block for part in parts for block in _blocks(part, body)]
    for table in tables:
        blocks.insert(_place(table, blocks), table)
    return replace(page, text_items=items, blocks=blocks)


def _place(table: LayoutBlock, blocks: Sequence[LayoutBlock]) -> int:
    """Where a table is read: before what is under it, or after what is over it, in its column."""
    box, above = layout_box(table), len(blocks)
    for place, block in enumerate(blocks):
        other = layout_box(block)
        if box is None or other is None or other[0] >= box[2] or box[0] >= other[2]:
            continue
        if other[1] >= box[1]:
            return place
        above = place + 1
    return above


def _is_table(block: LayoutBlock) -> bool:
    rows = block.rows or []
    return block.kind == "table" and len(rows) >= 2 and max(map(len, rows)) >= 2


def _is_whole(block: LayoutBlock, items: Sequence[TextItem]) -> bool:
    """Whether a table that the parser guessed holds all that was read where it stands."""
    box = layout_box(block)
    held = "".join("".join(cell.text.split()) for row in block.rows or () for cell in row)
    inside = [item for item in items if box is not None and centre_within(item_box(item), box)]
    return all(
        "".join(word.split()) in held for item in inside for word in plain(item.text).split()
    )


def _words(item: TextItem) -> list[Word]:
    """An item's words: it may reach over a line into the next cell, and hold that line as "|"."""
    found = [Word(w.text, (w.x, w.y, w.x + w.width, w.y + w.height)) for w in item.words]
    return [word for word in found or [Word(item.text, item_box(item))] if word.text.strip(" |")]


def _touches(block: LayoutBlock, taken: Sequence[Box]) -> bool:
    box = layout_box(block)
    return box is not None and any(overlap(box, other) > 0 for other in taken)


def _line(items: Sequence[TextItem]) -> _Line:
    text = _TORN_NUMBER.sub(r"\1.", plain(" ".join(item.text for item in items)))
    box = bounding_box(map(item_box, items)) or (0.0, 0.0, 0.0, 0.0)
    inner = items[1].x if len(items) > 1 else box[0]
    return _Line(text, box, median(_sizes(items)), inner)


def _sizes(items: Sequence[TextItem]) -> list[float]:
    """The heights of words with a capital or a long letter: those alone can be compared."""
    tall = [item.height for item in items if re.search(r"[A-Zbdfhklt\d]", item.text)]
    return tall or [item.height for item in items]


def _body(lines: Sequence[_Line]) -> float:
    """The height of running text: that of the line in the middle, by letters."""
    letters = sum(len(line.text) for line in lines)
    counted = 0
    for line in sorted(lines, key=lambda line: line.size):
        counted += len(line.text)
        if counted * 2 >= letters:
            return line.size
    return 0.0


def _blocks(lines: Sequence[_Line], body: float) -> Iterator[LayoutBlock]:
    if not lines:
        return
    pitch = body * 2.1
    # Where the text of the list above begins: a step whose number was not read stands there too.
    hanging: float | None = None
    held: list[_Line] = []
    for line in lines:
        if held and not _goes_on(held, line, body, pitch):
            block, hanging = _block(held, body), _hanging(held, hanging, body)
            yield _as_item(block, held, hanging, body)
            held = []
        held.append(line)
    block, hanging = _block(held, body), _hanging(held, hanging, body)
    yield _as_item(block, held, hanging, body)


def _hanging(lines: Sequence[_Line], before: float | None, body: float) -> float | None:
    """Where a list's text begins, as long as the list goes on."""
    first = lines[0]
    if _STEP.match(first.text) or _BULLET.match(first.text):
        return first.inner if len(lines) == 1 else lines[1].box[0]
    goes_on = before is not None and abs(first.box[0] - before) < body * 0.6
    return before if goes_on and not _is_heading(first, body) else None


def _as_item(
    block: LayoutBlock, lines: Sequence[_Line], hanging: float | None, body: float
) -> LayoutBlock:
    set_in = hanging is not None and abs(lines[0].box[0] - hanging) < body * 0.6
    if block.kind == "paragraph" and set_in and not signal_word_alone(lines[0].text):
        return replace(block, kind="list_item", level=0, ordered=True, marker="")
    return block


def _is_heading(line: _Line, body: float) -> bool:
    if not _A_WORD.search(line.text) or len(line.text) > 90:
        return False
    if line.text.endswith((".", ",", ";")) and not line.text[:1].isdigit():
        return False
    larger = line.size >= body * _LARGER
    return larger or bool(_NUMBERED_HEADING.match(line.text) and line.size >= body * 1.1)


def _goes_on(held: Sequence[_Line], line: _Line, body: float, pitch: float) -> bool:
    """Whether a line belongs to the paragraph or list item above it."""
    last = held[-1]
    if _is_heading(line, body) or _is_heading(last, body):
        return False
    if _STEP.match(line.text) or _BULLET.match(line.text):
        return False
    if signal_word_alone(last.text) or signal_word_alone(line.text):
        return False
    if leading_signal_word(line.text) is not None:
        return False
    # A long letter makes a line's box higher, at its head or at its foot.
    if min(line.box[1] - last.box[1], line.box[3] - last.box[3]) > pitch:
        return False
    # A head at the right margin is no line of the paragraph at the left.
    if abs(line.box[0] - last.box[0]) > body * _FARTHEST_INDENT:
        return False
    # Back to the margin from an indented item: a new paragraph begins.
    begun = held[0]
    indented = bool(_STEP.match(begun.text) or _BULLET.match(begun.text))
    at_margin = line.box[0] < begun.box[0] + body * 0.8
    return not (indented and at_margin and last.text.endswith((".", ":")))


def _block(lines: Sequence[_Line], body: float) -> LayoutBlock:
    x0, y0, x1, y1 = bounding_box(line.box for line in lines) or (0.0, 0.0, 0.0, 0.0)
    box = AnnotationRect(x0, y0, x1 - x0, y1 - y0)
    text = " ".join(line.text for line in lines)
    if len(lines) == 1 and _is_heading(lines[0], body):
        return LayoutBlock("heading", text=text, level=_level(lines[0].size / body), bbox=box)
    step = _STEP.match(text)
    if step is not None:
        rest = as_markup(text[step.end() :])
        marker = f"{step.group(1)}."
        return LayoutBlock("list_item", text=rest, level=0, ordered=True, marker=marker, bbox=box)
    bullet = _BULLET.match(text)
    if bullet is not None:
        rest = as_markup(text[bullet.end() :])
        return LayoutBlock("list_item", text=rest, level=0, ordered=False, marker="•", bbox=box)
    return LayoutBlock("paragraph", text=as_markup(text), bbox=box)


def _level(ratio: float) -> int:
    return 1 if ratio >= 1.75 else 2 if ratio >= 1.35 else 3

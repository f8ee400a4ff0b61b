"""A region of a page read line by line, where its parser took running text for a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.plain_text import plain, without_bullet
from ingest.headings import number_of, reads_as_heading, with_spaced_number
from ingest.notices import signal_word_alone
from store.contents import Block
from store.values import Box

_MONOSPACED = re.compile(r"mono|courier|consol|typewriter|code|cmtt", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
# Lines of one paragraph stand closer than this many line heights from top to top.
_PARAGRAPH_GAP = 1.75


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words, its box, and how it is set."""

    text: str
    box: Box
    monospaced: bool
    bold: bool


def lines_within(page: ParsedPage, region: Box, *, outside: Sequence[Box] = ()) -> list[Line]:
    """Return the printed lines inside a region of the page and outside others, top down."""
    return [_line(row) for row in printed_rows(page, region, outside=outside)]


def printed_rows(
    page: ParsedPage, region: Box, *, outside: Sequence[Box] = ()
) -> list[list[TextItem]]:
    """Return the runs of text inside a region and outside others, row by row from the left."""
    inside = [
        item
        for item in page.text_items
        if item.text.strip()
        and _holds(region, item, margin=2.0)
        and not any(_holds(other, item, margin=1.5) for other in outside)
    ]
    rows: list[list[TextItem]] = []
    for item in sorted(inside, key=lambda item: (item.y, item.x)):
        middle = item.y + item.height / 2
        if rows and abs(rows[-1][0].y + rows[-1][0].height / 2 - middle) < item.height * 0.6:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.x) for row in rows]


def _holds(region: Box, item: TextItem, *, margin: float) -> bool:
    x0, y0, x1, y1 = region
    middle = item.y + item.height / 2
    return bool(x0 - margin <= item.x <= x1 + margin and y0 - margin <= middle <= y1 + margin)


def is_monospaced(item: TextItem) -> bool:
    """Return whether a run of text is set in one width, by its font's name."""
    return bool(_MONOSPACED.search(item.font_name or ""))


def _line(items: Sequence[TextItem]) -> Line:
    words = [item for item in items if any(c.isalnum() for c in item.text)] or items
    monospaced = all(map(is_monospaced, words))
    # A listing keeps its indentation and its gaps: they mean something there.
    text = "".join(_spaced(items)) if monospaced else plain(" ".join(i.text for i in items))
    return Line(
        text,
        bounding_box(_item_box(item) for item in items) or (0.0, 0.0, 0.0, 0.0),
        monospaced,
        all(_BOLD.search(item.font_name or "") for item in words),
    )


def _spaced(items: Sequence[TextItem]) -> Iterator[str]:
    end = items[0].x
    for item in items:
        width = item.width / max(len(item.text), 1) or 1.0
        yield " " * max(0, round((item.x - end) / width))
        yield item.text
        end = item.x + item.width


def _item_box(item: TextItem) -> Box:
    return (
        round(item.x, 1),
        round(item.y, 1),
        round(item.x + item.width, 1),
        round(item.y + item.height, 1),
    )


def blocks_of_lines(lines: Sequence[Line], page: int) -> Iterator[Block]:
    """Yield headings, paragraphs, list items, signal words and listings of printed lines."""
    held: list[Line] = []
    kind = ""
    for line in lines:
        fresh = _kind(line)
        goes_on = kind == fresh == "code" or (
            fresh == "text" and kind in ("text", "item") and not apart(held[-1], line)
        )
        if held and not goes_on:
            yield _block(held, kind, page)
            held = []
        if not held:
            kind = fresh
        held.append(line)
    if held:
        yield _block(held, kind, page)


def apart(above: Line, line: Line) -> bool:
    """Return whether a line stands too far below another to be of the same paragraph."""
    return line.box[1] - above.box[1] > _PARAGRAPH_GAP * _height(above)


def _height(line: Line) -> float:
    return max(line.box[3] - line.box[1], 6.0)


def _kind(line: Line) -> str:
    if line.monospaced:
        return "code"
    if signal_word_alone(line.text):
        return "signal"
    if reads_as_heading(line.text, bold=line.bold) and (line.bold or number_of(line.text)):
        return "heading"
    return "item" if without_bullet(line.text) != line.text else "text"


def _block(lines: Sequence[Line], kind: str, page: int) -> Block:
    box = bounding_box(line.box for line in lines)
    if kind == "code":
        return Block("code", "\n".join(line.text for line in lines), page, box)
    text = " ".join(line.text for line in lines)
    if kind == "heading":
        text = with_spaced_number(text)
        return Block("heading", text, page, box, level=len(number_of(text)) + 1)
    if kind == "item":
        return Block("list_item", without_bullet(text), page, box, marker="•")
    return Block("paragraph", text, page, box)

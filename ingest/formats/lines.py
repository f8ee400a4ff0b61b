"""A region of a page read line by line, where its parser took running text for a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.plain_text import plain, without_bullet
from ingest.headings import (
    is_listed_title,
    labelled_code,
    level_of,
    number_of,
    reads_as_heading,
    with_spaced_number,
)
from ingest.notices import signal_word_alone
from store.contents import Block
from store.values import Box

_MONOSPACED = re.compile(r"mono|courier|consol|typewriter|code|cmtt", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
# Lines of one paragraph stand closer than this many line heights from top to top.
_PARAGRAPH_GAP = 1.75
# Degrees: letters made italic by slanting arrive as runs that are turned by so much.
_MOST_SLANTED = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words, its box, and how it is set.

    `turned` is by how many degrees clockwise it is turned: 0, 90, 180 or 270.
    """

    text: str
    box: Box
    monospaced: bool
    bold: bool
    turned: int = 0


def upright_runs(page: ParsedPage, top: float, bottom: float) -> list[TextItem]:
    """Return the runs of upright text whose middles lie between two shares of the page's height."""
    return [
        item
        for item in page.text_items
        if item.text.strip()
        and not turn_of(item)
        and page.height * top < item.y + item.height / 2 < page.height * bottom
    ]


def lines_within(page: ParsedPage, region: Box, *, outside: Sequence[Box] = ()) -> list[Line]:
    """Return the printed lines inside a region of the page and outside others, top down."""
    return [_line(row) for row in printed_rows(page, region, outside=outside)]


def printed_rows(
    page: ParsedPage, region: Box, *, outside: Sequence[Box] = ()
) -> list[list[TextItem]]:
    """Return the runs of text inside a region and outside others, row by row from the left.

    What is turned stands in rows of its own behind them: it has the height of many lines, and is
    of none of them.
    """
    inside = [
        item
        for item in page.text_items
        if item.text.strip()
        and _holds(region, item, margin=2.0)
        and not any(_holds(other, item, margin=1.5) for other in outside)
    ]
    rows: list[list[TextItem]] = []
    upright = [item for item in inside if not turn_of(item)]
    for item in sorted(upright, key=lambda item: (item.y, item.x)):
        middle = item.y + item.height / 2
        if rows and abs(rows[-1][0].y + rows[-1][0].height / 2 - middle) < item.height * 0.6:
            rows[-1].append(item)
        else:
            rows.append([item])
    rows = [sorted(row, key=lambda item: item.x) for row in rows]
    return [*rows, *_turned_rows([item for item in inside if turn_of(item)])]


def _turned_rows(items: Sequence[TextItem]) -> list[list[TextItem]]:
    """Turned runs in lines, as who turns the page reads them; they end at a wide gap."""
    lines: list[list[TextItem]] = []
    for item in sorted(items, key=_in_its_direction):
        turn, across, _ = _in_its_direction(item)
        last_turn, last, _ = _in_its_direction(lines[-1][0]) if lines else (0, 0.0, 0.0)
        if turn == last_turn and abs(across - last) < 0.6 * _thickness(item):
            lines[-1].append(item)
        else:
            lines.append([item])
    rows: list[list[TextItem]] = []
    for line in lines:
        end = -inf
        for item in sorted(line, key=lambda item: _in_its_direction(item)[2]):
            start = _in_its_direction(item)[2]
            if start - end < 2 * _thickness(item):
                rows[-1].append(item)
            else:
                rows.append([item])
            end = start + (item.width if turn_of(item) == 180 else item.height)
    return rows


def turn_of(item: TextItem) -> int:
    """Return by how many degrees clockwise a run is turned: 0, 90, 180 or 270.

    A slanted one is as upright as its letters.
    """
    lean = item.rotation % 360
    return 0 if min(lean, 360 - lean) <= _MOST_SLANTED else round(lean / 90) * 90 % 360


def _in_its_direction(item: TextItem) -> tuple[int, float, float]:
    """How a run is turned, and where its line and its first letter stand for who reads it so."""
    turn = turn_of(item)
    if turn == 90:
        return turn, -(item.x + item.width / 2), item.y
    if turn == 180:
        return turn, -(item.y + item.height / 2), -(item.x + item.width)
    return turn, item.x + item.width / 2, -(item.y + item.height)


def _thickness(item: TextItem) -> float:
    return float(item.height if turn_of(item) == 180 else item.width)


def _holds(region: Box, item: TextItem, *, margin: float) -> bool:
    x0, y0, x1, y1 = region
    middle = item.y + item.height / 2
    return bool(x0 - margin <= item.x <= x1 + margin and y0 - margin <= middle <= y1 + margin)


def is_monospaced(item: TextItem) -> bool:
    """Return whether a run of text is set in one width, by its font's name."""
    return bool(_MONOSPACED.search(item.font_name or ""))


def is_bold(item: TextItem) -> bool:
    """Return whether a run of text is set bold, by its font's name."""
    return bool(_BOLD.search(item.font_name or ""))


def _line(items: Sequence[TextItem]) -> Line:
    words = [item for item in items if any(c.isalnum() for c in item.text)] or items
    monospaced = all(map(is_monospaced, words)) and not turn_of(items[0])
    # A listing keeps its indentation and its gaps: they mean something there.
    text = "".join(_spaced(items)) if monospaced else plain(" ".join(i.text for i in items))
    return Line(
        text,
        bounding_box(_item_box(item) for item in items) or (0.0, 0.0, 0.0, 0.0),
        monospaced,
        all(map(is_bold, words)),
        turn_of(items[0]),
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
        goes_on = (kind == fresh == "code" and line.turned == held[-1].turned) or (
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
    if line.turned != above.turned:
        return True
    side = 0 if line.turned in (90, 270) else 1
    step = abs(line.box[0] - above.box[0]) if side == 0 else line.box[1] - above.box[1]
    return step > _PARAGRAPH_GAP * max(above.box[side + 2] - above.box[side], 6.0)


def _kind(line: Line) -> str:
    if line.monospaced:
        return "code"
    if signal_word_alone(line.text):
        return "signal"
    if reads_as_heading(line.text, bold=line.bold) and (line.bold or number_of(line.text)):
        return "heading"
    if labelled_code(line.text) or (line.bold and is_listed_title(line.text)):
        return "heading"
    return "item" if without_bullet(line.text) != line.text else "text"


def _block(lines: Sequence[Line], kind: str, page: int) -> Block:
    box = bounding_box(line.box for line in lines)
    if kind == "code":
        return Block("code", "\n".join(line.text for line in lines), page, box)
    text = " ".join(line.text for line in lines)
    if kind == "heading":
        return Block("heading", with_spaced_number(text), page, box, level=level_of(text))
    if kind == "item":
        return Block("list_item", without_bullet(text), page, box, marker="•")
    return Block("paragraph", text, page, box)

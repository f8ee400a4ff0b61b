"""Pages whose text does not stand upright as they are shown: a wide table, a scan fed sideways.

They are read from a copy in which they are turned, and what was found is put where the page as
it is shown has it.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
from liteparse import ParsedPage, ParseResult

from store.contents import Block
from store.errors import FileRejected
from store.values import Box

Turns = Mapping[int, int]
"""By a page's number the degrees, clockwise, by which it is turned: 90, 180 or 270."""

# Of a page's letters: with so many lying one way, its running head may stand another.
_MOST_OF_TEXT = 0.6


@dataclass(frozen=True, slots=True)
class Upright:
    """Pages with their text upright, the PDF that holds them so, and how they were turned."""

    path: Path
    pages: list[ParsedPage]
    turns: Turns


def text_upright(
    path: Path,
    pages: Sequence[ParsedPage],
    folder: Path,
    read: Callable[[Path, Sequence[int]], ParseResult],
) -> Upright:
    """Return the pages, those with text that lies or stands on its head read again upright.

    `read` reads pages, by their numbers, of the copy that is written into `folder`.
    """
    turns = {page.page_num: turn for page in pages if (turn := _turn_of(page))}
    if not turns:
        return Upright(path, list(pages), {})
    copy = turned_copy(path, turns, folder)
    again: dict[int, ParsedPage] = {}
    if copy is not None:
        with contextlib.suppress(FileRejected):
            again = {page.page_num: page for page in read(copy, sorted(turns)).pages}
    if copy is None or again.keys() != turns.keys():
        # Too damaged for that: better read as it lies than not at all.
        return Upright(path, list(pages), {})
    return Upright(copy, [again.get(page.page_num, page) for page in pages], turns)


def turned_copy(path: Path, turns: Turns, folder: Path) -> Path | None:
    """Return a copy of a PDF in `folder` with pages turned; None where it is too damaged for that.

    Raises OSError where the disk is full.
    """
    copy = folder / f"{len(list(folder.iterdir()))}.pdf"
    try:
        document = pdfium.PdfDocument(path)
        try:
            for number, turn in turns.items():
                page = document[number - 1]
                page.set_rotation((page.get_rotation() + turn) % 360)
            document.save(copy)
        finally:
            document.close()
    except pdfium.PdfiumError:
        return None
    return copy


def turned(page: ParsedPage, turn: int) -> ParsedPage:
    """Return a page as large as it is when turned; what it holds is not."""
    return replace(page, width=page.height, height=page.width) if turn % 180 else page


def as_shown(
    blocks: Iterable[Block], turns: Sequence[Turns], pages: Mapping[int, ParsedPage]
) -> list[Block]:
    """Return blocks of turned pages with their boxes where the pages, as they are shown, have them.

    `turns` were done one after the other; `pages` are by number, as large as they are when turned.
    """
    numbers = {number for turn in turns for number in turn}
    total = {number: sum(turn.get(number, 0) for turn in turns) % 360 for number in numbers}
    return [
        _as_shown(block, total[block.page], pages[block.page])
        if block.page is not None and total.get(block.page)
        else block
        for block in blocks
    ]


def _as_shown(block: Block, turn: int, page: ParsedPage) -> Block:
    def back(box: Box | None) -> Box | None:
        return box and _turned_back(box, turn, page.width, page.height)

    return replace(block, box=back(block.box), row_boxes=tuple(map(back, block.row_boxes)))


def _turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, width - x1, y1, width - x0
    if turn == 180:
        return width - x1, height - y1, width - x0, height - y0
    return height - y1, x0, height - y0, x1


def _turn_of(page: ParsedPage) -> int:
    """By how much a page has to be turned for most of its text to stand upright; 0 for nearly all.

    A run's rotation is how far it is turned clockwise from that.
    """
    letters = {90: 0, 180: 0, 270: 0}
    every = 0
    for item in page.text_items:
        count = len(item.text.strip())
        every += count
        lies = round(item.rotation / 90) * 90 % 360
        if lies in letters and abs(item.rotation % 360 - lies) < 2:
            letters[lies] += count
    for lies, count in letters.items():
        if count > _MOST_OF_TEXT * every:
            return 360 - lies
    return 0

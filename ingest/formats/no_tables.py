"""What a layout parser took for tables, and is none: lists with bullets, frames around text, prose.

As a table, a list is quoted row by row, and a trouble comes without what is to be checked.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from liteparse import LayoutBlock, LayoutCell, ParsedPage

from ingest.formats.boxes import bounding_box, centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import is_bold, turn_of
from ingest.formats.plain_text import plain
from ingest.headings import BOLD_TITLE
from store.contents import Block
from store.values import Box

_LEAST_POINTS = 2
# "+", "=" and "%" are values; what a symbol font gives may be any other sign.
_BULLET = re.compile(r"[^\w\s+=<>±%#✓✔✗✘×]{1,2}")
_LONGEST_TITLE = 90
# Points of a run on either side of a column's border that cuts it, and so many of them at least.
_CUT, _LEAST_CUT = 6.0, 3
_SECTION_NUMBER = re.compile(r"^(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){1,5}\.?$")


def points_of(block: LayoutBlock, page: ParsedPage) -> tuple[Block, ...]:
    """Return the points of a list that came as a table, or () where it is one of data.

    What stands in bold over the others, with a sign of its own, is their title. Points whose signs
    are all different are a legend: what it explains are the signs.
    """
    rows = [row for row in (block.header, *(block.rows or ())) if row]
    cells = [tuple(plain(cell.text) for cell in row) for row in rows]
    if len(rows) < _LEAST_POINTS or any(
        len(row) != 2 or not row[1] or not _BULLET.fullmatch(row[0]) for row in cells
    ):
        return ()
    signs = [sign for sign, _ in cells]
    found: list[Block] = []
    bullets: list[str] = []
    for number, ((sign, text), row) in enumerate(zip(cells, rows, strict=True)):
        box = bounding_box(map(layout_box, row)) or layout_box(block)
        heads = number + 1 < len(signs) and sign not in {signs[number + 1], *signs[:number]}
        if heads and len(text) <= _LONGEST_TITLE and box is not None and _is_set_bold(page, box):
            found.append(Block("heading", text, page.page_num, box, level=BOLD_TITLE))
        else:
            found.append(Block("list_item", text, page.page_num, box, marker="•"))
            bullets.append(sign)
    legend = len(bullets) > 1 and len(set(bullets)) == len(bullets)
    return () if legend else tuple(found)


def _is_set_bold(page: ParsedPage, box: Box) -> bool:
    words = [
        item
        for item in page.text_items
        if centre_within(item_box(item), box) and sum(map(str.isalpha, item.text)) > 1
    ]
    return bool(words) and all(map(is_bold, words))


def is_running_text(block: LayoutBlock, page: ParsedPage) -> bool:
    """Return whether a "table" is a frame around text, or prose whose first words became a column.

    A frame has one column with words: beside it, a picture may be framed. Prose has two, split
    where no column is: most of its first cells' boxes have no width, or it begins with a section's
    bare number. Or its columns cut through its lines.
    """
    rows = [row for row in (block.header, *(block.rows or ())) if row]
    widest = max((len(row) for row in rows), default=0)
    told = {number for row in rows for number, cell in enumerate(row) if cell.text.strip()}
    if len(told) == 1 or _cuts_lines(rows, page):
        return True
    if widest != 2:
        return False
    first = [row[0] for row in rows]
    torn = sum(cell.bbox is not None and cell.bbox.width == 0 for cell in first)
    return torn * 2 >= len(first) or bool(_SECTION_NUMBER.match(plain(first[0].text)))


def _cuts_lines(rows: Sequence[Sequence[LayoutCell]], page: ParsedPage) -> bool:
    """Whether columns cut through runs of text, and through more than begin behind them.

    A run that has its columns apart by spaces is no line of prose.
    """
    cut: set[int] = set()
    behind: set[int] = set()
    runs = sorted(
        ((top + bottom) / 2, begins, ends, "  " in item.text.strip())
        for item in page.text_items
        if item.text.strip() and not turn_of(item)
        for begins, top, ends, bottom in (item_box(item),)
    )
    for left, right in (pair for row in rows for pair in pairwise(row)):
        border = layout_box(right)
        around = bounding_box((layout_box(left), border))
        if around is None or border is None or border[0] == border[2]:
            continue
        first = bisect_left(runs, (around[1],))
        last = bisect_right(runs, (around[3], inf))
        for number in range(first, last):
            _, begins, ends, spaced = runs[number]
            if begins < around[2] and ends > border[0] + _CUT:
                through = begins < border[0] - _CUT and not spaced
                (cut if through else behind).add(number)
    return len(cut) >= _LEAST_CUT and len(cut) > len(behind - cut)


def reach_of(frame: Box, page: ParsedPage) -> Box:
    """Return a frame's box as wide as the lines in it: one may begin a little to the left of it."""
    inside = [box for item in page.text_items if centre_within(box := item_box(item), frame)]
    return min([frame[0], *(box[0] for box in inside)]), *frame[1:]

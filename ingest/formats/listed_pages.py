"""A page of contents or index as the lines that it lists, column by column."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.contents_lists import LEADER
from ingest.formats.document import ContentsPage
from ingest.formats.furniture import RunningHeads
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import lines_within, printed_rows
from ingest.formats.plain_text import plain
from store.contents import Block
from store.values import Box

# Runs of text further apart than this many times their height stand in two columns, unless the
# second is the number of a page.
_APART = 2.0
# Points that are free between two columns, from top to bottom of the page.
_GUTTER = 6.0
_PAGE_NUMBER = re.compile(r"[A-Z]?[\divxlc][\divxlc,\s.–-]*")

_Cell = tuple[str, Box]


def listed(page: ParsedPage, title: str, heads: RunningHeads) -> ContentsPage:
    """Return what a page lists under its heading, without dotted leaders and running heads."""
    whole = (0.0, 0.0, page.width, page.height)
    apart = [line.box for line in lines_within(page, whole) if heads.is_line(line, page)]
    cells = [
        (text, box)
        for row in printed_rows(page, whole, outside=apart)
        for text, box in _cells(row)
        if text and text != title
    ]
    return ContentsPage(
        title,
        tuple(
            Block("paragraph", text, page.page_num, box)
            for column in _columns(cells)
            for text, box in column
        ),
    )


def _cells(row: Sequence[TextItem]) -> Iterator[_Cell]:
    held = [row[0]]
    for before, item in pairwise(row):
        gap = item.x - before.x - before.width
        if gap > _APART * item.height and not _PAGE_NUMBER.fullmatch(item.text):
            yield _cell(held)
            held = []
        held.append(item)
    yield _cell(held)


def _cell(items: Sequence[TextItem]) -> _Cell:
    text = plain(LEADER.sub(" ", " ".join(item.text for item in items)))
    return text, bounding_box(map(item_box, items)) or (0.0, 0.0, 0.0, 0.0)


def _columns(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """The cells column by column: where nothing stands from top to bottom, one ends."""
    columns: list[list[_Cell]] = []
    end = 0.0
    for cell in sorted(cells, key=lambda cell: cell[1][0]):
        if not columns or cell[1][0] > end + _GUTTER:
            columns.append([])
        columns[-1].append(cell)
        end = max(end, cell[1][2])
    return [sorted(column, key=lambda cell: cell[1][1]) for column in columns]

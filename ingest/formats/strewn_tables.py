"""Tables that a parser made of running text: a chapter's title and a warning are then cells.

Beside a notice's label, set in a box of its own, it takes the page above for a table's first row.
Such a table has a warning for a row, or its cells say the same words twice, as merged ones do where
rules divide them, or one row has all its words.
"""

from dataclasses import replace

from liteparse import LayoutBlock, LayoutCell, ParsedPage

from ingest.formats.boxes import area, overlap
from ingest.formats.grids import grids
from ingest.formats.layout_boxes import layout_box
from ingest.formats.letters import letters_of, letters_printed
from ingest.formats.lines import blocks_of_lines, lines_within
from ingest.formats.placed_tables import as_layout
from ingest.formats.plain_text import plain
from ingest.table_notices import notices_of_table

# So many times the letters printed in its place a table holds at least, if it is none; and of its
# place, what a ruled grid has, if it is one.
_TWICE, _DIVIDED = 1.1, 0.5
# Letters in the only row of such a table.
_LEAST_TOLD = 60


def without_strewn_tables(page: ParsedPage) -> ParsedPage:
    """Return the page, such tables read line by line."""
    blocks = list(page.blocks or ())
    if not any(_is_strewn(block, page) for block in blocks):
        return page
    ruled = [grid.box for grid in grids(page)]
    told: list[LayoutBlock] = []
    for block in blocks:
        box = layout_box(block)
        divided = box is not None and any(overlap(box, one) > _DIVIDED * area(box) for one in ruled)
        if box is None or divided or not _is_strewn(block, page):
            told.append(block)
            continue
        others = [other for one in blocks if one is not block and (other := layout_box(one))]
        lines = lines_within(page, box, outside=[one for one in others if overlap(one, box) > 0])
        told += map(as_layout, blocks_of_lines(lines, page.page_num))
    return replace(page, blocks=told)


def _is_strewn(block: LayoutBlock, page: ParsedPage) -> bool:
    box = layout_box(block)
    if block.kind != "table" or box is None:
        return False
    rows = [row for row in (block.header, *(block.rows or ())) if row]
    notices = [_is_warning(row) for row in rows]
    twice = letters_of(rows) > _TWICE * letters_printed(page, box)
    filled = [row for row in rows if any(cell.text.strip() for cell in row)]
    # Prose between the lines of a drawing: all of it in one row, and others empty.
    hollow = len(filled) == 1 < len(rows) and letters_of(filled) >= _LEAST_TOLD
    return twice or hollow or (any(notices) and not all(notices))


def _is_warning(row: list[LayoutCell]) -> bool:
    told = notices_of_table([tuple(plain(cell.text) for cell in row)])
    return told is not None and all(level != "notice" for level, _, _ in told)

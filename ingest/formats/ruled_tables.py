"""Ruled tables by their lines, where the parser's table does not follow the grid on the page.

The grid's cells are found as pdfplumber's "lines" strategy finds them (edges, their intersections,
the smallest rectangles between these), but from the lines that LiteParse has read already: no
second parser opens the file. Words are then put into the cell in which they begin; a run of text
that stands in one cell is as good as its words, so most pages need no words.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from liteparse import LayoutBlock, LayoutCell, ParsedPage

from ingest.formats.boxed_rows import boxed_rows
from ingest.formats.boxes import area, centre_within, overlap
from ingest.formats.cell_words import Line, Word, lines_of, text_of
from ingest.formats.grids import Grid, grids
from ingest.formats.hanging_lists import hanging
from ingest.formats.headed_columns import headed
from ingest.formats.label_columns import labelled
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.letters import COMPLETE, letters, letters_of, letters_printed
from ingest.formats.lined_rows import with_lined_rows
from ingest.formats.open_sides import with_open_sides
from ingest.formats.parted_names import with_parted_names
from ingest.formats.placed_tables import with_tables
from ingest.formats.row_rules import row_ruled
from ingest.formats.spread_cells import with_spread_cells
from ingest.formats.stacked_tables import stacked
from store.values import Box

_LEAST_CELLS = 4
# A cell that holds more than this frames a page or a column, and no value of a table.
_LONGEST_CELL = 1500
# Of a grid's area, what lies in a table that has all of it; and of that table's width, the most
# that one is wide whose outer columns are not closed.
_INSIDE = 0.9
# Of a grid without columns of its own, what a table of the parser, or all, have that are better.
_MOST_OF, _MOST_OF_ALL = 0.7, 0.85
# Of a table's cells, what is filled at least.
_FILLED = 0.75

WordsOf = Callable[[Sequence[int]], dict[int, tuple[Word, ...]]]
"""Gives the words of pages by their numbers, each with its box."""


def with_ruled_tables(pages: Sequence[ParsedPage], words_of: WordsOf) -> list[ParsedPage]:
    """Return the pages, with a table for each ruled grid that the parser missed or tore.

    `words_of` is asked once at most, and only for pages where a run of text crosses such a grid's
    lines.
    """
    missed = {page.page_num: found for page in pages if (found := untrusted(page))}
    torn = [page for page in pages if page.page_num in missed]
    runs = {page.page_num: runs_within(page, missed[page.page_num]) for page in torn}
    crossed = sorted(number for number, found in runs.items() if found is None)
    words = words_of(crossed) if crossed else {}
    return [
        _with_tables(
            page, missed[page.page_num], runs[page.page_num] or words.get(page.page_num, ())
        )
        if page.page_num in missed
        else page
        for page in pages
    ]


def runs_within(page: ParsedPage, found: Sequence[Grid]) -> tuple[Word, ...] | None:
    """Return the runs of text in the grids, or None where one crosses into the next cell.

    Its words may belong to two cells, or to one that it overflows: they must be looked at singly.
    """
    runs: list[Word] = []
    for item in page.text_items:
        run = Word(item.text.strip(), item_box(item))
        grid = next((grid for grid in found if overlap(run.box, grid.box) > 0), None)
        if not run.text or grid is None:
            continue
        cell = _cell_of(run, grid.cells)
        if cell is None or run.box[2] > cell[2] + 1.0 or run.box[0] < cell[0] - 1.0:
            return None
        runs.append(run)
    return tuple(runs)


def untrusted(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the grids that no table of the parser follows: missed, torn, or with merged cells.

    A table follows a grid if it stands in it with the same number of rows and columns, holds its
    letters, and no cell is merged: those come as words strewn over the columns that they span.
    Nor is a grid taken that is only a part of the parser's table, whose outer columns no line
    closes, or whose words stand beside its cells.
    """
    ruled = (with_open_sides(grid, page) for grid in grids(page))
    whole_grids = (grid for grid in ruled if _holds_its_words(grid, page))
    found = [table for grid in whole_grids for table in stacked(page, grid)]
    # A frame inside a grid, or one that a grid's rows go through, is no row by itself.
    found += [row for row in boxed_rows(page) if _stands_apart(row, found)]
    found += [grid for grid in headed(page) if _stands_apart(grid, found)]
    found += [grid for grid in hanging(page) if _stands_apart(grid, found)]
    found += [grid for grid in labelled(page) if _stands_apart(grid, found)]
    tables = [block for block in page.blocks or () if block.kind == "table"]
    known = [grid.box for grid in found]
    whole = [box for box in map(layout_box, tables) if box is not None]
    missed = (
        grid
        for grid in row_ruled(page)
        if not any(overlap(grid.box, box) > 0 for box in known)
        and not any(overlap(grid.box, box) > _MOST_OF * area(grid.box) for box in whole)
        and sum(overlap(grid.box, box) for box in whole) <= _MOST_OF_ALL * area(grid.box)
    )
    return (*_not_followed(found, tables, page), *missed)


def _stands_apart(row: Grid, found: Sequence[Grid]) -> bool:
    return not any(overlap(row.box, grid.box) > 0 for grid in found)


def _not_followed(
    found: Sequence[Grid], tables: Sequence[LayoutBlock], page: ParsedPage
) -> tuple[Grid, ...]:
    return tuple(
        grid
        for grid in found
        if not any(_follows(table, grid, page) for table in tables)
        and not any(_is_wider(table, grid, page) for table in tables if _alone(table, grid, found))
    )


def _alone(block: LayoutBlock, grid: Grid, found: Sequence[Grid]) -> bool:
    """Whether a table touches no other grid: two side by side are two tables."""
    box = layout_box(block)
    return box is not None and all(one is grid or overlap(box, one.box) == 0 for one in found)


def _holds_its_words(grid: Grid, page: ParsedPage) -> bool:
    """Whether what is printed in a grid's outline stands in its cells: none may be lost."""
    inside = [item for item in page.text_items if centre_within(item_box(item), grid.box)]
    runs = ((Word(item.text.strip(), item_box(item)), letters(item.text)) for item in inside)
    held = sum(letters for run, letters in runs if _cell_of(run, grid.cells) is not None)
    return held >= COMPLETE * sum(letters(item.text) for item in inside)


def _is_wider(block: LayoutBlock, grid: Grid, page: ParsedPage) -> bool:
    """Whether a whole table of the parser has all of a grid and columns beside it."""
    box = layout_box(block)
    if box is None or overlap(box, grid.box) < _INSIDE * area(grid.box):
        return False
    if grid.box[2] - grid.box[0] > _INSIDE * (box[2] - box[0]):
        return False
    rows = [row for row in (block.header, *(block.rows or ())) if row]
    height, width = grid.shape
    # Row for row: a table of other rows is two that the parser ran together.
    if len(rows) != height or len(rows[0]) <= width or len({len(row) for row in rows}) > 1:
        return False
    # Words strewn over too many columns leave most of them empty.
    filled = sum(bool(cell.text.strip()) for row in rows for cell in row)
    if filled < _FILLED * height * len(rows[0]):
        return False
    return letters_of(rows) >= COMPLETE * letters_printed(page, box)


def _follows(block: LayoutBlock, grid: Grid, page: ParsedPage) -> bool:
    box = layout_box(block)
    if box is None or overlap(box, grid.box) < 0.85 * area(box):
        return False
    rows = [row for row in (block.header, *(block.rows or ())) if row]
    height, width = grid.shape
    if len(rows) != height or any(len(row) != width for row in rows):
        return False
    if len(grid.cells) != height * width:
        return False
    if letters_of(rows) < COMPLETE * letters_printed(page, grid.box):
        return False
    # The parser has one row between two rules, too.
    runs = runs_within(page, [grid])
    return runs is None or _with_lined_rows(grid, runs) is grid


def _with_tables(page: ParsedPage, missed: Sequence[Grid], words: Sequence[Word]) -> ParsedPage:
    tables = {grid.box: table for grid in missed if (table := table_of(grid, words)) is not None}
    return with_tables(page, tables) if tables else page


def table_of(grid: Grid, words: Iterable[Word]) -> LayoutBlock | None:
    """Return the table that stands in a grid, or None where its cells hold no table.

    Merged cells are repeated into each row and column that they span, and so is what stands in the
    middle of several rows that no rule parts.
    """
    words = tuple(words)
    grid = with_parted_names(_with_lined_rows(grid, words), words)
    grid = with_spread_cells(grid, _lines(grid, words))
    texts = {cell: text_of(found) for cell, found in _held(grid, words).items()}
    filled = [text for text in texts.values() if text]
    if (
        len(filled) < (_LEAST_CELLS if grid.shape[0] > 1 else 2)
        or max(map(len, filled)) > _LONGEST_CELL
    ):
        return None
    rows = [
        [
            _at((left + right) / 2, (top + bottom) / 2, texts)
            for left, right in pairwise(grid.columns)
        ]
        for top, bottom in pairwise(grid.rows)
    ]
    rows = [row for row in rows if any(cell.text for cell in row)]
    wide = [n for n in range(len(rows[0])) if any(row[n].text for row in rows)]
    if len(rows) < min(2, grid.shape[0]) or len(wide) < 2:
        return None
    # A column without a word in it is the gap between a double line's two strokes.
    rows = [[row[n] for n in wide] for row in rows]
    return LayoutBlock("table", rows=rows, bbox=rectangle(grid.box))


def _with_lined_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    return with_lined_rows(grid, _lines(grid, words))


def _lines(grid: Grid, words: Sequence[Word]) -> dict[Box, list[Line]]:
    return {cell: lines_of(held) for cell, held in _held(grid, words).items()}


def _held(grid: Grid, words: Sequence[Word]) -> dict[Box, list[Word]]:
    held: dict[Box, list[Word]] = {cell: [] for cell in grid.cells}
    for word in words:
        cell = _cell_of(word, grid.cells)
        if cell is not None:
            held[cell].append(word)
    return held


def _at(x: float, y: float, texts: dict[Box, str]) -> LayoutCell:
    for box, text in texts.items():
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return LayoutCell(text, rectangle(box))
    return LayoutCell("")


def _cell_of(word: Word, cells: Sequence[Box]) -> Box | None:
    """The cell in which the word begins: a name too long for its column runs into the next."""
    x0, y0, x1, y1 = word.box
    x, y = x0 + min((x1 - x0) / 2, 3.0), (y0 + y1) / 2
    return next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)

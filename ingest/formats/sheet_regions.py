"""The cells of a sheet to blocks: where its tables begin and end, and what is text beside them."""

import bisect
import re
from collections.abc import Iterator

from ingest.formats.typed_text import framed, item_or_paragraph, table_blocks
from ingest.headings import number_of, reads_as_heading
from store.contents import Block

Cells = dict[int, dict[int, str]]
"""Row number to column number to what the cell shows; empty cells are left out."""

_RANGE = re.compile(r"^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
# A title merged over a whole sheet is not copied into each of its cells.
_MOST_MERGED = 1000
_MOST_REPEATED = 500_000
_STEP_NUMBER = re.compile(r"^\d{1,2}[.)]?$")
_ONE_NUMBER = re.compile(r"^\d{1,2}\s+[^\W\d]")
_LONGEST_HEADING = 60


def column_number(letters: str) -> int:
    """Return the number, from 1, of a column's letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def spread(cells: Cells, merged: list[str]) -> Cells:
    """Return the cells with what merged ones show in every cell that they cover.

    One merged over all columns of its row says something of its own and stays where it is.
    """
    repeated = 0
    for reference in merged:
        match = _RANGE.match(reference)
        if match is None:
            continue
        x0, x1 = column_number(match.group(1)), column_number(match.group(3))
        y0, y1 = int(match.group(2)), int(match.group(4))
        text = cells.get(y0, {}).get(x0, "")
        size = (y1 - y0 + 1) * (x1 - x0 + 1)
        alone = y0 == y1 and len(cells.get(y0, {})) == 1
        if not text or alone or not 0 < size <= _MOST_MERGED or repeated > _MOST_REPEATED:
            continue
        repeated += size
        for y in range(y0, y1 + 1):
            for x in range(x0, x1 + 1):
                cells.setdefault(y, {})[x] = text
    return cells


def closed_up(cells: Cells, hidden_rows: set[int], hidden_columns: set[int]) -> Cells:
    """Return the cells that are shown, moved together as they are on the screen."""
    if not hidden_rows and not hidden_columns:
        return cells
    rows = _shown_places(set(cells), hidden_rows)
    columns = _shown_places({column for row in cells.values() for column in row}, hidden_columns)
    return {
        rows[y]: {columns[x]: text for x, text in row.items() if x in columns}
        for y, row in cells.items()
        if y in rows
    }


def _shown_places(used: set[int], hidden: set[int]) -> dict[int, int]:
    ordered = sorted(hidden)
    return {place: place - bisect.bisect(ordered, place) for place in used - hidden}


def sheet_blocks(cells: Cells) -> Iterator[Block]:
    """Yield what a sheet holds, from top to bottom, tables that stand side by side one by one."""
    for rows in _stretches(cells):
        for region in _side_by_side(rows):
            yield from _region(region)


def _stretches(cells: Cells) -> Iterator[list[dict[int, str]]]:
    """Rows that follow each other without an empty one between them."""
    stretch: list[dict[int, str]] = []
    last = 0
    for number in sorted(cells):
        if not cells[number]:
            continue
        if stretch and number > last + 1:
            yield stretch
            stretch = []
        stretch.append(cells[number])
        last = number
    if stretch:
        yield stretch


def _side_by_side(rows: list[dict[int, str]]) -> Iterator[list[dict[int, str]]]:
    """The rows cut where a column is empty in all of them."""
    used = sorted({column for row in rows for column in row})
    group: list[int] = []
    for position, column in enumerate(used):
        group.append(column)
        if position + 1 == len(used) or used[position + 1] > column + 1:
            first, last = group[0], group[-1]
            yield [
                part
                for row in rows
                if (part := {x: text for x, text in row.items() if first <= x <= last})
            ]
            group = []


def _region(rows: list[dict[int, str]]) -> Iterator[Block]:
    """Lines above a table, the table, and lines below it: a line fills one cell."""
    wide = [position for position, row in enumerate(rows) if len(row) > 1]
    if not wide:
        yield from _lines([text for row in rows for text in row.values()])
        return
    yield from _lines([text for row in rows[: wide[0]] for text in row.values()])
    table = rows[wide[0] :]
    columns = sorted({column for row in table for column in row})
    grid = [[row.get(column, "") for column in columns] for row in table]
    if len(columns) == 2 and all(_STEP_NUMBER.match(number) and text for number, text in grid):
        # Steps whose numbers stand in a column of their own.
        for number, text in grid:
            yield Block("list_item", text, marker=number if number[-1] in ".)" else f"{number}.")
        return
    yield from table_blocks(grid)


def _lines(lines: list[str]) -> Iterator[Block]:
    for text in lines:
        block = item_or_paragraph(text)
        named = _ONE_NUMBER.match(text) and len(text) <= _LONGEST_HEADING
        if block.kind != "paragraph":
            yield block
        elif reads_as_heading(text, bold=False) or (named and not text.endswith((".", ":", "!"))):
            yield Block("heading", text, level=len(number_of(text)) + 1)
        else:
            yield from framed([text])

"""The cells of a sheet to blocks: where its tables begin and end, and what is text beside them."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.typed_text import framed, item_or_paragraph, table_blocks
from ingest.headings import is_caption, number_of, reads_as_heading
from ingest.notices import leading_signal_word, signal_word_alone
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
# What a table in a sheet is called stands below all that is numbered.
_TABLE_LEVEL = 7
_COUNT = re.compile(r"\d{1,4}|[A-Z]{1,3}")
_LEAST_COLUMNS, _MOST_ROWS = 3, 0.75


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


@dataclass(frozen=True, slots=True)
class _Region:
    """What stands close together in a sheet: lines, and the rows of a table below them."""

    lines: list[str]
    rows: list[dict[int, str]]
    # Whether another stands beside it: a line over one of them is not said of what comes below.
    beside: bool = False

    @property
    def columns(self) -> list[int]:
        return sorted({column for row in self.rows for column in row})


def sheet_blocks(cells: Cells) -> Iterator[Block]:
    """Yield what a sheet holds, from top to bottom, tables that stand side by side one by one.

    Below an empty row or the title of a part, rows that count on in the columns of the table above
    go on with it: they have its header.
    """
    header: list[dict[int, str]] = []
    for region in _joined([region for rows in _stretches(cells) for region in _side_by_side(rows)]):
        columns = sorted({column for row in header for column in row})
        goes_on = bool(region.rows) and _counts_on(region, columns)
        yield from _lines(region.lines, over_table=bool(region.rows) and not region.beside)
        blocks = list(_table(region.rows, columns, header) if goes_on else _table(region.rows))
        yield from blocks
        own = blocks[0].header if blocks and not goes_on else ()
        if own and len(own[0]) == len(region.columns):
            header = [dict(zip(region.columns, row, strict=True)) for row in own]


def _counts_on(region: _Region, columns: list[int]) -> bool:
    """Whether rows in the columns of a header begin with numbers or letters, but for titles."""
    if len(columns) < _LEAST_COLUMNS or region.columns != columns:
        return False
    counted = [bool(_COUNT.fullmatch(row.get(columns[0], ""))) for row in region.rows]
    return counted[0] and sum(counted) >= _MOST_ROWS * len(counted)


def _joined(regions: list[_Region]) -> Iterator[_Region]:
    """The regions, with the names of columns that an empty row keeps apart from what is below."""
    held: _Region | None = None
    for region in regions:
        if held is not None and not region.lines and region.columns == held.columns:
            yield replace(held, rows=held.rows + region.rows)
            held = None
            continue
        if held is not None:
            yield held
            held = None
        if len(region.rows) == 1 and len(region.columns) >= _LEAST_COLUMNS:
            held = region
        else:
            yield region
    if held is not None:
        yield held


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


def _side_by_side(rows: list[dict[int, str]]) -> Iterator[_Region]:
    """The rows cut where a column is empty in all of them; a line above a table fills one cell."""
    used = sorted({column for row in rows for column in row})
    gaps = [n for n, (one, two) in enumerate(pairwise(used), 1) if two > one + 1]
    for begin, end in pairwise((0, *gaps, len(used))):
        first, last = used[begin], used[end - 1]
        parts = ({x: text for x, text in row.items() if first <= x <= last} for row in rows)
        region = [part for part in parts if part]
        wide = next((n for n, row in enumerate(region) if len(row) > 1), len(region))
        lines = [text for row in region[:wide] for text in row.values()]
        yield _Region(lines, region[wide:], beside=bool(gaps))


def _table(
    rows: list[dict[int, str]], columns: Sequence[int] = (), header: Sequence[dict[int, str]] = ()
) -> Iterator[Block]:
    """The rows as a table, below a header in these columns if one is given."""
    columns = columns or sorted({column for row in rows for column in row})
    grid = [[row.get(column, "") for column in columns] for row in (*header, *rows)]
    if len(columns) == 2 and all(_STEP_NUMBER.match(number) and text for number, text in grid):
        # Steps whose numbers stand in a column of their own.
        for number, text in grid:
            yield Block("list_item", text, marker=number if number[-1] in ".)" else f"{number}.")
        return
    yield from table_blocks(grid, len(header))


def _lines(lines: list[str], *, over_table: bool) -> Iterator[Block]:
    for position, text in enumerate(lines, 1):
        block = item_or_paragraph(text)
        named = _ONE_NUMBER.match(text) and len(text) <= _LONGEST_HEADING
        if block.kind != "paragraph":
            yield block
        elif reads_as_heading(text, bold=False) or (named and not text.endswith((".", ":", "!"))):
            yield Block("heading", text, level=len(number_of(text)) + 1)
        elif over_table and position == len(lines) and _names_table(text):
            yield Block("heading", text, level=_TABLE_LEVEL)
        else:
            yield from framed([text])


def _names_table(text: str) -> bool:
    """Whether a line right above a table is what this is called."""
    told = signal_word_alone(text) or leading_signal_word(text) or is_caption(text)
    sentence = text.endswith((".", "!", "?", ",", ";")) or ":" in text or "=" in text
    return not told and not sentence and len(text) <= _LONGEST_HEADING and text[:1].isalpha()

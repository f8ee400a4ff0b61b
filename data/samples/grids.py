"""The cells of the sample manuals' tables, for formats that join header cells or cannot."""

from collections.abc import Iterator

from markup import Grid

Row = tuple[str, ...]


def spans(grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """Yield row, column, height and width of each header cell that is joined to others."""
    for y, row in enumerate(grid.header):
        for x, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            width = 1
            while x + width < len(row) and row[x + width] == "<":
                width += 1
            height = 1
            while y + height < len(grid.header) and grid.header[y + height][x] == "^":
                height += 1
            if width > 1 or height > 1:
                yield y, x, height, width


def cells(grid: Grid) -> list[Row]:
    """Return all rows, with nothing in what a merged cell covers."""
    return [tuple("" if cell in ("<", "^") else cell for cell in row) for row in grid.header] + [
        *grid.rows
    ]


def one_header(grid: Grid) -> Row:
    """Return the header as one row, for formats that merge nothing: each column's words."""
    words: list[str] = []
    for x in range(len(grid.widths)):
        column = []
        for y, row in enumerate(grid.header):
            left = x
            while row[left] == "<":
                left -= 1
            if row[left] != "^" and (not y or row[left] not in column):
                column.append(row[left])
        words.append(" ".join(column))
    return tuple(words)

"""An HTML table's cells as a rectangle: Unstructured leaves out what merged cells cover."""

import lxml.html

from ingest.formats.plain_text import plain

_MOST_COLUMNS = 200
# Beyond it merged cells stay where they begin: a page may claim to merge millions.
_MOST_REPEATED = 200_000
_OWN_ROWS = "./tr|./thead/tr|./tbody/tr|./tfoot/tr"


def grid_of(table: lxml.html.HtmlElement) -> tuple[list[list[str]], int]:
    """Return the table's rows, and how many of them are its header.

    A merged cell is repeated wherever it reaches; a table inside of a cell is that cell's words.
    """
    grid: dict[tuple[int, int], str] = {}
    rows = table.xpath(_OWN_ROWS)
    header = 0
    repeated = 0
    for y, row in enumerate(rows):
        cells = row.xpath("./td|./th")
        of_labels = bool(cells) and all(cell.tag == "th" for cell in cells)
        if y == header and len(rows) > 1 and (row.getparent().tag == "thead" or of_labels):
            header += 1
        x = 0
        for cell in cells:
            while (y, x) in grid:
                x += 1
            text = plain(" ".join(cell.itertext()))
            down = _span(cell.get("rowspan"), len(rows) - y)
            across = _span(cell.get("colspan"), _MOST_COLUMNS)
            repeated += down * across - 1
            if repeated > _MOST_REPEATED:
                down = across = 1
            for dy in range(down):
                for dx in range(across):
                    grid[y + dy, x + dx] = text
    if not grid:
        return [], 0
    width = max(x for _, x in grid) + 1
    lines = [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]
    return lines, header if header < len(rows) else 0


def _span(value: str | None, most: int) -> int:
    if not value or not value.isdigit() or len(value) > 6:
        return 1
    return min(int(value), max(most, 1)) or 1

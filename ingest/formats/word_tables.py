"""Rows and cells of a Word table: merged ones wherever they reach."""

from collections.abc import Iterator

from lxml import etree

from ingest.formats.plain_text import plain
from ingest.formats.word_styles import W, is_on, number, value
from store.contents import Block

_MOST_COLUMNS = 200


def rows_of(table: "etree._Element") -> Iterator["etree._Element"]:
    """Yield a table's rows, also those that a tracked change or a control holds."""
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from rows_of(child)


def is_gone(row: "etree._Element") -> bool:
    """Return whether a row was deleted by a tracked change, or is hidden."""
    properties = row.find(W + "trPr")
    return properties is not None and (
        properties.find(W + "del") is not None or is_on(properties, "hidden") is True
    )


def cells_of(row: "etree._Element") -> list[tuple["etree._Element", int]]:
    """Return the row's cells, each with the number of columns that it spans."""
    found: list[tuple[etree._Element, int]] = []
    for child in row:
        if child.tag == W + "tc":
            span = number(value(child.find(W + "tcPr"), "gridSpan")) or 1
            found.append((child, max(1, min(span, _MOST_COLUMNS))))
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            found.extend(cells_of(child))
    return found


def grid_of(
    rows: list["etree._Element"],
    cells: list[list[tuple["etree._Element", int]]],
    inside: list[list[list[Block]]],
) -> list[list[str]]:
    """Return cells as a rectangle; a merged cell is repeated in every column and row that it spans.

    Where no cell begins, there is no column: tables drawn by hand count more than they show.
    """
    grid: list[list[str]] = []
    begun: set[int] = set()
    for element, row, blocks_of_row in zip(rows, cells, inside, strict=True):
        before = number(value(element.find(W + "trPr"), "gridBefore")) or 0
        line = [""] * max(0, min(before, _MOST_COLUMNS))
        for (cell, span), blocks in zip(row, blocks_of_row, strict=True):
            text = plain(" ".join(f"{b.marker} {b.text}" if b.marker else b.text for b in blocks))
            properties = cell.find(W + "tcPr")
            merge = None if properties is None else properties.find(W + "vMerge")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            if goes_on and grid and len(line) < len(grid[-1]):
                text = grid[-1][len(line)]
            begun.add(len(line))
            line.extend([text] * span)
        grid.append(line[:_MOST_COLUMNS])
    return [[text for x, text in enumerate(line) if x in begun] for line in grid]

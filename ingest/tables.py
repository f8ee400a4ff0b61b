"""Tables as readers give them: finding the header, and prose that was taken for columns."""

import re
from collections.abc import Sequence

from ingest.headings import number_of

Row = tuple[str, ...]
_FIGURE = re.compile(r"^[-+±]?\d")


def with_header(header: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row], int]:
    """Return header rows, body rows, and how many of the given rows went into the header.

    A grid without a marked header takes its first row as one, if that is all words: each cell
    filled, none a figure. A header with merged cells goes on in the next row.
    """
    if len(header) == 1 and len(rows) > 1 and _spans_columns(header[0]) and all(rows[0]):
        return [*header, rows[0]], rows[1:], 1
    if header or len(rows) < 2:
        return header, rows, 0
    first = rows[0]
    words = all(cell and not _FIGURE.match(cell) and len(cell) <= 60 for cell in first)
    if len(first) > 1 and words and len(set(first)) == len(first):
        return [first], rows[1:], 1
    return header, rows, 0


def _spans_columns(row: Row) -> bool:
    """Merged cells leave gaps: half of a row or more without text is headed by another row."""
    return len(row) > 2 and sum(not cell for cell in row) * 2 >= len(row)


def prose_in_columns(rows: Sequence[Row]) -> tuple[str, str] | None:
    """Return heading and text if a "table" is prose whose first words were taken for a column.

    Its rows have two cells, a word or two and the rest of a line, and the lines read on: the
    second cells begin in lower case. Returns None for a real table.
    """
    if len(rows) < 3 or any(len(row) != 2 for row in rows):
        return None
    heading = ""
    body = list(rows)
    if number_of(" ".join(body[0])) and len(body[0][0].split()) == 1:
        heading = " ".join(body[0])
        body = body[1:]
    running = sum(
        1
        for first, second in body
        if len(first.split()) <= 2 and second[:1].islower() and len(second) > 25
    )
    if running / len(body) < 0.5:
        return None
    return heading, " ".join(cell for row in body for cell in row if cell)

"""Tables as readers give them: which of their rows are the header."""

import re

Row = tuple[str, ...]
# A figure, an assignment or a remark in brackets is a value, not a column's name.
_NO_LABEL = re.compile(r"^[-+±]?\d|[=;]|\w\(")


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
    longest = 60 if len(first) > 2 else 24
    words = all(cell and not _NO_LABEL.search(cell) and len(cell) <= longest for cell in first)
    if len(first) > 1 and words and len(set(first)) == len(first):
        return [first], rows[1:], 1
    return header, rows, 0


def _spans_columns(row: Row) -> bool:
    """Merged cells leave gaps: half of a row or more without text is headed by another row."""
    return len(row) > 2 and sum(not cell for cell in row) * 2 >= len(row)

"""Tables as readers give them: which of their rows are the header."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

Row = tuple[str, ...]
# A figure, an assignment or a remark in brackets is a value, not a column's name; dB(A) is a unit,
# and "code(s)" a plural.
_NO_LABEL = re.compile(r"^[-+±]?\d|[=;]|(?<!dB)(?<=\w)\((?!(?:e?s|e?n|er?)\))")

_FIGURE = re.compile(r"[-+±]?\d")
_BARE_FIGURE = re.compile(r"[-+±]?[.,]?\d[\d.,]*")
# A word, not a unit's sign behind its figure: "100% CONT output" and not "100 mm".
_WORD = re.compile(r"[^\W\d_]{2,}")
# A model has a word in its name, or begins with a letter before its figures: "Z-4-21".
_MODEL = re.compile(r"[^\W\d_]{2,}|^[^\W\d_]\W?\d")
# One word of letters and figures, or with a dot or an at sign within: "S300RR", "login.com".
_CODE = re.compile(r"(?=\S*(?:[^\W\d_]\d|\d[^\W\d_]|\w[.@]\w))\S+")
# A mark in a plan's column, "X" or "nein", has no more letters; and so many of its cells are marks,
# figures or empty at least. Under a row that names its corner, too, marks are single signs.
_MARK, _SIGN = 4, 1
_MOST_CELLS = 0.75
# A row that names columns, some of them merged, has so many labels, and so many rows below it.
_LEAST_LABELS, _LEAST_BODY = 3, 3


def with_header(header: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row], int]:
    """Return header rows, body rows, and how many of the given rows went into the header.

    A grid without a marked header takes its first row as one, if that is all words: each cell
    filled, none a figure; over a column of names and columns of marks the corner may be empty, and
    words over columns of bare figures or signs name these whatever they hold, also where a row of
    pictures or of figures stands above them. A first cell that is merged down names rows, and its
    row no columns. A header with merged cells goes on in the next row; merged cells come as gaps,
    or repeated into each column and row that they span.
    """
    if len(header) == 1 and len(rows) > 1:
        gaps = _spans_columns(header[0]) and all(rows[0])
        if gaps or _is_merged_head(header[0], rows[0]):
            return [*header, rows[0]], rows[1:], 1
    if header or len(rows) < 2:
        return header, rows, 0
    first = rows[0]
    if len(first) < 2:
        return header, rows, 0
    if deep := _depth_of_head(rows):
        return rows[:deep], rows[deep:], deep
    if len(rows) > 2 and _is_merged_head(first, rows[1]):
        return rows[:2], rows[2:], 2
    if _is_entry(first, rows[1:]):
        return header, rows, 0
    over_figures = _heads_values(first, rows[1:])
    if _is_merged_down(first, rows[1]) and not over_figures:
        return header, rows, 0
    if _names_models(first, rows[1:]):
        return [first], rows[1:], 1
    if not (over_figures or _are_labels(first) or _heads_marks(first, rows[1:])):
        deep = 2 if len(rows) > 3 and _heads_values(rows[1], rows[2:]) else 0
        return rows[:deep] or header, rows[deep:], deep
    if len(set(first)) == len(first) or _comes_again(first):
        return [first], rows[1:], 1
    if len(rows) > 2 and _repeats_neighbour(first) and _goes_on(first, rows[1]):
        return rows[:2], rows[2:], 2
    if _names_merged_columns(first, rows[1:]):
        return [first], rows[1:], 1
    return header, rows, 0


def is_row(header: Row, rows: Sequence[Row]) -> bool:
    """Return whether what a parser marked as the header is the first of the rows.

    `IP address | 192.168.1.1` names no columns; nor does a row with figures whose first cell goes
    on in the row below, as where a page begins in the middle of a table.
    """
    if not rows or not any(_FIGURE.match(cell) for cell in header[1:]):
        return False
    return len(header) == 2 or bool(header[0] and header[0] == rows[0][0])


def _is_entry(first: Row, body: Sequence[Row]) -> bool:
    """Whether a row of two cells says what something is, as those below it do: `Model | S300RR`.

    Its value is a type, a code or an address, and all rows have names: "Pin | RJ45" over numbers
    names columns.
    """
    return (
        len(first) == 2
        and _CODE.fullmatch(first[1]) is not None
        and all(len(row) == 2 and _is_worded(row[0]) for row in (first, *body))
    )


def _are_labels(row: Row) -> bool:
    longest = 60 if len(row) > 2 else 24
    return all(cell and not _NO_LABEL.search(cell) and len(cell) <= longest for cell in row)


def _heads_marks(first: Row, body: Sequence[Row]) -> bool:
    """Whether a row with an empty corner names columns of marks, as in plans of what is due when.

    A row under a cell that is merged down has an empty first cell, too. It is like the others: some
    of these have one as well, its values stand in them, or they hold words.
    """
    labels = first[1:]
    if first[0] or len(first) < 3 or not _are_labels(labels) or not all(row[0] for row in body):
        return False
    cells = [cell for row in body for cell in row[1:]]
    if not set(labels).isdisjoint(cells):
        return False
    marks = sum(len(cell) <= _MARK or bool(_FIGURE.match(cell)) for cell in cells)
    return marks >= _MOST_CELLS * len(cells)


def _heads_values(first: Row, body: Sequence[Row]) -> bool:
    """Whether a row of words stands over columns most of which hold bare figures or single signs,
    and it none.
    """
    if len(first) < 3 or not all(len(cell) > _SIGN for cell in first):
        return False
    columns = [[cell for cell in column if cell] for column in zip(*body, strict=False)]
    signs = [_holds_signs(cells) for cells in columns]
    # Over signs alone "800 hrs." is a name, over figures it may be one of them.
    if not all(sign or _is_worded(cell) for cell, sign in zip(first, signs, strict=False)):
        return False
    figures = [_holds_figures(cells) for cells in columns]
    return sum(map(max, signs, figures)) * 2 > len(first)


def _names_models(first: Row, body: Sequence[Row]) -> bool:
    """Whether a row names the models whose values the columns hold: `Model | | X-12 | X-18`.

    In front of the models the row has its own name, merged over the columns of names and units, or
    nothing: a column of numbers has none. No value is the same as one of the models.
    """
    own = next((cell for cell in first if cell), "")
    corner = next((n for n, cell in enumerate(first) if cell not in (own, "")), len(first))
    models = first[corner:]
    if not own or corner < 2 or len(models) < 2 or len(set(models)) < len(models):
        return False
    if not _are_labels(models) or not all(_MODEL.search(model) for model in models):
        return False
    values = [cell for row in body for cell in row[corner:] if cell]
    if not set(models).isdisjoint(values) or not all(any(row[:corner]) for row in body):
        return False
    return sum(bool(_FIGURE.match(value)) for value in values) >= _MOST_CELLS * len(values) > 0


def _names_merged_columns(first: Row, body: Sequence[Row]) -> bool:
    """Whether a row of labels names columns, of which one may be several below it.

    `Code | Name | Name | Range` is one; no other row holds any of them.
    """
    labels = [label for label, _ in groupby(first)]
    told = {cell for row in body for cell in row}
    return (
        len(body) >= _LEAST_BODY
        and len(labels) >= _LEAST_LABELS
        and len(set(labels)) == len(labels)
        and told.isdisjoint(labels)
    )


def _is_worded(cell: str) -> bool:
    """Whether a cell says something in words: one that begins with a figure needs more of them."""
    return len(_WORD.findall(cell)) > bool(_FIGURE.match(cell))


def _holds_figures(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(
        bool(_BARE_FIGURE.fullmatch(cell)) for cell in cells
    ) >= _MOST_CELLS * len(cells)


def _holds_signs(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(len(cell) <= _SIGN for cell in cells) >= _MOST_CELLS * len(cells)


def _is_merged_down(first: Row, second: Row) -> bool:
    """Whether a row's first cell spans the next row, too, and no other cell does."""
    return bool(first[0]) and first[0] == second[0] and first[1:] != second[1:]


def _comes_again(row: Row) -> bool:
    """Whether a row is a header for each of the tables that are set side by side in one."""
    widths = (width for width in range(2, len(row) // 2 + 1) if len(row) % width == 0)
    return any(
        row == row[:width] * (len(row) // width) and len(set(row[:width])) == width
        for width in widths
    )


def _depth_of_head(rows: Sequence[Row]) -> int:
    """How many rows a head has in which the corner is merged down over three or more; else 0.

    Its first row has cells merged sideways, each column is named another way, and below it no
    name is merged down: else the corner is a group's.
    """
    first = rows[0]
    depth = next((n for n, row in enumerate(rows) if row[0] != first[0]), len(rows))
    if not 2 < depth < len(rows) or not first[0] or not _repeats_neighbour(first):
        return 0
    if any(not cell or _FIGURE.match(cell) for cell in first):
        return 0
    names = list(zip(*rows[:depth], strict=False))
    merged = any(one[0] == two[0] for one, two in pairwise(rows[depth:]))
    return depth if len(set(names)) == len(first) and not merged else 0


def _is_merged_head(first: Row, second: Row) -> bool:
    """Whether cells merged sideways and downwards in the same two rows show them to be a head.

    So do cells merged sideways that alone have text below them: the column of names has none. A
    column that is the same as its neighbour in both rows is part of that: tables drawn by hand have
    more of them than they show.
    """
    columns = [column for column, _ in groupby(zip(first, second, strict=False))]
    if len(columns) < 2:
        return False
    first, second = (tuple(row) for row in zip(*columns, strict=True))
    if not all(first) or any(_FIGURE.match(cell) for cell in first):
        return False
    if not _repeats_neighbour(first):
        return False
    down = any(one == two for one, two in zip(first, second, strict=False))
    return (down and _goes_on(first, second)) or _parts_merged(first, second)


def _parts_merged(first: Row, second: Row) -> bool:
    """Whether a row names columns under a row's merged cells, and is empty under all others."""
    if len(second) != len(first):
        return False
    spanning = [first.count(cell) > 1 for cell in first]
    parts = tuple(cell for cell, spans in zip(second, spanning, strict=True) if spans)
    others = (cell for cell, spans in zip(second, spanning, strict=True) if not spans)
    return not (spanning[0] or any(others)) and _are_labels(parts) and len(set(parts)) == len(parts)


def _repeats_neighbour(row: Row) -> bool:
    return any(one == two and len(one) > 1 for one, two in pairwise(row))


def _goes_on(first: Row, second: Row) -> bool:
    """Whether a row names the columns under merged cells: `8 | 200 | 1000` under "hours", too.

    Figures do so if a cell beside them is merged downwards, and so heads both rows.
    """
    if len(second) != len(first) or not all(second) or len(set(second)) < len(second):
        return False
    return _are_labels(second) or any(one == two for one, two in zip(first, second, strict=True))


def _spans_columns(row: Row) -> bool:
    """Merged cells leave gaps: half of a row or more without text is headed by another row."""
    return len(row) > 2 and sum(not cell for cell in row) * 2 >= len(row)

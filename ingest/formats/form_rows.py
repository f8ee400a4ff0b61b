"""What a table drawn by hand prints beside its data: its title, blanks, its header once more."""

import re
from collections.abc import Sequence

from ingest.formats.tables import Row, with_header
from ingest.notices import leading_signal_word, signal_word_alone

# "Date: ______", "Name: ........": to be filled in with a pen.
_BLANK = re.compile(r"_{3,}|\.{4,}|…{2,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORD_OF_TEXT = re.compile(r"[^\W\d_]{3,}")
_LONGEST_TITLE = 110
# Two cells may say the same by chance; three, or one of several words, were merged.
_LEAST_COLUMNS, _LEAST_WORDS = 3, 2


def without_title(header: Sequence[Row], rows: Sequence[Row]) -> tuple[str, list[Row], list[Row]]:
    """Return a table's title, and its header and rows without it; the title is "" without any.

    A title is merged over all columns and stands over the names of these, as do blanks to fill in
    (left out). Without names below, it heads the rows down to the next one like it.
    """
    lines = [*header, *rows]
    taken = 0
    titles: dict[str, None] = {}
    while taken < len(lines) - 1 and (_is_merged(lines[taken]) or _is_form(lines[taken])):
        if not _is_form(lines[taken]):
            titles[lines[taken][0]] = None
        taken += 1
    if not titles:
        return "", list(header), list(rows)
    names, body = list(header[taken:]), list(rows[max(0, taken - len(header)) :])
    headed = bool(with_header(names, body)[0])
    if not headed and any(map(_is_merged, body)):
        return "", list(header), list(rows)
    return "\n".join(titles), names, body


def without_repeats(header: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Return the rows without those that are the header again, as at the top of each page."""
    again = {line for line in header if len(set(line)) > 1}
    return [row for row in rows if row not in again]


def with_names_repeated(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, an empty first cell as the one above: a trouble stands once over its causes.

    All other cells of such a row are filled, and not with figures alone, as those of a sum are.
    """
    found: list[Row] = []
    for row in rows:
        name = found[-1][0] if found and len(set(found[-1])) > 1 else ""
        filled = len(row) >= _LEAST_COLUMNS and not row[0] and all(row[1:])
        told = filled and any(map(_WORD_OF_TEXT.search, row[1:]))
        found.append((name, *row[1:]) if told and _WORD_OF_TEXT.search(name) else row)
    return found


def _is_merged(row: Row) -> bool:
    """Whether one text stands in all columns, and is neither a sentence nor a notice."""
    text = row[0].strip()
    merged = len(row) >= _LEAST_COLUMNS or len(text.split()) >= _LEAST_WORDS
    return (
        merged
        and len(row) > 1
        and len(set(row)) == 1
        and len(text) <= _LONGEST_TITLE
        and not text.endswith((".", "!", "?", ":"))
        and _WORD.search(text) is not None
        and not (signal_word_alone(text) or leading_signal_word(text))
    )


def _is_form(row: Row) -> bool:
    cells = [cell for cell in row if cell]
    return bool(cells) and all(_BLANK.search(cell) for cell in cells)

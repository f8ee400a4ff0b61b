"""Notices that were set as a table: a signal word in a cell, and its text beside or below it."""

import itertools

from ingest.legends import LEAST_LEVELS
from ingest.notices import EXPLAINS, leading_signal_word, signal_word_alone
from store.values import NoticeLevel


def notices_of_table(
    rows: list[tuple[str, ...]],
) -> list[tuple[NoticeLevel, str, tuple[int, ...]]] | None:
    """Return the notices that were set as a table, or None if it is one of data.

    `rows` are its header and rows as cells. A notice is a signal word in a row's first cell and
    its text beside it, or on a row of its own and the text below. Each comes as its level, its
    text with the signal word as first line, and the indices of its rows. Below a signal word that
    heads a column beside one of pictures, each row is one. Rows that explain the signal words
    ("WARNING | indicates …") are a legend, and stay a table.
    """
    if under_word := _under_signal_word(rows):
        return under_word
    found: list[tuple[NoticeLevel, list[str], list[int]]] = []
    for index, row in enumerate(rows):
        # A merged cell is repeated into each column; a pictogram's cell says nothing.
        cells = [cell for cell, _ in itertools.groupby(c.strip() for c in row) if _says(cell)]
        if not cells:
            continue
        alone, leading = signal_word_alone(cells[0]), leading_signal_word(cells[0])
        if alone and (len(cells) == 1 or _is_text(cells[1:])):
            found.append((alone, cells, [index]))
        elif leading and len(cells) == 1:
            found.append((leading, cells, [index]))
        elif found and len(cells) == 1:
            found[-1][1].extend(cells)
            found[-1][2].append(index)
        else:
            return None
    if len({level for level, _, _ in found}) >= LEAST_LEVELS:
        return None
    if any(EXPLAINS.match(" ".join(lines[1:])) for _, lines, _ in found):
        return None
    if any(signal_word_alone("\n".join(lines)) for _, lines, _ in found):
        return None
    return [(level, "\n".join(lines), tuple(taken)) for level, lines, taken in found] or None


def _under_signal_word(
    rows: list[tuple[str, ...]],
) -> list[tuple[NoticeLevel, str, tuple[int, ...]]]:
    """The notices of a column that a signal word heads, if no other holds words below its name."""
    told = sorted({x for row in rows[1:] for x, cell in enumerate(row) if _says(cell)})
    word = rows[0][told[0]].strip() if len(told) == 1 and told[0] < len(rows[0]) else ""
    level = signal_word_alone(word)
    if level is None or len(rows[0]) < 2:
        return []
    found = [(n, cell) for n, row in enumerate(rows) if n and _says(cell := row[told[0]].strip())]
    if not all(_is_text([cell]) and not EXPLAINS.match(cell) for _, cell in found):
        return []
    return [(level, f"{word}\n{cell}", (n,)) for n, cell in found]


def _says(cell: str) -> bool:
    return any(letter.isalnum() for letter in cell)


def _is_text(cells: list[str]) -> bool:
    """Whether cells hold a notice's text, and not the heading of a column: "Note | Value"."""
    text = " ".join(cells)
    return len(text.split()) >= 3 or text.endswith((".", "!"))

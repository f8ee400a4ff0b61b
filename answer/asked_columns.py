"""Which columns of a table a question names: those of other models stay out of its answer."""

from collections.abc import Sequence

from answer.identifiers import Identifier, identifiers, mentions
from store.contents import Passage


def asked_columns(
    passage: Passage, rows: Sequence[int], codes: Sequence[Identifier]
) -> tuple[int, ...]:
    """Return the columns to read out of these rows, or () where the codes choose none.

    Where a code heads a column, those that other codes head are left out; where tables of the same
    columns are set side by side in one, those that hold none of the codes in these rows.
    """
    if not codes or not rows or not passage.header:
        return ()
    return _tables_beside(passage, rows, codes) or _columns_headed(passage, codes)


def _columns_headed(passage: Passage, codes: Sequence[Identifier]) -> tuple[int, ...]:
    width = max(map(len, passage.header))
    labels = [
        " ".join(line[column] for line in passage.header if column < len(line))
        for column in range(width)
    ]
    named = {n for n, label in enumerate(labels) if any(mentions(label, code) for code in codes)}
    others = {n for n, label in enumerate(labels) if identifiers(label)} - named
    return tuple(n for n in range(width) if n not in others) if named and others else ()


def _tables_beside(
    passage: Passage, rows: Sequence[int], codes: Sequence[Identifier]
) -> tuple[int, ...]:
    head = passage.header[-1]
    if len({*head}) == 1:
        # A title over all columns names no tables beside each other.
        return ()
    for width in range(2, len(head) // 2 + 1):
        if len(head) % width or head != head[:width] * (len(head) // width):
            continue
        held = [
            start
            for start in range(0, len(head), width)
            if any(
                mentions(cell, code)
                for row in rows
                for cell in passage.rows[row][start : start + width]
                for code in codes
            )
        ]
        return tuple(n for start in held for n in range(start, start + width))
    return ()

"""Cells of tables that we wrote, and which of them a reading holds in their row and column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.written_manuals import WrittenTable
from ingest.formats.document import Document


@dataclass(frozen=True, slots=True)
class CellFigures:
    """Cells and rows of tables that we wrote: how many there are, and how many arrived.

    A cell is right if it stands in one row with its neighbours, under its column's header. A row
    is whole if its cells follow each other.
    """

    cells: int
    right: int
    rows: int
    whole: int


def cell_figures(written: Iterable[WrittenTable], document: Document) -> CellFigures:
    """Return how many cells of the tables written arrived in a document."""
    lines = [
        (_columns(block.header, len(row)), tuple(map(_bare, row)))
        for block in document.blocks
        if block.kind == "table"
        for row in block.rows
    ]
    cells = right = rows = whole = 0
    for table in written:
        for row in table.rows:
            heads = _columns(table.header, len(row))
            wanted = tuple(map(_bare, row))
            cells += len(row)
            rows += 1
            right += max((_agree(heads, wanted, *line) for line in lines), default=0)
            whole += any(line == wanted for _, line in lines)
    return CellFigures(cells, right, rows, whole)


def text_figures(written: Iterable[WrittenTable], text: str) -> CellFigures:
    """Return how many rows follow each other whole in running text, which has no columns."""
    bare = _bare(text)
    rows = [row for table in written for row in table.rows]
    whole = sum("".join(map(_bare, row)) in bare for row in rows)
    return CellFigures(sum(map(len, rows)), 0, len(rows), whole)


def _agree(
    heads: Sequence[str], row: Sequence[str], other_heads: Sequence[str], other: Sequence[str]
) -> int:
    """How many cells two rows share, each under the same header; the first must be among them."""
    if len(row) != len(other) or row[0] != other[0]:
        return 0
    return sum(
        cell == same and head == its
        for head, cell, its, same in zip(heads, row, other_heads, other, strict=True)
    )


def _columns(header: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Each column's header, all of its rows together, a merged cell's words once."""
    named = []
    for column in range(width):
        words = [_bare(row[column]) for row in header if column < len(row)]
        named.append("".join(dict.fromkeys(words)))
    return tuple(named)


def _bare(text: str) -> str:
    text = re.sub("--|[–—]", "-", text).replace("…", "...")
    return re.sub(r"\s+|<[^>]{1,9}>", "", text)

"""Ruled tables of a PDF, as pdfplumber finds them, and which of them a reading holds as tables."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.formats.boxes import overlap
from ingest.formats.document import Document
from store.contents import Block

# A ruled table is worth counting from here on: less is a box with a remark.
_LEAST_ROWS = 3
_LEAST_FILLED = 6
# A table arrived if this share of its letters stands in the cells of one table of ours.
ARRIVED = 0.9
# Points; pdfplumber, too, takes edges as close as this for one line.
_WIDEST_PEN = 3.0


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table that pdfplumber's "lines" strategy finds on a page (from 1), row by row."""

    page: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A ruled table that did not arrive: its page, the share of its letters, how it begins."""

    page: int
    share: float
    begins: str


def ruled_tables(path: Path) -> Iterator[RuledTable]:
    """Yield the ruled tables of a PDF, as pdfplumber finds them with its default settings.

    Tables have two columns, three rows and six filled cells at least; frames around text and
    listings are none. The edges of a shade are no lines in a table that has drawn ones: a grey
    ground behind each line of a header cell would cut "Frame / header" into two cells.
    """
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            drawn = page.filter(_is_drawn).find_tables()
            boxes = [table.bbox for table in drawn]
            shaded = [t for t in page.find_tables() if not any(overlap(t.bbox, b) for b in boxes)]
            for table in (*drawn, *shaded):
                rows = table.extract()
                filled = tuple(cell for row in rows for cell in row if cell and cell.strip())
                columns = max((sum(cell is not None for cell in row) for row in rows), default=0)
                if len(rows) >= _LEAST_ROWS and len(filled) >= _LEAST_FILLED and columns >= 2:
                    yield RuledTable(number, filled)
            page.close()


def _is_drawn(thing: dict[str, Any]) -> bool:
    """Whether what pdfplumber finds on a page is no shade: a filled area wider than any pen."""
    if thing["object_type"] != "rect" or thing.get("stroke") or not thing.get("fill"):
        return True
    return min(float(thing["width"]), float(thing["height"])) <= _WIDEST_PEN


def missed_tables(path: Path, document: Document) -> tuple[int, tuple[Missed, ...]]:
    """Return how many ruled tables a PDF has, and those that its document does not hold.

    Letters count, not spaces and signs: two parsers set those apart differently.
    """
    ours: dict[int | None, list[Block]] = {}
    for block in document.blocks:
        if block.kind == "table":
            ours.setdefault(block.page, []).append(block)
    count, missed = 0, []
    for table in ruled_tables(path):
        count += 1
        share = max((_held(table, block) for block in ours.get(table.page, ())), default=0.0)
        if share < ARRIVED:
            missed.append(Missed(table.page, share, " | ".join(table.cells[:4])[:90]))
    return count, tuple(missed)


def _held(table: RuledTable, block: Block) -> float:
    """The share of the table's letters that stand in a cell of ours with the same letters."""
    have = [_letters(cell) for row in (*block.header, *block.rows) for cell in row]
    total = found = 0.0
    for cell in table.cells:
        letters = _letters(cell)
        size = sum(letters.values())
        total += size
        found += size * max((_alike(letters, other) for other in have), default=0.0)
    return found / total if total else 0.0


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\W+", "", text))


def _alike(one: Counter[str], two: Counter[str]) -> float:
    """F1 of two bags of letters: letters missing and letters too many count alike."""
    both = sum(one.values()) + sum(two.values())
    return 2 * sum((one & two).values()) / both if both else 0.0

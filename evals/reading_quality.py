"""What of a manual's pages arrives: ruled tables, cells of tables we wrote, letters of scans."""

import importlib
import io
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class CellFigures:
    """Cells and rows of tables that we wrote: how many there are, and how many arrived.

    A cell is right if it stands in one row with its neighbours, under its column's header. A row
    is whole if its cells follow each other; that can be asked of running text, too.
    """

    cells: int
    right: int
    rows: int
    whole: int
    whole_in_text: int


@dataclass(frozen=True, slots=True)
class ScanFigures:
    """Character error rate of pages read by OCR, and pages per second of one core."""

    pages: int
    error_rate: float
    pages_per_second: float


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


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as it was written: merged header cells are repeated, as readers repeat them."""

    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


def written_tables(samples: Path) -> dict[str, list[WrittenTable]]:
    """Return the tables of the sample manuals by file name, from the scripts that write them."""
    sys.path.insert(0, str(samples))
    try:
        build: Any = importlib.import_module("build")
        markup: Any = importlib.import_module("markup")
        layout: Any = importlib.import_module("layout")
    finally:
        sys.path.remove(str(samples))
    found: dict[str, list[WrittenTable]] = {}
    for manual in build.MANUALS:
        numbers = layout.render(manual)[1].numbers
        grids = [
            block
            for text in (manual.front, manual.text)
            for block in markup.read(text)
            if isinstance(block, markup.Grid)
        ]
        found[manual.file] = [
            WrittenTable(_unmerged(grid.header, numbers), _unmerged(grid.rows, numbers))
            for grid in grids
        ]
    return found


def _unmerged(
    rows: Sequence[Sequence[str]], numbers: dict[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Cells as printed; `<` joins a header cell to the one on its left, `^` to the one above."""
    out: list[tuple[str, ...]] = []
    for row in rows:
        line: list[str] = []
        for column, cell in enumerate(row):
            if cell == "<" and line:
                line.append(line[-1])
            elif cell == "^" and out:
                line.append(out[-1][column])
            else:
                line.append(re.sub(r"\[\[(.+?)\]\]", lambda m: numbers[m[1]], cell))
        out.append(tuple(line))
    return tuple(out)


def cell_figures(
    written: Iterable[WrittenTable], document: Document, running_text: str
) -> CellFigures:
    """Return how many cells of the tables written arrived in the document, and in running text."""
    lines = [
        (_columns(block.header, len(row)), tuple(map(_bare, row)))
        for block in document.blocks
        if block.kind == "table"
        for row in block.rows
    ]
    text = _bare(running_text)
    cells = right = rows = whole = whole_in_text = 0
    for table in written:
        for row in table.rows:
            heads = _columns(table.header, len(row))
            wanted = tuple(map(_bare, row))
            cells += len(row)
            rows += 1
            right += max((_agree(heads, wanted, *line) for line in lines), default=0)
            whole += any(line == wanted for _, line in lines)
            whole_in_text += "".join(wanted) in text
    return CellFigures(cells, right, rows, whole, whole_in_text)


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
    return re.sub(r"\s+|<[^>]{1,9}>", "", re.sub("--|[–—]", "-", text))


def scan_of(path: Path, pages: Sequence[int], dpi: int) -> bytes:
    """Return a PDF of these pages (from 1) as a scanner writes it: grey pictures, no text."""
    from liteparse import LiteParse
    from PIL import Image

    shots = LiteParse(dpi=dpi, quiet=True, ocr_enabled=False).screenshot(
        path, page_numbers=list(pages)
    )
    pictures = [Image.open(io.BytesIO(shot.image_bytes)).convert("L") for shot in shots]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])
    return buffer.getvalue()


def scan_figures(path: Path, scan: Path, pages: Sequence[int], *, language: str) -> ScanFigures:
    """Return the error rate of a scan of these pages against their own text layer.

    Character error rate: Levenshtein distance divided by the reference's length, over all pages,
    white space normalised. Both texts are put into lines by the same function, so that it is
    letters that are counted and not two readers' orders of reading.
    """
    from ingest.formats.budgets import Limits
    from ingest.formats.lines import lines_within
    from ingest.formats.ocr import read_scans, suspects
    from ingest.formats.pdf_parser import parse

    printed = {page.page_num: page for page in parse(path, pages[-1], pages).pages}
    blank = parse(scan, len(pages), extract_blocks=True).pages
    started = time.process_time()
    scans = suspects(scan, blank).scans
    read = read_scans(scan, blank, scans, Limits(), language=language).read
    seconds = time.process_time() - started
    errors = length = 0
    for position, number in enumerate(pages, 1):
        texts = []
        for page in (printed[number], read.get(position)):
            if page is None:
                texts.append("")
                continue
            lines = lines_within(page, (0, 0, page.width, page.height))
            texts.append(re.sub(r"\s+", " ", " ".join(line.text for line in lines)))
        errors += levenshtein(*texts)
        length += len(texts[0])
    return ScanFigures(len(pages), errors / max(length, 1), len(pages) / max(seconds, 1e-9))


def levenshtein(one: str, two: str) -> int:
    """Return how many insertions, deletions and replacements turn one text into the other.

    Bit-parallel, after Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances" (2003): a page of 3,000 letters takes a hundredth of a second.
    """
    if not one:
        return len(two)
    places: dict[str, int] = {}
    for position, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << position
    mask, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, distance = mask, 0, len(one)
    for char in two:
        same = places.get(char, 0)
        vertical = same | down
        level = (((same & up) + up) ^ up) | same
        right, left = down | ~(level | up) & mask, up & level
        distance += bool(right & last) - bool(left & last)
        right, left = (right << 1 | 1) & mask, left << 1 & mask
        up, down = (left | ~(vertical | right)) & mask, right & vertical
    return distance

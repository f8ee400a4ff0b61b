"""Letters of scanned pages: how many OCR gets wrong, and how fast it reads."""

import io
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.formats.document import Document
from store.contents import Block


@dataclass(frozen=True, slots=True)
class ScanFigures:
    """Character error rate of pages read by OCR, and pages per second of one core."""

    pages: int
    error_rate: float
    pages_per_second: float


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
    from ingest.formats.ocr import read_scans
    from ingest.formats.ocr_suspects import suspects
    from ingest.formats.pdf_parser import parse

    printed = {page.page_num: page for page in parse(path, pages[-1], pages).pages}
    blank = parse(scan, len(pages), extract_blocks=True).pages
    started = time.process_time()
    scans = suspects(scan, blank).scans
    with tempfile.TemporaryDirectory(prefix="millwright-turned-") as copies:
        read = read_scans(scan, blank, scans, Limits(), Path(copies), language=language).read
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


@dataclass(frozen=True, slots=True)
class StepFigures:
    """Numbered steps on some pages, and how many arrive with number and first words."""

    steps: int
    arrived: int
    arrived_by_tesseract: int


def step_figures(path: Path, pages: Sequence[int], dpi: int, *, language: str) -> StepFigures:
    """Return how many steps of these pages keep their numbers when scanned.

    Of Tesseract alone: how many of its lines begin with a step's number and first words.
    """
    from ingest.formats.pdf import read_pdf

    printed = _steps(block for block in read_pdf(path).blocks if block.page in pages)
    with tempfile.TemporaryDirectory(prefix="millwright-steps-") as folder:
        scan = Path(folder) / "scan.pdf"
        scan.write_bytes(scan_of(path, pages, dpi))
        read = _steps(read_pdf(scan, language=language).blocks)
        alone = Counter(filter(None, map(_step, _lines_of_tesseract(scan, dpi, language))))
    return StepFigures(printed.total(), (printed & read).total(), (printed & alone).total())


def numbered_pages(document: Document) -> list[int]:
    """Return the pages of a document, from 1, that hold a step with its number."""
    return sorted({block.page for block in document.blocks if block.page and _steps([block])})


def _steps(blocks: Iterable[Block]) -> Counter[tuple[str, str]]:
    return Counter(filter(None, (_step(f"{block.marker} {block.text}") for block in blocks)))


def _step(text: str) -> tuple[str, str] | None:
    """A step's number and the first letters of its words, by which it is known again."""
    found = re.match(r"(\d{1,2})[.)]\s+(?=[^\W\d_])(.*)", text)
    return None if found is None else (found[1], re.sub(r"\W", "", found[2])[:6].casefold())


def _lines_of_tesseract(scan: Path, dpi: int, language: str) -> list[str]:
    from liteparse import LiteParse

    from ingest.formats.budgets import Limits
    from ingest.formats.ocr_chatter import without_chatter
    from ingest.formats.ocr_items import in_lines
    from ingest.formats.ocr_languages import ocr_languages, tessdata

    folder = tessdata(Limits())
    with without_chatter():
        result = LiteParse(
            ocr_enabled=True,
            ocr_language=ocr_languages(Limits(), folder, language),
            tessdata_path=str(folder),
            dpi=dpi,
            quiet=True,
        ).parse(scan)
    return [
        " ".join(item.text for item in line)
        for page in result.pages
        for line in in_lines(page.text_items)
    ]


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

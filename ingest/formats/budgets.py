"""What one file may cost before it is refused: pages, bytes, entries, pixels, cells."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """The budgets of one file; the defaults hold for every manual we have seen, ten times over."""

    max_pages: int = 5000
    # Unpacked bytes of a ZIP or an Office file, counted as they come out and never as announced.
    max_unpacked_mb: int = 2000
    # Files in a ZIP, parts in an Office file.
    max_entries: int = 10_000
    # Unpacked to packed, of any one entry that unpacks to more than 50 MB: text reaches 30.
    max_ratio: int = 200
    # Of one picture: A0 at 300 dpi is 140 million, A3 at 600 dpi 70 million.
    max_pixels: int = 100_000_000
    # Of one workbook.
    max_cells: int = 2_000_000
    # Where Tesseract's language data lies; None takes that of the installed packages.
    tessdata: Path | None = None
    # Tesseract's names of the languages that scans are in.
    ocr_languages: tuple[str, ...] = ("eng", "deu")

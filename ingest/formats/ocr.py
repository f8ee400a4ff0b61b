"""Pages that are pictures of text, or whose text layer is broken, read by LiteParse's Tesseract."""

import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from liteparse import PageComplexityStats, ParsedPage

from ingest.formats.budgets import Limits
from ingest.formats.ocr_chatter import without_chatter
from ingest.formats.ocr_languages import ocr_languages, tessdata, tesseract_name
from ingest.formats.ocr_layout import layout_of_scan
from ingest.formats.pdf_parser import looked_at, parse
from ingest.formats.scan_rules import grids_of_scans
from store.errors import FileRejected
from store.language import language_of

# Best of 150, 200 and 300 on our samples: see `eval reading`.
_DPI = 200.0
# A page that fails takes those read along with it down; they are then tried one by one.
_BATCH = 16
_ENOUGH_TO_TELL = 600
_LITTLE_TEXT = 160
_HARDLY_ANY = 80
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ue000-\uefff\uf100-\uf8ff]")
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pages that OCR has to read, and the numbers of pages that show pictures or drawings."""

    scans: tuple[ParsedPage, ...]
    pictures: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scans:
    """What OCR gave: pages read, and pages that failed and why, by number."""

    read: Mapping[int, ParsedPage]
    failed: Mapping[int, str]


def suspects(path: Path, pages: Sequence[ParsedPage]) -> Suspects:
    """Return the pages whose text layer is missing or broken; only these are looked at again."""
    doubtful = {page.page_num: page for page in pages if _suspect(page)}
    signals = looked_at(path, doubtful)
    scans = tuple(doubtful[n] for n, signal in signals.items() if _is_scan(doubtful[n], signal))
    pictures = {n for n, signal in signals.items() if _shows_something(doubtful[n], signal)}
    return Suspects(scans, frozenset(pictures))


def read_scans(
    path: Path,
    pages: Sequence[ParsedPage],
    scans: Sequence[ParsedPage],
    limits: Limits,
    *,
    language: str | None,
) -> Scans:
    """Return what OCR reads of these scans among the pages, as a text page has it.

    With text, boxes and blocks. Raises FileRejected where the data of a language that is asked
    for is not there.
    """
    read: dict[int, ParsedPage] = {}
    failed: dict[int, str] = {}
    if scans:
        folder = tessdata(limits)
        told = language or _language_in(path, pages, scans[0], limits, folder)
        spoken = ocr_languages(limits, folder, told)
        for page, result in _recognised(path, scans, limits, folder, spoken):
            if isinstance(result, str):
                failed[page.page_num] = result
            else:
                read[page.page_num] = result
    return Scans(read, failed)


def _language_in(
    path: Path, pages: Sequence[ParsedPage], scan: ParsedPage, limits: Limits, folder: Path
) -> str | None:
    """The language that the text pages are in; else of the first scan, read in all languages.

    Two languages at once cost letters: "beträgt" becomes "betragt".
    """
    wanted = {scan.page_num}
    text = " ".join(page.text[:1000] for page in pages[:20] if page.page_num not in wanted)
    if len(text) < _ENOUGH_TO_TELL and len(limits.ocr_languages) > 1:
        every = ocr_languages(limits, folder, None)
        read = [page for _, page in _recognised(path, [scan], limits, folder, every)]
        text = " ".join(page.text for page in read if not isinstance(page, str))
    language = language_of(text) if text.strip() else None
    return language if tesseract_name(language or "") in limits.ocr_languages else None


def dpi_within(page: ParsedPage, wished: float, max_pixels: int) -> float:
    """Return the resolution at which a page has no more pixels than the budget allows."""
    inches = max(1.0, page.width * page.height) / 72**2
    return min(wished, math.sqrt(max_pixels / inches))


def _suspect(page: ParsedPage) -> bool:
    """Whether a page may need OCR: little text, or text that reads as none."""
    text = "".join(item.text for item in page.text_items)
    return (
        (len(text) < 2 * _LITTLE_TEXT and _shown(text) < _LITTLE_TEXT)
        or len(_BROKEN.findall(text)) * 20 > len(text)
        or _without_vowels(text)
        or _buggy(page)
    )


def _shown(text: str) -> int:
    return len("".join(text.split()))


def _buggy(page: ParsedPage) -> bool:
    """Whether PDFium finds the fonts of much of a page's text without a way back to letters."""
    buggy = sum(len(item.text) for item in page.text_items if item.font_is_buggy)
    return buggy > 0 and buggy * 3 > sum(len(item.text) for item in page.text_items)


def _without_vowels(text: str) -> bool:
    """Whether Latin words are no words: a font without its table gives letters moved by a few.

    A third of the letters of European languages are vowels, and a tenth in words moved by three.
    """
    small: str = text.lower()
    if sum(map(small.count, "aeiouy")) > len(text) * 0.16:
        return False
    words: list[str] = _WORD.findall(small)
    letters = sum(map(len, words))
    if letters < 150 or letters * 2 < _shown(text):
        return False
    vowels = sum(map("".join(words).count, "aeiouy"))
    return vowels < 0.16 * letters


def _is_scan(page: ParsedPage, signal: PageComplexityStats) -> bool:
    text = "".join(item.text for item in page.text_items)
    shown = _shown(text)
    if signal.is_garbled or _without_vowels(text):
        return True
    if signal.full_page_image and "invisible-text-layer" not in signal.reasons:
        return shown < _LITTLE_TEXT
    # Beside its running head a page of pictures holds a few words at most; a page with a figure
    # and its caption has been read already.
    pictured = signal.image_coverage >= (0.5 if shown else 0.15)
    outlined = not shown and (signal.uncovered_vector_area or 0) > 2000
    return shown < _HARDLY_ANY and (pictured or outlined)


def _shows_something(page: ParsedPage, signal: PageComplexityStats) -> bool:
    drawn = page.vector_graphics is not None and bool(page.vector_graphics.shapes)
    return bool(signal.full_page_image or signal.image_block_count or drawn)


def _recognised(
    path: Path, pages: Sequence[ParsedPage], limits: Limits, folder: Path, languages: str
) -> Iterator[tuple[ParsedPage, ParsedPage | str]]:
    """Each page with what OCR made of it, or with the reason why it made nothing."""

    def dpi(page: ParsedPage) -> float:
        return dpi_within(page, _DPI, limits.max_pixels)

    for resolution, group in groupby(sorted(pages, key=dpi), key=dpi):
        alike = list(group)
        for start in range(0, len(alike), _BATCH):
            batch = alike[start : start + _BATCH]
            yield from _batch(path, batch, resolution, folder, languages)


def _batch(
    path: Path, pages: Sequence[ParsedPage], dpi: float, folder: Path, languages: str
) -> Iterator[tuple[ParsedPage, ParsedPage | str]]:
    numbers = sorted(page.page_num for page in pages)
    try:
        with without_chatter():
            result = parse(
                path,
                numbers[-1],
                numbers,
                extract_blocks=True,
                ocr_enabled=True,
                ocr_language=languages,
                tessdata_path=str(folder),
                dpi=dpi,
                include_complexity=True,
                emit_word_boxes=True,
                # Left alone it keeps one core free: on two, half of the speed.
                num_workers=os.cpu_count() or 1,
            )
    except FileRejected as error:
        if len(pages) == 1:
            yield pages[0], f"OCR failed: {error}"
            return
        for page in pages:
            yield from _batch(path, [page], dpi, folder, languages)
        return
    arrived = {page.page_num: page for page in result.pages}
    told = {error.page_num: error.message for error in result.page_errors}
    ruled = grids_of_scans(path, pages)
    for page in pages:
        found = arrived.get(page.page_num)
        if found is None:
            yield page, f"OCR failed: {told.get(page.page_num, 'the page did not come back')}"
        else:
            yield (
                page,
                (
                    replace(
                        layout_of_scan(found, ruled.get(page.page_num, ())),
                        page_label=page.page_label,
                    )
                ),
            )

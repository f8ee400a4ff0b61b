"""Which pages OCR has to read: pictures of text, and pages whose text layer is broken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from liteparse import PageComplexityStats, ParsedPage

from ingest.formats.pdf_parser import looked_at

_LITTLE_TEXT = 160
_HARDLY_ANY = 80
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ue000-\uefff\uf100-\uf8ff]")
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pages that OCR has to read, and the numbers of pages that show pictures or drawings."""

    scans: tuple[ParsedPage, ...]
    pictures: frozenset[int]


def suspects(path: Path, pages: Sequence[ParsedPage]) -> Suspects:
    """Return the pages whose text layer is missing or broken; only these are looked at again."""
    doubtful = {page.page_num: page for page in pages if _suspect(page)}
    signals = looked_at(path, doubtful)
    scans = tuple(doubtful[n] for n, signal in signals.items() if _is_scan(doubtful[n], signal))
    pictures = {n for n, signal in signals.items() if _shows_something(doubtful[n], signal)}
    return Suspects(scans, frozenset(pictures))


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

"""Scanned pages read by LiteParse's Tesseract, whichever way up they were fed in."""

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from liteparse import ParsedPage, ParseResult, TextItem

from ingest.formats.budgets import Limits
from ingest.formats.ocr_chatter import without_chatter
from ingest.formats.ocr_languages import ocr_languages, tessdata, tesseract_name
from ingest.formats.ocr_layout import layout_of_scan
from ingest.formats.pdf_parser import parse
from ingest.formats.scan_rules import grids_of_scans
from ingest.formats.scan_steps import with_steps
from ingest.formats.turned_pages import Turns, turned, turned_copy
from store.errors import FileRejected
from store.language import language_of

# Best of 150, 200 and 300 on our samples: see `eval reading`.
_DPI = 200.0
# A page that fails takes those read along with it down; they are then tried one by one.
_BATCH = 16
_ENOUGH_TO_TELL = 600
_MOST_TRIED = 4
# Of words of three letters and more in Tesseract's eyes, 0 to 1: so sure it is of true ones.
_SURE = 0.8
# Of the letters found: 0.68 and more are such words and lie flat where a page is upright, 0.16 at
# most where it is not (40 turned pages of real manuals and samples).
_UPRIGHT = 0.4
_TOO_FEW_TO_TELL = 12


@dataclass(frozen=True, slots=True)
class Scans:
    """What OCR gave: pages read, and pages that failed and why, by number.

    Those that were fed in sideways or on their heads are read turned, and stand so in `path`.
    """

    read: Mapping[int, ParsedPage]
    failed: Mapping[int, str]
    path: Path
    turns: Turns


@dataclass(frozen=True, slots=True)
class _Recognised:
    page: ParsedPage
    lies: bool


OnScan = Callable[[int, int], None]
"""Told how many scans were read, of how many."""


def tell_nobody(read: int, of: int) -> None:
    """Take it that nobody waits to be told."""


_Recognise = Callable[
    [Path, Sequence[ParsedPage]], Iterator[tuple[ParsedPage, "_Recognised | str"]]
]


def read_scans(
    path: Path,
    pages: Sequence[ParsedPage],
    scans: Sequence[ParsedPage],
    limits: Limits,
    copies: Path,
    *,
    language: str | None,
    on_scan: OnScan = tell_nobody,
) -> Scans:
    """Return what OCR reads of these scans among the pages, as a text page has it.

    With text, boxes and blocks. Copies with pages turned are written into the folder `copies`.
    `on_scan` is told of each scan that has been read.
    Raises FileRejected where the data of a language that is asked for is not there.
    """
    if not scans:
        return Scans({}, {}, path, {})
    folder = tessdata(limits)

    def reader(spoken: str | None) -> _Recognise:
        return partial(
            _recognised, limits=limits, folder=folder, tongues=ocr_languages(limits, folder, spoken)
        )

    if language is None:
        language = _language_in(path, pages, scans, limits, copies, reader(None))
    return _read_upright(path, scans, copies, reader(language), on_scan)


def _read_upright(
    path: Path,
    scans: Sequence[ParsedPage],
    copies: Path,
    recognise: _Recognise,
    on_scan: OnScan = tell_nobody,
) -> Scans:
    found: dict[int, _Recognised | str] = {}
    for page, result in recognise(path, scans):
        found[page.page_num] = result
        on_scan(len(found), len(scans))
    turns: dict[int, int] = {}
    for turn in (270, 90, 180):
        lying = [page for page in scans if _lies(found[page.page_num])]
        turning = {page.page_num: turn for page in lying}
        copy = turned_copy(path, turning, copies) if lying else None
        if copy is None:
            break
        for page, result in recognise(copy, [turned(page, turn) for page in lying]):
            if not isinstance(result, str) and not result.lies:
                found[page.page_num] = result
                turns[page.page_num] = turn
    read = {number: one.page for number, one in found.items() if not isinstance(one, str)}
    failed = {number: one for number, one in found.items() if isinstance(one, str)}
    whole = turned_copy(path, turns, copies) if turns else None
    return Scans(read, failed, whole or path, turns)


def _lies(found: _Recognised | str) -> bool:
    return not isinstance(found, str) and found.lies


def _language_in(
    path: Path,
    pages: Sequence[ParsedPage],
    scans: Sequence[ParsedPage],
    limits: Limits,
    copies: Path,
    recognise: _Recognise,
) -> str | None:
    """The language that the text pages are in; else of the first scans, read in all languages.

    Two languages at once cost letters: "beträgt" becomes "betragt".
    """
    scanned = {scan.page_num for scan in scans}
    text = " ".join(page.text[:1000] for page in pages[:20] if page.page_num not in scanned)
    if len(limits.ocr_languages) > 1:
        # A title page says too little.
        for scan in scans[:_MOST_TRIED]:
            if len(text) >= _ENOUGH_TO_TELL:
                break
            read = _read_upright(path, [scan], copies, recognise).read
            text = " ".join([text, *(page.text for page in read.values())])
    language = language_of(text, default="")
    return language if tesseract_name(language) in limits.ocr_languages else None


def dpi_within(page: ParsedPage, wished: float, max_pixels: int) -> float:
    """Return the resolution at which a page has no more pixels than the budget allows."""
    inches = max(1.0, page.width * page.height) / 72**2
    return min(wished, math.sqrt(max_pixels / inches))


def _recognised(
    path: Path, pages: Sequence[ParsedPage], *, limits: Limits, folder: Path, tongues: str
) -> Iterator[tuple[ParsedPage, _Recognised | str]]:
    """Each page with what OCR made of it, or with the reason why it made nothing."""

    def dpi(page: ParsedPage) -> float:
        return dpi_within(page, _DPI, limits.max_pixels)

    for resolution, group in groupby(sorted(pages, key=dpi), key=dpi):
        alike = list(group)
        for start in range(0, len(alike), _BATCH):
            batch = alike[start : start + _BATCH]
            yield from _batch(path, batch, resolution, folder, tongues)


def _batch(
    path: Path, pages: Sequence[ParsedPage], dpi: float, folder: Path, tongues: str
) -> Iterator[tuple[ParsedPage, _Recognised | str]]:
    numbers = sorted(page.page_num for page in pages)
    read = partial(_read, dpi=dpi, folder=folder, tongues=tongues)
    try:
        result = read(path, numbers)
    except FileRejected as error:
        if len(pages) == 1:
            yield pages[0], f"OCR failed: {error}"
            return
        for page in pages:
            yield from _batch(path, [page], dpi, folder, tongues)
        return
    lying = {page.page_num for page in result.pages if _is_lying(page)}
    upright = [page for page in result.pages if page.page_num not in lying]

    def items_of(copy: Path, count: int) -> Mapping[int, Sequence[TextItem]]:
        try:
            found = read(copy, range(1, count + 1))
        except FileRejected:
            return {}
        return {page.page_num: page.text_items for page in found.pages}

    arrived = {page.page_num: page for page in result.pages}
    arrived |= {page.page_num: page for page in with_steps(path, upright, dpi, items_of)}
    told = {error.page_num: error.message for error in result.page_errors}
    ruled = grids_of_scans(path, pages)
    for page in pages:
        found = arrived.get(page.page_num)
        if found is None:
            yield page, f"OCR failed: {told.get(page.page_num, 'the page did not come back')}"
        else:
            laid_out = layout_of_scan(found, ruled.get(page.page_num, ()))
            whole = replace(laid_out, page_label=page.page_label)
            yield page, _Recognised(whole, page.page_num in lying)


def _read(
    path: Path, numbers: Sequence[int], *, dpi: float, folder: Path, tongues: str
) -> ParseResult:
    with without_chatter():
        return parse(
            path,
            numbers[-1],
            numbers,
            extract_blocks=True,
            ocr_enabled=True,
            ocr_language=tongues,
            tessdata_path=str(folder),
            dpi=dpi,
            include_complexity=True,
            emit_word_boxes=True,
            # Left alone it keeps one core free: on two, half of the speed.
            num_workers=os.cpu_count() or 1,
        )


def _is_lying(page: ParsedPage) -> bool:
    """Whether hardly a word was read for sure, or words that run up or down the page."""
    letters = sure = 0
    for item in page.text_items:
        count = len(item.text.strip())
        if item.confidence is not None:
            letters += count
            flat = count >= 3 and item.width > item.height
            sure += count if flat and item.confidence >= _SURE else 0
    return letters >= _TOO_FEW_TO_TELL and sure < _UPRIGHT * letters

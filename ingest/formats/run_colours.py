"""Runs of text parted where their colour changes: a parser joins words of one line whatever it is.

It gives a joined run the colour of its first letter, so that a white "9" behind a black one makes
99 Nm of 9. PDFium knows each letter's colour; it is asked on the few pages with white text alone.
"""

import ctypes
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import bounding_box, centre_within
from ingest.formats.colours import OPAQUE, WHITE
from ingest.formats.layout_boxes import item_box
from store.errors import FileRejected
from store.values import Box

# Steps a point, for PDFium gives places as whole numbers.
_STEPS = 100
# A page of print has a few thousand letters, a dense one fifteen thousand.
_MOST_LETTERS = 200_000
# Points: letters are looked up by bands of this height.
_BAND = 8.0
# Of the narrower of two: letters side by side share less of their width than this.
_TOUCHING = 0.3
# Forms within forms.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, with the spaces behind it that PDFium adds."""

    text: str
    box: Box
    argb: str
    suspect: bool


_Bands = Mapping[int, Sequence[int]]


def pages_with_white_text(path: Path) -> frozenset[int]:
    """Return the numbers of a PDF's pages with white or transparent letters; none if damaged."""
    found: set[int] = set()
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return frozenset()
    try:
        for index in range(len(document)):
            page = raw.FPDF_LoadPage(document.raw, index)
            if page:
                count = raw.FPDFPage_CountObjects(page)
                if any(_is_white(raw.FPDFPage_GetObject(page, number)) for number in range(count)):
                    found.add(index + 1)
                raw.FPDF_ClosePage(page)
    finally:
        document.close()
    return frozenset(found)


def with_own_colours(
    path: Path, pages: Sequence[ParsedPage], numbers: Collection[int]
) -> list[ParsedPage]:
    """Return the pages, on those of these numbers the runs parted of which some letters are white.

    Only their runs are parted: a block that holds one is for `without_hidden_text` to mend.

    Raises FileRejected where a page has far more letters than a page of print.
    """
    if not numbers:
        return list(pages)
    document = pdfium.PdfDocument(path)
    try:
        return [
            _with_own_colours(document, page) if page.page_num in numbers else page
            for page in pages
        ]
    finally:
        document.close()


def _with_own_colours(document: pdfium.PdfDocument, page: ParsedPage) -> ParsedPage:
    letters = _letters(document, page)
    bands: defaultdict[int, list[int]] = defaultdict(list)
    for number, letter in enumerate(letters):
        bands[_band(letter.box)].append(number)
    items = [part for item in page.text_items for part in _parted(item, letters, bands)]
    return replace(page, text_items=items)


def _band(box: Box) -> int:
    return int((box[1] + box[3]) / 2 // _BAND)


def _is_white(part: object, depth: int = 0) -> bool:
    """Whether a part of a page is white text, or a form that holds some."""
    kind = raw.FPDFPageObj_GetType(part)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        count = raw.FPDFFormObj_CountObjects(part)
        return any(
            _is_white(raw.FPDFFormObj_GetObject(part, number), depth + 1) for number in range(count)
        )
    if kind != raw.FPDF_PAGEOBJ_TEXT:
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(part, *map(ctypes.byref, colour)):
        return False
    return _suspect(*(one.value for one in colour))


def _suspect(red: int, green: int, blue: int, alpha: int) -> bool:
    return min(red, green, blue) >= WHITE or alpha < OPAQUE


def _letters(document: pdfium.PdfDocument, page: ParsedPage) -> list[_Letter]:
    """The page's letters in reading order; none where all of them are of one sort."""
    loaded = raw.FPDF_LoadPage(document.raw, page.page_num - 1)
    text = raw.FPDFText_LoadPage(loaded)
    try:
        count = raw.FPDFText_CountChars(text)
        if count > _MOST_LETTERS:
            raise FileRejected(
                f"Its page {page.page_num} holds {count:,} letters, white ones among them: "
                "no page of print has as many."
            )
        colours = [_colour(text, number) for number in range(count)]
        if not any(_suspect(*colour) for colour in colours):
            return []
        letters: list[_Letter] = []
        for number, colour in enumerate(colours):
            char = chr(raw.FPDFText_GetUnicode(text, number))
            if raw.FPDFText_IsGenerated(text, number) != 1:
                box = _letter_box(loaded, text, page, number)
                letters.append(_Letter(char, box, _argb(*colour), _suspect(*colour)))
            elif letters:
                letters[-1] = replace(letters[-1], text=letters[-1].text + char)
        return letters
    finally:
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(loaded)


def _colour(text: object, number: int) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, number, *map(ctypes.byref, parts))
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _argb(red: int, green: int, blue: int, alpha: int) -> str:
    return f"{alpha:02x}{red:02x}{green:02x}{blue:02x}"


def _letter_box(loaded: object, text: object, page: ParsedPage, number: int) -> Box:
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, number, *map(ctypes.byref, edges))
    left, right, bottom, top = (edge.value for edge in edges)
    (x0, y0), (x1, y1) = (_place(loaded, page, x, y) for x, y in ((left, top), (right, bottom)))
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _place(loaded: object, page: ParsedPage, x: float, y: float) -> tuple[float, float]:
    """A place in points from the page's top left, as it is shown: cropped and turned."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        loaded,
        0,
        0,
        round(page.width * _STEPS),
        round(page.height * _STEPS),
        0,
        x,
        y,
        ctypes.byref(across),
        ctypes.byref(down),
    )
    return across.value / _STEPS, down.value / _STEPS


def _parted(item: TextItem, letters: Sequence[_Letter], bands: _Bands) -> Iterator[TextItem]:
    """The run, or its parts that show and that may not, if PDFium has the same letters there."""
    area = item_box(item)
    rows = range(int(area[1] // _BAND), int(area[3] // _BAND) + 1)
    numbers = sorted(number for row in rows for number in bands.get(row, ()))
    held = [letters[number] for number in numbers if centre_within(letters[number].box, area)]
    parts = [list(group) for _, group in groupby(held, key=lambda letter: letter.suspect)]
    boxes = [bounding_box(letter.box for letter in part) for part in parts]
    same = _printed(letter.text for letter in held) == _printed([item.text])
    if not same or len(parts) < 2 or any(_over(*pair) for pair in pairwise(boxes)):
        yield item
        return
    for part, box in zip(parts, boxes, strict=True):
        text = " ".join("".join(letter.text for letter in part).splitlines())
        if box is not None and text.strip():
            width = box[2] - box[0]
            yield replace(item, text=text, x=box[0], width=width, fill_color=part[0].argb)


def _over(one: Box | None, other: Box | None) -> bool:
    """Whether letters stand on letters: a white number in a black disc that is a letter, too."""
    if one is None or other is None:
        return True
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > _TOUCHING * min(one[2] - one[0], other[2] - other[0])


def _printed(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())

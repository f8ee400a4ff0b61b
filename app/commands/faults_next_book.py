"""The next revision of a long PDF: the same book, with more said on one page in twenty."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from store.values import Box

if TYPE_CHECKING:
    from ingest.reading import Reading

# 5 % of the pages with text.
_CHANGED_EVERY = 20
_MARGIN_POINTS = 18.0
_GAP_POINTS = 3.0
# Of a letter's height: how wide one of Helvetica is on average, and what hangs below the line.
_WIDE = 0.55
_BELOW = 0.21


@dataclass(frozen=True, slots=True)
class NextBook:
    """A next revision: how many pages it changes of how many with text, and what it adds there."""

    path: Path
    changed_pages: int
    text_pages: int
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Addition:
    """Words behind the end of a paragraph: points from the page's bottom left, and their size."""

    words: str
    x: float
    y: float
    size: float


def written_next(book: Path, reading: "Reading", folder: Path) -> NextBook:
    """Write a next revision of a book that was read, and return what is new in it.

    On every 20th page with text a sentence is printed behind each paragraph that has room for it
    in its last line: all chunks there change, and none of another page.
    """
    import pdfplumber

    # pypdf reports each oddity of a file; a measurement's output is no place for that.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    ends = _paragraph_ends(reading)
    pages = sorted(ends)
    writer = PdfWriter(clone_from=book)
    added: list[str] = []
    changed = 0
    with pdfplumber.open(book) as shown:
        for number in pages[_CHANGED_EVERY // 2 :: _CHANGED_EVERY]:
            page = shown.pages[number - 1]
            additions = list(_additions(page, ends[number], first=len(added) + 1))
            page.close()
            if additions:
                _print(writer.pages[number - 1], additions)
                added += [addition.words for addition in additions]
                changed += 1
    path = folder / f"{book.stem} next.pdf"
    writer.write(path)
    return NextBook(path, changed, len(pages), tuple(added))


def _paragraph_ends(reading: "Reading") -> dict[int, list[Box]]:
    """The last box of each chunk of running text on each page, by PDF page."""
    ends: dict[int, list[Box]] = defaultdict(list)
    for chunk in reading.chunks:
        for place in chunk.places:
            if place.page is not None and place.boxes:
                ends[place.page] += [] if chunk.kind == "table" else [place.boxes[-1]]
    return ends


def _additions(page: Any, ends: Sequence[Box], *, first: int) -> Iterator[_Addition]:
    words = page.extract_words()
    number = first
    for x0, y0, x1, y1 in ends:
        inside = [
            word
            for word in words
            if y0 - 1 <= (word["top"] + word["bottom"]) / 2 <= y1 + 1
            and x0 - 1 <= word["x0"] <= x1 + 1
        ]
        if not inside:
            continue
        last = max(inside, key=lambda word: (round(word["bottom"]), word["x1"]))
        size = last["bottom"] - last["top"]
        text = f"See also note {number}."
        start = last["x1"] + _GAP_POINTS
        end = start + len(text) * size * _WIDE
        beside = any(
            word["x0"] >= last["x1"] - 1
            and word["top"] < last["bottom"]
            and word["bottom"] > last["top"]
            for word in words
            if word is not last
        )
        if beside or end > page.width - _MARGIN_POINTS:
            continue
        yield _Addition(text, start, float(page.height) - last["bottom"] + size * _BELOW, size)
        number += 1


def _print(page: PageObject, additions: Sequence[_Addition]) -> None:
    box = page.mediabox
    overlay = PageObject.create_blank_page(width=float(box.width), height=float(box.height))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/Added"): font})
    overlay[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(
        "\n".join(
            f"BT /Added {one.size:.2f} Tf {one.x:.2f} {one.y:.2f} Td ({one.words}) Tj ET"
            for one in additions
        ).encode("ascii")
    )
    overlay[NameObject("/Contents")] = stream
    page.merge_page(overlay)

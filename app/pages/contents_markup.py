"""What was read on a page, as HTML in which all its text is escaped."""

import base64
from collections.abc import Sequence
from html import escape

from app.pages.manual_markup import outcome_letter, outcome_words
from app.pages.markup import page_name, quote, section_path
from store.control_values import ChunkRead, PageContents
from store.manual_values import SILENT
from store.values import Box

_MARGIN_POINTS = 3.0


def outcome(contents: PageContents) -> str:
    """Return how a page is called, what it gave, and why not more."""
    name = page_name(contents.page, contents.page_label)
    pdf = f" (PDF page {contents.page})" if contents.page_label else ""
    grave = " mw-gap" if contents.outcome in SILENT else ""
    reason = f" {contents.reason}" if contents.reason else ""
    words = outcome_words(contents.outcome)
    return (
        f'<div class="mw-outcome{grave}"><b>{escape(name)}</b>{escape(pdf)}'
        f'<span class="mw-count"><i class="mw-page-{escape(contents.outcome)}">'
        f"{outcome_letter(contents.outcome)}</i>{escape(words)}</span>"
        f"<span>{escape(reason)}</span></div>"
    )


def chunks(read: Sequence[ChunkRead], *, first: int = 1) -> str:
    """Return chunks in reading order, numbered as their boxes are."""
    return "".join(_chunk(number, chunk) for number, chunk in enumerate(read, first))


def _chunk(number: int, chunk: ChunkRead) -> str:
    kind = chunk.kind.replace("_", " ")
    return (
        f'<div class="mw-read"><div class="mw-read-head"><span class="mw-marker">{number}</span>'
        f"<b>{escape(kind)}</b></div>{section_path(chunk.section)}{quote(chunk.text, chunk.kind)}"
        "</div>"
    )


def page_with_boxes(
    png: bytes, size: tuple[float, float], read: Sequence[ChunkRead], page: int
) -> str:
    """Return the picture of a page with a numbered frame around each chunk on it.

    `size` is the page's width and height in points.
    """
    frames = "".join(
        _frame(number, box, size, numbered=first)
        for number, chunk in enumerate(read, 1)
        for first, box in _boxes(chunk, page)
    )
    picture = base64.b64encode(png).decode()
    return (
        f'<div class="mw-framed"><img alt="PDF page {page}" src="data:image/png;base64,{picture}">'
        f"{frames}</div>"
    )


def _boxes(chunk: ChunkRead, page: int) -> list[tuple[bool, Box]]:
    boxes = [box for place in chunk.places if place.page == page for box in place.boxes]
    return [(index == 0, box) for index, box in enumerate(boxes)]


def _frame(number: int, box: Box, size: tuple[float, float], *, numbered: bool) -> str:
    # A little around the print, so that the frame does not run through its letters.
    x0, x1 = min(box[0], box[2]) - _MARGIN_POINTS, max(box[0], box[2]) + _MARGIN_POINTS
    y0, y1 = min(box[1], box[3]) - _MARGIN_POINTS, max(box[1], box[3]) + _MARGIN_POINTS
    left, top = 100 * x0 / size[0], 100 * y0 / size[1]
    width, height = 100 * (x1 - x0) / size[0], 100 * (y1 - y0) / size[1]
    tag = f"<span>{number}</span>" if numbered else ""
    return (
        f'<div class="mw-frame" style="left: {left:.2f}%; top: {top:.2f}%; width: {width:.2f}%; '
        f'height: {height:.2f}%">{tag}</div>'
    )

"""Marks before the lines of a scanned page: numbers, bullets, codes, found by their ink.

Whether OCR read them or not: see `ingest.formats.scan_steps` for what they say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from liteparse import TextItem
from numpy.typing import NDArray
from PIL import Image

from ingest.formats.ocr_items import in_lines, is_read, item_words
from store.values import Box

# Of 255: what is darker is ink.
_DARK = 160
# All in heights of running text. A mark is no narrower and no wider, and its text begins no nearer
# and no farther than this: a space between words is a third.
MARK_WIDTH = (0.12, 2.2)
_GAP = (0.7, 4.5)
# Ink with less between is one mark: the dot belongs to its number.
_WITHIN_MARK = 0.6
_SAME_PLACE = 0.45
# As far as this a line's beginning is level, on a scan that lies aslant.
_BEGINNING = 8.0
# One mark alone is no column: OCR reads it where it stands.
_FEWEST = 2
# A page with more is a drawing.
_MOST = 150


@dataclass(frozen=True, slots=True)
class Mark:
    """Ink before a line: where it stands, and where the line's text does (points)."""

    box: Box
    text: Box


def marks_of(items: Sequence[TextItem], picture: Image.Image, scale: float) -> list[Mark]:
    """Return the marks before lines that have another one at their place, down the page.

    `items` are what OCR read, in points; the picture of the page has `scale` pixels to a point.
    """
    words = [word for item in items if is_read(item) for word in item_words(item)]
    if not words:
        return []
    body = median(word.height for word in words)
    # A column of numbers read as one word is higher than a line.
    lines = in_lines([word for word in words if word.height < body * 1.9])
    ink = np.asarray(picture) < _DARK
    found = [mark for line in lines if (mark := _mark_before(line, ink, scale, body)) is not None]
    if len(found) > _MOST:
        return []
    return [mark for mark in found if len(column_of(mark, found, body)) >= _FEWEST]


def _mark_before(
    line: Sequence[TextItem], ink: NDArray[np.bool_], scale: float, body: float
) -> Mark | None:
    """The mark before what was read of a line, or before that without first words like a mark."""
    texts = [line]
    for place, (one, other) in enumerate(pairwise(line), start=1):
        if one.x + one.width - line[0].x > MARK_WIDTH[1] * body:
            break
        if other.x - (one.x + one.width) >= _GAP[0] * body:
            texts.append(line[place:])
            break
    for words in texts:
        text = _text(words, body)
        box = _ink_before(text, ink, scale, body)
        if box is not None:
            return Mark(box, text)
    return None


def _text(words: Sequence[TextItem], body: float) -> Box:
    # A scan lies aslant: the line's end is lower than its start.
    begins = [word for word in words if word.x < words[0].x + _BEGINNING * body]
    top = min(word.y for word in begins)
    bottom = max(word.y + word.height for word in begins)
    return words[0].x, top, words[-1].x + words[-1].width, bottom


def _ink_before(text: Box, ink: NDArray[np.bool_], scale: float, body: float) -> Box | None:
    """The ink nearest to the text, if it is as wide and as far off as a mark is."""
    top, bottom = round(text[1] * scale), round(text[3] * scale)
    left = max(0, round((text[0] - (_GAP[1] + MARK_WIDTH[1]) * body) * scale))
    # The first letter may reach a little out of its box.
    right = round((text[0] - 0.2 * body) * scale)
    columns = np.nonzero(ink[top:bottom, left:right].any(axis=0))[0]
    if not len(columns):
        return None
    breaks = np.nonzero(np.diff(columns) > _WITHIN_MARK * body * scale)[0]
    begin = columns[breaks[-1] + 1] if len(breaks) else columns[0]
    x0, x1 = (left + float(begin)) / scale, (left + float(columns[-1]) + 1) / scale
    fits = MARK_WIDTH[0] * body <= x1 - x0 <= MARK_WIDTH[1] * body
    near = _GAP[0] * body <= text[0] - x1 <= _GAP[1] * body
    return (x0, text[1], x1, text[3]) if fits and near else None


def column_of(mark: Mark, marks: Sequence[Mark], body: float) -> list[Mark]:
    """Return the marks at the same place in their lines, this one among them."""
    return [
        other
        for other in marks
        if abs(other.text[0] - mark.text[0]) < _SAME_PLACE * body
        and abs(other.box[0] - mark.box[0]) < body
    ]

"""The words that OCR is sure of, and the printed lines that they stand in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from liteparse import TextItem

from store.values import Box

# Tesseract's confidence, 0 to 1: of words below it, one in five is printed, the others are specks,
# rules and drawings taken for letters; of numbers, four in five, as many as from here to 0.7 (15
# manuals' pages as scans).
_LEAST_CONFIDENCE = 0.5
_VALUE = re.compile(r"\W{0,2}\d+(?:[.,:]\d+)?\s?[^\W\d_]{0,4}\W{0,2}")


def is_read(item: TextItem) -> bool:
    """Return whether an item is text that OCR is sure enough of, or a number."""
    text = item.text.strip()
    sure = item.confidence is None or item.confidence >= _LEAST_CONFIDENCE
    return bool(text) and (sure or _VALUE.fullmatch(text) is not None)


def item_box(item: TextItem) -> Box:
    """Return where an item stands, in points."""
    return item.x, item.y, item.x + item.width, item.y + item.height


def item_words(item: TextItem) -> list[TextItem]:
    """Return an item's words, each an item of its own."""
    if not item.words:
        return [item]
    return [
        replace(item, text=w.text, x=w.x, y=w.y, width=w.width, height=w.height, words=[])
        for w in item.words
    ]


def in_lines(items: Sequence[TextItem]) -> list[list[TextItem]]:
    """Return the items by printed line, down the page and from left to right."""
    if not items:
        return []
    usual = median(item.height for item in items)
    rows: list[list[TextItem]] = []
    for item in sorted(items, key=_middle):
        # The latest words of the line: a scan lies aslant, and its end is lower than its start.
        if rows and _middle(item) - _middle(rows[-1][-1]) < usual * 0.55:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.x) for row in rows]


def _middle(item: TextItem) -> float:
    return float(item.y + item.height / 2)

"""Titles that a parser took for text, set in the print that the document keeps for its titles.

Where it takes two tables for one, the title between them is text to it: the second table would
stand under the title of the first, the figures of one model under the name of another.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.plain_text import without_markup
from ingest.formats.title_levels import Print, print_of
from ingest.headings import is_caption, number_of

# So many titles are set in a print that is theirs, at least, and so many to each line of text.
_LEAST, _TO_TEXT = 5, 4
# Points by which the runs of one line differ in height; lines of a title at most, and its letters.
_LEVEL, _MOST_LINES, _LONGEST = 3.0, 2, 110
_SENTENCE_ENDS = (".", ":", ";", ",", "!", "?")
# "B. Rear view." is counted, and a title whatever it ends in.
_COUNTED = re.compile(r"[A-Z]{1,5}[.)]\s")


class TitlePrints:
    """The prints larger than a document's text in which it sets titles, and next to no text."""

    def __init__(self, pages: Iterable[ParsedPage] = ()) -> None:
        letters: Counter[Print] = Counter()
        titles: defaultdict[Print, Counter[int]] = defaultdict(Counter)
        texts: Counter[Print] = Counter()
        for page in pages:
            for item in page.text_items:
                letters[print_of(item)] += len(item.text)
            for block in page.blocks or ():
                if block.kind not in ("heading", "paragraph"):
                    continue
                own = _print(block, page)
                if own is not None and block.kind == "heading":
                    titles[own][block.level or 1] += 1
                elif own is not None:
                    texts[own] += 1
        text = max(letters, key=lambda one: letters[one], default=("", 0.0))
        self._levels = {
            own: max(levels, key=lambda one: (levels[one], -one))
            for own, levels in titles.items()
            if own[1] > text[1] and levels.total() >= max(_LEAST, _TO_TEXT * texts[own])
        }

    def with_titles(self, page: ParsedPage) -> ParsedPage:
        """Return the page, lines alone that are set in such a print as headings."""
        if not self._levels:
            return page
        blocks = [self._told(block, page) for block in page.blocks or ()]
        return replace(page, blocks=blocks)

    def _told(self, block: LayoutBlock, page: ParsedPage) -> LayoutBlock:
        text = without_markup(block.text or "")
        if block.kind != "paragraph" or not text or len(text) > _LONGEST or is_caption(text):
            return block
        if text.endswith(_SENTENCE_ENDS) and not (number_of(text) or _COUNTED.match(text)):
            return block
        level = self._levels.get(_print(block, page) or ("", 0.0))
        if level is None or _lines(block, page) > _MOST_LINES:
            return block
        return replace(block, kind="heading", text=text, level=level)


def _print(block: LayoutBlock, page: ParsedPage) -> Print | None:
    """The font and size of all of a block's words, None where they are several."""
    prints = {print_of(item) for item in _items(block, page)}
    return prints.pop() if len(prints) == 1 else None


def _lines(block: LayoutBlock, page: ParsedPage) -> int:
    return len({round(item.y / _LEVEL) for item in _items(block, page)})


def _items(block: LayoutBlock, page: ParsedPage) -> list[TextItem]:
    box = layout_box(block)
    return [
        item
        for item in page.text_items
        if box is not None and item.text.strip() and centre_within(item_box(item), box)
    ]

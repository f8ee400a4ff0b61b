"""Which lines that a parser took for headings are titles, and no steps or text; of which level.

A parser counts levels by sizes: how many there are above a section's title differs from manual to
manual, and from page to page. What is set larger than most of the other headings is no step; a
sentence over several lines that is set as the text is, is text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.headings import number_of

# "4. Radiator", and not "8 COM" or "000: Off".
_NUMBERED = re.compile(r"[1-9]\d?\.\s+[^\W\d_a-z]")
# Line heights of two lines, at least.
_TWO_LINES = 1.5

Print = tuple[str, float]
"""A font and its size."""


class TitleLevels:
    """The levels of a document's numbered titles, by how high their print is."""

    def __init__(self, pages: Iterable[ParsedPage] = ()) -> None:
        levels: Counter[int] = Counter()
        numbered: defaultdict[int, Counter[int]] = defaultdict(Counter)
        letters: Counter[Print] = Counter()
        for page in pages:
            for item in page.text_items:
                letters[print_of(item)] += len(item.text)
            for block in page.blocks or ():
                if block.kind == "heading":
                    levels[block.level or 1] += 1
                    if (height := _height(block)) is not None:
                        numbered[height][block.level or 1] += 1
        self._text = max(letters, key=lambda one: letters[one], default=None)
        self._levels: dict[int, int] = {}
        for height, found in numbered.items():
            level = max(found, key=lambda one: (found[one], -one))
            smaller = sum(many for other, many in levels.items() if other > level)
            if smaller >= levels[level]:
                self._levels[height] = level

    def of(self, block: LayoutBlock) -> int | None:
        """Return the level of a numbered title, or None where it may be a step."""
        height = _height(block)
        return None if height is None else self._levels.get(height)

    def is_text(self, block: LayoutBlock, page: ParsedPage) -> bool:
        """Return whether a heading without a number is lines of text, by how they are set."""
        box, text = layout_box(block), block.text or ""
        if block.kind != "heading" or box is None or number_of(text) or text.isupper():
            return False
        items = [i for i in page.text_items if i.text.strip() and centre_within(item_box(i), box)]
        tall = max((item.height for item in items), default=0.0)
        return (
            bool(items)
            and box[3] - box[1] >= _TWO_LINES * tall
            and all(item.font_name and print_of(item) == self._text for item in items)
        )


def print_of(item: TextItem) -> Print:
    """Return the font and the size of a run of text."""
    return (item.font_name or "").rpartition("+")[2], round(item.font_size or 0.0, 1)


def _height(block: LayoutBlock) -> int | None:
    if block.bbox is None or not _NUMBERED.match(block.text or ""):
        return None
    height: float = block.bbox.height
    return round(height)

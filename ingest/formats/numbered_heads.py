"""Running heads further in than others, known by the page's number at one of their ends.

TeX's books have them an eighth of the page from its top: "18 CHAPTER 1. HYDRAULICS" to the left,
"1.2. THE PUMP 19" to the right. Their words change with each chapter and section.
"""

import re
from collections import Counter
from collections.abc import Sequence

from liteparse import LayoutBlock, ParsedPage

from ingest.formats.block_texts import all_text
from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import turn_of
from store.values import Box

# Of a page's height: how far from the top they end.
WIDE_BAND = 0.16
# On so many pages their feet stand at one height: the first pages of chapters have none.
_SHARE_OF_PAGES, _LEAST_PAGES = 0.5, 6


class NumberedHeads:
    """Knows the height at which a document's numbered heads stand, if it has any."""

    def __init__(self, pages: Sequence[ParsedPage]) -> None:
        feet: Counter[int] = Counter()
        for page in pages:
            feet.update({_foot(block) for block in page.blocks or () if _is_numbered(block, page)})
        often = max(_LEAST_PAGES, len(pages) * _SHARE_OF_PAGES)
        self._feet = {foot for foot, count in feet.items() if count >= often}

    def is_one(self, block: LayoutBlock, page: ParsedPage) -> bool:
        """Return whether the block is such a head, however little room is before its number."""
        if _foot(block) not in self._feet or not page.page_label:
            return False
        label = re.escape(page.page_label)
        return bool(re.search(rf"^{label}(?!\d)|(?<!\d){label}$", all_text(block)))


def _foot(block: LayoutBlock) -> int:
    box = layout_box(block)
    return -1 if box is None else round(box[3] / 2)


def _is_numbered(block: LayoutBlock, page: ParsedPage) -> bool:
    box = layout_box(block)
    if box is None or box[3] > page.height * WIDE_BAND:
        return False
    return page.page_label in ends_apart(page, box)


def ends_apart(page: ParsedPage, line: Box) -> set[str]:
    """Return what stands at the ends of a line with room between it and the other words, as page
    numbers do and those of titles ("Alarm 12") do not; all of a line that is one run.
    """
    boxes = {
        item_box(item): item.text.strip()
        for item in page.text_items
        if item.text.strip() and not turn_of(item) and centre_within(item_box(item), line)
    }
    room = line[3] - line[1]
    return {
        text
        for box, text in boxes.items()
        if all(other is box or other[0] - box[2] >= room for other in boxes)
        or all(other is box or box[0] - other[2] >= room for other in boxes)
    }

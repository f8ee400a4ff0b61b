"""A maker's letterhead on most pages: its address, word for word in one place, below where running
heads stand.
"""

from collections import Counter
from collections.abc import Sequence

from liteparse import LayoutBlock, ParsedPage

from ingest.formats.block_texts import all_text
from ingest.formats.layout_boxes import layout_box
from ingest.notices import leading_signal_word, signal_word_alone

# Of a page's height, where one ends at most; of the pages, and pages at least, that have it.
_BAND, _MOST_PAGES, _LEAST_PAGES = 0.16, 0.5, 6
# Points to which places are the same.
_PLACE = 3.0
# Letters of a line that is part of one, at least: "1." may be part of anything.
_LEAST_LETTERS = 8

_Printed = tuple[str, int, int, int]
"""Its words, and where it begins from the left and the top, and ends."""


class Letterheads:
    """Knows the paragraphs that come back on most pages, the same in the same place.

    The first page that has them keeps them: a maker's telephone number may stand nowhere else. A
    title may come back, too ("Alarms"), and so may a warning: those stay on each page.
    """

    def __init__(self, pages: Sequence[ParsedPage]) -> None:
        found = Counter(
            printed
            for page in pages
            for block in page.blocks or ()
            if (printed := _printed(block, page)) is not None
        )
        most = max(_LEAST_PAGES, len(pages) * _MOST_PAGES)
        self._known = {printed for printed, count in found.items() if count >= most}
        self._first = next(
            (
                page.page_num
                for page in pages
                if any(_printed(block, page) in self._known for block in page.blocks or ())
            ),
            None,
        )

    def is_one(self, block: LayoutBlock, page: ParsedPage) -> bool:
        """Return whether the block, or the line, is part of a letterhead that was there before."""
        printed = _printed(block, page) if self._known else None
        if printed is None or page.page_num == self._first:
            return False
        text, _, top, bottom = printed
        return printed in self._known or any(
            len(text) >= _LEAST_LETTERS and text in known and above <= top and bottom <= below
            for known, _, above, below in self._known
        )


def _printed(block: LayoutBlock, page: ParsedPage) -> _Printed | None:
    """A paragraph's words and place, if it stands at the head of the page."""
    box = layout_box(block)
    if box is None or block.kind != "paragraph" or box[3] > page.height * _BAND:
        return None
    text = all_text(block)
    if not text or signal_word_alone(text) or leading_signal_word(text):
        return None
    left, top, _, bottom = (round(edge / _PLACE) for edge in box)
    return text, left, top, bottom

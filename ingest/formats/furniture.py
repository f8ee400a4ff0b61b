"""What stands on a page but is not its content: running heads and feet, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage

from ingest.formats.block_texts import all_text, block_text
from ingest.formats.boxes import bounding_box
from ingest.formats.chapter_heads import ChapterTitles
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.letterheads import Letterheads
from ingest.formats.lines import Line, lines_within, turn_of
from ingest.formats.numbered_heads import WIDE_BAND, NumberedHeads
from ingest.formats.plain_text import as_markup
from store.values import Box

# Running heads stand in the outer twelfth of a page, and come back on other pages.
_BAND = 0.085
_LEAST_REPEATS = 3
# Feet that come back on most pages stand further in, too, where margins are wide. Heads do not
# count there (but see NumberedHeads): a manual may well have a title such as "Alarm 12" on top of
# each page.
_MOST_PAGES, _LEAST_PAGES = 0.5, 6
_SHARE_OF_PAGES = 0.25
_LONGEST_HEAD, _WORDS_OF_POINT = 120, 4
# Of a line's height, the room between two lines of running text; points of a letter of text.
_LEADING, _LARGEST_LETTER = 0.5, 30.0
_NUMBER_OR_LABEL = re.compile(r"^(?:page|seite)?\s*(?:\d{1,4}|[ivxlc]{1,7}|\d{1,2}-\d{1,3})$", re.I)


class RunningHeads:
    """Knows the lines that come back at the edges of a document's pages.

    By their words, or by their height: a head that names the chapter changes its words with each
    chapter, but stands at one height on most pages. A chapter's title may stand there, too. What is
    turned comes back in the side margins.
    """

    def __init__(self, pages: Sequence[ParsedPage]) -> None:
        words: Counter[str] = Counter()
        turned: Counter[str] = Counter()
        heights: Counter[int] = Counter()
        everywhere: Counter[str] = Counter()
        for page in pages:
            feet = [block for block in page.blocks or () if _at_foot(block, page)]
            everywhere.update({_skeleton(all_text(block), page) for block in feet})
            edge = [block for block in page.blocks or () if _in_band(block, page)]
            words.update({_skeleton(all_text(block), page) for block in edge})
            heights.update({_height(block) for block in edge if _short(block)})
            turned.update({_skeleton(line.text, page) for line in _turned_in_margin(page)})
        self._words = {text for text, count in words.items() if count >= _LEAST_REPEATS and text}
        often = max(_LEAST_REPEATS, len(pages) * _SHARE_OF_PAGES)
        self._turned = {text for text, count in turned.items() if count >= often and text}
        most = max(_LEAST_PAGES, len(pages) * _MOST_PAGES)
        self._everywhere = {text for text, count in everywhere.items() if count >= most and text}
        self._heights = {height for height, count in heights.items() if count >= often}
        self._titles = _titles_at_tops(pages)
        self._numbered = NumberedHeads(pages)
        self._letterheads = Letterheads(pages)

    def is_one(self, block: LayoutBlock, page: ParsedPage) -> bool:
        """Return whether the block is a running head or foot, or a bare page number."""
        if _in_margin(layout_box(block), page) and _skeleton(block_text(block), page) in (
            self._turned
        ):
            return True
        if _at_foot(block, page) and _skeleton(all_text(block), page) in self._everywhere:
            return True
        if self._numbered.is_one(block, page) or self._letterheads.is_one(block, page):
            return True
        if not _in_band(block, page):
            return False
        text = all_text(block)
        if _is_title_at_top(block, page) and self._titles.begins(
            _skeleton(text, page), page.page_num
        ):
            return False
        if _NUMBER_OR_LABEL.match(text) or _skeleton(text, page) in self._words:
            return True
        if _height(block) not in self._heights or not _short(block):
            return False
        if _is_line_of_text(block, page):
            return False
        # A chapter may begin at that height, on a page that has its running head above it.
        return block.kind != "heading" or not any(
            other is not block
            and _is_above(other, block)
            and _in_band(other, page)
            and _skeleton(block_text(other), page) in self._words
            for other in page.blocks or ()
        )

    def left_out(self, page: ParsedPage) -> tuple[str, ...]:
        """Return the texts of a page's blocks that are running heads or feet."""
        return tuple(all_text(block) for block in page.blocks or () if self.is_one(block, page))

    def on(self, page: ParsedPage) -> tuple[str, ...]:
        """Return the texts at the page's edges that are, or hold, a running head or foot."""
        edges = (0.0, page.height * _BAND * 1.1), (page.height * (1 - _BAND), page.height)
        return (
            *(
                block_text(block)
                for block in page.blocks or ()
                if (box := layout_box(block)) is not None
                and any(box[1] <= bottom and box[3] >= top for top, bottom in edges)
            ),
            *(
                line.text
                for line in _turned_in_margin(page)
                if _skeleton(line.text, page) in self._turned
            ),
        )

    def is_line(self, line: Line, page: ParsedPage) -> bool:
        """Return whether a printed line is a running head or foot, or a bare page number."""
        return self.is_one(_as_block(line), page)

    def without(self, block: LayoutBlock, page: ParsedPage) -> LayoutBlock:
        """Return the block without a running head or foot that the parser ran together with it.

        A sentence that goes on over the page swallows the head that stands between its halves.
        """
        box = layout_box(block)
        if box is None or not block.text or block.kind not in ("paragraph", "list_item", "heading"):
            return block
        top, bottom = page.height * _BAND, page.height * (1 - _BAND)
        if box[1] < top < box[3]:
            region = (0.0, 0.0, page.width, top)
        elif box[1] < bottom < box[3]:
            region = (0.0, bottom, page.width, page.height)
        elif box[1] < page.height * WIDE_BAND < box[3]:
            region = (0.0, 0.0, page.width, page.height * WIDE_BAND)
        else:
            return block
        for line in lines_within(page, region):
            known = _skeleton(line.text, page) in self._words
            if not known and not self._numbered.is_one(_as_block(line), page):
                continue
            text = _cut(block.text, line.text)
            if text is None:
                continue
            y0, y1 = (line.box[3], box[3]) if region[1] == 0 else (box[1], line.box[1])
            kept = lines_within(page, (box[0], y0, box[2], y1), outside=[line.box])
            around = bounding_box(kept_line.box for kept_line in kept) or (box[0], y0, box[2], y1)
            return replace(block, text=text, bbox=rectangle(around))
        return block


def _as_block(line: Line) -> LayoutBlock:
    return LayoutBlock(kind="paragraph", text=as_markup(line.text), bbox=rectangle(line.box))


def _cut(text: str, line: str) -> str | None:
    """The text without the line that it begins or ends with; None where it does neither.

    Spaces are not compared, which two readers set differently, nor is emphasis.
    """
    pattern = r"[\s*]*".join(re.escape(char) for char in "".join(line.split()))
    if not pattern:
        return None
    found = re.match(rf"[\s*]*{pattern}\**\s*", text)
    if found is not None:
        return text[found.end() :]
    found = re.search(rf"\s*\**{pattern}[\s*]*$", text)
    return None if found is None else text[: found.start()]


def _short(block: LayoutBlock) -> bool:
    """Whether a block may be a head that names the chapter: no sentence or point of a list, and not
    several lines.
    """
    text = block_text(block)
    sentence = text.endswith((".", ",", ";", ":", "!", "?"))
    # A page's number between dashes comes as one, too: "- ii -".
    point = block.kind == "list_item" and len(text.split()) >= _WORDS_OF_POINT
    return len(text) <= _LONGEST_HEAD and not sentence and not point


def _is_line_of_text(block: LayoutBlock, page: ParsedPage) -> bool:
    """Whether text goes on line by line from a block out of where running heads and feet stand.

    Where margins are narrow, the first lines of columns stand at one height on many pages.
    """
    box = layout_box(block)
    if box is None:
        return False
    at_top = box[1] < page.height / 2
    beside = (
        item_box(item)
        for item in page.text_items
        if item.text.strip() and not turn_of(item) and item.height <= _LARGEST_LETTER
    )
    column = [one for one in beside if one[0] < box[2] and one[2] > box[0]]
    edge = box[3] if at_top else box[1]
    for line in sorted(column, key=lambda one: one[1], reverse=not at_top):
        height = line[3] - line[1]
        if at_top and line[1] > box[1] + height / 2:
            if line[1] - edge > _LEADING * height:
                return False
            edge = max(edge, line[3])
        elif not at_top and line[3] < box[3] - height / 2:
            if edge - line[3] > _LEADING * height:
                return False
            edge = min(edge, line[1])
        if not in_band((box[0], edge, box[2], edge), page):
            return True
    return False


def _height(block: LayoutBlock) -> int:
    return round(block.bbox.y / 2) if block.bbox is not None else -1


def _is_above(other: LayoutBlock, block: LayoutBlock) -> bool:
    return bool(other.bbox and block.bbox) and other.bbox.y < block.bbox.y


def _in_band(block: LayoutBlock, page: ParsedPage) -> bool:
    box = layout_box(block)
    return box is not None and block.kind not in ("figure", "rule") and in_band(box, page)


def in_band(box: Box, page: ParsedPage) -> bool:
    """Return whether a box stands where running heads and feet do."""
    height = float(page.height)
    return bool(height) and (box[3] <= height * _BAND * 1.1 or box[1] >= height * (1 - _BAND))


def _at_foot(block: LayoutBlock, page: ParsedPage) -> bool:
    box = layout_box(block)
    return box is not None and block.kind not in ("figure", "rule") and at_foot(box, page)


def at_foot(box: Box, page: ParsedPage) -> bool:
    """Return whether a box stands where running feet do, also in wide margins."""
    height = float(page.height)
    return bool(height) and box[1] >= height * (1 - WIDE_BAND)


def _at_top(block: LayoutBlock, page: ParsedPage) -> bool:
    return _in_band(block, page) and block.bbox is not None and block.bbox.y < page.height / 2


def _is_title_at_top(block: LayoutBlock, page: ParsedPage) -> bool:
    """Whether a block is set as a heading, larger than the text, where running heads stand."""
    return block.kind == "heading" and _at_top(block, page) and _short(block)


def _titles_at_tops(pages: Sequence[ParsedPage]) -> ChapterTitles:
    tops: dict[int, list[str]] = {}
    titles: dict[int, list[str]] = {}
    for page in pages:
        for block in page.blocks or ():
            kept = tops if _at_top(block, page) else titles if block.kind == "heading" else None
            if kept is not None:
                kept.setdefault(page.page_num, []).append(_skeleton(block_text(block), page))
    return ChapterTitles(tops, titles, len(pages))


def _in_margin(box: Box | None, page: ParsedPage) -> bool:
    """Whether a box is beside the text: in the outer twelfth to the left or to the right."""
    return box is not None and (box[2] <= page.width * _BAND or box[0] >= page.width * (1 - _BAND))


def _turned_in_margin(page: ParsedPage) -> list[Line]:
    """The turned lines beside a page's text. Nearly all pages have none."""
    if not any(map(turn_of, page.text_items)):
        return []
    lines = lines_within(page, (0.0, 0.0, page.width, page.height))
    return [line for line in lines if line.turned and _in_margin(line.box, page)]


def _skeleton(text: str, page: ParsedPage) -> str:
    """The text with what changes from page to page taken out: numbers, and the page's label."""
    words = [word for word in text.split() if word != page.page_label]
    return re.sub(r"\d+", "#", " ".join(words)).casefold()

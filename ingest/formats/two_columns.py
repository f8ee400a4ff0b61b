"""Where text stands in two columns on a page, and how a table differs from that.

What stands side by side in a table belongs together: there the paragraphs of both sides begin at
the same heights.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import area, centre_within, overlap
from ingest.formats.grids import grids
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import Line, lines_within, upright_runs
from store.values import Box

# Of a page's width, where the gutter lies; points that are free on both sides of its middle.
_FROM, _TO, _FREE = 0.4, 0.6, 4.0
# Of a page's height, between what columns stand: a head that runs over the gutter ends them, too.
_TOP, _BOTTOM = 0.06, 0.94
# Of a page's height, how high the columns are at least.
_HIGH = 0.4
# Of a column's width, how wide a line of text is that is filled, and how many such there are.
_FILLED, _LEAST_FILLED = 0.6, 7
# Line heights from top to top where a paragraph ends; points by which two begin at one height.
_PARAGRAPH, _SAME_HEIGHT = 1.6, 2.0
# Paragraphs of a column at least, and of these, what begins at most where one beside them does.
_LEAST_STARTS, _MOST_BESIDE = 4, 0.4
# Points within which the lines of a column begin, its steps and lists included, and of its filled
# lines, how many do: the labels of a drawing may stand beside each other.
_INDENT, _FLUSH = 40.0, 0.75
# Of both columns, what lies in a grid at most.
_RULED = 0.3
# Of a page's width, how near the gutters of a document's pages are, and how near to these is that
# of another page; on how many pages.
_ALIKE, _NEAR, _LEAST_PAGES = 0.02, 0.01, 3
# In a document set in two columns: points, how high columns are at least; words of a line that
# tells, such lines on either side; how many paragraphs beside each other are rows, of those that
# begin at one height.
_LEAST_HIGH = 30.0
_TELLING, _LEAST_TELLING = 4, 2
_LEAST_ROWS, _MOST_ROWS = 3, 0.6
# A bullet or number, and points from it to the words that it begins at most.
_MARK, _TO_WORDS = re.compile(r"\W*\w{0,2}\W?"), 30.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where two columns part, from which height to which, and the runs of text in each."""

    gutter: float
    top: float
    bottom: float
    left: tuple[TextItem, ...]
    right: tuple[TextItem, ...]

    def boxes(self, page: ParsedPage) -> tuple[Box, Box]:
        """Where the two stand, with the whole of their first and last lines."""
        runs = (*self.left, *self.right)
        top = min((item.y for item in runs), default=self.top)
        bottom = max((item.y + item.height for item in runs), default=self.bottom)
        return (0.0, top, self.gutter - _FREE, bottom), (self.gutter, top, page.width, bottom)


def columns_of(pages: Sequence[ParsedPage]) -> list[list[Columns]]:
    """Return for each page where a block of the parser runs over two columns, from top to bottom.

    One page by itself has to be mostly text in columns; where a document is set in two, their
    gutter tells of less: of a few lines beside a drawing, above the title of the next chapter.
    """
    found = [_columns(page) for page in pages]
    shares = [
        one.gutter / page.width for page, one in zip(pages, found, strict=True) if one is not None
    ]
    usual = median(shares) if shares else 0.0
    near = [share for share in shares if abs(share - usual) <= _ALIKE]
    if len(near) < _LEAST_PAGES:
        return [[one] if one is not None else [] for one in found]
    return [
        sorted([*_bands(page, usual, one), *([one] if one is not None else [])], key=_top)
        for page, one in zip(pages, found, strict=True)
    ]


def _columns(page: ParsedPage) -> Columns | None:
    body = upright_runs(page, _TOP, _BOTTOM)
    widest = {x: max(_gaps(page, body, x), key=_high) for x in _places(page)}
    gap = max(widest.values(), key=_high, default=(0.0, 0.0))
    if not widest or _high(gap) < _HIGH * page.height:
        return None
    free = [x for x, own in widest.items() if own == gap]
    gutter = free[len(free) // 2]
    found = _parted(body, gutter, gap)
    if not any(_runs_over(block, found) for block in page.blocks or ()):
        return None
    sides = [lines_within(page, box) for box in found.boxes(page)]
    return found if all(map(_is_text, sides)) and not _is_table(page, found, sides) else None


def _bands(page: ParsedPage, usual: float, known: Columns | None) -> list[Columns]:
    """What else stands in two columns on a page of a document that is set so."""
    body = upright_runs(page, _TOP, _BOTTOM)
    best: list[Columns] = []
    for x in _places(page):
        if abs(x / page.width - usual) > _NEAR:
            continue
        parts = (_parted(body, x, gap) for gap in _gaps(page, body, x) if _high(gap) >= _LEAST_HIGH)
        bands = [part for part in parts if _is_band(page, part, known)]
        best = max(best, bands, key=lambda some: sum(part.bottom - part.top for part in some))
    return best


def _is_band(page: ParsedPage, part: Columns, known: Columns | None) -> bool:
    if known is not None and part.top < known.bottom and part.bottom > known.top:
        return False
    if not any(_runs_over(block, part) for block in page.blocks or ()) or _parts_marks(part):
        return False
    sides = [lines_within(page, box) for box in part.boxes(page)]
    telling = [sum(len(line.text.split()) >= _TELLING for line in side) for side in sides]
    if min(telling) < _LEAST_TELLING or sum(telling) < sum(map(len, sides)) / 2:
        return False
    if _is_ruled(page, part):
        return False
    fewer, more = sorted(map(starts, sides), key=len)
    return len(fewer) < _LEAST_ROWS or _beside(fewer, more) <= _MOST_ROWS * len(fewer)


def _parts_marks(part: Columns) -> bool:
    """Whether bullets or numbers stand on one side, below each other, and what they begin on the
    other: the labels of a drawing may stand beside words, too.
    """
    marks = [
        mark.x
        for mark in part.left
        if _MARK.fullmatch(mark.text.strip())
        and any(
            abs(_middle(mark) - _middle(item)) <= _SAME_HEIGHT
            and item.x - mark.x - mark.width <= _TO_WORDS
            for item in part.right
        )
    ]
    return any(abs(one - other) <= _SAME_HEIGHT for one, other in pairwise(sorted(marks)))


def _high(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _top(columns: Columns) -> float:
    return columns.top


def _places(page: ParsedPage) -> list[float]:
    return [float(x) for x in range(int(page.width * _FROM), int(page.width * _TO), 2)]


def _gaps(page: ParsedPage, body: Sequence[TextItem], x: float) -> list[tuple[float, float]]:
    """From where to where no line runs over a place."""
    over = [item for item in body if item.x < x + _FREE and item.x + item.width > x - _FREE]
    heights = sorted(
        [(page.height * _TOP, page.height * _TOP)]
        + [(item.y, item.y + item.height) for item in over]
        + [(page.height * _BOTTOM, page.height * _BOTTOM)]
    )
    return [(above[1], below[0]) for above, below in pairwise(heights)]


def _parted(body: Sequence[TextItem], x: float, gap: tuple[float, float]) -> Columns:
    """What stands left and right of a place in a gap."""
    top, bottom = gap
    inside = [item for item in body if top <= _middle(item) <= bottom]
    left = tuple(item for item in inside if item.x < x)
    return Columns(x, top, bottom, left, tuple(item for item in inside if item.x >= x))


def _middle(item: TextItem) -> float:
    return float(item.y + item.height / 2)


def _is_text(lines: Sequence[Line]) -> bool:
    """Whether most of a column's filled lines begin near its edge, as running text does."""
    edge = min((line.box[0] for line in lines), default=0.0)
    wide = max((line.box[2] for line in lines), default=0.0) - edge
    filled = [line for line in lines if line.box[2] - line.box[0] >= _FILLED * wide]
    flush = sum(line.box[0] - edge <= _INDENT for line in filled)
    return len(filled) >= _LEAST_FILLED and flush >= _FLUSH * len(filled)


def _is_table(page: ParsedPage, columns: Columns, sides: Sequence[Sequence[Line]]) -> bool:
    """Whether what stands side by side belongs together: in a grid, or beginning at one height."""
    if _is_ruled(page, columns):
        return True
    fewer, more = sorted(map(starts, sides), key=len)
    return len(fewer) < _LEAST_STARTS or _beside(fewer, more) > _MOST_BESIDE * len(fewer)


def _is_ruled(page: ParsedPage, columns: Columns) -> bool:
    whole = (0.0, columns.top, page.width, columns.bottom)
    ruled = [grid.box for grid in grids(page) if grid.box[0] < columns.gutter < grid.box[2]]
    return sum(overlap(box, whole) for box in ruled) > _RULED * area(whole)


def _beside(fewer: Sequence[float], more: Sequence[float]) -> int:
    """How many paragraphs begin at the height of one beside them."""
    return sum(any(abs(y - other) <= _SAME_HEIGHT for other in more) for y in fewer)


def starts(lines: Sequence[Line]) -> list[float]:
    """Return the heights at which paragraphs begin."""
    return [
        line.box[1]
        for above, line in pairwise([None, *lines])
        if line is not None
        and (above is None or line.box[1] - above.box[1] > _PARAGRAPH * (line.box[3] - line.box[1]))
    ]


def _runs_over(block: LayoutBlock, columns: Columns) -> bool:
    box = layout_box(block)
    if box is None or block.kind in ("figure", "rule") or not box[0] < columns.gutter < box[2]:
        return False
    return all(
        any(centre_within(item_box(item), box) for item in side)
        for side in (columns.left, columns.right)
    )

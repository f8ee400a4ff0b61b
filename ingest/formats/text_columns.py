"""Pages set in two columns of text that a parser read across: line by line, left and right mixed.

Where a drawing stands in one column, a layout parser may no longer see two, and the steps of two
procedures come as one. Each column is then read again by itself. What stands side by side in a
table belongs together: there the paragraphs of both sides begin at the same heights.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from liteparse import LayoutBlock, ParsedPage, ParseResult, TextItem

from ingest.formats.boxes import area, bounding_box, centre_within, overlap
from ingest.formats.crops import Crop, crop_to
from ingest.formats.grids import grids
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.lines import Line, apart, lines_within, turn_of
from ingest.formats.plain_text import as_markup, without_markup
from ingest.formats.side_headings import SIDE_LEVEL, holds_all
from ingest.headings import number_of
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


@dataclass(frozen=True, slots=True)
class _Columns:
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


def with_text_columns(
    pages: Sequence[ParsedPage], read: Callable[[int, Crop], ParseResult]
) -> list[ParsedPage]:
    """Return the pages; where a block runs over both columns of one, these one after the other.

    `read` reads a page by its number, cropped. A page that would lose a word stays as it is.
    """
    return [
        page if (columns := _columns(page)) is None else _read_apart(page, columns, read)
        for page in pages
    ]


def _columns(page: ParsedPage) -> _Columns | None:
    body = [
        item
        for item in page.text_items
        if item.text.strip()
        and not turn_of(item)
        and page.height * _TOP < _middle(item) < page.height * _BOTTOM
    ]
    found = max(
        (_parted(page, body, float(x)) for x in _places(page)),
        key=lambda columns: columns.bottom - columns.top,
        default=None,
    )
    if found is None or found.bottom - found.top < _HIGH * page.height:
        return None
    if not any(_runs_over(block, found) for block in page.blocks or ()):
        return None
    sides = [lines_within(page, box) for box in found.boxes(page)]
    return found if all(map(_is_text, sides)) and not _is_table(page, found, sides) else None


def _places(page: ParsedPage) -> range:
    return range(int(page.width * _FROM), int(page.width * _TO), 2)


def _parted(page: ParsedPage, body: Sequence[TextItem], x: float) -> _Columns:
    """What stands left and right of a place, between the lines that run over it."""
    over = [item for item in body if item.x < x + _FREE and item.x + item.width > x - _FREE]
    heights = sorted(
        [(page.height * _TOP, page.height * _TOP)]
        + [(item.y, item.y + item.height) for item in over]
        + [(page.height * _BOTTOM, page.height * _BOTTOM)]
    )
    gaps = [(above[1], below[0]) for above, below in pairwise(heights)]
    top, bottom = max(gaps, key=lambda gap: gap[1] - gap[0])
    inside = [item for item in body if top <= _middle(item) <= bottom]
    return _Columns(
        x,
        top,
        bottom,
        tuple(item for item in inside if item.x < x),
        tuple(item for item in inside if item.x >= x),
    )


def _middle(item: TextItem) -> float:
    return float(item.y + item.height / 2)


def _is_text(lines: Sequence[Line]) -> bool:
    """Whether most of a column's filled lines begin near its edge, as running text does."""
    edge = min((line.box[0] for line in lines), default=0.0)
    wide = max((line.box[2] for line in lines), default=0.0) - edge
    filled = [line for line in lines if line.box[2] - line.box[0] >= _FILLED * wide]
    flush = sum(line.box[0] - edge <= _INDENT for line in filled)
    return len(filled) >= _LEAST_FILLED and flush >= _FLUSH * len(filled)


def _is_table(page: ParsedPage, columns: _Columns, sides: Sequence[Sequence[Line]]) -> bool:
    """Whether what stands side by side belongs together: in a grid, or beginning at one height."""
    whole = (0.0, columns.top, page.width, columns.bottom)
    ruled = [grid.box for grid in grids(page) if grid.box[0] < columns.gutter < grid.box[2]]
    if sum(overlap(box, whole) for box in ruled) > _RULED * area(whole):
        return True
    fewer, more = sorted(map(starts, sides), key=len)
    beside = sum(any(abs(y - other) <= _SAME_HEIGHT for other in more) for y in fewer)
    return len(fewer) < _LEAST_STARTS or beside > _MOST_BESIDE * len(fewer)


def starts(lines: Sequence[Line]) -> list[float]:
    """Return the heights at which paragraphs begin."""
    return [
        line.box[1]
        for above, line in pairwise([None, *lines])
        if line is not None
        and (above is None or line.box[1] - above.box[1] > _PARAGRAPH * (line.box[3] - line.box[1]))
    ]


def _runs_over(block: LayoutBlock, columns: _Columns) -> bool:
    box = layout_box(block)
    if box is None or block.kind in ("figure", "rule") or not box[0] < columns.gutter < box[2]:
        return False
    return all(
        any(centre_within(item_box(item), box) for item in side)
        for side in (columns.left, columns.right)
    )


def _read_apart(
    page: ParsedPage, columns: _Columns, read: Callable[[int, Crop], ParseResult]
) -> ParsedPage:
    levels = heading_levels(page)
    blocks = page.blocks or ()
    inside = [block for block in blocks if _within(block, columns)]
    kept = [block for block in inside if block.kind in ("figure", "rule")]
    outside = [block for block in blocks if not _within(block, columns)]
    again = [block for block in outside if _is_above(block, columns)]
    again += _cut_off(page, inside, 0.0, columns.top)
    for number, box in enumerate(columns.boxes(page)):
        own = [block for block in kept if (_left(block) >= columns.gutter) == bool(number)]
        text = list(column_blocks(read(page.page_num, crop_to(page, box)), levels, box))
        text = _without_frames(page, text, box)
        again += sorted([*text, *own], key=_top) if own else text
    again += _cut_off(page, inside, columns.bottom, page.height)
    again += [block for block in outside if not _is_above(block, columns)]
    return replace(page, blocks=again) if holds_all(page, again) else page


def _cut_off(
    page: ParsedPage, blocks: Sequence[LayoutBlock], top: float, bottom: float
) -> list[LayoutBlock]:
    """The lines of blocks that reach out of the columns: of a head that ran into them."""
    boxes = [box for block in blocks if (box := layout_box(block)) is not None]
    reaching = ((x0, max(y0, top), x1, min(y1, bottom)) for x0, y0, x1, y1 in boxes)
    return [
        LayoutBlock(kind="paragraph", text=as_markup(line.text), bbox=rectangle(line.box))
        for box in reaching
        if box[1] < box[3]
        for line in lines_within(page, box)
        if top <= (line.box[1] + line.box[3]) / 2 < bottom
    ]


def heading_levels(page: ParsedPage) -> dict[str, int | None]:
    """Return the level of each heading of a page as the parser read it whole, by its words."""
    return {_text(block): block.level for block in page.blocks or () if block.kind == "heading"}


def column_blocks(
    result: ParseResult, levels: dict[str, int | None], column: Box
) -> Iterator[LayoutBlock]:
    """Yield the text of a column; read by itself, a heading looks like a chapter's."""
    for page in result.pages:
        for block in page.blocks or ():
            if block.kind in ("figure", "rule"):
                continue
            x0, y0, x1, y1 = _box(block)
            within = max(x0, column[0]), max(y0, column[1]), min(x1, column[2]), min(y1, column[3])
            block = replace(block, bbox=rectangle(within))
            if block.kind == "heading":
                number = number_of(_text(block))
                own = len(number) + 1 if number else SIDE_LEVEL
                block = replace(block, level=levels.get(_text(block)) or own)
            yield block


def _without_frames(
    page: ParsedPage, blocks: Sequence[LayoutBlock], column: Box
) -> list[LayoutBlock]:
    """The blocks with lines in place of a "table" that reaches around several others.

    The lines of a frame or a drawing are no cells: the words that they hold are of the text.
    """
    frames = [
        block
        for block in blocks
        if block.kind == "table"
        and sum(overlap(_box(other), _box(block)) > area(_box(other)) / 2 for other in blocks) > 2
    ]
    if not frames:
        return list(blocks)
    kept = [block for block in blocks if block not in frames]
    found: list[list[Line]] = []
    for line in lines_within(page, column, outside=[_box(block) for block in kept]):
        if found and not apart(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    told = [
        LayoutBlock(
            kind="paragraph",
            text=as_markup(" ".join(line.text for line in lines)),
            bbox=rectangle(bounding_box(line.box for line in lines) or column),
        )
        for lines in found
    ]
    return sorted([*kept, *told], key=_top)


def _text(block: LayoutBlock) -> str:
    return without_markup(block.text or "")


def _box(block: LayoutBlock) -> Box:
    return layout_box(block) or (0.0, 0.0, 0.0, 0.0)


def _top(block: LayoutBlock) -> float:
    return _box(block)[1]


def _left(block: LayoutBlock) -> float:
    return _box(block)[0]


def _within(block: LayoutBlock, columns: _Columns) -> bool:
    box = _box(block)
    return columns.top <= (box[1] + box[3]) / 2 <= columns.bottom


def _is_above(block: LayoutBlock, columns: _Columns) -> bool:
    box = _box(block)
    return (box[1] + box[3]) / 2 < columns.top

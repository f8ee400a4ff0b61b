"""Pages whose columns of text are parted by upright rules, which a parser read across.

Three columns and more, with tables, notices in frames and drawings in them, come line by line, the
sentences of all mixed. What such a rule parts is read again by itself, from left to right; a rule
may part a strip of the page, and another one what stands beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage, ParseResult, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.crops import Crop, crop_to
from ingest.formats.grids import Span
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import Line, lines_within, turn_of
from ingest.formats.lone_rules import lone_rules
from ingest.formats.side_headings import holds_all
from ingest.formats.text_columns import column_blocks, heading_levels
from ingest.formats.two_columns import starts
from store.values import Box

# Of a page's height, how long such a rule is at least.
_LONG = 0.25
# Points by which two paragraphs that begin at one height differ.
_SAME_HEIGHT = 2.0
# Of the paragraphs of a column, what begins at most where one beside them does: rows of a table do.
_MOST_BESIDE = 0.5
# Words of a line that tells, and how many such a column has.
_TELLING, _LEAST_TELLING = 3, 7
# Points by which print may reach over the edge of its column.
_OVER = 1.0


def with_ruled_columns(
    pages: Sequence[ParsedPage], read: Callable[[int, Crop], ParseResult]
) -> list[ParsedPage]:
    """Return the pages; where a block runs over a rule between columns, these one after the other.

    `read` reads a page by its number, cropped. A page that would lose a word stays as it is.
    """
    return [
        _read_apart(page, parts, read) if len(parts := _parts(page)) > 1 else page for page in pages
    ]


def _parts(page: ParsedPage) -> list[Box]:
    """What is read by itself, in order: the whole page where no block runs over a rule."""
    whole = (0.0, 0.0, float(page.width), float(page.height))
    words = [item for item in page.text_items if item.text.strip() and not turn_of(item)]
    rules = [_beside_whole_lines(rule, words) for rule in lone_rules(page, _LONG)]
    # The longest first.
    rules.sort(key=lambda rule: rule[1] - rule[2])
    if not any(_runs_over(block, rule, words) for rule in rules for block in page.blocks or ()):
        return [whole]
    return list(_parted(page, whole, rules, words))


def _parted(
    page: ParsedPage, box: Box, rules: Sequence[Span], words: Sequence[TextItem]
) -> Iterator[Box]:
    """What is read by itself in a part of the page: what stands above, left, right and below of
    the longest rule that parts text there, each parted by the others.
    """
    left, top, right, bottom = box
    inside = [item for item in words if centre_within(item_box(item), box)]
    if not inside:
        return
    for number, (x, first, last) in enumerate(rules):
        first, last = max(first, top), min(last, bottom)
        if not left < x < right or last - first < _LONG * page.height:
            continue
        sides = (left, first, x, last), (x, first, right, last)
        if _divides(page, x, sides, inside):
            others = [*rules[:number], *rules[number + 1 :]]
            above, below = (left, top, right, first), (left, last, right, bottom)
            for part in (above, *sides, below):
                yield from _parted(page, part, others, inside)
            return
    yield box


def _beside_whole_lines(rule: Span, words: Sequence[TextItem]) -> Span:
    """A rule as long as the lines beside it: what is beside one of its ends is beside all of it."""
    x, first, last = rule
    boxes = [item_box(item) for item in words]
    beside = [box for box in boxes if box[2] <= x + _OVER or box[0] >= x - _OVER]
    return (
        x,
        min((box[1] for box in beside if box[1] < first < box[3]), default=first),
        max((box[3] for box in beside if box[1] < last < box[3]), default=last),
    )


def _divides(page: ParsedPage, x: float, sides: tuple[Box, Box], words: Sequence[TextItem]) -> bool:
    """Whether running text stands on both sides of a rule, none over it, and is no table's."""
    top, bottom = sides[0][1], sides[0][3]
    over = (item for item in words if top <= item.y + item.height / 2 <= bottom)
    if any(item.x < x - _OVER and item.x + item.width > x + _OVER for item in over):
        return False
    lines = [lines_within(page, side) for side in sides]
    if not all(map(_is_text, lines)):
        return False
    # Columns begin at one height, whatever stands in them.
    fewer, more = sorted((starts(side)[1:] for side in lines), key=len)
    beside = sum(any(abs(y - other) <= _SAME_HEIGHT for other in more) for y in fewer)
    return beside <= _MOST_BESIDE * len(fewer)


def _is_text(lines: Sequence[Line]) -> bool:
    """Whether lines are of sentences, and no names, values or labels of a drawing."""
    telling = sum(len(line.text.split()) >= _TELLING for line in lines)
    return telling >= _LEAST_TELLING and telling >= len(lines) / 2


def _runs_over(block: LayoutBlock, rule: Span, words: Sequence[TextItem]) -> bool:
    """Whether a block of text holds words on both sides of a rule."""
    box = layout_box(block)
    x, top, bottom = rule
    if box is None or block.kind in ("figure", "rule") or not box[0] < x < box[2]:
        return False
    shared = box[0], max(box[1], top), box[2], min(box[3], bottom)
    held = [item for item in words if centre_within(item_box(item), shared)]
    return any(item.x < x for item in held) and any(item.x >= x for item in held)


def _read_apart(
    page: ParsedPage, parts: Sequence[Box], read: Callable[[int, Crop], ParseResult]
) -> ParsedPage:
    levels = heading_levels(page)
    kept = [block for block in page.blocks or () if block.kind in ("figure", "rule")]
    again: list[LayoutBlock] = []
    for part in parts:
        text = list(column_blocks(read(page.page_num, crop_to(page, part)), levels, part))
        own = [block for block in kept if (box := layout_box(block)) and centre_within(box, part)]
        kept = [block for block in kept if block not in own]
        again += sorted([*text, *own], key=_top) if own else text
    again += kept
    return replace(page, blocks=again) if holds_all(page, again) else page


def _top(block: LayoutBlock) -> float:
    box = layout_box(block)
    return box[1] if box else 0.0

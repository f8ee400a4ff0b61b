"""Pages on which an upright rule stands between the labels of a drawing and the text beside them.

A layout parser reads over such a rule, and a label's words come in the middle of a sentence. Both
sides are read again, each by itself: the text first, which the labels only point at.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage, ParseResult, TextItem

from ingest.formats.crops import Crop
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import turn_of
from ingest.formats.lone_rules import lone_rules
from ingest.formats.side_headings import SIDE_LEVEL, holds_all
from store.values import Box

# Of a page's height, how long such a rule is at least; of its width, how wide a label is at most.
_LONG, _NARROW = 0.4, 0.2
_LEAST_LABELS, _LEAST_LINES = 4, 10
# Points: what comes this near to a block stands in it.
_NEAR = 3.0


def with_divided_columns(
    pages: Sequence[ParsedPage], read: Callable[[int, Crop], ParseResult]
) -> list[ParsedPage]:
    """Return the pages; where a block runs over a rule between labels and text, both sides apart.

    `read` reads a page by its number, cropped. A page that would lose a word stays as it is.
    """
    return [
        page if (rule := _divider(page)) is None else _read_apart(page, rule, read)
        for page in pages
    ]


def _divider(page: ParsedPage) -> Box | None:
    """The rule between labels and text that a block of the parser runs over."""
    for x, top, bottom in lone_rules(page, _LONG):
        rule = (x, top, x, bottom)
        if _divides(page, rule) and any(map(_runs_over(page, rule), page.blocks or ())):
            return rule
    return None


def _divides(page: ParsedPage, rule: Box) -> bool:
    """Whether labels stand left of a rule and text right of it, and nothing on it."""
    left, right = _sides(page, rule)
    over = [item for item in left if item.x + item.width > rule[0] + 1.0]
    labels = all(item.width <= _NARROW * page.width for item in left)
    return not over and labels and len(left) >= _LEAST_LABELS and len(right) >= _LEAST_LINES


def _sides(page: ParsedPage, rule: Box) -> tuple[list[TextItem], list[TextItem]]:
    beside = [
        item
        for item in page.text_items
        if item.text.strip() and not turn_of(item) and rule[1] <= _middle(item) <= rule[3]
    ]
    return [i for i in beside if i.x < rule[0]], [i for i in beside if i.x >= rule[0]]


def _middle(item: TextItem) -> float:
    return float(item.y + item.height / 2)


def _runs_over(page: ParsedPage, rule: Box) -> Callable[[LayoutBlock], bool]:
    """Tell whether a block holds words of both sides."""
    sides = _sides(page, rule)

    def runs_over(block: LayoutBlock) -> bool:
        box = layout_box(block)
        if box is None or block.kind in ("figure", "rule") or not box[0] < rule[0] < box[2]:
            return False
        words = "".join((block.text or "").split())
        return all(
            any("".join(item.text.split()) in words and _stands_in(item, box) for item in side)
            for side in sides
        )

    return runs_over


def _stands_in(item: TextItem, box: Box) -> bool:
    return box[1] - _NEAR <= _middle(item) <= box[3] + _NEAR


def _read_apart(
    page: ParsedPage, rule: Box, read: Callable[[int, Crop], ParseResult]
) -> ParsedPage:
    left, right = _sides(page, rule)
    boxes = [item_box(item) for item in (*left, *right)]
    top, bottom = min(box[1] for box in boxes) - 1.0, max(box[3] for box in boxes) + 1.0
    above, below = top / page.height, 1 - bottom / page.height
    at = rule[0] / page.width
    # Read by itself, a heading looks like a chapter's: it stands below what is above it.
    text = [
        replace(block, level=SIDE_LEVEL) if block.kind == "heading" else block
        for block in _blocks(read(page.page_num, (above, 0.0, below, at)))
    ]
    # A label heads nothing: what follows it in this order is not what it stands beside.
    labels = [
        replace(block, kind="paragraph") if block.kind == "heading" else block
        for block in _blocks(read(page.page_num, (above, 1 - at, below, 0.0)))
    ]
    outside = [(block, layout_box(block)) for block in page.blocks or ()]
    before = [block for block, box in outside if box is None or box[1] < top]
    inside = [block for block, box in outside if box and top <= box[1] < bottom]
    after = [block for block, box in outside if box and box[1] >= bottom]
    kept = [block for block in inside if block.kind in ("figure", "rule")]
    again = [*before, *text, *labels, *kept, *after]
    return replace(page, blocks=again) if holds_all(page, again) else page


def _blocks(result: ParseResult) -> list[LayoutBlock]:
    found = (block for page in result.pages for block in page.blocks or ())
    return [block for block in found if block.kind not in ("figure", "rule")]

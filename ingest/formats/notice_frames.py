"""Frames of notices on a page: the rectangles that begin with a signal word.

A frame may be open to the left and right: a rule above the signal word and one below the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from liteparse import ParsedPage, TextItem, VectorLine

from ingest.formats.boxes import area, centre_within, overlap
from ingest.formats.grids import Span, merged, rectangles, spans
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import lines_within
from ingest.formats.plain_text import without_bullet
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# Points by which what stands in a frame may reach over its lines, and edges of two cells differ.
_OVER, _ALIGNED = 2.0, 3.5
# Of a page, what a notice's frame takes at most: a larger one is the frame of the page.
_LARGEST = 0.6
# Points that a rule of an open frame is long at least. Of a page's height, what it encloses at
# most, and in heights of a line the room in it: below the rule of a running head there is more.
_SHORTEST, _HIGHEST, _ROOM = 72.0, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class NoticeFrame:
    """A notice's frame, and whether no cell of a table touches it.

    Where the signal word stands to the left of the text, `label` is where, and `beside` are the
    columns of the text, from the left: the word may be printed as low as the middle of them.
    """

    box: Box
    apart: bool = True
    label: Box | None = None
    beside: tuple[Box, ...] = ()


def notice_frames(page: ParsedPage) -> list[NoticeFrame]:
    """Return the frames on a page whose first words are a signal word, top down."""
    graphics = page.vector_graphics
    words = [item_box(item) for item in page.text_items if announces(item.text)]
    if graphics is None or not words:
        return []
    cells = rectangles(graphics.lines)
    rules = _rules(graphics.lines)
    most = _LARGEST * page.width * page.height
    kept: dict[Box, NoticeFrame] = {}
    for word in words:
        frame = _frame(page, word, cells, rules)
        if frame is not None and area(frame.box) <= most:
            kept.setdefault(frame.box, frame)
    # Two words may stand in one frame: its text is told apart by them.
    whole = [one for one in kept if not any(one != two and is_within(one, two) for two in kept)]
    return [
        replace(kept[box], apart=not any(_touches(cell, box) for cell in cells))
        for box in sorted(whole, key=lambda box: (box[1], box[0]))
    ]


def _touches(cell: Box, frame: Box) -> bool:
    left, top, right, bottom = frame
    around = left - _ALIGNED, top - _ALIGNED, right + _ALIGNED, bottom + _ALIGNED
    return overlap(cell, around) > 0 and not is_within(cell, around)


def announces(text: str) -> bool:
    """Return whether a line is a signal word, or begins with one that is set off."""
    return (signal_word_alone(text) or leading_signal_word(text)) is not None


def _rules(lines: Sequence[VectorLine]) -> list[Span]:
    """The lines that may part text from text, from the top: level, and as long as a few words."""
    lying = [line for line in lines if abs(line.y2 - line.y1) <= _OVER]
    return sorted(merged([span for span in spans(lying)[1] if span[2] - span[1] >= _SHORTEST]))


def _between_rules(page: ParsedPage, word: Box, rules: Sequence[Span]) -> Box | None:
    """What stands between a rule right above a signal word and the next one, as long, below it.

    Its text fills the room between them, and none of it reaches out over their ends.
    """
    middle = (word[1] + word[3]) / 2
    across = [rule for rule in rules if rule[1] <= word[0] + _OVER and rule[2] >= word[2] - _OVER]
    above = next((rule for rule in reversed(across) if rule[0] <= middle), None)
    below = next((rule for rule in across if rule[0] > middle), None)
    if above is None or below is None:
        return None
    left, right = above[1], above[2]
    if abs(below[1] - left) > _ALIGNED or abs(below[2] - right) > _ALIGNED:
        return None
    inside = [
        box
        for box in map(item_box, (item for item in page.text_items if item.text.strip()))
        if above[0] <= (box[1] + box[3]) / 2 <= below[0] and box[2] > left and box[0] < right
    ]
    room = _ROOM * (word[3] - word[1])
    filled = (
        min(box[1] for box in inside) - above[0] <= room
        and below[0] - max(box[3] for box in inside) <= room
    )
    within = all(left - _OVER <= box[0] and box[2] <= right + _OVER for box in inside)
    if not filled or not within or below[0] - above[0] > _HIGHEST * page.height:
        return None
    return left, above[0], right, below[0]


def _frame(
    page: ParsedPage, word: Box, cells: Sequence[Box], rules: Sequence[Span]
) -> NoticeFrame | None:
    """The cell that a signal word begins, with those below or beside it if it is alone there."""
    around = [cell for cell in cells if centre_within(word, cell)]
    home = min(around, key=area, default=None) or _between_rules(page, word, rules)
    if home is None:
        return None
    lines = lines_within(page, home)
    if lines and all(signal_word_alone(line.text) for line in lines):
        below = _below(page, home, cells)
        if below is not None:
            return NoticeFrame(below)
        return _beside(page, home, cells) or _labelled(page, home, around)
    labelled = _labelled(page, word, [home])
    if labelled is not None:
        return labelled
    if not lines or not announces(lines[0].text) or word[1] > lines[0].box[3]:
        return None
    return NoticeFrame(home)


def _labelled(page: ParsedPage, label: Box, around: Sequence[Box]) -> NoticeFrame | None:
    """The smallest cell around a signal word that has text, if all of it stands to its right."""
    for cell in sorted(around, key=area):
        words = [item for item in page.text_items if item.text.strip() and _in(item, cell)]
        own = [item for item in words if _in(item, label)]
        text = [item for item in words if not _in(item, label)]
        if text:
            alone = all(signal_word_alone(item.text) for item in own)
            if not alone or min(item.x for item in text) < label[2] - _OVER:
                return None
            beside = (label[2] - _OVER, cell[1], cell[2], cell[3])
            return NoticeFrame(cell, label=label, beside=(beside,))
    return None


def _in(item: TextItem, box: Box) -> bool:
    return centre_within(item_box(item), box)


def _below(page: ParsedPage, home: Box, cells: Sequence[Box]) -> Box | None:
    """A signal word's cell and the text in its column below it, or None where there is none.

    Below the title of a hazard goes on what follows, and below text a list of measures.
    """
    frame = home
    title = True
    for cell in sorted(cells, key=lambda cell: cell[1]):
        if not (
            abs(cell[1] - frame[3]) <= _ALIGNED
            and abs(cell[0] - home[0]) <= _ALIGNED
            and abs(cell[2] - home[2]) <= _ALIGNED
        ):
            continue
        lines = lines_within(page, cell)
        if not lines or announces(lines[0].text):
            break
        if not title and without_bullet(lines[0].text) == lines[0].text:
            break
        title = len(lines) == 1
        frame = (home[0], home[1], home[2], cell[3])
    return None if frame == home else frame


def _beside(page: ParsedPage, home: Box, cells: Sequence[Box]) -> NoticeFrame | None:
    """A signal word's cell and those to the right of it that are as high, with text."""
    beside: list[Box] = []
    right = home[2]
    for cell in sorted(cells):
        level = abs(cell[1] - home[1]) <= _ALIGNED and abs(cell[3] - home[3]) <= _ALIGNED
        if level and abs(cell[0] - right) <= _ALIGNED:
            beside.append(cell)
            right = cell[2]
    while beside and not lines_within(page, beside[-1]):
        beside.pop()
    if not beside:
        return None
    frame = (home[0], home[1], beside[-1][2], home[3])
    return NoticeFrame(frame, label=home, beside=tuple(beside))


def is_within(inner: Box, outer: Box) -> bool:
    """Return whether a box lies in a frame, or reaches over its lines by no more than they vary."""
    return (
        inner[0] >= outer[0] - _OVER
        and inner[1] >= outer[1] - _OVER
        and inner[2] <= outer[2] + _OVER
        and inner[3] <= outer[3] + _OVER
    )

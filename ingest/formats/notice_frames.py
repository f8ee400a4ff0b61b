"""Frames of notices on a page: the rectangles that begin with a signal word."""

from collections.abc import Sequence
from dataclasses import dataclass

from liteparse import ParsedPage

from ingest.formats.boxes import area, centre_within, overlap
from ingest.formats.grids import rectangles
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import lines_within
from ingest.formats.plain_text import without_bullet
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# Points by which what stands in a frame may reach over its lines, and edges of two cells differ.
_OVER, _ALIGNED = 2.0, 3.5
# Of a page, what a notice's frame takes at most: a larger one is the frame of the page.
_LARGEST = 0.6


@dataclass(frozen=True, slots=True)
class NoticeFrame:
    """A notice's frame, and whether no cell of a table touches it."""

    box: Box
    apart: bool


def notice_frames(page: ParsedPage) -> list[NoticeFrame]:
    """Return the frames on a page whose first words are a signal word, top down."""
    graphics = page.vector_graphics
    words = [item_box(item) for item in page.text_items if announces(item.text)]
    if graphics is None or not words:
        return []
    cells = rectangles(graphics.lines)
    frames = (_frame(page, word, cells) for word in words)
    most = _LARGEST * page.width * page.height
    kept = {frame for frame in frames if frame is not None and area(frame) <= most}
    # Two words may stand in one frame: its text is told apart by them.
    whole = [one for one in kept if not any(one != two and is_within(one, two) for two in kept)]
    return [
        NoticeFrame(frame, not any(_touches(cell, frame) for cell in cells))
        for frame in sorted(whole, key=lambda frame: (frame[1], frame[0]))
    ]


def _touches(cell: Box, frame: Box) -> bool:
    left, top, right, bottom = frame
    around = left - _ALIGNED, top - _ALIGNED, right + _ALIGNED, bottom + _ALIGNED
    return overlap(cell, around) > 0 and not is_within(cell, around)


def announces(text: str) -> bool:
    """Return whether a line is a signal word, or begins with one that is set off."""
    return (signal_word_alone(text) or leading_signal_word(text)) is not None


def _frame(page: ParsedPage, word: Box, cells: Sequence[Box]) -> Box | None:
    """The cell that a signal word begins, with those below or beside it if it is alone there."""
    around = [cell for cell in cells if centre_within(word, cell)]
    home = min(around, key=area, default=None)
    if home is None:
        return None
    lines = lines_within(page, home)
    if not lines or not announces(lines[0].text) or word[1] > lines[0].box[3]:
        return None
    if not all(signal_word_alone(line.text) for line in lines):
        return home
    return _below(page, home, cells) or _beside(page, home, cells)


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


def _beside(page: ParsedPage, home: Box, cells: Sequence[Box]) -> Box | None:
    for cell in cells:
        level = abs(cell[1] - home[1]) <= _ALIGNED and abs(cell[3] - home[3]) <= _ALIGNED
        if level and abs(cell[0] - home[2]) <= _ALIGNED and lines_within(page, cell):
            return home[0], home[1], cell[2], home[3]
    return None


def is_within(inner: Box, outer: Box) -> bool:
    """Return whether a box lies in a frame, or reaches over its lines by no more than they vary."""
    return (
        inner[0] >= outer[0] - _OVER
        and inner[1] >= outer[1] - _OVER
        and inner[2] <= outer[2] + _OVER
        and inner[3] <= outer[3] + _OVER
    )

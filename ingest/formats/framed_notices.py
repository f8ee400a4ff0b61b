"""Notices in a frame: all that stands in the frame below its signal word is the notice's text.

How far the title of a hazard, its consequence and what to do about it stand apart differs from
maker to maker, and a pictogram may stand between them; a frame says where a notice ends.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from liteparse import ParsedPage

from ingest.formats.boxes import bounding_box, overlap
from ingest.formats.carried_sentences import joined
from ingest.formats.lines import Line, blocks_of_lines, lines_within
from ingest.formats.notice_frames import NoticeFrame, announces, is_within, notice_frames
from ingest.headings import number_of
from ingest.table_notices import notices_of_table
from store.contents import Block
from store.values import Box

# What begins a point of several in one notice.
_POINT = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s|[•●■*–-]\s")


def with_framed_notices(page: ParsedPage, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the page's blocks, with one notice in place of the text in each notice's frame.

    Text that a block ran together with a frame's stays a block of its own, and so do a table's
    other rows where a parser took a frame for some of them. Listings, figures, tables and their
    cells stay what they are, and so does the frame of a legend or of a numbered section.
    """
    found = tuple(blocks)
    for frame in notice_frames(page):
        found = _with_notice(page, found, frame)
    return found


def _with_notice(
    page: ParsedPage, blocks: Sequence[Block], frame: NoticeFrame
) -> tuple[Block, ...]:
    """The blocks with a frame's notices where the first of its text stood, if it is one."""
    before: list[Block] = []
    parts: list[Block] = []
    after: list[Block] = []
    for block in blocks:
        inside, outside = _parted(page, block, frame)
        for rest in outside:
            (after if parts or (inside and _follows(rest, frame.box)) else before).append(rest)
        parts.extend(inside)
    told_beside = _beside_label(page, parts, frame)
    if told_beside is None and any(part.kind == "table" for part in parts):
        return tuple(blocks)
    parts = told_beside or parts
    if parts and not announces(parts[0].text):
        # A parser may put a title before the signal word above it.
        parts.sort(key=lambda part: part.box[1] if part.box else 0.0)
    if any(part.kind == "heading" and len(number_of(part.text)) > 1 for part in parts):
        return tuple(blocks)
    # A pictogram beside them parts the lines of a sentence.
    parts = list(joined(_each_once(parts), page))
    told = notices_of_table([(_line(part),) for part in parts])
    if told is None:
        if told_beside is None:
            return tuple(blocks)
        # What explains the word is whole at least: "DANGER identifies a hazard that can kill".
        whole = " ".join(map(_line, parts))
        return (*before, Block("paragraph", whole, page.page_num, frame.box), *after)
    notices = [
        Block(
            "notice",
            text,
            page.page_num,
            bounding_box(parts[row].box for row in rows),
            notice=level,
        )
        for level, text, rows in told
    ]
    return (*before, *notices, *after)


def _beside_label(
    page: ParsedPage, parts: Sequence[Block], frame: NoticeFrame
) -> list[Block] | None:
    """A frame's text behind the signal word to the left of it, where these are what was read.

    Read line by line, the word stands in the middle of the text. What stands in a further column
    belongs to the point of the first that begins at its height.
    """
    if frame.label is None:
        return None
    first, *others = [lines_within(page, column) for column in frame.beside]
    points = [[line] for line in first[:1]]
    for line in first[1:]:
        if _POINT.match(line.text):
            points.append([line])
        else:
            points[-1].append(line)
    for line in (line for column in others for line in column):
        middle = (line.box[1] + line.box[3]) / 2
        above = [point for point in points if point[0].box[1] <= middle]
        (above[-1] if above else points[0]).append(line)
    word = lines_within(page, frame.label)
    read = "".join(line.text for line in (*word, *(line for point in points for line in point)))
    if sorted(_letters(read)) != sorted(_letters("".join(map(_line, parts)))):
        return None
    texts = (block for point in points for block in blocks_of_lines(point, page.page_num))
    return [*blocks_of_lines(word, page.page_num), *texts]


def _each_once(parts: Sequence[Block]) -> list[Block]:
    """The parts without what a parser read twice: the same words in the same place."""
    kept: list[Block] = []
    for part in parts:
        there = (one for one in kept if one.box and part.box and overlap(one.box, part.box))
        letters = _letters(part.text)
        if not letters or letters not in _letters("".join(one.text for one in there)):
            kept.append(part)
    return kept


def _follows(rest: Block, frame: Box) -> bool:
    """Whether the rest of a block is read after the frame: it begins neither above nor left."""
    if rest.box is None or rest.box[1] >= frame[3]:
        return True
    return rest.box[1] >= frame[1] and rest.box[0] >= frame[0]


def _parted(page: ParsedPage, block: Block, place: NoticeFrame) -> tuple[list[Block], list[Block]]:
    """What of a block stands in a frame, and what beside it."""
    frame = place.box
    if block.kind == "table":
        if place.label is not None and block.box is not None and is_within(block.box, frame):
            return [block], []
        return _rows_parted(page, block, frame) if place.apart else ([], [block])
    text = block.kind in ("paragraph", "list_item", "heading")
    if not text or block.box is None or not overlap(block.box, frame):
        return [], [block]
    if is_within(block.box, frame):
        return [block], []
    inside = lines_within(page, _shared(block.box, frame))
    outside = lines_within(page, block.box, outside=[frame])
    # The box of a block that is read twice, or of turned words, holds other words than its text.
    if not _are_of(block, [*inside, *outside]):
        own = _begun_and_ended(block, [*inside, *outside])
        inside, outside = ([line for line in part if line in own] for part in (inside, outside))
        if not _are_of(block, own):
            return [], [block]
    if not inside:
        return [], [block]
    number = page.page_num
    return list(blocks_of_lines(inside, number)), list(blocks_of_lines(outside, number))


def _are_of(block: Block, lines: Sequence[Line]) -> bool:
    read = "".join(line.text for line in lines)
    return sorted(_letters(read)) == sorted(_letters(block.text))


def _begun_and_ended(block: Block, lines: Sequence[Line]) -> list[Line]:
    """The lines from where a block's text begins to where it ends.

    The boxes of some fonts are so high that a block's reaches over lines of the next one.
    """
    own = sorted(lines, key=lambda line: line.box[1])
    text = _letters(block.text)
    while own and not text.startswith(_letters(own[0].text)):
        own.pop(0)
    while own and not text.endswith(_letters(own[-1].text)):
        own.pop()
    return own


def _rows_parted(page: ParsedPage, table: Block, frame: Box) -> tuple[list[Block], list[Block]]:
    """What a parser put into a table's rows and stands in a frame, and its rows above and below."""
    boxes = table.row_boxes
    taken = [n for n, box in enumerate(boxes) if box is not None and is_within(box, frame)]
    if not taken:
        return [], [table]
    lines = lines_within(page, frame)
    printed = sorted(_letters("".join(line.text for line in lines)))
    held = _text_of(table.rows[n] for n in taken)
    header = table.header
    if header and sorted(_letters(_text_of(header) + held)) == printed:
        header = ()
    elif sorted(_letters(held)) != printed:
        return [], [table]
    above, below = slice(taken[0]), slice(taken[-1] + 1, None)
    rest = [
        block
        for rows in (above, below)
        if any(table.rows[rows])
        for block in _rows_of(page, table, header, rows)
    ]
    return list(blocks_of_lines(lines, page.page_num)), rest


def _rows_of(
    page: ParsedPage, table: Block, header: tuple[tuple[str, ...], ...], which: slice
) -> Iterator[Block]:
    """Some rows of a table; text between the frames of notices, if they have one cell each."""
    rows, boxes = table.rows[which], table.row_boxes[which]
    box = bounding_box(boxes)
    if box is not None and all(len(set(row)) == 1 for row in rows):
        printed = lines_within(page, box)
        if sorted(_letters("".join(line.text for line in printed))) == sorted(
            _letters("".join(row[0] for row in rows))
        ):
            yield from blocks_of_lines(printed, page.page_num)
            return
    text = _text_of((*header, *rows))
    yield replace(table, text=text, box=box, header=header, rows=rows, row_boxes=boxes)


def _text_of(rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def _shared(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _line(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.marker else block.text

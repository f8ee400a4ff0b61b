"""Blocks in reading order to runs of blocks that share a section, notices told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.announced_hazards import (
    OVERLAP,
    announced,
    consequence_of_hazards,
    is_near,
    is_notice,
)
from ingest.called_notices import apart, with_called
from ingest.formats.boxes import bounding_box
from ingest.formats.carried_sentences import ends_before, has_no_room
from ingest.heading_path import HeadingPath
from ingest.headings import is_caption, is_chapter_alone, number_of
from ingest.legends import without_legends
from ingest.notices import (
    explains_signal_word,
    gravest_within,
    leading_signal_word,
    sentence_after_signal_word,
    signal_word_alone,
)
from ingest.table_notices import notices_of_table
from store.contents import Block
from store.values import NoticeLevel

# A notice goes on while blocks follow each other as closely as lines do.
_LINE_GAP = 7.0
# What names the hazard below a signal word is set large, with more room around it.
_TITLE_GAP = 16.0
_LONGEST_HAZARD = 70
# Lines of one sentence begin no further to the left, to so many points.
_SET_IN = 3.0


@dataclass(frozen=True, slots=True)
class Run:
    """What stands between one heading and the next; its warnings hold in all of `scope`."""

    section: tuple[str, ...]
    blocks: tuple[Block, ...]
    scope: tuple[str, ...] = ()


def runs(blocks: Sequence[Block]) -> Iterator[Run]:
    """Yield the document's text section by section; each block's words stand in a run or its path.

    A heading's own words are in the path of its run. One with nothing below it, not even further
    headings of its own, is text of the section that it stands in: parsers take a step in bold, with
    its torque, for a heading.
    """
    held: Run | None = None
    for run in _runs(blocks):
        if held is not None and held.section == run.section:
            held = replace(held, blocks=held.blocks + run.blocks)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    path = HeadingPath()
    gathered: list[Block] = []
    in_cells: list[Block] = []
    empty: Block | None = None
    chapter = ""
    told = [_at_its_gravest(block) for block in without_legends(_with_notices(apart(blocks)))]
    for block, called in with_called(told):
        if block.kind != "heading":
            gathered.append(block)
            # Behind all else: a table may go on in the block after it.
            in_cells.extend(called)
            continue
        if gathered:
            yield Run(path.path, (*gathered, *in_cells), path.scope)
            if any(one.kind != "figure" for one in gathered):
                # What holds only a figure is never shown: its heading's words would be lost.
                empty = None
            gathered, in_cells = [], []
        if is_chapter_alone(block.text):
            chapter = block.text
            continue
        text = f"{chapter} {block.text}" if chapter else block.text
        before = path.path
        path.enter(text, 1 if chapter else block.level)
        if empty is not None and path.path[: len(before)] != before:
            yield Run(before[:-1], (replace(empty, kind="paragraph", level=0),), before[:-1])
        chapter = ""
        empty = replace(block, text=text)
    if gathered:
        yield Run(path.path, (*gathered, *in_cells), path.scope)
    elif empty is not None:
        yield Run(path.path[:-1], (replace(empty, kind="paragraph", level=0),), path.path[:-1])


def _at_its_gravest(block: Block) -> Block:
    if block.notice is None:
        return block
    return replace(block, notice=gravest_within(block.text, block.notice))


def _with_notices(blocks: Sequence[Block]) -> Iterator[Block]:
    """Join each signal word with the text that it announces into one notice block."""
    position = 0
    while position < len(blocks):
        block = blocks[position]
        position += 1
        if block.kind == "table":
            told = _told_by_table(block)
            if told and block.caption:
                yield Block("paragraph", block.caption, block.page, block.box)
            yield from told or (block,)
            continue
        if block.kind == "notice":
            below = announced(block.notice, block, blocks, position)
            position += len(below)
            yield _joined([block, *below], block.notice)
            continue
        if block.kind not in ("heading", "paragraph", "list_item"):
            yield block
            continue
        set_as_heading = block.kind == "heading"
        level = (
            sentence_after_signal_word(block.text)
            if set_as_heading
            else leading_signal_word(block.text) or consequence_of_hazards(block.text)
        )
        alone = None if level else signal_word_alone(block.text)
        if level and not (set_as_heading and _announces(block, blocks, position)):
            while position < len(blocks) and _completes(block, blocks[position]):
                block = _with_line(block, blocks[position])
                position += 1
            listed = announced(level, block, blocks, position)
            position += len(listed)
            yield _joined([block, *listed], level)
            continue
        start = _past_figures(blocks, position)
        if alone and start < len(blocks) and explains_signal_word(blocks[start].text):
            # A legend's word is no title either.
            yield replace(block, kind="paragraph", level=0) if set_as_heading else block
            continue
        if (level or alone) and start < len(blocks) and _begins(block, alone, blocks, start):
            parts = [block, blocks[start]]
            position = start + 1
            further = _past_figures(blocks, position)
            while further < len(blocks) and _goes_on(parts[-1], blocks[further]):
                parts.append(blocks[further])
                position = further + 1
                further = _past_figures(blocks, position)
            listed = announced(level or alone, parts[-1], blocks, position)
            position += len(listed)
            yield _joined([*parts, *listed], level or alone)
        else:
            yield block


def _joined(parts: Sequence[Block], level: NoticeLevel | None) -> Block:
    first = parts[0]
    if len(parts) == 1:
        return replace(first, kind="notice", notice=level, level=0)
    text = "\n".join(map(_line, parts))
    box = bounding_box(part.box for part in parts if part.page == first.page)
    return Block("notice", text, first.page, box, notice=level)


def _past_figures(blocks: Sequence[Block], position: int) -> int:
    """The next place that holds no figure: a pictogram may stand at any line of a notice."""
    while position < len(blocks) and blocks[position].kind == "figure":
        position += 1
    return position


def _completes(notice: Block, block: Block) -> bool:
    """Whether a notice's last line is full, and the sentence goes on in the line right below it.

    It is often set in there, by the width of the signal word.
    """
    above, below = notice.box, block.box
    if above is None or below is None or notice.page != block.page or block.kind != "paragraph":
        return False
    if ends_before(block.text, notice.text) or is_caption(block.text) or is_notice(block):
        return False
    beneath = -OVERLAP <= below[1] - above[3] <= _LINE_GAP
    set_in = above[0] - _SET_IN <= below[0] < above[2]
    return beneath and set_in and has_no_room(above, block.text.split()[0], below[2])


def _with_line(notice: Block, block: Block) -> Block:
    box = bounding_box((notice.box, block.box))
    return replace(notice, text=f"{notice.text} {block.text}", box=box)


def _announces(heading: Block, blocks: Sequence[Block], position: int) -> bool:
    """Whether a hazard set as a heading goes on in the text right below it."""
    return (
        not heading.text.endswith((".", "!"))
        and position < len(blocks)
        and _is_text(blocks[position])
        and leading_signal_word(blocks[position].text) is None
    )


def _begins(word: Block, alone: NoticeLevel | None, blocks: Sequence[Block], position: int) -> bool:
    """Whether what stands after a signal word is its text, or the name of its hazard."""
    first = blocks[position]
    if _is_text(first):
        return True
    text = _past_figures(blocks, position + 1)
    # "Notes" above a heading is a section's title; "DANGER" or "NOTICE" above one names a hazard.
    return (
        first.kind == "heading"
        and alone is not None
        and (alone != "notice" or word.text.isupper())
        and not number_of(first.text)
        and signal_word_alone(first.text) is None
        and len(first.text) <= _LONGEST_HAZARD
        and text < len(blocks)
        and _is_text(blocks[text])
        and is_near(word, first, _TITLE_GAP)
    )


def _told_by_table(block: Block) -> list[Block] | None:
    """The notices that a table was set to frame, each with its rows' box; None if it has data."""
    told = notices_of_table([*block.header, *block.rows])
    if told is None:
        return None
    first_row = len(block.header)
    return [
        Block(
            "notice",
            text,
            block.page,
            block.box
            if len(told) == 1
            else bounding_box(
                block.row_boxes[row - first_row]
                for row in rows
                if 0 <= row - first_row < len(block.row_boxes)
            )
            or block.box,
            notice=level,
        )
        for level, text, rows in told
    ]


def _line(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.marker else block.text


def _is_text(block: Block) -> bool:
    return block.kind in ("paragraph", "list_item")


def _goes_on(last: Block, block: Block) -> bool:
    if not _is_text(block) or last.box is None or block.box is None:
        return False
    if is_notice(block):
        return False
    # A hazard's name is set large, and its text below it with more room.
    gap = _TITLE_GAP if last.kind == "heading" else _LINE_GAP
    return is_near(last, block, gap) and (abs(block.box[0] - last.box[0]) <= 30)

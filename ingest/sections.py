"""Blocks in reading order to runs of blocks that share a section, notices told apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.boxes import bounding_box
from ingest.headings import HeadingPath
from ingest.notices import (
    leading_signal_word,
    sentence_after_signal_word,
    signal_word_alone,
)
from store.values import Block

# "Chapter 3" on a line of its own: its title is the next heading.
_CHAPTER_ALONE = re.compile(
    r"^(?:part|chapter|appendix|teil|kapitel|anhang)\s+(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\.?$",
    re.IGNORECASE,
)
# A notice goes on while blocks follow each other as closely as lines do.
_LINE_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Run:
    """What stands between one heading and the next."""

    section: tuple[str, ...]
    blocks: tuple[Block, ...]


def runs(blocks: Sequence[Block]) -> Iterator[Run]:
    """Yield the document's text section by section; each block stands in exactly one run.

    A heading's own words are in the path of its run; a section with nothing below its heading
    but further headings yields no run.
    """
    path = HeadingPath()
    section: tuple[str, ...] = ()
    gathered: list[Block] = []
    chapter = ""
    for block in _with_notices(blocks):
        if block.kind != "heading":
            gathered.append(block)
            continue
        if gathered:
            yield Run(section, tuple(gathered))
            gathered = []
        if _CHAPTER_ALONE.match(block.text):
            chapter = block.text
            continue
        text = f"{chapter} {block.text}" if chapter else block.text
        path.enter(text, 1 if chapter else block.level)
        chapter = ""
        section = path.path
    if gathered:
        yield Run(section, tuple(gathered))


def _with_notices(blocks: Sequence[Block]) -> Iterator[Block]:
    """Join each signal word with the text that it announces into one notice block."""
    position = 0
    while position < len(blocks):
        block = blocks[position]
        position += 1
        if block.kind not in ("heading", "paragraph", "list_item"):
            yield block
            continue
        level = (
            leading_signal_word(block.text)
            if block.kind != "heading"
            else sentence_after_signal_word(block.text)
        )
        alone = None if level else signal_word_alone(block.text)
        if level:
            yield replace(block, kind="notice", notice=level)
        elif alone and position < len(blocks) and _is_text(blocks[position]):
            parts = [block, blocks[position]]
            position += 1
            while position < len(blocks) and _goes_on(parts[-1], blocks[position]):
                parts.append(blocks[position])
                position += 1
            yield Block(
                "notice",
                "\n".join(_line(part) for part in parts),
                block.page,
                bounding_box(part.box for part in parts if part.page == block.page),
                notice=alone,
            )
        else:
            yield block


def _line(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.marker else block.text


def _is_text(block: Block) -> bool:
    return block.kind in ("paragraph", "list_item")


def _goes_on(last: Block, block: Block) -> bool:
    if not _is_text(block) or block.page != last.page or last.box is None or block.box is None:
        return False
    if signal_word_alone(block.text) or leading_signal_word(block.text):
        return False
    close = 0 <= block.box[1] - last.box[3] <= _LINE_GAP
    return close and (abs(block.box[0] - last.box[0]) <= 30)

"""Lines that are printed on a page and stand in none of its blocks: nothing may vanish.

A layout parser that takes a paragraph for a table, or a listing for a line, hands on less than it
read. Its runs of text hold all of it, so what its blocks lack is found there, and read by lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from liteparse import ParsedPage

from ingest.formats.boxes import centre_within
from ingest.formats.furniture import RunningHeads, at_foot, in_band
from ingest.formats.lines import Line, blocks_of_lines, lines_within
from ingest.formats.plain_text import without_bullet
from ingest.formats.side_headings import SIDE_LEVEL
from store.contents import Block
from store.values import Box

# Of the pairs of neighbouring words of a line, blocks that hold it have this share at least: a cell
# that spans columns, or a sign that is read in another way, parts some of them.
_HELD = 0.5
# Less than this is a mark beside the text or a label in a drawing, and says nothing by itself.
_LEAST_LETTERS = 12
_LEAST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
# Lines that stand further apart than this many line heights are no one piece.
_APART = 2.5


def with_leftovers(
    page: ParsedPage, blocks: Sequence[Block], heads: RunningHeads
) -> tuple[Block, ...]:
    """Return the page's blocks, with those of the printed lines that none of them holds.

    Each stands behind the last block that begins above it, or beside it where it is turned.
    """
    found = list(blocks)
    for lines in _left_out(page, blocks, heads):
        position = _position(lines[0], found)
        found[position:position] = blocks_of_lines(lines, page.page_num)
    return tuple(found)


def _left_out(
    page: ParsedPage, blocks: Sequence[Block], heads: RunningHeads
) -> Iterator[list[Line]]:
    """The lines that no block holds, those together that stand together."""
    text = _letters(_texts(blocks))
    kept = "\n".join((text, *(_letters([head]) for head in heads.on(page))))
    # Nearly all pages have arrived whole, run by run: their lines need not be put together.
    if all(_letters([item.text]) in kept for item in page.text_items):
        return
    # The parser may have a foot of two lines as one block.
    feet = _letters(heads.left_out(page))
    tables = [(block.box, _letters(_texts([block]))) for block in blocks if block.kind == "table"]
    group: list[Line] = []
    # A heading beside its text is whole, and of none of the lines of text.
    beside = [block.box for block in blocks if block.level == SIDE_LEVEL and block.box]
    for line in lines_within(page, (0.0, 0.0, page.width, page.height), outside=beside):
        if _holds(text, line.text) or heads.is_line(line, page) or _is_cells(line, tables):
            continue
        at_edge = in_band(line.box, page) or at_foot(line.box, page)
        if feet and at_edge and _holds(feet, line.text):
            continue
        if group and not _together(group[-1], line):
            if _says_something(group):
                yield group
            group = []
        group.append(line)
    if group and _says_something(group):
        yield group


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.marker
        yield block.text
        for row in (*block.header, *block.rows):
            yield from row


def _holds(letters: str, line: str) -> bool:
    words = [_letters([word]) for word in _WORD.findall(without_bullet(line))]
    if len(words) < 2:
        return not words or words[0] in letters
    pairs = [one + two for one, two in pairwise(words)]
    return sum(pair in letters for pair in pairs) >= _HELD * len(pairs)


def _is_cells(line: Line, tables: Sequence[tuple[Box | None, str]]) -> bool:
    """Whether a line is of a table that holds its words: those of a cell go on in the next line."""
    words = [_letters([word]) for word in _WORD.findall(line.text)]
    return any(
        box is not None and centre_within(line.box, box) and all(word in cells for word in words)
        for box, cells in tables
    )


def _letters(texts: Iterable[str]) -> str:
    """Letters and digits alone: hyphens at line ends and spaces differ from reader to reader."""
    return "".join(filter(str.isalnum, "".join(texts))).casefold()


def _together(above_line: Line, line: Line) -> bool:
    above, below = above_line.box, line.box
    if line.turned or above_line.turned:
        # The turned headers of a table's columns stand side by side, each a word or two.
        side_by_side = min(above[3], below[3]) > max(above[1], below[1])
        return line.turned == above_line.turned and side_by_side
    height = max(above[3] - above[1], 6.0)
    beside = min(above[2], below[2]) - max(above[0], below[0]) > 0
    return beside and below[1] - above[1] <= _APART * height


def _says_something(lines: Sequence[Line]) -> bool:
    words = [word for line in lines for word in _WORD.findall(line.text)]
    return len(words) >= _LEAST_WORDS and sum(map(len, words)) >= _LEAST_LETTERS


def _position(line: Line, blocks: Sequence[Block]) -> int:
    # What is turned stands beside many lines: between two of them it would part their steps.
    top = line.box[3] if line.turned else line.box[1]
    above = [number for number, block in enumerate(blocks, 1) if block.box and block.box[1] <= top]
    return max(above, default=0)

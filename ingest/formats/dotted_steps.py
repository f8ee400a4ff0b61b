"""Steps with dotted numbers that a layout parser ran together: "1.1 Check the pump", "1.2 Check …".

Run on behind a warning or a list's last item, such a step was part of the warning, and was lost to
the procedure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from liteparse import LayoutBlock, ParsedPage

from ingest.formats.boxes import bounding_box
from ingest.formats.carried_sentences import has_no_room
from ingest.formats.layout_boxes import layout_box, rectangle
from ingest.formats.lines import Line, lines_within
from ingest.formats.plain_text import as_markup, without_bullet, without_markup

_STEP = re.compile(r"(?P<parent>\d{1,2}(?:\.\d{1,2}){0,2})\.(?P<last>\d{1,2})\.?\s+(?=[^\W\d_]{2})")
# "1.1 Nm" is no first step: its word is a unit's sign.
_FIRST_STEP = re.compile(r"[\d.]+\s+[^\W\d_]{3}")
_ENDS = (*".!?:;)", *"\u3002\uff01\uff1f\uff1a\uff1b")
# Words.
_LONGEST_TITLE = 6

_Number = tuple[str, int]


def dotted_steps(block: LayoutBlock, page: ParsedPage) -> list[LayoutBlock]:
    """Return the steps in a block as blocks of their own, or the block as it is.

    A step begins a line behind a whole sentence or a short line, and its neighbour begins a line of
    the page, too: "the value of" / "2.5 Bar" is no step.
    """
    box, text = layout_box(block), block.text or ""
    if block.kind not in ("paragraph", "list_item") or box is None or not _STEP.search(text):
        return [block]
    lines = lines_within(page, box)
    if not _letters("".join(line.text for line in lines)).endswith(_letters(without_markup(text))):
        return [block]
    printed = [*lines, *lines_within(page, (0.0, 0.0, page.width, page.height))]
    begun = {number for line in printed if (number := _number(line.text))}
    margin = max(item.x + item.width for item in page.text_items)
    parts: list[list[Line]] = [[]]
    for line in lines:
        if parts[-1] and _is_step(line, parts[-1][-1], margin, begun):
            parts.append([])
        parts[-1].append(line)
    if len(parts) < 2:
        return [block]
    first, *steps = parts
    if _number(first[0].text):
        return [_step(block, lines) for lines in parts]
    return [_rest(block, first), *(_step(block, lines) for lines in steps)]


def with_titles(blocks: Sequence[LayoutBlock]) -> list[LayoutBlock]:
    """Return the blocks; a few words with a dotted number, over a sentence, are text that may be a
    title, and no step.
    """
    return [
        replace(block, kind="paragraph", text=f"{block.marker} {block.text}", marker=None)
        if _titles(block, below)
        else block
        for block, below in zip_longest(blocks, blocks[1:])
    ]


def _titles(block: LayoutBlock, below: LayoutBlock | None) -> bool:
    if block.kind != "list_item" or below is None or below.kind != "paragraph":
        return False
    text, sentence = block.text or "", without_markup(below.text or "")
    short = len(text.split()) <= _LONGEST_TITLE and not text.endswith(_ENDS)
    prose = sentence[:1].isupper() and sentence.endswith(".")
    return short and prose and _number(f"{block.marker} {text}") is not None


def _is_step(line: Line, above: Line, margin: float, begun: set[_Number]) -> bool:
    number = _number(line.text)
    if number is None or line.turned:
        return False
    parent, last = number
    if not begun & {(parent, last - 1), (parent, last + 1)} and not (
        last == 1 and _FIRST_STEP.match(line.text)
    ):
        return False
    room = not has_no_room(above.box, line.text.split(maxsplit=1)[0], margin)
    return above.text.endswith(_ENDS) or room


def _number(text: str) -> _Number | None:
    match = _STEP.match(text)
    return (match["parent"], int(match["last"])) if match else None


def _step(block: LayoutBlock, lines: Sequence[Line]) -> LayoutBlock:
    number, text = " ".join(line.text for line in lines).split(maxsplit=1)
    return replace(
        block,
        kind="list_item",
        ordered=True,
        level=0,
        marker=number,
        text=as_markup(text),
        bbox=rectangle(bounding_box(line.box for line in lines) or lines[0].box),
    )


def _rest(block: LayoutBlock, lines: Sequence[Line]) -> LayoutBlock:
    """What stands in front of the first step; a list's item keeps its label out of its text."""
    text = " ".join(line.text for line in lines)
    label = block.marker or ""
    if block.kind == "list_item" and label and text.startswith(label):
        text = text[len(label) :].lstrip()
    around = rectangle(bounding_box(line.box for line in lines) or lines[0].box)
    return replace(block, text=as_markup(without_bullet(text)), bbox=around)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()

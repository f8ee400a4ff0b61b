"""Headings that a parser ran together with the sentence or the title below them, parted again, and
titles that it parted at the end of a line, whole again.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from liteparse import AnnotationRect, LayoutBlock, ParsedPage

from ingest.formats.boxes import bounding_box, centre_within
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.lines import Line, blocks_of_lines, lines_within
from ingest.formats.placed_tables import as_layout
from ingest.formats.plain_text import without_markup
from ingest.headings import number_of
from store.values import Box

# Points: lines of one title begin as close to one place, and stand as close to each other.
_ALIGNED = 3.0


def parted(
    block: LayoutBlock, following: LayoutBlock | None, page: ParsedPage
) -> list[LayoutBlock]:
    """Return a numbered heading and what stands below it, where the parser ran them together.

    A title is the first that its number counts below the heading's. A sentence is set in, or ends
    as one or goes on below, and its first word would have had room on the line above: no heading is
    broken there.
    """
    box = layout_box(block)
    if block.kind != "heading" or box is None or not number_of(block.text or ""):
        return [block]
    lines = _lines_of(block.text or "", page, box)
    if len(lines) < 2:
        return [block]
    margin = max(item.x + item.width for item in page.text_items)
    for position, (above, line) in enumerate(pairwise(lines), 1):
        title, rest = (_text_of(part) for part in (lines[:position], lines[position:]))
        heading = replace(block, text=title, bbox=_around(lines[:position], box))
        if number_of(line.text) == (*number_of(title), "1"):
            below = replace(block, text=rest, bbox=_around(lines[position:], box))
            return [heading, replace(below, level=(block.level or 1) + 1)]
        letter = (line.box[2] - line.box[0]) / max(1, len(line.text))
        word = letter * (len(line.text.split(maxsplit=1)[0]) + 1)
        set_in = line.box[0] - lines[0].box[0] > 3.0
        told = set_in or _is_told(rest, following)
        if told and above.box[2] + word < margin - 3.0:
            text = blocks_of_lines(lines[position:], page.page_num)
            return [heading, *(as_layout(found) for found in text)]
    return [block]


def _text_of(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _around(lines: Sequence[Line], box: Box) -> AnnotationRect:
    return rectangle(bounding_box(line.box for line in lines) or box)


def with_whole_titles(blocks: Sequence[LayoutBlock], page: ParsedPage) -> list[LayoutBlock]:
    """Return a page's blocks, each numbered title with its further lines, set as the first is.

    Their first word would have had no room on the line above.
    """
    whole: list[LayoutBlock] = []
    for block in blocks:
        above = whole[-1] if whole else None
        if above is not None and _goes_on(above, block, page):
            box = bounding_box(filter(None, map(layout_box, (above, block))))
            text = f"{above.text} {block.text}"
            whole[-1] = replace(above, text=text, bbox=rectangle(box) if box else above.bbox)
            continue
        whole.append(block)
    return whole


def _goes_on(block: LayoutBlock, following: LayoutBlock, page: ParsedPage) -> bool:
    box, below = layout_box(block), layout_box(following)
    if (block.kind, following.kind) != ("heading", "heading") or box is None or below is None:
        return False
    title, words = block.text or "", (following.text or "").split()
    if not number_of(title) or not words or below[0] < box[0] - _ALIGNED:
        return False
    styles = [_styles(page, box), _styles(page, below)]
    letter = (below[2] - below[0]) / len(following.text or " ")
    margin = max(item.x + item.width for item in page.text_items)
    return (
        styles[0] == styles[1]
        and len(styles[0]) == 1
        and -_ALIGNED <= below[1] - box[3] <= (below[3] - below[1]) / 2
        and box[2] + letter * (len(words[0]) + 1) >= margin - _ALIGNED
    )


def _styles(page: ParsedPage, box: Box) -> set[tuple[str, float]]:
    return {
        (item.font_name or "", round(item.font_size or 0.0, 1))
        for item in page.text_items
        if item.text.strip() and centre_within(item_box(item), box)
    }


def runs_on_into(following: LayoutBlock | None) -> bool:
    """Return whether what follows goes on in small letters.

    "a. General" does not, it is a title itself.
    """
    text = without_markup(following.text or "") if following is not None else ""
    return text[:1].islower() and text[1:2] not in (".", ")")


def _is_told(text: str, following: LayoutBlock | None) -> bool:
    """Whether a heading's further lines begin a sentence, which ends there or goes on below."""
    ends = text.endswith((".", ":"))
    return text[:1].isupper() and (ends or runs_on_into(following))


def _lines_of(text: str, page: ParsedPage, box: Box) -> list[Line]:
    """The printed lines of a heading: its box may end with the first of them. [] if not all."""
    reach = (box[0], box[1], page.width, box[3] + 3 * (box[3] - box[1]))
    wanted, found = "".join(without_markup(text).split()), ""
    lines: list[Line] = []
    for line in lines_within(page, reach):
        if found == wanted:
            break
        found += "".join(line.text.split())
        lines.append(line)
    return lines if found == wanted else []

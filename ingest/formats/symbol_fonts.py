"""Letters set in a symbol font read as the signs they print: the tick of Wingdings is no `ü`."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from liteparse import LayoutBlock, LayoutCell, ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.lines import lines_within
from ingest.formats.plain_text import as_markup
from ingest.formats.symbols import plain_signs

_Signs = Sequence[tuple[TextItem, TextItem]]
"""Runs of text in symbol fonts, as they came and as they read."""

# Before a line, these are its bullet; within one, they lead to the next menu.
_POINTERS = frozenset("→►▶")
# Three letters of which two differ: `nnn` of Wingdings are three bullets.
_WORD = re.compile(r"([A-Za-z])(?!\1)[A-Za-z]{2}|([A-Za-z])\2(?!\2)[A-Za-z]")


def with_signs(page: ParsedPage) -> ParsedPage:
    """Return the page with letters of symbol fonts as signs, in its text and in its blocks."""
    signs: list[tuple[TextItem, TextItem]] = []
    items: list[TextItem] = []
    for item in page.text_items:
        font = item.font_name or ""
        letters = _letters(item.text) if _is_symbol_font(font) else ""
        sign = plain_signs(letters, font)
        if sign in _POINTERS and _begins_line(item, page):
            sign = "•"
        if sign == letters:
            items.append(item)
            continue
        read = replace(item, text=sign + item.text[len(letters) :])
        signs.append((item, read))
        items.append(read)
    if not signs:
        return page
    shown = replace(page, text_items=items)
    return replace(shown, blocks=[_with_signs(b, signs, shown) for b in page.blocks or ()])


def _begins_line(item: TextItem, page: ParsedPage) -> bool:
    middle = item.y + item.height / 2
    return not any(
        other.x < item.x and other.y < middle < other.y + other.height and other.text.strip()
        for other in page.text_items
    )


@cache
def _is_symbol_font(font: str) -> bool:
    return bool(re.search("symbol|wingdings|webdings", font, re.IGNORECASE))


def _letters(text: str) -> str:
    """What of a run is set in its first letter's font.

    The parser names that font for the whole run, and a bullet's goes on with the words behind it.
    """
    alone = all(len(word) == 1 for word in text.split())
    if alone or not (" " in text.strip() or _WORD.search(text)):
        return text
    behind = next((n for n, char in enumerate(text[1:], 1) if char.isascii()), len(text))
    return text[:behind]


def _with_signs(block: LayoutBlock, signs: _Signs, page: ParsedPage) -> LayoutBlock:
    inside = _inside(block, signs)
    if not inside:
        return block
    if block.kind == "table":
        header = None if block.header is None else [_cell(cell, inside) for cell in block.header]
        rows = [[_cell(cell, inside) for cell in row] for row in block.rows or []]
        return replace(block, header=header, rows=rows)
    if block.lines:
        return replace(block, lines=[_with_runs(line, inside)[0] for line in block.lines])
    if not block.text:
        return block
    text = _exchanged(block.text, inside)
    box = layout_box(block)
    if text is None and box is not None and block.kind == "paragraph":
        # The same letter is a word of its own in the sentence: read the lines anew.
        text = as_markup(" ".join(line.text for line in lines_within(page, box)))
    return block if text is None else replace(block, text=text)


def _cell(cell: LayoutCell, signs: _Signs) -> LayoutCell:
    inside = _inside(cell, signs)
    text = _exchanged(cell.text, inside) if inside else None
    return cell if text is None else replace(cell, text=text)


def _inside(part: LayoutBlock | LayoutCell, signs: _Signs) -> _Signs:
    box = layout_box(part)
    return [pair for pair in signs if box is not None and centre_within(item_box(pair[0]), box)]


def _exchanged(text: str, signs: _Signs) -> str | None:
    """The text with each letter as its sign; None where it is not clear which letters they are."""
    text, lone = _with_runs(text, signs)
    reads = {letter.text.strip(): sign.text.strip() for letter, sign in lone}
    found = Counter(word for word in text.split() if word in reads)
    if found != Counter(letter.text.strip() for letter, _ in lone):
        return None
    return re.sub(r"\S+", lambda word: reads.get(word.group(), word.group()), text)


def _with_runs(text: str, signs: _Signs) -> tuple[str, _Signs]:
    """The text with the runs exchanged that are more than a letter, and the signs left over."""
    left = []
    for came, read in signs:
        run = came.text.strip()
        if len(run) > 1 and run in text:
            text = text.replace(run, read.text.strip(), 1)
        else:
            left.append((came, read))
    return text, left

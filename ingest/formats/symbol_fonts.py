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


def with_signs(page: ParsedPage) -> ParsedPage:
    """Return the page with letters of symbol fonts as signs, in its text and in its blocks."""
    signs: list[tuple[TextItem, TextItem]] = []
    items: list[TextItem] = []
    for item in page.text_items:
        font = item.font_name or ""
        if _is_symbol_font(font) and (sign := plain_signs(item.text, font)) != item.text:
            read = replace(item, text=sign)
            signs.append((item, read))
            items.append(read)
        else:
            items.append(item)
    if not signs:
        return page
    shown = replace(page, text_items=items)
    return replace(shown, blocks=[_with_signs(b, signs, shown) for b in page.blocks or ()])


@cache
def _is_symbol_font(font: str) -> bool:
    return bool(re.search("symbol|wingdings|webdings", font, re.IGNORECASE))


def _with_signs(block: LayoutBlock, signs: _Signs, page: ParsedPage) -> LayoutBlock:
    inside = _inside(block, signs)
    if not inside:
        return block
    if block.kind == "table":
        header = None if block.header is None else [_cell(cell, inside) for cell in block.header]
        rows = [[_cell(cell, inside) for cell in row] for row in block.rows or []]
        return replace(block, header=header, rows=rows)
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
    reads = {letter.text.strip(): sign.text.strip() for letter, sign in signs}
    found = Counter(word for word in text.split() if word in reads)
    if found != Counter(letter.text.strip() for letter, _ in signs):
        return None
    return re.sub(r"\S+", lambda word: reads.get(word.group(), word.group()), text)

"""Which runs of text on a page its blocks say already: to read them again would say them twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box, layout_box
from ingest.formats.plain_text import without_markup
from store.contents import Block
from store.values import Box

# Stands for words that are accounted for: no run of text holds it, so none reaches over it.
_TAKEN = "\0"


def without_said(page: ParsedPage, blocks: Sequence[LayoutBlock]) -> ParsedPage:
    """Return the page without the runs of text that stand in one of the blocks, and in its words.

    Each word of a block speaks for one run, and long runs come first: "ON" in a cell beside a
    paragraph is not said by another "ON" within it.
    """
    said: set[int] = set()
    for block in blocks:
        box = layout_box(block)
        if box is None:
            continue
        within = [item for item in page.text_items if centre_within(item_box(item), box)]
        said.update(_said_in(_letters(_words(block)), within))
    if not said:
        return page
    return replace(page, text_items=[item for item in page.text_items if id(item) not in said])


def said_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks without those that say what one before says at the very same place.

    Parts of a page that are read by themselves may both have it, and some print in bold is the
    same letters printed twice.
    """
    said: set[tuple[str, str, Box]] = set()
    for block in blocks:
        if block.text and block.box is not None:
            known = (block.kind, block.text, block.box)
            if known in said:
                continue
            said.add(known)
        yield block


def _said_in(text: str, items: Sequence[TextItem]) -> set[int]:
    """The runs that a text accounts for."""
    found: set[int] = set()
    for item in sorted(items, key=lambda item: -len(item.text)):
        run = _letters(item.text)
        if run and run in text:
            text = text.replace(run, _TAKEN, 1)
            found.add(id(item))
    return found


def _words(block: LayoutBlock) -> str:
    rows = (row for row in (block.header, *(block.rows or ())) if row)
    cells = (cell.text for row in rows for cell in row)
    text = without_markup(block.text or "")
    return " ".join((block.marker or "", text, *(block.lines or ()), *cells))


def _letters(text: str) -> str:
    return "".join(text.split())

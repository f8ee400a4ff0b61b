"""How many letters are printed in a text, a table or a part of a page: none of them may be lost."""

from collections.abc import Iterable, Sequence

from liteparse import LayoutCell, ParsedPage

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import item_box
from store.values import Box

# Of the letters that stand in a part of a page, a table that holds it has this share.
COMPLETE = 0.97


def letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(char.isalnum() for char in text)


def letters_of(rows: Iterable[Sequence[LayoutCell]]) -> int:
    """Return how many letters and digits stand in a table's rows."""
    return sum(letters(cell.text) for row in rows for cell in row)


def letters_printed(page: ParsedPage, box: Box) -> int:
    """Return how many letters and digits are printed in a box on a page."""
    items = page.text_items
    return sum(letters(item.text) for item in items if centre_within(item_box(item), box))

"""The words of LiteParse's blocks, as they stand on the page."""

from liteparse import LayoutBlock

from ingest.formats.plain_text import without_markup


def block_text(block: LayoutBlock) -> str:
    """Return the plain text of a layout block that has any."""
    return without_markup(block.text or "")


def all_text(block: LayoutBlock) -> str:
    """Return a block's text, or that of its cells: heads of several columns arrive as tables."""
    rows = (row for row in (block.header, *(block.rows or ())) if row)
    return block_text(block) or " ".join(cell.text for row in rows for cell in row)

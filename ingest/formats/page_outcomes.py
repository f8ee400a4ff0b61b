"""What is said of the pages of a PDF that gave nothing."""

from collections.abc import Sequence

from liteparse import ParseResult

from ingest.formats.document import PageRead
from ingest.formats.plain_text import plain


def not_arrived(result: ParseResult) -> list[PageRead]:
    """Return the pages that the parser gave up, or left out without a word."""
    arrived = {page.page_num for page in result.pages}
    reasons = {error.page_num: plain(error.message)[:120] for error in result.page_errors}
    return [
        PageRead(
            number, None, "failed", reasons.get(number) or "the page did not arrive from the parser"
        )
        for number in range(1, result.total_pages + 1)
        if number not in arrived
    ]


def remarks(pages: Sequence[PageRead]) -> tuple[str, ...]:
    """Return a sentence on each of the first pages that could not be read."""
    failed = [page for page in pages if page.outcome == "failed"]
    return tuple(f"Page {page.number} could not be read: {page.reason}." for page in failed[:20])


def why_nothing(pages: Sequence[PageRead]) -> str:
    """Return a sentence on why no page gave any text."""
    several = len(pages) != 1
    none = f"None of its {len(pages)} pages" if several else "Its only page"
    if failed := [page for page in pages if page.outcome == "failed"]:
        could = "could be read" if several else "could not be read"
        return f"{none} {could}: {failed[0].reason}."
    if any(page.outcome == "figure" for page in pages):
        which = f"Its {len(pages)} pages are pictures" if several else "Its only page is a picture"
        return f"{which} in which OCR found no text."
    return f"{none} {'holds' if several else 'holds no'} text."

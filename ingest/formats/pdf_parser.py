"""LiteParse as this house uses it: which options, which errors, and the pause of the collector."""

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from liteparse import LiteParse, PageComplexityStats, ParseError, ParseResult

from ingest.formats.plain_text import plain
from store.errors import FileRejected

_COMMON: dict[str, Any] = {
    "extract_links": False,
    # Its own rule takes a first line that differs by numbers only for a running head, and
    # with it the code of a fault or the name of a parameter: ours is stricter.
    "keep_headers_footers": True,
    "continue_on_page_error": True,
    "quiet": True,
    # It would look for its own models and language data on the network.
    "ocr_enabled": False,
}


def parse(path: Path, max_pages: int, pages: Iterable[int] = (), **options: object) -> ParseResult:
    """Return what LiteParse reads of a PDF, or of some of its pages (numbers from 1).

    Raises FileRejected with one sentence where it is no PDF, damaged, encrypted or has no pages.
    """
    chosen = ",".join(map(str, pages)) or None
    # Left alone it stops at 1,000 pages without a word.
    parser = LiteParse(**{**_COMMON, "max_pages": max_pages, "target_pages": chosen, **options})
    try:
        with collector_paused():
            result = parser.parse(path)
    except (ParseError, ValueError, OSError) as error:
        raise FileRejected(_why_unreadable(str(error))) from error
    if result.total_pages == 0:
        raise FileRejected("It has no pages.")
    return result


def looked_at(path: Path, pages: Iterable[int]) -> dict[int, PageComplexityStats]:
    """Return LiteParse's signals of these pages by number: images, garbled text, drawings."""
    numbers = sorted(pages)
    if not numbers:
        return {}
    chosen = ",".join(map(str, numbers))
    parser = LiteParse(
        target_pages=chosen, ocr_enabled=False, quiet=True, max_pages=max(len(numbers), numbers[-1])
    )
    try:
        return {page.page_number: page for page in parser.is_complex(path)}
    except ParseError:
        return {}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let Python make objects without looking for cycles among them meanwhile.

    A long manual is half a million small objects and no cycle: looking costs a fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _why_unreadable(reason: str) -> str:
    if re.search("password|encrypt", reason, re.IGNORECASE):
        return "It is encrypted: save a copy without a password and ingest that."
    if re.search("no pages|zero pages|page count", reason, re.IGNORECASE):
        return "It has no pages."
    return f"It cannot be read as a PDF, so it is damaged or not one ({plain(reason)[:160]})."

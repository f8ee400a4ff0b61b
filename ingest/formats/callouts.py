"""Numbers beside a drawing that call out its parts: a legend names these, they say nothing."""

from collections.abc import Sequence

from liteparse import LayoutBlock

from ingest.formats.plain_text import without_markup

# So many numbers are called out at least, and of those that they run through, one in so many.
_LEAST, _MOST_LEFT_OUT = 3, 2


def without_callouts(blocks: Sequence[LayoutBlock]) -> list[LayoutBlock]:
    """Return a page's blocks without numbers that stand alone beside a drawing and count its parts.

    They begin low and run on, be they in one block or in many: values do not.
    """
    called = [block for block in blocks if block.kind == "paragraph" and _numbers_of(block)]
    told = {number for block in called for number in _numbers_of(block)}
    drawn = any(block.kind == "figure" for block in blocks)
    if not drawn or len(told) < _LEAST or max(told) > _MOST_LEFT_OUT * len(told):
        return list(blocks)
    return [block for block in blocks if block not in called]


def _numbers_of(block: LayoutBlock) -> tuple[int, ...]:
    """Return the numbers of a block that holds nothing else, each of two digits at most."""
    words = without_markup(block.text or "").split()
    if not all(word.isascii() and word.isdigit() and len(word) <= 2 for word in words):
        return ()
    return tuple(map(int, words))

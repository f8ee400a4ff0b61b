"""Legends of signal words: the page that says what each of them means calls out no hazard."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ingest.notices import tells_only_what_follows
from store.contents import Block

# One warning may well say no more than what comes of not minding it; so many levels of them in a
# row are a legend.
LEAST_LEVELS = 3


def without_legends(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, text in place of notices in a row that say what their levels stand for."""
    for bare, group in groupby(blocks, lambda block: tells_only_what_follows(block.text)):
        found = list(group)
        levels = {block.notice for block in found if block.notice is not None}
        if bare and len(levels) >= LEAST_LEVELS:
            found = [replace(block, kind="paragraph", notice=None) for block in found]
        yield from found

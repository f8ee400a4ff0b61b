"""Which numbered lines in a heading's print are titles, and no steps, and of which level.

A parser counts levels by sizes: how many there are above a section's title differs from manual to
manual, and from page to page. What is set larger than most of the other headings is no step.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from liteparse import LayoutBlock, ParsedPage

# "4. Radiator", and not "8 COM" or "000: Off".
_NUMBERED = re.compile(r"[1-9]\d?\.\s+[^\W\d_a-z]")


class TitleLevels:
    """The levels of a document's numbered titles, by how high their print is."""

    def __init__(self, pages: Iterable[ParsedPage] = ()) -> None:
        levels: Counter[int] = Counter()
        numbered: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for page in pages:
            for block in page.blocks or ():
                if block.kind == "heading":
                    levels[block.level or 1] += 1
                    if (height := _height(block)) is not None:
                        numbered[height][block.level or 1] += 1
        self._levels: dict[int, int] = {}
        for height, found in numbered.items():
            level = max(found, key=lambda one: (found[one], -one))
            smaller = sum(many for other, many in levels.items() if other > level)
            if smaller >= levels[level]:
                self._levels[height] = level

    def of(self, block: LayoutBlock) -> int | None:
        """Return the level of a numbered title, or None where it may be a step."""
        height = _height(block)
        return None if height is None else self._levels.get(height)


def _height(block: LayoutBlock) -> int | None:
    if block.bbox is None or not _NUMBERED.match(block.text or ""):
        return None
    height: float = block.bbox.height
    return round(height)

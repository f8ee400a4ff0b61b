"""Chapter titles that stand where running heads do: the first of a run of pages, and set as one.

A manual may print each chapter's title in a bar at the top of its first page, at one height on most
pages; another names the chapter at the top of all its pages, and nowhere else. Dropped as running
heads, these leave their pages without a heading.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

# Left and right pages may carry heads of their own.
_NEIGHBOURS = (1, 2)
# What stands at the top of more pages than this is the manual's name.
_MOST_PAGES = 0.4
_LEADING_NUMBER = re.compile(r"^(?:[\d#]+(?:[.\-][\d#]+)*\.?|[a-z]\.)\s+")


class ChapterTitles:
    """Knows the titles at the tops of pages that no other heading says.

    `tops` and `titles` are, by page, the texts at its top and those of its other headings, both
    without what changes from page to page.
    """

    def __init__(
        self, tops: Mapping[int, Iterable[str]], titles: Mapping[int, Iterable[str]], pages: int
    ) -> None:
        self._tops = {number: {_bare(text) for text in texts} for number, texts in tops.items()}
        counted = Counter(text for texts in self._tops.values() for text in texts)
        self._everywhere = {t for t, n in counted.items() if n > max(1, _MOST_PAGES * pages)}
        # The first page with a heading that says it.
        self._said: dict[str, int] = {}
        for number in sorted(titles, reverse=True):
            self._said.update({_bare(text): number for text in titles[number]})

    def begins(self, text: str, number: int) -> bool:
        """Return whether a heading at the top of a page is a chapter's title on its first page."""
        bare = _bare(text)
        if not any(letter.isalpha() for letter in bare) or bare in self._everywhere:
            return False
        if any(bare in self._tops.get(number - before, ()) for before in _NEIGHBOURS):
            return False
        return self._said.get(bare, number + 1) > number


def _bare(text: str) -> str:
    return _LEADING_NUMBER.sub("", text)

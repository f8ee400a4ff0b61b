"""Page numbers as they are printed, where the file itself does not tell them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from liteparse import ParsedPage

from ingest.formats.lines import lines_within

# Of a page's height: the edges at which numbers stand.
_EDGE = 0.1
_LONGEST_LINE = 100
# "12", "MA-12", "3-12"
_NUMBER = re.compile(r"^((?:[A-Z]{1,3}|\d{1,2})[-\u2013])?(\d{1,4})$")
# So many pages count on, with one between them without its number at most: fewer may be steps or
# chapters that begin a page each.
_LEAST_PAGES = 4
_WIDEST_GAP = 2
_SHARE_OF_PAGES = 0.5

_Count = tuple[str, int]
"""What stands before the number, and how far the number lies behind that of the page."""


def with_printed_labels(pages: Sequence[ParsedPage]) -> list[ParsedPage]:
    """Return the pages, labelled with the numbers printed on them if the file has no labels."""
    if any(page.page_label for page in pages):
        return list(pages)
    labels = printed_labels(pages)
    return [replace(page, page_label=labels.get(page.page_num)) for page in pages]


def printed_labels(pages: Sequence[ParsedPage]) -> dict[int, str]:
    """Return the labels of pages by their numbers from 1: what is printed at their edges and
    counts on from page to page. Pages without such a number are left out, and all of them where
    most have none: then what counts on is something else.
    """
    shown: dict[_Count, list[int]] = defaultdict(list)
    for page in pages:
        for prefix, number in _numbers(page):
            shown[prefix, page.page_num - number].append(page.page_num)
    labels: dict[int, str] = {}
    # Where two numbers count on, the one that does so longest is the page's.
    runs = [(run, count) for count, found in shown.items() for run in _runs(sorted(set(found)))]
    for run, (prefix, behind) in sorted(runs, key=lambda one: len(one[0])):
        labels.update((page, f"{prefix}{page - behind}") for page in run)
    return labels if len(labels) >= _SHARE_OF_PAGES * len(pages) else {}


def _numbers(page: ParsedPage) -> Iterator[tuple[str, int]]:
    edge = page.height * _EDGE
    for top, bottom in ((0.0, edge), (page.height - edge, page.height)):
        for line in lines_within(page, (0.0, top, page.width, bottom)):
            if len(line.text) > _LONGEST_LINE:
                continue
            for word in line.text.split():
                found = _NUMBER.match(word.strip("|•()[]–—-"))
                if found is not None:
                    yield found[1] or "", int(found[2])


def _runs(pages: Sequence[int]) -> Iterator[list[int]]:
    """Pages that follow each other closely, in stretches long enough to be counted."""
    run = list(pages[:1])
    for before, page in pairwise(pages):
        if page - before > _WIDEST_GAP:
            if len(run) >= _LEAST_PAGES:
                yield run
            run = []
        run.append(page)
    if len(run) >= _LEAST_PAGES:
        yield run

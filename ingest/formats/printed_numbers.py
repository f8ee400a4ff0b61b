"""Page numbers as they are printed, where the file itself does not tell them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from liteparse import ParsedPage

from ingest.formats.lines import lines_within
from ingest.formats.numbered_heads import WIDE_BAND, ends_apart

# Of a page's height: the edges at which numbers stand. Where margins are wide, as TeX sets them,
# they stand at an end of the first or the last line further in.
_EDGE = 0.1
_LONGEST_LINE = 100
# "12", "MA-12", "3-12"
_NUMBER = re.compile(r"^((?:[A-Z]{1,3}|\d{1,2})[-\u2013])?(\d{1,4})$")
# "2/9", "2 of 9", "2 von 9"
_OF_ALL = re.compile(r"(?<![\w/.-])(\d{1,4})\s*(?:/|\bof\b|\bvon\b)\s*(\d{1,4})(?![\w/.-])")
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
    counts on from page to page. Pages without a number between such that count alike are counted,
    too; others are left out, and all of them where most have none: then what counts on is
    something else.
    """
    shown: dict[_Count, list[int]] = defaultdict(list)
    runs: list[tuple[list[int], _Count]] = []
    for page in pages:
        for line in _edge_lines(page):
            for prefix, number in _numbers(line):
                shown[prefix, page.page_num - number].append(page.page_num)
            if any(found == (page.page_num, len(pages)) for found in _of_all(line)):
                # It tells how many there are, and is right: that need not go on for long.
                runs.append(([page.page_num], ("", 0)))
    runs += [(run, count) for count, found in shown.items() for run in _runs(sorted(set(found)))]
    counts: dict[int, _Count] = {}
    # Where two numbers count on, the one that does so longest is the page's.
    for run, count in sorted(runs, key=lambda one: len(one[0])):
        counts.update((page_num, count) for page_num in run)
    if len(counts) < _SHARE_OF_PAGES * len(pages):
        return {}
    for before, after in pairwise(sorted(counts)):
        if counts[before] == counts[after]:
            counts.update((between, counts[before]) for between in range(before + 1, after))
    return {
        page_num: f"{prefix}{page_num - behind}" for page_num, (prefix, behind) in counts.items()
    }


def _edge_lines(page: ParsedPage) -> Iterator[str]:
    """The lines at a page's head and foot, and the first and the last of its text.

    A parser that has a number in the text of a page may lack it among its runs. What is turned
    stands in the margin, and comes behind all that is upright.
    """
    edge, wide = page.height * _EDGE, page.height * WIDE_BAND
    printed = lines_within(page, (0.0, 0.0, page.width, page.height))
    outer = [line for line in printed if not line.turned]
    for line in outer:
        middle = (line.box[1] + line.box[3]) / 2
        if not edge < middle < page.height - edge:
            yield line.text
        elif not wide < middle < page.height - wide and line in (outer[0], outer[-1]):
            yield from ends_apart(page, line.box)
    turned = {_squeezed(item.text) for item in page.text_items if item.rotation}
    upright = [line for line in page.text.splitlines() if _squeezed(line) not in {"", *turned}]
    known = {_squeezed(line.text) for line in printed}
    ends = (" ".join(line.split()) for line in (*upright[:1], *upright[-1:]))
    yield from (line for line in ends if _squeezed(line) not in known)


def _squeezed(line: str) -> str:
    return "".join(line.split())


def _numbers(line: str) -> Iterator[tuple[str, int]]:
    for number, _ in _of_all(line):
        yield "", number
    for word in line.split():
        found = _NUMBER.match(word.strip("|•()[]–—-"))
        if found is not None:
            yield found[1] or "", int(found[2])


def _of_all(line: str) -> Iterator[tuple[int, int]]:
    for found in _OF_ALL.finditer(line):
        yield int(found[1]), int(found[2])


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

"""Pages that only say where something stands: contents and indexes."""

import re
from collections.abc import Sequence
from itertools import pairwise

from liteparse import ParsedPage

from ingest.formats.block_texts import block_text

# Dots that lead from a heading to the number of its page.
LEADER = re.compile(r"(?:\.\s?){4,}|(?:…\s?){2,}|_{5,}")
# Of a page's lines, how many have such dots where it lists pages.
_LED = 0.4
_AT_END = re.compile(r"^\S.*?[\s.…_]\(?(\d{1,4}|[ivxlc]{1,7}|[A-Z]?\d{0,2}[-.]\d{1,4})\)?$")
_AT_START = re.compile(r"^(\d{1,4})\s+\S")
_INDEX_LINE = re.compile(r"^\D.{0,70}?[,\s]\s*\d{1,4}(?:[-–]\d+)?(?:\s*,\s*\d{1,4}(?:[-–]\d+)?)*$")
_CONTENTS_WORDS = re.compile(
    r"^(?:table of )?contents$|^inhalt(?:sverzeichnis)?$|^table des mati[eè]res$|^sommaire$"
    r"|^indice$|^sommario$|^[ií]ndice$|^(?:tabla de )?contenidos?$",
    re.IGNORECASE,
)
_INDEX_WORDS = re.compile(
    r"^(?:alphabetical |subject )?index$|^stichwortverzeichnis$|^sachregister$|^register$"
    r"|^index alphab[eé]tique$|^indice analitico$|^[ií]ndice alfab[eé]tico$",
    re.IGNORECASE,
)


# Of the numbers of contents, how many are no less than the one above: a chapter may count its pages
# anew, and two columns be read across.
_RISING = 0.6
# The end of a row of data.
_SEVERAL = re.compile(r"\d[^\s\w]*\s+\d+$")


def contents_pages(pages: Sequence[ParsedPage]) -> dict[int, str]:
    """Return the pages that only say where something stands, each with the heading it stands under.

    A page is one if most of its lines end in page numbers by dotted leaders, or if it carries a
    heading such as Contents or Index and most lines end in numbers. So does a page that such a list
    goes on upon: the numbers of contents stand on the side where they stood, one a line, and rise.
    A table of parts or data behind the contents has numbers, too.
    """
    found: dict[int, str] = {}
    carried = ("", "")
    side = _AT_END
    for page in pages:
        announced = _announced(page, len(pages))
        kind, title = announced or carried
        # Nearly all pages have neither: their lines need not be looked at one by one.
        lines = _lines(page.text) if kind or LEADER.search(page.text) else []
        if announced or kind != "contents":
            lists = _lists_pages(lines, kind)
            side = _AT_START if _share(lines, _AT_START) > _share(lines, _AT_END) else _AT_END
        else:
            lists = _share(lines, LEADER) >= _LED or _goes_on(lines, side)
        if lists:
            found[page.page_num] = title or "Contents"
        carried = (kind or "contents", title) if lists else ("", "")
    return found


def _announced(page: ParsedPage, count: int) -> tuple[str, str] | None:
    """`contents` or `index` and the heading that says so: an index stands at the end."""
    short = [block for block in (page.blocks or ())[:6] if 0 < len(block.text or "") < 80]
    titles = [block_text(block) for block in short]
    kinds = (("index", _INDEX_WORDS), ("contents", _CONTENTS_WORDS))
    for kind, words in kinds if page.page_num > count // 2 else kinds[1:]:
        for title in titles:
            if words.match(title):
                return kind, title
    return None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _share(lines: Sequence[str], *patterns: re.Pattern[str]) -> float:
    """How many of the lines a pattern finds, one that two find twice."""
    found = sum(1 for line in lines for pattern in patterns if pattern.search(line))
    return found / len(lines) if lines else 0.0


def _lists_pages(lines: Sequence[str], kind: str) -> bool:
    if _share(lines, LEADER) >= _LED:
        return True
    numbered = _share(lines, _AT_END, _AT_START) if kind else 0.0
    if kind == "contents":
        return numbered >= 0.5
    return kind == "index" and (numbered >= 0.4 or _share(lines, _INDEX_LINE) >= 0.4)


def _goes_on(lines: Sequence[str], side: re.Pattern[str]) -> bool:
    """Whether most lines bear one number on that side, and these rise."""
    numbers = [
        tuple(map(int, re.findall(r"\d+", match[1])))
        for match in map(side.search, lines)
        if match is not None and not _SEVERAL.search(match.string)
    ]
    if len(numbers) < 0.5 * len(lines):
        return False
    rising = sum(before <= number for before, number in pairwise(numbers))
    return rising >= _RISING * (len(numbers) - 1)

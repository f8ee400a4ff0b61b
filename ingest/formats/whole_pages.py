"""Pages of a PDF with all that reading needs of them: blocks, lines, colours, and every letter."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from liteparse import ParsedPage, ParseResult, TextItem

from ingest.formats.layout_boxes import item_box
from ingest.formats.pdf_parser import parse
from ingest.formats.spacing_accents import accents_stand_apart

_NEEDED: dict[str, Any] = {
    "extract_blocks": True,
    # Both are needed on every page: lines tell tables, colours tell hidden text.
    "extract_vector_graphics": True,
    "extract_text_metadata": True,
    "preserve_very_small_text": True,
}
_WITHOUT_COLOURS = {**_NEEDED, "extract_text_metadata": False}
_SPACE = re.compile(r"\s+")
# Letters lost in a place, and how far the tops of one line's runs differ, in points.
_MOST_LOST = 6
_ONE_LINE = 1.0


def whole_pages(
    path: Path, max_pages: int, pages: Iterable[int] = (), **options: object
) -> ParseResult:
    """Return what LiteParse reads of a PDF, or of some of its pages (numbers from 1).

    Where accents are set over letters (TeX's older fonts), it loses the end of a run before such a
    letter, but only when it is asked for colours: there it is asked twice. Raises as `parse`.
    """
    numbers = list(pages)
    result = parse(path, max_pages, numbers, **{**_NEEDED, **options})
    if not accents_stand_apart(result.pages):
        return result
    plain = parse(path, max_pages, numbers, **{**_WITHOUT_COLOURS, **options})
    by_number = {page.page_num: page for page in plain.pages}
    return replace(
        result,
        pages=[
            _with_lost_letters(page, by_number[page.page_num])
            if page.page_num in by_number
            else page
            for page in result.pages
        ],
    )


def _with_lost_letters(page: ParsedPage, plain: ParsedPage) -> ParsedPage:
    if Counter(_letters(page.text_items)) == Counter(_letters(plain.text_items)):
        return page
    runs = list(page.text_items)
    for whole in plain.text_items:
        inside = [run for run in runs if _is_part(run, whole)]
        if _lost(inside, whole):
            parts = {id(run) for run in inside}
            at = next((n for n, run in enumerate(runs) if id(run) in parts), len(runs))
            runs = [run for run in runs if id(run) not in parts]
            runs.insert(at, _coloured(whole, inside))
    return replace(plain, text_items=runs)


def _letters(runs: Iterable[TextItem]) -> str:
    return _SPACE.sub("", "".join(run.text for run in runs))


def _is_part(run: TextItem, whole: TextItem) -> bool:
    one, around = item_box(run), item_box(whole)
    return (
        abs(one[1] - around[1]) <= _ONE_LINE
        and one[0] >= around[0] - _ONE_LINE
        and one[2] <= around[2] + _ONE_LINE
    )


def _lost(inside: Sequence[TextItem], whole: TextItem) -> bool:
    """Whether a few letters of the run are lost, and it is of one colour, so that they are too."""
    arrived, letters = _letters(inside), _letters([whole])
    if not 0 < len(letters) - len(arrived) <= _MOST_LOST:
        return False
    left = iter(letters)
    if len({run.fill_color for run in inside}) > 1:
        return False
    return all(letter in left for letter in arrived)


def _coloured(whole: TextItem, inside: Sequence[TextItem]) -> TextItem:
    if not inside:
        return whole
    return replace(inside[0], text=whole.text, x=whole.x, width=whole.width)

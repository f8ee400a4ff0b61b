"""Titles that a layout parser took for text, by the print in which a document sets its titles."""

from dataclasses import replace
from pathlib import Path

import pytest
from liteparse import ParsedPage

from ingest.formats.pdf_parser import parse
from ingest.formats.title_prints import TitlePrints
from tests.printed_runs import Run, drawn

_TEXT = "The figures below hold for this model and for no other that is sold."


def _parsed(folder: Path, title: str) -> ParsedPage:
    path = folder / "manual.pdf"
    path.write_bytes(drawn(*_section(title)))
    (page,) = parse(path, 1, extract_blocks=True, extract_text_metadata=True).pages
    return page


def _told_as_text(page: ParsedPage, title: str) -> ParsedPage:
    """The page as a parser hands it on that takes the title for text."""
    blocks = [
        replace(block, kind="paragraph", level=None) if block.text == title else block
        for block in page.blocks or ()
    ]
    return replace(page, blocks=blocks)


def _headings(page: ParsedPage) -> list[str]:
    return [block.text or "" for block in page.blocks or () if block.kind == "heading"]


def _section(title: str) -> list[Run]:
    return [
        (72, 760, "Helvetica", 18, title),
        *((72, 720 - 14 * row, "Helvetica", 11, _TEXT) for row in range(8)),
    ]


@pytest.mark.parametrize(
    ("title", "others", "heads"),
    [
        ("Technical data of the K-850", 5, True),
        # With fewer titles in its print nothing tells that it is one.
        ("Technical data of the K-850", 3, False),
        ("It is set in large print.", 5, False),
        ("B. Rear view.", 5, True),
    ],
)
def test_a_line_in_the_print_of_all_titles_is_one(
    tmp_path: Path, title: str, others: int, heads: bool
) -> None:
    known = _parsed(tmp_path, "Technical data of the K-810")
    lost = _told_as_text(_parsed(tmp_path, title), title)
    assert title not in _headings(lost)
    prints = TitlePrints([*[known] * others, lost])
    assert (title in _headings(prints.with_titles(lost))) is heads

"""Bullets in one column and their points in the next are a list, not a table; nor is prose."""

from dataclasses import replace
from pathlib import Path

import pytest
from liteparse import LayoutBlock, LayoutCell, ParsedPage
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.furniture import RunningHeads
from ingest.formats.layout_boxes import rectangle
from ingest.formats.no_tables import points_of
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_blocks import blocks_of
from ingest.formats.pdf_parser import parse
from store.contents import Block
from tests.pdf_files import drawn

HEIGHT = 842.0
TITLE, CHECKS = "The belt stops by itself.", ("Check setting 4.", "Check the fuse of the motor.")


def _page(folder: Path, *, bold: bool) -> ParsedPage:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
        canvas.drawString(100, HEIGHT - 100, TITLE)
        canvas.setFont("Helvetica", 10)
        for number, text in enumerate(CHECKS, 1):
            canvas.drawString(100, HEIGHT - 100 - 14 * number, text)

    path = folder / "page.pdf"
    path.write_bytes(drawn(draw))
    (page,) = parse(path, 1, extract_text_metadata=True).pages
    return page


def _table(*rows: tuple[str, str]) -> LayoutBlock:
    cells = [
        [
            LayoutCell(sign, rectangle((80.0, 90.0 + 14 * at, 90.0, 102.0 + 14 * at))),
            LayoutCell(text, rectangle((98.0, 90.0 + 14 * at, 348.0, 102.0 + 14 * at))),
        ]
        for at, (sign, text) in enumerate(rows)
    ]
    return LayoutBlock("table", rows=cells)


@pytest.mark.parametrize(("bold", "kind"), [(True, "heading"), (False, "list_item")])
def test_a_title_in_bold_with_a_sign_of_its_own_heads_the_points(
    tmp_path: Path, bold: bool, kind: str
) -> None:
    found = points_of(
        _table(("\u00b4", TITLE), *(("\u2022", text) for text in CHECKS)),
        _page(tmp_path, bold=bold),
    )
    assert [(block.kind, block.text) for block in found] == [
        (kind, TITLE),
        *(("list_item", text) for text in CHECKS),
    ]


def test_signs_that_are_all_different_are_what_a_legend_explains(tmp_path: Path) -> None:
    rows = (("\u25ba", "Starts the belt"), ("\u25a0", "Stops the belt"), ("\u23f8", "Pauses it"))
    assert not points_of(_table(*rows), _page(tmp_path, bold=False))


@pytest.mark.parametrize("sign", ["+", "3", "A", ""])
def test_values_are_no_bullets(tmp_path: Path, sign: str) -> None:
    rows = ((sign, text) for text in (TITLE, *CHECKS))
    assert not points_of(_table(*rows), _page(tmp_path, bold=True))


PROSE = (
    "It is made for the oil that carries the heat of a furnace, and can be used in",
    "mills and plants, and wherever else heat is carried by oil. The oil must be",
    "clean and hold no sand, nor may it be of any kind that would attack the",
    "casing of the pump.",
)


def _read(folder: Path, lines: tuple[str, ...], border: float) -> list[Block]:
    """What is read of lines that came as one row of two columns, parted at a border."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(lines):
            for column, text in enumerate(line.split(" | ")):
                canvas.drawString(80 + 300 * column, HEIGHT - 100 - 14 * number, text)

    path = folder / "page.pdf"
    path.write_bytes(drawn(draw))
    (page,) = parse(path, 1, extract_text_metadata=True, extract_blocks=True).pages
    bottom = 100.0 + 14 * len(lines)
    cells = [
        LayoutCell("some of the words", rectangle((78.0, 88.0, border, bottom))),
        LayoutCell("the others", rectangle((border, 88.0, 520.0, bottom))),
    ]
    table = LayoutBlock("table", rows=[cells], bbox=rectangle((78.0, 88.0, 520.0, bottom)))
    return list(blocks_of(replace(page, blocks=[table]), RunningHeads([])))


def test_columns_that_cut_through_lines_are_none(tmp_path: Path) -> None:
    assert [(block.kind, block.text) for block in _read(tmp_path, PROSE, 330.0)] == [
        ("paragraph", " ".join(PROSE))
    ]


def test_columns_between_words_are_left_as_they_are(tmp_path: Path) -> None:
    # One line across both, a title, is no sign of prose.
    title = "What the pump of the furnace may be filled with, by the temperature of its oil"
    values = (title, "up to 200 degrees | mineral oil", "up to 320 degrees | synthetic oil")
    assert [block.kind for block in _read(tmp_path, values, 378.0)] == ["table"]
    # Runs that have both columns apart by spaces.
    spaced = tuple(f"{label:<40}{value}" for label, value in (("Oil", "60 l"),) * 3)
    assert [block.kind for block in _read(tmp_path, spaced, 120.0)] == ["table"]


def test_a_framed_title_beside_a_framed_picture_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(79, HEIGHT - 100, 492, 23)
        canvas.rect(437, HEIGHT - 277, 132, 152)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(90, HEIGHT - 95, "TECHNICAL MANUAL")
        canvas.setFont("Helvetica-Bold", 22)
        canvas.drawString(120, HEIGHT - 180, "Series OT")
        canvas.setFont("Helvetica", 11)
        for number, text in enumerate(PROSE):
            canvas.drawString(85, HEIGHT - 355 - 13.8 * number, text)

    path = tmp_path / "manual.pdf"
    path.write_bytes(drawn(draw))
    found = [block for block in read_pdf(path).blocks if block.kind != "figure"]
    assert [block.kind for block in found] == ["paragraph"] * 3
    assert [block.text for block in found[:2]] == ["TECHNICAL MANUAL", "Series OT"]

"""Bullets in one column and their points in the next are a list, not a table."""

from pathlib import Path

import pytest
from liteparse import LayoutBlock, LayoutCell, ParsedPage
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.layout_boxes import rectangle
from ingest.formats.no_tables import points_of
from ingest.formats.pdf_parser import parse
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

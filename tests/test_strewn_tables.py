"""Text that a parser took for a table is read line by line, its warning and its title among it."""

from dataclasses import replace
from pathlib import Path

from liteparse import LayoutBlock, LayoutCell
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.layout_boxes import rectangle
from ingest.formats.pdf_parser import parse
from ingest.formats.plain_text import without_markup
from ingest.formats.strewn_tables import without_strewn_tables
from ingest.sections import runs
from tests.pdf_files import blocks_of, drawn

HEIGHT = 842.0


def _page(canvas: Canvas) -> None:
    def text(x: float, top: float, words: str, *, size: int = 10, bold: bool = False) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        canvas.drawString(x, HEIGHT - top - size, words)

    def box(left: float, top: float, right: float, bottom: float) -> None:
        canvas.rect(left, HEIGHT - bottom, right - left, bottom - top)

    text(81, 30, "OM-11 / Operation and care of the set", bold=True)
    text(81, 44, "Set 4 / Series 7 / Generator", bold=True)
    box(461, 29, 567, 64)
    text(81, 101, "Chapter 2. Servicing", size=18, bold=True)
    for top in (148, 151):
        canvas.line(81, HEIGHT - top, 567, HEIGHT - top)
    text(81, 160, "Section 1. What to look at", size=15, bold=True)
    for top in (194, 220):
        canvas.line(81, HEIGHT - top, 354, HEIGHT - top)
    text(92, 232, "1. General", size=12, bold=True)
    text(106, 250, "To make certain that the set is always in good order it must be looked at,")
    text(106, 261, "and be kept clean and oiled regularly and by a plan.")
    # The label stands in a box of its own, over the edge of the frame of its text.
    box(83, 278, 191, 305)
    box(95, 292, 568, 314)
    text(105, 285, "WARNING", size=13, bold=True)
    text(200, 297, "Stop at once if a serious or possibly dangerous fault is found.")
    text(92, 324, "2. Plan", size=12, bold=True)
    text(106, 341, "Figure 1 gives a plan of what is to be done at which time, and by whom.")


def test_a_warning_beside_its_label_is_no_row_of_a_table(tmp_path: Path) -> None:
    found = blocks_of(tmp_path, drawn(_page))
    assert not [block for block in found if block.kind == "table"]
    told = [block for run in runs(found) for block in run.blocks]
    (notice,) = [block for block in told if block.kind == "notice"]
    assert notice.text.endswith("if a serious or possibly dangerous fault is found.")
    assert "Chapter 2. Servicing" in [block.text for block in found if block.kind == "heading"]


def test_prose_in_the_only_row_of_a_table_is_read_line_by_line(tmp_path: Path) -> None:
    lines = (
        "The dial is set down on the ring of the spindle, and its tip on the rim",
        "of the turret. It must not differ by more than two hundredths of a turn.",
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(lines):
            canvas.drawString(81, HEIGHT - 100 - 12 * number, line)

    path = tmp_path / "page.pdf"
    path.write_bytes(drawn(draw))
    (page,) = parse(path, 1, extract_blocks=True, extract_vector_graphics=True).pages
    torn = [LayoutCell(f"{lines[0][:30]} {lines[1][:30]}"), LayoutCell(lines[0][30:])]
    empty = [LayoutCell(""), LayoutCell("")]
    place = rectangle((80.0, 88.0, 520.0, 118.0))
    table = LayoutBlock("table", rows=[torn, empty], bbox=place)
    (block,) = list(without_strewn_tables(replace(page, blocks=[table])).blocks or ())
    assert without_markup(block.text or "") == " ".join(lines)
    values = [LayoutCell("Bolt M8"), LayoutCell("30 Nm")]
    short = LayoutBlock("table", rows=[values, empty], bbox=place)
    assert list(without_strewn_tables(replace(page, blocks=[short])).blocks or ()) == [short]

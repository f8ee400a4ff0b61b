"""Tables stand where they are printed, and take nothing with them that stands beside them."""

import io
from dataclasses import replace
from pathlib import Path

from liteparse import LayoutBlock
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.layout_boxes import rectangle
from ingest.formats.pdf_parser import parse
from ingest.formats.placed_tables import with_tables
from tests.ruled_pages import blocks_read, drawn, page_of


def heading(canvas: Canvas, number: str, title: str, y: float) -> None:
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(71, y, number)
    canvas.drawString(96, y, title)


DATA = [
    ["Description", "Unit", "Value", "Remark"],
    ["Emergency stops", "pcs", "4", "-"],
    ["Door switches", "pcs", "6", ""],
]


def two_sections() -> bytes:
    """A table under each of two headings, so close that the parser takes them for one table."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    heading(canvas, "3.1", "Safety", 740)
    end = drawn(canvas, DATA, 115, 720, (194, 46, 42, 140))
    heading(canvas, "3.2", "Surroundings", end - 20)
    end = drawn(canvas, [["Room [C]", "18-25"]], 115, end - 44, (194, 228))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(71, end - 20, "The machine stands indoors.")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


SIZES = [
    ["Size", "Station", "Star wheel", "Guide"],
    ["1", "A1 P-395\nA2 P-401\nA3 P-402", "D1 P-396", "S1 P-397"],
    ["2", "A1 P-409\nA2 P-403\nA3 P-404", "D2 P-410", "S2 P-411"],
    ["3", "A1 P-421\nA2 P-405\nA3 P-406", "D3 P-422", "S3 P-423"],
]
NEEDLES = [["Needles", "", ""], ["Oil", "Syrup", "Tincture"], ["4 x 10 mm", "4 x 8 mm", "4 x 6 mm"]]


def list_of_sizes() -> bytes:
    """Rows each in a frame of its own, and right below them a grid with a merged head."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    end = 740.0
    for row in SIZES:
        end = drawn(canvas, [row], 72, end, (60, 130, 130, 130)) - 4
    drawn(canvas, NEEDLES, 132, end - 8, (130, 130, 130), ("SPAN", (0, 0), (-1, 0)))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_parser_alone_has_two_tables_as_one_below_both_headings(tmp_path: Path) -> None:
    """The control: once the parser keeps them apart, there is nothing to put in its place."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(two_sections())
    blocks = parse(path, 1, extract_blocks=True, extract_vector_graphics=True).pages[0].blocks
    kinds = [block.kind for block in blocks or () if block.kind != "rule"]
    assert kinds == ["heading", "paragraph", "table", "paragraph"]


def test_a_table_stands_under_its_own_heading_and_not_the_next(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, two_sections())
    assert [block.kind for block in blocks[:3]] == ["heading", "table", "heading"]
    assert [blocks[0].text, blocks[2].text] == ["3.1 Safety", "3.2 Surroundings"]
    assert (blocks[1].header, blocks[1].rows) == ((tuple(DATA[0]),), tuple(map(tuple, DATA[1:])))
    assert "18-25" in blocks[3].text
    assert [block.text.count("Surroundings") for block in blocks] == [0, 0, 1, 0, 0]


def test_a_table_stays_one_where_a_grid_below_touches_it(tmp_path: Path) -> None:
    sizes, needles = blocks_read(tmp_path, list_of_sizes())
    assert sizes.header == (tuple(SIZES[0]),)
    assert [row[1] for row in sizes.rows] == [row[1].replace("\n", " ") for row in SIZES[1:]]
    assert [row[2:] for row in sizes.rows] == [tuple(row[2:]) for row in SIZES[1:]]
    assert ("Oil", "Syrup", "Tincture") in (*needles.header, *needles.rows)


LINES = ("Figure 3: the settings", "The values hold for all channels.", "The table shows them:")


def _lines_above_a_table(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(LINES):
        canvas.drawString(72, 740 - 30 * number, line)
    drawn(canvas, DATA, 72, 660, (194, 46, 42, 140))


def test_what_two_blocks_of_the_parser_have_is_given_once(tmp_path: Path) -> None:
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_lines_above_a_table))
    page = parse(path, 1, extract_blocks=True).pages[0]
    top, grid = page.height - 760, (72.0, page.height - 660, 494.0, page.height - 580)
    # One ends within the table, the other has all of it and what stands above.
    over = LayoutBlock("paragraph", text=" ".join(LINES), bbox=rectangle((70, top, 494, grid[3])))
    around = LayoutBlock("table", rows=[], bbox=rectangle((60.0, top, 500.0, grid[3])))
    table = LayoutBlock("table", rows=[], bbox=rectangle(grid))
    placed = with_tables(replace(page, blocks=[over, around]), {grid: table})
    texts = [block.text or "" for block in placed.blocks or ()]
    assert [sum(line in text for text in texts) for line in LINES] == [1, 1, 1]
    assert sum(block.kind == "table" for block in placed.blocks or ()) == 1

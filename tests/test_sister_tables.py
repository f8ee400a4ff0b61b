"""Tables of one kind below each other stand each under its own heading."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf_parser import parse
from tests.ruled_pages import blocks_read, drawn, page_of

HEAD = ["Model", "Power", "Current", "Max. fuse"]
CLASSES = {
    "115V class": [["12-A1", "0.25", "1.7", "10"], ["15-A1", "0.5", "3.1", "15"]],
    "230V class": [["22-A1", "0.25", "1.7", "8"], ["25-A1", "0.5", "3.1", "10"]],
    "460V class": [["41-A3", "1", "2.3", "6"], ["42-A3", "2", "3.8", "10"]],
}
WIDTHS = (110, 90, 90, 90)


def _caption(canvas: Canvas, text: str, y: float, font: str = "Helvetica-Bold") -> None:
    canvas.setFont(font, 10)
    canvas.drawCentredString(262, y, text)


def _classes(canvas: Canvas, last: str = "Helvetica-Bold") -> None:
    """Three tables so close to each other's captions that the parser takes them for one."""
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 760, "7 Fuses")
    end = 740.0
    for number, (name, rows) in enumerate(CLASSES.items()):
        _caption(canvas, name, end - 10, last if number == 2 else "Helvetica-Bold")
        end = drawn(canvas, [HEAD, *rows], 72, end - 13, WIDTHS) - 5
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, end - 20, "Replace a fuse by one of its own class only.")


def test_the_parser_alone_has_these_tables_as_one(tmp_path: Path) -> None:
    """The control: once the parser keeps them apart, nothing is left to order here."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_classes))
    blocks = parse(path, 1, extract_blocks=True, extract_vector_graphics=True).pages[0].blocks
    assert sum(block.kind == "table" for block in blocks or ()) == 1


def test_each_table_stands_under_its_own_heading(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, page_of(_classes))
    headings = [block for block in blocks[1:] if block.kind == "heading"]
    assert [block.text for block in headings] == list(CLASSES)
    assert len({block.level for block in headings}) == 1
    assert [block.kind for block in blocks[1:-1]] == ["heading", "table"] * 3
    tables = [block.rows for block in blocks if block.kind == "table"]
    assert tables == [tuple(map(tuple, rows)) for rows in CLASSES.values()]
    assert blocks[-1].text == "Replace a fuse by one of its own class only."


def test_a_line_set_unlike_its_sisters_stays_text_above_its_table(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, page_of(lambda canvas: _classes(canvas, "Helvetica")))
    assert [block.kind for block in blocks[1:-1]] == ["heading", "table"] * 2 + [
        "paragraph",
        "table",
    ]
    assert blocks[-3].text == "460V class"

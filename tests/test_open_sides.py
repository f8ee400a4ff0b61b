"""A fault table whose outer column no line closes keeps its codes."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import drawn, table_in

ROWS = [
    ("Code", "What the press does", "Cause", "Remedy"),
    ("30", "Stops at the upper end of its stroke", "Guard is open", "Close the guard"),
    ("38", "Runs on at half its speed", "Guard switch is torn off", "Replace the switch"),
    ("b7", "Stops at once", "Oil is too warm", "Clean the oil cooler"),
    ("c9", "Stops after its stroke", "Message from the feeder", "Look at the feeder"),
]
COLUMNS = (52.0, 116.0, 300.0, 430.0, 540.0)


def _page(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(52, 740, 488, 22, fill=1)
    canvas.setFillGray(0)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(56, 746, "Faults that the panel shows (continued)")
    top = 710.0
    for row in ROWS:
        canvas.line(COLUMNS[0], top, COLUMNS[-1], top)
        canvas.setFont("Helvetica-Bold" if row is ROWS[0] else "Helvetica", 9)
        for x, text in zip(COLUMNS, row, strict=False):
            canvas.drawString(x + 4, top - 14, text)
        top -= 40
    canvas.line(COLUMNS[0], top, COLUMNS[-1], top)
    for x in COLUMNS[1:]:
        canvas.line(x, 710, x, top)


def test_a_column_that_no_line_closes_stays_with_its_rows(tmp_path: Path) -> None:
    table, others = table_in(tmp_path, drawn(_page))
    assert table.header == (ROWS[0],)
    assert table.rows == tuple(ROWS[1:])
    assert set(others) == {"Faults that the panel shows (continued)"}

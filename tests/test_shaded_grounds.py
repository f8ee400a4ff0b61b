"""The ground of a merged cell, painted strip by strip, makes no rows of the cells beside it."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ruled_pages import blocks_read, drawn, page_of

ROWS = [
    ["Size", "Model", "Volts"],
    ["1", "JV-12", "115"],
    ["", "JV-15", "115"],
    ["", "JV-22", "230"],
    ["2", "JV-41", "460"],
]
WIDTHS = (60, 150, 90)
TOP, LEFT, PITCH = 740.0, 72.0, 18.0


def _strips(canvas: Canvas) -> None:
    """A cell over three rows whose figure stands in its middle, on a strip of its own."""
    canvas.setFillColorRGB(0.75, 0.75, 0.75)
    bottom = TOP - 4 * PITCH
    for at, height in ((bottom, 14.0), (bottom + 14.0, 26.0), (bottom + 40.0, 14.0)):
        canvas.rect(LEFT, at, WIDTHS[0], height, stroke=0, fill=1)
    canvas.setFillColor("black")
    span = [("SPAN", (0, 1), (0, 3)), ("VALIGN", (0, 1), (0, 1), "MIDDLE")]
    drawn(canvas, ROWS, LEFT, TOP, WIDTHS, *span)


def test_each_row_is_read_once_with_its_merged_size(tmp_path: Path) -> None:
    (table,) = blocks_read(tmp_path, page_of(_strips))
    assert table.header == (tuple(ROWS[0]),)
    assert table.rows == (
        ("1", "JV-12", "115"),
        ("1", "JV-15", "115"),
        ("1", "JV-22", "230"),
        ("2", "JV-41", "460"),
    )

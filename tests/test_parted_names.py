"""Two names in one cell of a table's head are those of the columns that begin below them."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.tables import with_header
from tests.pdf_files import drawn, table_in

HEIGHT = 842.0
ROWS = (("ObF", "Overbraking", "Brake slowly"), ("OHF", "Too hot", "Let it cool"))


def _table(canvas: Canvas, names: tuple[str, str]) -> None:
    edges, heights = (72, 132, 252, 420), (100, 120, 140, 160)
    for y in heights:
        canvas.line(edges[0], HEIGHT - y, edges[-1], HEIGHT - y)
    for x in edges:
        # No rule parts the first two names.
        canvas.line(x, HEIGHT - (120 if x == 132 else 100), x, HEIGHT - 160)
    canvas.setFont("Helvetica-Bold", 10)
    for text, x in ((names[0], 76), (names[1], 136), ("Remedy", 256)):
        canvas.drawString(x, HEIGHT - 114, text)
    canvas.setFont("Helvetica", 10)
    for y, row in zip(heights[1:], ROWS, strict=False):
        for text, x in zip(row, edges, strict=False):
            canvas.drawString(x + 4, HEIGHT - y - 14, text)


def test_names_without_a_rule_between_them_name_a_column_each(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, drawn(lambda canvas: _table(canvas, ("Code", "Name"))))
    assert (*table.header, *table.rows) == (("Code", "Name", "Remedy"), *ROWS)


def test_a_title_over_two_columns_stays_whole(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, drawn(lambda canvas: _table(canvas, ("Faults of the drive", ""))))
    head = (*table.header, *table.rows)[0]
    assert head == ("Faults of the drive", "Faults of the drive", "Remedy")


def test_names_merged_over_columns_of_values_and_remarks_are_a_header() -> None:
    names = ("Code", "Name", "Name", "Factory setting")
    rows = [
        ("ACC", "Acceleration", "0 to 99 s", "3 s"),
        ("ACC", "The time from rest to full speed.", "The time from rest to full speed.", ""),
        ("dEC", "Deceleration", "0 to 99 s", "3 s"),
    ]
    assert with_header([], [names, *rows]) == ([names], rows, 1)
    again = [*rows, ("Code", "Where", "it is", "shown")]
    assert with_header([], [names, *again]) == ([], [names, *again], 0)

"""Codes down a column that no rule parts stand each in its own row."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import drawn, table_in

HEIGHT = 842.0
EDGES = (100, 130, 180, 210, 260)
NAMES = (
    ("Restart", "no"),
    ("Starts again by itself once the fault is gone.",) * 2,
    ("Pause", "5 s"),
    ("The time from a stop to the next start.",) * 2,
)


def _table(canvas: Canvas, codes: tuple[tuple[str, int], ...]) -> None:
    for y in EDGES:
        # The first column has no rules but those above and below it.
        left = 72 if y in (EDGES[0], EDGES[-1]) else 132
        canvas.line(left, HEIGHT - y, 460, HEIGHT - y)
    for x in (72, 132, 460):
        canvas.line(x, HEIGHT - EDGES[0], x, HEIGHT - EDGES[-1])
    canvas.setFont("Helvetica", 10)
    for top, (name, value) in zip(EDGES, NAMES, strict=False):
        canvas.drawString(136, HEIGHT - top - 15, name)
        if value != name:
            canvas.line(380, HEIGHT - top, 380, HEIGHT - top - 30)
            canvas.drawString(384, HEIGHT - top - 15, value)
    for code, y in codes:
        canvas.drawString(76, HEIGHT - y, code)


def test_each_code_stands_beside_its_own_row(tmp_path: Path) -> None:
    codes = (("Atr", 118), ("nO", 152), ("YES", 164), ("tAP", 198), ("5", 232))
    table, _ = table_in(tmp_path, drawn(lambda canvas: _table(canvas, codes)))
    rows = [*table.header, *table.rows]
    assert [row[0] for row in rows] == ["Atr", "nO YES", "tAP", "5"]
    assert [row[1:] for row in rows] == list(NAMES)


@pytest.mark.parametrize(
    "told",
    [
        (("Motor", 168), ("of the", 180), ("belt", 192)),
        (("Set by hand", 112), ("with the key", 152), ("once a shift", 200)),
    ],
)
def test_text_beside_several_rows_is_merged_over_them(
    tmp_path: Path, told: tuple[tuple[str, int], ...]
) -> None:
    table, _ = table_in(tmp_path, drawn(lambda canvas: _table(canvas, told)))
    whole = " ".join(text for text, _ in told)
    assert {row[0] for row in (*table.header, *table.rows)} == {whole}

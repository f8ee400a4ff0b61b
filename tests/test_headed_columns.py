"""A table with a ruled head and open columns is read row by row: each cause has its remedy."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.cell_words import Word
from ingest.formats.grids import Grid
from ingest.formats.ruled_tables import table_of
from tests.pdf_files import drawn, table_in

COLUMNS = (88.0, 230.0, 374.0)
# From the left, how far below the names, the text.
LINES = [
    (88, 30, "1. Set will not start."),
    (98, 41, "Starter does not turn."),
    (230, 30, "a. Battery flat or its"),
    (244, 41, "ground is loose."),
    (374, 30, "Look at the cables of the"),
    (374, 41, "battery. It has 12.8 V."),
    (230, 64, "b. Start switch faulty."),
    (374, 64, "Join both sides of the relay"),
    (374, 75, "by a wire. If the starter turns,"),
    (374, 86, "put a new switch in."),
    (88, 109, "2. Set stops at once."),
    (230, 109, "a. Fuel valve closed."),
    (374, 109, "Open the valve."),
    (230, 132, "b. Oil switch faulty."),
    (374, 132, "Start it and look at the oil"),
    (374, 143, "pressure."),
]
FIRST, SECOND = "1. Set will not start. Starter does not turn.", "2. Set stops at once."
ROWS = [
    (
        FIRST,
        "a. Battery flat or its ground is loose.",
        "Look at the cables of the battery. It has 12.8 V.",
    ),
    (
        FIRST,
        "b. Start switch faulty.",
        "Join both sides of the relay by a wire. If the starter turns, put a new switch in.",
    ),
    (SECOND, "a. Fuel valve closed.", "Open the valve."),
    (SECOND, "b. Oil switch faulty.", "Start it and look at the oil pressure."),
]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_cause_keeps_its_remedy_under_a_ruled_head(tmp_path: Path, ruled: bool) -> None:
    names = ("Trouble", "Probable cause", "Remedy")

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(80, 780, "Troubleshooting")
        canvas.setFont("Helvetica-Bold", 11)
        for x, name in zip(COLUMNS, names, strict=True):
            canvas.drawString(x, 740, name)
        canvas.line(80, 735, 550, 735)
        if ruled:
            for down in (53, 98, 121):
                canvas.line(228, 740 - down, 550, 740 - down)
        canvas.setFont("Helvetica", 10)
        for x, down, text in LINES:
            canvas.drawString(x, 740 - down, text)

    table, around = table_in(tmp_path, drawn(draw))
    assert table.header == (names,)
    assert table.rows == tuple(ROWS)
    assert around == ["Troubleshooting"]


def test_a_point_stays_at_the_figure_that_it_touches() -> None:
    cells = tuple((x, y, x1, y + 20) for y in (0, 20) for x, x1 in ((0, 50), (50, 120)))
    grid = Grid((0, 50, 120), (0, 20, 40), cells)
    words = [
        Word("Rated", (2, 4, 30, 14)),
        Word("28", (52, 4, 64, 14)),
        Word(".5", (64.2, 4, 74, 14)),
        Word("V", (77, 4, 84, 14)),
        Word("Least", (2, 24, 30, 34)),
        Word("24", (52, 24, 64, 34)),
        Word("V", (67, 24, 74, 34)),
    ]
    table = table_of(grid, words)
    assert table is not None
    assert [[cell.text for cell in row] for row in table.rows or ()] == [
        ["Rated", "28.5 V"],
        ["Least", "24 V"],
    ]

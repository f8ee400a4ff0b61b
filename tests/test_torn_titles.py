"""Lines that are set as titles, and are none: their sentence goes on below, or ends there."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn

HEIGHT = 842.0


def _read(folder: Path, *lines: tuple[str, bool]) -> list[tuple[str, str]]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, HEIGHT - 72, "2 Fitting the arm")
        top = 110.0
        for text, bold in lines:
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 15 if bold else 10)
            canvas.drawString(72, HEIGHT - top, text)
            top += 24 if bold else 14

    found = blocks_of(folder, drawn(draw))
    return [(block.kind, block.text) for block in found if block.kind != "figure"]


BODY = ("The arm is lifted with a belt, and set down on its four bolts.", False)


@pytest.mark.parametrize(
    "line",
    [
        "THE PRESS HAS BEEN SET LEVEL AND",
        "NEVER blow compressed air right into the nose of the spindle!",
        "(Setting 64) is the offset of the arm in steps",
    ],
)
def test_a_line_of_a_sentence_is_no_title(tmp_path: Path, line: str) -> None:
    assert ("heading", "2 Fitting the arm") in _read(tmp_path, (line, True), BODY)
    assert ("heading", line) not in _read(tmp_path, (line, True), BODY)


def test_a_line_that_goes_on_with_a_figure_is_no_title(tmp_path: Path) -> None:
    line = "At the end of the day let air flow through the press for"
    told = ("15 minutes before the valve is shut, and then draw the tool.", False)
    assert ("heading", line) not in _read(tmp_path, (line, True), told)


@pytest.mark.parametrize(
    "title",
    [
        "Tools and spare parts",
        "Mind the gap!",
        "b) Fitting the lid",
        "Mounting the upper die",
        "Der Arm läuft nicht an",
        "Logical functions AND, OR",
        "LOGICAL FUNCTIONS NOT, AND, OR",
        "Signal levels HI and LO",
    ],
)
def test_titles_stay(tmp_path: Path, title: str) -> None:
    assert ("heading", title) in _read(tmp_path, (title, True), BODY)

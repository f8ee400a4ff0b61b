"""Feet of pages are left out, also of two lines and far from the edge."""

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn

TOPICS = ["belt", "chain", "pump", "valve", "motor", "panel", "tank", "fan"]


def _page(number: int, topic: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(80, 720, f"Care of the {topic}")
        canvas.setFont("Helvetica", 10)
        for line in range(6):
            canvas.drawString(80, 690 - 14 * line, f"Look at the {topic} each {line + 2} weeks.")
        # A title that is the same but for its number, as far from the edge as the feet.
        canvas.drawString(80, 735, f"Job {number}")
        canvas.setFont("Helvetica-Bold", 10)
        ends = [("Revised", "Chapter 2-2"), ("May 16/95", f"Page {number}")]
        for line, (left, right) in enumerate(ends):
            canvas.drawString(80, 100 - 11 * line, left)
            canvas.drawRightString(550, 100 - 11 * line, right)

    return draw


def test_feet_are_left_out_of_what_is_read(tmp_path: Path) -> None:
    pages = [_page(number, topic) for number, topic in enumerate(TOPICS, 1)]
    texts = [block.text for block in blocks_of(tmp_path, drawn(*pages))]
    assert not [text for text in texts if "Page" in text or "May" in text or "Revised" in text]
    assert sum("Care of the" in text for text in texts) == len(TOPICS)
    assert all(any(f"Job {number}" in text for text in texts) for number in (1, 5, len(TOPICS)))


FIRST_LINES = [
    ("The belt of the drive runs over two wheels", "and has to be free of oil at all times."),
    ("Pour the coolant in slowly until it stands", "at the upper mark of the glass beside it."),
    ("\u2022 Never lift the motor by its cable, but use", "the two rings that are on top of it."),
    ("A worn chain is to be changed with its wheels,", "which wear as fast as it does."),
    ("Turn the valve to the left until the lamp", "goes out and the tank is empty."),
]


def test_the_first_line_of_a_page_with_narrow_margins_is_no_running_head(tmp_path: Path) -> None:
    def page(lines: tuple[str, str]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica-Bold", 10)
            canvas.drawString(80, 800, lines[0])
            canvas.setFont("Helvetica", 10)
            for number in range(6):
                text = f"This is so in winter as well, see page {number}," if number else lines[1]
                canvas.drawString(80, 788 - 12 * number, text)

        return draw

    text = " ".join(block.text for block in blocks_of(tmp_path, drawn(*map(page, FIRST_LINES))))
    assert all(first.removeprefix("\u2022 ") in text for first, _ in FIRST_LINES)

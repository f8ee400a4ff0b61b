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

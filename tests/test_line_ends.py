"""A justified line that stands wide open between two sentences is one line all the same."""

from pathlib import Path

import pytest
from liteparse import LayoutBlock, ParsedPage
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.boxes import bounding_box
from ingest.formats.layout_boxes import rectangle
from ingest.formats.line_ends import with_line_ends
from ingest.formats.pdf_parser import parse
from ingest.formats.plain_text import without_markup
from tests.pdf_files import drawn

LINES = (
    "*Whoever works with the press by night reads this before all else, and signs for it.",
    "The times in the plan of this chapter are rough ones.",
    "dry, and swept by day. In one with salt in its air all of them have to be halved.",
)
END = "They hold for a shed that is"


def page_with(folder: Path, gap: float) -> ParsedPage:
    """A page of three lines; so many points behind the second one stands its end."""

    def draw(canvas: Canvas) -> None:
        width = canvas.stringWidth(LINES[1], "Helvetica", 10)
        runs = [(72.0, 730 - 11.5 * number, line) for number, line in enumerate(LINES)]
        for x, y, text in (*runs, (72 + width + gap, 730 - 11.5, END)):
            written = canvas.beginText()
            # Of one point, enlarged: typesetters do so, and the runs stay apart.
            written.setFont("Helvetica", 1)
            written.setTextTransform(10, 0, 0, 10, x, y)
            written.textOut(text)
            canvas.drawText(written)

    path = folder / "manual.pdf"
    path.write_bytes(drawn(draw))
    (page,) = parse(path, 1, extract_blocks=True).pages
    return page


@pytest.mark.parametrize(("gap", "is_one"), [(6.0, True), (14.0, False)])
def test_the_end_of_a_line_behind_a_wide_gap_stands_in_its_sentence(
    tmp_path: Path, gap: float, is_one: bool
) -> None:
    page = page_with(tmp_path, gap)
    boxes = {
        item.text.strip(): (item.x, item.y, item.x + item.width, item.y + item.height)
        for item in page.text_items
    }
    end = boxes.pop(END)
    around = bounding_box(boxes.values()) or end
    apart = [
        LayoutBlock("paragraph", text="\\" + " ".join(LINES), bbox=rectangle(around)),
        LayoutBlock("paragraph", text=END, bbox=rectangle(end)),
    ]
    found = [without_markup(block.text or "") for block in with_line_ends(apart, page)]
    whole = [" ".join((*LINES[:2], END, LINES[2]))]
    assert found == (whole if is_one else [" ".join(LINES), END])

"""Bold lines behind large dots are the points of a list, and head nothing."""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.sections import runs
from tests.pdf_files import FONT_FILE, blocks_of, drawn

DOT = "\u26ab"
POINTS = [
    ("This dryer is filled with a gas that burns, and is to be", "opened by a trained person."),
    ("Keep nothing that burns easily anywhere near to this", "dryer."),
    ("Do not smoke.", ""),
]


def _page(canvas: Canvas) -> None:
    font = TTFont("Dots", FONT_FILE.replace("Vera.ttf", "VeraBd.ttf"))
    # The font has no such dot: it prints its bullet for it.
    font.face.charToGlyph[ord(DOT)] = font.face.charToGlyph[ord("\u2022")]
    pdfmetrics.registerFont(font)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 760, "Gas in the dryer")
    y = 720
    for first, second in POINTS:
        for x, line in ((72, f"{DOT} {first}"), (90, second)):
            canvas.setFont("Dots", 15)
            canvas.drawString(x, y, line)
            y -= 24
    canvas.setFont("Helvetica", 9)
    for line in ("Who opens it has to be trained for it, and has to wear gloves.",) * 6:
        y -= 12
        canvas.drawString(72, y, line)


def test_points_behind_large_dots_head_nothing(tmp_path: Path) -> None:
    found = list(runs(blocks_of(tmp_path, drawn(_page))))
    assert {run.section for run in found if run.section} == {("Gas in the dryer",)}
    points = [b.text for run in found for b in run.blocks if b.kind == "list_item"]
    assert points == [" ".join(filter(None, point)) for point in POINTS]

"""What symbol fonts print before a line is its bullet; within one, an arrow leads on."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn

HEIGHT = 842.0
ARROW = "\u2192"
STEPS = (
    "Switch the supply off and wait until the lamp of the door is dark.",
    "Move the leaf by hand until it stands in the middle of the door.",
    "Plug the battery in and switch the supply on.",
)


def _page(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, HEIGHT - 72, "Putting the door into service")
    for number, text in enumerate(STEPS):
        canvas.setFont("Symbol", 10)
        canvas.drawString(80, HEIGHT - 100 - 12 * number, ARROW)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(95, HEIGHT - 100 - 12 * number, text)
    canvas.drawString(80, HEIGHT - 180, "The time is set in the menu Service")
    canvas.setFont("Symbol", 10)
    canvas.drawString(260, HEIGHT - 180, ARROW)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(276, HEIGHT - 180, "Clock of the door, once a year.")


def test_an_arrow_before_a_line_is_a_bullet_and_one_within_leads_on(tmp_path: Path) -> None:
    found = [(block.kind, block.text) for block in blocks_of(tmp_path, drawn(_page))]
    assert [text for kind, text in found if kind == "list_item"] == list(STEPS)
    assert found[-1] == (
        "paragraph",
        f"The time is set in the menu Service {ARROW} Clock of the door, once a year.",
    )

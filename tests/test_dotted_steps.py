"""Steps with dotted numbers are steps of their own, and no part of the warning above them."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.sections import runs
from store.contents import Block
from tests.pdf_files import blocks_of, drawn

LINES = [
    "Warning: Switch the dryer off before you do any of this!",
    "3.1 Look whether the plug of the fan sits well.",
    "3.2 If the message stays, replace the fan. It has to turn freely, and its blades have to be",
    "clean and whole all around",
    "3.3 If the message stays still, replace the board",
    "The belt is tight enough at a force of",
    "2.5 Bar on the gauge of the tester, which is read after the second turn of the drum.",
    "3.4 Heating power",
]
BELOW = "The colder the air outside, the less heat the dryer draws from it, so it runs longer."


def _page(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(72, 760, "3. The fan does not turn")
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(LINES):
        canvas.drawString(72, 730 - 12 * number, line)
    canvas.drawString(90, 730 - 12 * len(LINES) - 16, BELOW)


def _read(folder: Path) -> list[Block]:
    return [block for run in runs(blocks_of(folder, drawn(_page))) for block in run.blocks]


def test_steps_behind_a_warning_are_blocks_of_their_own(tmp_path: Path) -> None:
    blocks = _read(tmp_path)
    assert [b.text for b in blocks if b.kind == "notice"] == LINES[:1]
    steps = {b.marker: b.text for b in blocks if b.kind == "list_item"}
    assert list(steps) == ["3.1", "3.2", "3.3"]
    assert steps["3.1"] == "Look whether the plug of the fan sits well."
    assert steps["3.2"].endswith("clean and whole all around")
    # A figure that a line begins with is no step.
    assert "2.5 Bar on the gauge" in steps["3.3"]
    assert [b.text for b in blocks if b.kind == "paragraph"] == [BELOW]


def test_a_dotted_number_over_a_sentence_is_a_title(tmp_path: Path) -> None:
    titles = {run.section[-1] for run in runs(blocks_of(tmp_path, drawn(_page))) if run.section}
    assert "3.4 Heating power" in titles

"""Text printed sideways is of no line beside it: in a margin it repeats, elsewhere it counts."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from store.contents import Block

STRIP = "Copyright 2025 by Halden Machine Works. All rights reserved."
STEPS = [
    "Lock the isolator with a padlock.",
    "Wait until the drum stands still.",
    "Remove the four screws of the belt guard.",
    "Slacken the belt with the hex key.",
    "Lift the belt off the large pulley first.",
    "Fit the new belt and tighten it to 45 Nm.",
]


def blocks_of(
    folder: Path, notes: Sequence[str], *, x: float, y: float = 500, turn: int = 90
) -> tuple[Block, ...]:
    """The blocks of pages of the same steps, each with a note that is turned."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, note in enumerate(notes, 1):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 720, f"{number} Belt of drive {number}")
        canvas.setFont("Helvetica", 11)
        for step, text in enumerate(STEPS, 1):
            canvas.drawString(72, 700 - 20 * step, f"{step}. {text}")
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawString(0, 0, note)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    return read_pdf(path).blocks


@pytest.mark.parametrize("turn", [90, 270])
@pytest.mark.parametrize("x", [30.0, 570.0])
def test_a_strip_down_the_margin_of_every_page_is_no_content(
    tmp_path: Path, x: float, turn: int
) -> None:
    blocks = blocks_of(tmp_path, [STRIP] * 5, x=x, turn=turn)
    assert "Copyright" not in " ".join(block.text for block in blocks)
    for page in range(1, 6):
        steps = [block for block in blocks if block.page == page and block.kind == "list_item"]
        assert [(step.marker, step.text) for step in steps] == [
            (f"{number}.", text) for number, text in enumerate(STEPS, 1)
        ]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_strip_that_does_not_come_back_is_read_once_by_itself(tmp_path: Path, turn: int) -> None:
    notes = ["Cut along this line and send it in", *[""] * 4]
    blocks = blocks_of(tmp_path, notes, x=570, turn=turn)
    others = [block for block in blocks if block.kind not in ("heading", "list_item")]
    # Spaces that are no glyphs are lost in turned text, and others found.
    assert [block.text.replace(" ", "") for block in others] == [notes[0].replace(" ", "")]
    for page in range(1, 6):
        found = [block for block in blocks if block.page == page and block.kind == "list_item"]
        assert [block.text for block in found] == STEPS


def test_what_is_turned_beside_a_drawing_counts_on_every_page(tmp_path: Path) -> None:
    note = "Clearance for the crane hook"
    blocks = blocks_of(tmp_path, [note] * 5, x=450)
    assert [block.page for block in blocks if note in block.text] == [1, 2, 3, 4, 5]


def test_turned_column_headers_side_by_side_are_kept(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.drawString(72, 760, "Grease these points as the plan says, and note it in the log.")
    for column, word in enumerate(["Daily", "Weekly", "Yearly"]):
        canvas.saveState()
        canvas.translate(300 + 40 * column, 650)
        canvas.rotate(90)
        canvas.drawString(0, 0, word)
        canvas.restoreState()
    for row, point in enumerate(["Spindle bearing", "Tailstock quill", "Lead screw nut"]):
        canvas.drawString(72, 620 - 20 * row, point)
        canvas.drawString(292 + 40 * row, 620 - 20 * row, "X")
    canvas.save()
    path = tmp_path / "plan.pdf"
    path.write_bytes(buffer.getvalue())
    words = " ".join(block.text for block in read_pdf(path).blocks)
    assert [word for word in ("Daily", "Weekly", "Yearly") if word not in words] == []

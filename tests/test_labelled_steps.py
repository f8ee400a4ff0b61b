"""Steps whose lines are set in below "(1)" or "a." are whole, each by itself."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from store.contents import Block
from tests.pdf_files import blocks_of, drawn

# How far from the left a line begins, its text, and whether it is bold.
_Line = tuple[float, str, bool]


def read(folder: Path, lines: Sequence[_Line]) -> list[tuple[str, str, str]]:
    """The kind, the marker and the text of what is read of a page with these lines."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(80, 780, "Section 3. Operation")
        y = 750.0
        for x, text, bold in lines:
            # Steps stand further apart than their lines.
            y -= 14.6 if x < 138 else 11.0
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
            canvas.drawString(x, y, text)

    found: Sequence[Block] = blocks_of(folder, drawn(draw))
    return [(block.kind, block.marker, block.text) for block in found if block.kind != "figure"]


STEPS = [
    "Check the supply of fuel, oil and coolant of the set; see the handbook of the maker of a set",
    "for what fits.",
    "Look at the whole set to be sure that it is in good order. Check all lines and all the wires",
    "that they are tight. Tighten any loose screws or bolts.",
    "Wipe off the entire set and blow out its ducts, the panel and other places hard to get at by",
    "compressed air of not over 25 psi.",
    "Close all doors.",
]


def test_numbered_steps_keep_their_second_lines(tmp_path: Path) -> None:
    lines: list[_Line] = []
    number = 0
    for text in STEPS:
        if text[0].isupper():
            number += 1
            lines.append((122.0, f"({number}) {text}", False))
        else:
            lines.append((138.0, text, False))
    assert read(tmp_path, lines)[1:] == [
        ("list_item", "(1)", f"{STEPS[0]} {STEPS[1]}"),
        ("list_item", "(2)", f"{STEPS[2]} {STEPS[3]}"),
        ("list_item", "(3)", f"{STEPS[4]} {STEPS[5]}"),
        ("list_item", "(4)", STEPS[6]),
    ]


def test_lettered_titles_between_steps_head_them(tmp_path: Path) -> None:
    lines: list[_Line] = [
        (106.0, "d. Build up the voltage", True),
        (122.0, f"(1) {STEPS[0]}", False),
        (138.0, STEPS[1], False),
        (122.0, f"(2) {STEPS[6]}", False),
        (106.0, "e. Stop the set", True),
        (122.0, f"(1) {STEPS[2]}", False),
        (138.0, STEPS[3], False),
        (122.0, "(2) Let it run for 2 to 3 minutes.", False),
    ]
    found = read(tmp_path, lines)[1:]
    assert [text for kind, _, text in found if kind == "heading"] == [
        "d. Build up the voltage",
        "e. Stop the set",
    ]
    assert ("list_item", "(2)", "Let it run for 2 to 3 minutes.") in found

"""Two columns of text beside a drawing are read one after the other; a table's stay together."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from tests.pdf_files import blocks_of, drawn
from tests.ruled_pages import blocks_read, page_of

LEFT = (
    "1. Switch off the saw, lock its switch, and wait until",
    "the blade has come to a stop by itself.",
    "2. Loosen the two screws of the lower cover, and take",
    "it off to the front.",
    "3. Unplug the cable that leads to the brake of the",
    "shaft, and hang it over the frame so that it is dry.",
)
LEFT_BELOW = (
    "4. Remove the four screws that fasten the brake to",
    "the frame of the saw.",
    "5. Put the new brake in, in reverse order of these steps.",
)
RIGHT = (
    "1. Run the table back to its end, and take off what lies",
    "on it.",
    "2. Turn the crank until the upper cover of the blade is",
    "as high as it goes.",
    "3. Cut the two ties that hold the cover, and pull it off",
    "to the left.",
    "4. Clean the rails with a dry cloth, and look for marks",
    "on them.",
    "5. Fit the new cover into the rails without bending the",
    "guides that hold it.",
    "6. Tighten the screws at the lower end of the cover by",
    "hand, until all of them are even.",
    "7. Move the cover up and down, and see that it runs free.",
)


def column(canvas: Canvas, x: float, y: float, lines: Sequence[str]) -> float:
    """Write steps, a blank line between two, and return where they end."""
    canvas.setFont("Helvetica", 9)
    for line in lines:
        y -= 22 if line[0].isdigit() else 12
        canvas.drawString(x, y, line)
    return y


def drawing(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x, y - 150, 220, 140)
    canvas.setFont("Helvetica", 7)
    for number, label in enumerate(("SHAFT", "10-32 x 3/8", "DISCONNECT")):
        canvas.line(x + 20, y - 40 - 30 * number, x + 120, y - 60 - 20 * number)
        canvas.drawString(x + 30 + 60 * number, y - 45 - 37 * number, label)


def two_columns(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(54, 770, "9. BRAKE")
    canvas.drawString(316, 770, "10. COVER")
    end = column(canvas, 54, 755, LEFT)
    drawing(canvas, 54, end)
    column(canvas, 54, end - 160, LEFT_BELOW)
    column(canvas, 316, 749, RIGHT)


@pytest.mark.parametrize("up", [0, 12])
def test_steps_of_two_columns_do_not_mix(tmp_path: Path, up: int) -> None:
    """Also where the first lines stand half in the margin."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(0, up)
        two_columns(canvas)

    text = " ".join(block.text for block in blocks_read(tmp_path, page_of(draw)))
    for lines in (LEFT[:2], LEFT[2:4], LEFT[4:], LEFT_BELOW[:2], RIGHT[2:4], RIGHT[10:12]):
        assert " ".join(lines).partition(" ")[2] in text
    left, right = text.index("fasten the brake"), text.index("Run the table back")
    assert left < right


def troubles(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    names = ("The saw does not start at all", "The blade gets hot and smokes", "It is loud")
    for number, trouble in enumerate(names * 3):
        y = 740 - 60 * number
        canvas.drawString(54, y, f"{trouble} when it is cold ({number}).")
        canvas.drawString(54, y - 12, "It has been so since the last service.")
        canvas.drawString(316, y, f"Look at the fuse number {number} in the cabinet, and")
        canvas.drawString(316, y - 12, "exchange it where it is broken.")


def test_a_trouble_stays_beside_its_remedy(tmp_path: Path) -> None:
    text = " ".join(block.text for block in blocks_read(tmp_path, page_of(troubles)))
    assert text.index("fuse number 0") < text.index("when it is cold (1)")


def a_few_lines(canvas: Canvas) -> None:
    """Draw two columns of a few lines beside a drawing, a title over both, and two again."""
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(54, 770, "CLEANING THE TABLE")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(54, 755, "Clean the table once a week, so that no resin sticks")
    canvas.drawString(54, 743, "to it, and keep the slots free of chips and of dust.")
    drawing(canvas, 54, 740)
    canvas.drawString(316, 770, "3. Put the table back on its rails, and press it down")
    canvas.drawString(316, 758, "until you hear that it has come to its place.")
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(54, 555, "WHAT TO DO WHEN SOMETHING DOES NOT WORK AS IT SHOULD")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(54, 530, "WARNING! Never open the cover of the cabinet while")
    canvas.drawString(54, 518, "the main switch is on: its parts may kill you.")
    canvas.drawString(54, 496, "Most faults go without the help of our service.")
    canvas.drawString(316, 524, "With some of the faults the lamps beside the switch")
    canvas.drawString(316, 512, "blink, and tell the number of the fault with it.")


def test_a_few_lines_do_not_mix_either_in_a_manual_set_in_columns(tmp_path: Path) -> None:
    pages = [two_columns, two_columns, a_few_lines, two_columns, troubles]
    blocks = blocks_of(tmp_path, drawn(*pages))
    told = [" ".join(b.text for b in blocks if b.page == number) for number in range(1, 6)]
    for lines in (
        "Clean the table once a week, so that no resin sticks to it, and keep the slots free",
        "Put the table back on its rails, and press it down until you hear that",
        "WARNING! Never open the cover of the cabinet while the main switch is on: its parts may",
        "With some of the faults the lamps beside the switch blink, and tell the number",
    ):
        assert lines in told[2]
    places = [told[2].index(word) for word in ("Clean the", "Put the", "WHAT TO", "Never", "lamps")]
    assert places == sorted(places)
    assert told[4].index("fuse number 0") < told[4].index("when it is cold (1)")


def test_a_strip_of_a_page_is_read(tmp_path: Path) -> None:
    def strip(canvas: Canvas) -> None:
        canvas.setPageSize((1, 800))
        canvas.setFont("Helvetica", 3)
        canvas.drawString(0, 400, "Go")

    path = tmp_path / "strip.pdf"
    path.write_bytes(drawn(two_columns, strip))
    document = read_pdf(path)
    assert document.remarks == ()
    assert any("fasten the brake" in block.text for block in document.blocks)

"""Columns of text between upright rules are read one after the other; a table's stay together."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ruled_pages import blocks_read, drawn, page_of

FIRST = (
    "The lathe may be set up by people who",
    "have been trained for it.",
    "Let the frame stand on a level floor that",
    "bears its weight, and bolt it down.",
    "",
    "Keep a free way of one metre around the",
    "frame, so that the door can be opened.",
    "The air has to be dry and without any dust",
    "from grinding, which ruins the slides.",
)
SECOND = (
    "Lay the cables in the duct behind the",
    "frame. Signal and mains cables go apart",
    "from each other, with a wall between.",
    "",
    "The sensors have the same resistance at",
    "the same temperature, which is this:",
)
BELOW_TABLE = (
    "A sensor that has another one is worn and",
    "has to be renewed together with its plug.",
    "Fasten its cable before you close the lid.",
)
THIRD = (
    "Check the sense of rotation before the",
    "first cut is made with the machine.",
    "",
    "Run the spindle for ten minutes without",
    "any load, and listen to its bearings.",
    "Then let the slides go from end to end,",
    "and see that no chips lie in their way.",
    "",
    "Write down who did this, and when it was.",
)
RESISTANCES = [["Temperature", "Resistance"], ["0", "1630"], ["20", "1922"], ["40", "2245"]]


def _column(canvas: Canvas, x: float, y: float, lines: tuple[str, ...]) -> float:
    canvas.setFont("Helvetica", 8)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= 11
    return y


def _three_columns(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(40, 790, "Instructions for setting up")
    canvas.line(210, 770, 210, 430)
    canvas.line(385, 770, 385, 430)
    _column(canvas, 40, 760, FIRST)
    end = drawn(canvas, RESISTANCES, 220, _column(canvas, 220, 760, SECOND), [75, 75])
    _column(canvas, 220, end - 20, BELOW_TABLE)
    _column(canvas, 395, _drawing(canvas, 395, 755), THIRD)


def _drawing(canvas: Canvas, x: float, y: float) -> float:
    """Draw a part with its labels, for which a parser no longer sees columns; where it ends."""
    canvas.rect(x, y - 60, 90, 60)
    canvas.setFont("Helvetica", 6)
    for number, label in enumerate(("SHAFT", "10-32 x 3/8", "DISCONNECT", "92 mm")):
        canvas.line(x + 10, y - 15 - 15 * number, x + 60, y - 25 - 10 * number)
        canvas.drawString(x + 15 + 30 * number, y - 20 - 14 * number, label)
    return y - 74


def _beside_dots(canvas: Canvas) -> None:
    """Two columns parted by a dotted rule that begins beside the middle of their titles."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(
        40, 783, "Before you begin: let the machine cool down, and lock its main switch."
    )
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(40, 765, "Setting up the frame")
    canvas.drawString(310, 765, "Checking the spindle")
    canvas.setLineCap(1)
    canvas.line(298, 771, 298, 771)
    canvas.line(298, 430, 298, 430)
    canvas.setDash(0, 3)
    canvas.line(298, 768, 298, 433)
    canvas.setDash()
    _column(canvas, 40, _drawing(canvas, 40, 750), FIRST)
    _column(canvas, 310, 740, THIRD)


def _troubles(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.line(290, 780, 290, 400)
    for number in range(8):
        y = 770 - 45 * number
        canvas.drawString(40, y, f"The spindle {number} does not turn when it is cold,")
        canvas.drawString(40, y - 11, "and the lamp beside its switch is off.")
        canvas.drawString(300, y, f"Look at the fuse number {number} in the cabinet, and")
        canvas.drawString(300, y - 11, "exchange it where it is broken.")


def test_columns_between_rules_do_not_mix_and_rows_stay_whole(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, page_of(_three_columns))
    text = " ".join(block.text for block in blocks)
    for lines in (FIRST[2:4], FIRST[5:7], SECOND[1:3], BELOW_TABLE[:2], THIRD[3:5]):
        assert " ".join(lines) in text
    (table,) = [block for block in blocks if block.kind == "table"]
    assert [*table.header, *table.rows] == [tuple(row) for row in RESISTANCES]
    places = [text.index(line) for line in (FIRST[0], SECOND[0], BELOW_TABLE[0], THIRD[0])]
    assert places == sorted(places)

    rows = " ".join(block.text for block in blocks_read(tmp_path, page_of(_troubles)))
    assert rows.index("fuse number 0") < rows.index("The spindle 7")


def test_a_dotted_rule_parts_columns_with_their_titles(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, page_of(_beside_dots))
    assert [block.text for block in blocks if block.kind == "heading"] == [
        "Setting up the frame",
        "Checking the spindle",
    ]
    text = " ".join(block.text for block in blocks)
    assert " ".join(FIRST[5:9]) in text
    assert " ".join(THIRD[3:5]) in text
    assert text.index("lock its main switch") < text.index("Setting up the frame")
    assert text.index(FIRST[-1]) < text.index("Checking the spindle") < text.index(THIRD[0])

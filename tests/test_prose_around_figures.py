"""Text around a picture that came as a table, with the picture's frame for a row, is text again."""

from pathlib import Path

import pytest
from liteparse import ParsedPage
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.furniture import RunningHeads
from ingest.formats.pdf_parser import parse
from ingest.formats.prose_around_figures import with_prose_around_figures
from store.contents import Block
from store.values import Box

ABOVE = ["Setting 2: the cycle is shorter than the travel.", "It opens the valve by small steps."]
BELOW = [
    "Here, too, a travel takes about three minutes. But while it is driven the",
    "valve moves by small steps only, and not by all of its travel as before. At",
    "first nothing moves, for the dead time is as long as the pulse.",
]
PICTURE: Box = (72.0, 166.0, 541.0, 461.0)
FRAME: Box = (57.0, 69.0, 494.0, 789.0)


@pytest.fixture
def page(tmp_path: Path) -> ParsedPage:
    """The text as it is printed, with the foot of the page below it."""
    path = tmp_path / "steps.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for top, lines in ((84, ABOVE), (499, BELOW), (812, ["41"])):
        for number, line in enumerate(lines):
            canvas.drawString(71, 842 - top - 11 - 13.4 * number, line)
    canvas.save()
    return parse(path, 1).pages[0]


def table(rows: list[tuple[str, str]], boxes: list[Box]) -> Block:
    return Block("table", "", 1, FRAME, rows=tuple(rows), row_boxes=tuple(boxes))


def test_its_lines_are_in_order_and_whole(page: ParsedPage) -> None:
    # As the parser gives it: first words in one column, and a line of the text below lost to it.
    torn = table(
        [
            ("Setting It", "2: the cycle is shorter than the travel. opens the valve by small"),
            ("valve", "moves by small steps only, and not by all of its travel as before. At"),
        ],
        [(57.0, 72.0, 494.0, 166.0), (57.0, 461.0, 494.0, 785.0)],
    )
    picture = Block("figure", "", 1, PICTURE)
    left = Block("paragraph", f"{BELOW[0]} {BELOW[2]}", 1, (71.0, 499.0, 520.0, 540.0))
    found = with_prose_around_figures(page, [torn, picture, left], heads=RunningHeads([page]))
    assert [block.kind for block in found] == ["paragraph", "figure", "paragraph"]
    assert found[0].text == " ".join(ABOVE)
    assert found[2].text == " ".join(BELOW)


def test_a_table_with_a_picture_in_a_row_stays(page: ParsedPage) -> None:
    kept = table(
        [("Sign", "Meaning"), ("", "Stop it")],
        [(57.0, 72.0, 494.0, 160.0), (57.0, 160.0, 494.0, 785.0)],
    )
    blocks = [kept, Block("figure", "", 1, PICTURE)]
    assert with_prose_around_figures(page, blocks, heads=RunningHeads([page])) == blocks

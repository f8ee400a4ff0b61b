"""Titles, points and steps that a layout parser runs together, and numbers that are no text."""

from dataclasses import replace
from pathlib import Path

import pytest
from liteparse import LayoutBlock, LayoutCell, ParsedPage

from ingest.formats.callouts import without_callouts
from ingest.formats.furniture import RunningHeads
from ingest.formats.layout_boxes import rectangle
from ingest.formats.parted_headings import parted
from ingest.formats.pdf_blocks import blocks_of
from ingest.formats.pdf_parser import parse
from ingest.formats.plain_text import pieces, without_markup
from ingest.formats.told_titles import introduces
from ingest.headings import is_caption
from tests.printed_runs import Run, blocks_in, drawn


def _parsed(folder: Path, *lines: Run) -> ParsedPage:
    path = folder / "manual.pdf"
    path.write_bytes(drawn(*lines))
    (page,) = parse(path, 1, extract_blocks=True, extract_text_metadata=True).pages
    return page


def test_a_title_and_the_first_below_it_are_two(tmp_path: Path) -> None:
    page = _parsed(
        tmp_path,
        (72, 700, "Helvetica-Bold", 12, "4.4 Care of the auxiliary parts"),
        (72, 684, "Helvetica-Bold", 12, "4.4.1 Changing the water"),
    )
    text = "4.4 Care of the auxiliary parts 4.4.1 Changing the water"
    first = page.text_items[0]
    box = replace(
        next(block.bbox for block in page.blocks or () if block.bbox),
        x=first.x,
        y=first.y,
        width=300.0,
        height=32.0,
    )
    together = LayoutBlock("heading", text=text, level=2, bbox=box)
    parts = parted(together, None, page)
    assert [(one.kind, one.level, one.text) for one in parts] == [
        ("heading", 2, "4.4 Care of the auxiliary parts"),
        ("heading", 3, "4.4.1 Changing the water"),
    ]


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        ("The back of the machine is as shown in the figure below:", True),
        ("Die Teile sind wie folgt:", True),
        ("Rear panel:", False),
        ("To switch the pump off, do one of the following:", False),
    ],
)
def test_a_line_that_says_what_comes_below_is_no_title(line: str, is_text: bool) -> None:
    assert introduces(line) is is_text


def test_points_without_a_space_behind_their_bullets_are_points(tmp_path: Path) -> None:
    assert pieces("Notes: •Keep the dock dry. •Only 2.4 GHz is known. 3 •4 m") == [
        "Notes:",
        "•Keep the dock dry.",
        "•Only 2.4 GHz is known. 3 •4 m",
    ]
    content = drawn(
        (
            72,
            700,
            "Helvetica",
            11,
            "Before you lift it: \u2022Empty the tank. \u2022Close the lid.",
        ),
        (72, 650, "Helvetica", 11, "Then carry it by its handle, upright, with both hands."),
    )
    items = [block.text for block in blocks_in(tmp_path, content) if block.kind == "list_item"]
    assert items == ["Empty the tank.", "Close the lid."]


def test_steps_without_a_space_behind_their_numbers_are_steps(tmp_path: Path) -> None:
    content = drawn(
        (
            72,
            700,
            "Helvetica",
            11,
            "1.Start the mill, and wait; 2.Drive it to its end. 3.Look at 1.5 mm.",
        ),
        (72, 650, "Helvetica", 11, "It stops by itself where the switch of that axis is in order."),
    )
    steps = [block for block in blocks_in(tmp_path, content) if block.kind == "list_item"]
    assert [(step.marker, step.text) for step in steps] == [
        ("1.", "Start the mill, and wait;"),
        ("2.", "Drive it to its end."),
        ("3.", "Look at 1.5 mm."),
    ]
    assert pieces("See 2.Open first, then 1.Close.") == ["See 2.Open first, then 1.Close."]


def test_what_a_rule_strikes_out_is_read_as_printed() -> None:
    assert without_markup("~~**Important information**~~") == "Important information"


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        # A drawing's parts are counted; values are not.
        (("1", "4 2", "3", "Pump"), ["Pump"]),
        (("10", "25", "60", "Pump"), ["10", "25", "60", "Pump"]),
        (("1", "2", "Pump"), ["1", "2", "Pump"]),
    ],
)
def test_numbers_that_call_out_the_parts_of_a_drawing_are_no_text(
    texts: tuple[str, ...], left: list[str]
) -> None:
    drawing = LayoutBlock("figure")
    blocks = [drawing, *(LayoutBlock("paragraph", text=text) for text in texts)]
    assert [block.text for block in without_callouts(blocks)[1:]] == left
    assert without_callouts(blocks[1:]) == blocks[1:]


def test_a_caption_needs_no_full_stop_behind_its_label() -> None:
    assert is_caption("Fig 1.1 Names of the models")
    assert not is_caption("Figs and 2 other fruits")


def test_a_line_that_begins_left_of_the_frame_around_it_is_kept(tmp_path: Path) -> None:
    page = _parsed(
        tmp_path,
        (80, 700, "Helvetica", 11, "The supply of the laser tube makes a high voltage of"),
        (72, 686, "Helvetica", 11, "15,000 V. It can kill whoever touches the cap of the tube."),
    )
    frame = (79.0, page.height - 715.0, 400.0, page.height - 680.0)
    cells = [[LayoutCell("The supply of the laser tube", rectangle(frame))]]
    table = LayoutBlock("table", rows=cells, bbox=rectangle(frame))
    (told,) = blocks_of(replace(page, blocks=[table]), RunningHeads([]))
    assert told.text.endswith(
        "a high voltage of 15,000 V. It can kill whoever touches the cap of the tube."
    )

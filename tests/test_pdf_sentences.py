"""A sentence that is set in two weights arrives whole, and what stands by itself stays so."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from store.contents import Block

REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
SetLine = tuple[str, str, float]
"""A line's font, its words, and how far it is set in, in points."""


def written(folder: Path, lines: Sequence[SetLine], pitch: int = 12) -> Path:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, (font, text, set_in) in enumerate(lines):
        canvas.setFont(font, 10)
        canvas.drawString(72 + set_in, 740 - number * pitch, text)
    canvas.showPage()
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def read(path: Path) -> list[Block]:
    return list(read_pdf(path).blocks)


WARNING = [
    (BOLD, "WARNING: Whoever opens the cabinet before the main switch is off can suffer a", 0.0),
    (REGULAR, "shock, or other injury, from the terminals that stay under voltage at all", 0.0),
    (REGULAR, "times. Lock the switch.", 0.0),
]
RUN_IN = [
    (BOLD, "Handling the guard Set the guard down on a level and clean bench that can hold", 0.0),
    (REGULAR, "its weight of thirty kilograms. Never lean the guard against the machine or a", 0.0),
    (REGULAR, "wall, where it slides.", 0.0),
]


def test_the_parser_alone_parts_these_sentences(tmp_path: Path) -> None:
    """The control: once the parser keeps them together, there is nothing to put together here."""
    for lines in (WARNING, RUN_IN):
        path = written(tmp_path, lines)
        blocks = parse(path, 1, extract_blocks=True).pages[0].blocks or []
        assert len([block for block in blocks if block.text]) > 1


def test_a_warning_whose_first_line_is_bold_is_one_sentence(tmp_path: Path) -> None:
    texts = [block.text for block in read(written(tmp_path, WARNING))]
    assert any("can suffer a shock, or other injury" in text for text in texts)


def test_a_bold_line_that_goes_on_below_it_is_no_heading(tmp_path: Path) -> None:
    blocks = read(written(tmp_path, RUN_IN))
    assert [block.kind for block in blocks] == ["paragraph"]
    assert "bench that can hold its weight of thirty kilograms" in blocks[0].text


def test_the_lines_of_an_entry_that_are_set_in_below_its_first_are_of_it(tmp_path: Path) -> None:
    lines = [(font, text, 13.0 if number else 0.0) for number, (font, text, _) in enumerate(RUN_IN)]
    blocks = read(written(tmp_path, lines))
    assert "bench that can hold its weight of thirty kilograms" in blocks[0].text


def test_a_short_line_a_value_and_a_command_stay_by_themselves(tmp_path: Path) -> None:
    for above, below in (
        ("Guard of the press", "it is bolted to the frame by eight screws, M10, all round"),
        ("The answer of the drive is one of these: status=00", "status=01 means that it wrote it"),
        ("start the drive on one line: drive start axis \\", "two axes of it, then wait for both"),
    ):
        blocks = read(written(tmp_path, [(BOLD, above, 0.0), (REGULAR, below, 0.0)]))
        assert not [block for block in blocks if f"{above} {below}" in block.text]


def test_a_paragraph_that_is_set_in_begins_anew(tmp_path: Path) -> None:
    first, second = RUN_IN[0], (REGULAR, "its weight of thirty kilograms is printed on it", 24.0)
    blocks = read(written(tmp_path, [first, second]))
    assert not [block for block in blocks if f"{first[1]} {second[1]}" in block.text]


NAMED = [
    (
        BOLD,
        "If the remote keypad is to be used, set C47 to 001 at the main keypad, then POWER",
        0.0,
    ),
    (REGULAR, "DOWN the inverter, and wait for the lamp to go out.", 0.0),
    (
        REGULAR,
        "Only then take the keypad off its bracket and put it on the door of the cabinet.",
        0.0,
    ),
]


@pytest.mark.parametrize(
    ("label", "set_in"), [("", 0.0), ("", 13.0), ("2.) ", 14.0), ("b. ", 14.0), ("• ", 14.0)]
)
def test_a_sentence_that_goes_on_with_a_name_below_it_is_whole(
    tmp_path: Path, label: str, set_in: float
) -> None:
    (font, first, _), second, third = NAMED
    lines = [(font, label + first, 0.0), *((one, said, set_in) for one, said, _ in (second, third))]
    texts = [block.text for block in read(written(tmp_path, lines))]
    assert any("then POWER DOWN the inverter, and wait" in text for text in texts)


def test_what_closes_a_bracket_goes_on_whatever_it_begins_with(tmp_path: Path) -> None:
    above = "If the remote keypad is to be used, set C47 to 001 at the main keypad, then POWER (see"
    for below, whole in (
        ("/manuals/keypad), and wait for the lamp to go out.", True),
        ("/manuals/keypad is the folder of the drawings (all of them).", False),
    ):
        lines = [(BOLD, above, 0.0), (REGULAR, below, 0.0), NAMED[2]]
        texts = [block.text for block in read(written(tmp_path, lines))]
        assert any(f"{above} {below}" in text for text in texts) is whole


def test_a_line_with_room_left_and_an_item_below_it_stay_apart(tmp_path: Path) -> None:
    filled = (REGULAR, f"{NAMED[0][1]} and wait", 0.0)
    for above, below in (
        (
            NAMED[0],
            "DOWN is the key below it. It is read as often as the lamp of the drive is lit.",
        ),
        ((BOLD, filled[1], 0.0), "002: The drive is set by the analog input."),
        ((BOLD, filled[1], 0.0), "3) Start the drive."),
    ):
        lines = [(REGULAR, filled[1] + " for it.", 0.0), above, (REGULAR, below, 0.0)]
        texts = [block.text for block in read(written(tmp_path, lines))]
        assert not [text for text in texts if f"{above[1]} {below}" in text]


def test_a_paragraph_whose_last_line_has_room_left_ends_with_it(tmp_path: Path) -> None:
    (_, first, _), second, _ = NAMED
    lines = [(BOLD, f"{first} and turn", 0.0), (BOLD, "to the forward rotation", 0.0)]
    blocks = read(written(tmp_path, [*lines, (REGULAR, second[1], 0.0)]))
    assert [block.text for block in blocks if "to the forward rotation DOWN" in block.text] == []
    assert any("and turn to the forward rotation" in block.text for block in blocks)


def test_a_sentence_whose_lines_are_set_wide_apart_is_whole_where_its_bold_ends(
    tmp_path: Path,
) -> None:
    lines = (
        (
            BOLD,
            "A pump that runs dry ruins its seal in less than a minute. Stop it at once and let",
            0,
        ),
        (
            REGULAR,
            "it cool down for half an hour before you fill it with water and start it again.",
            0,
        ),
        (REGULAR, "Close the plug by hand.", 0),
    )
    blocks = read_pdf(written(tmp_path, lines, pitch=20)).blocks
    assert not [block for block in blocks if block.kind == "heading"]
    assert any("at once and let it cool down" in block.text for block in blocks)


def test_a_sign_beside_a_paragraph_leaves_its_sentence_whole(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont(REGULAR, 10)
    for number, text in enumerate(
        (
            "Der Filter des Trockners ist alle 14 Tage mit Pressluft auszublasen, denn sein",
            "Gewebe setzt sich mit Staub zu. Ist es gerissen, wird der ganze Filter durch einen",
            "neuen ersetzt, der im Lager unter seiner Nummer liegt.",
        )
    ):
        canvas.drawString(130, 700 - 12 * number, text)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "blue")), 60, 667, 39, 39)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    texts = [block.text for block in read(path) if block.kind == "paragraph"]
    assert len(texts) == 1
    assert "denn sein Gewebe setzt sich" in texts[0]

"""A notice's sentence is read to its end, however its lines are set; its gravest word counts."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from ingest.sections import runs
from store.contents import Block

SetLine = tuple[float, float, str]
"""How far a line begins from the left and from the top, in points, and its words."""


def blocks_of(folder: Path, *lines: SetLine) -> list[Block]:
    """The blocks of a page with these lines, below a paragraph that is as wide as the page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 9)
    for number in range(3):
        text = f"{number} The keypad is taken off its bracket and is put on the door of the cabinet"
        canvas.drawString(72, 780 - 11.5 * number, f"{text}, where it is seen by all who pass.")
    for left, top, text in lines:
        # Bold up to the end of its first line: the parser parts it from the next one there.
        canvas.setFont("Helvetica-Bold" if text.startswith("NOTE") else "Helvetica", 9)
        canvas.drawString(left, A4[1] - top, text)
    canvas.showPage()
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    return [block for run in runs(read_pdf(path).blocks) for block in run.blocks]


def notices_of(folder: Path, *lines: SetLine) -> list[str]:
    return [" ".join(b.text.split()) for b in blocks_of(folder, *lines) if b.notice]


@pytest.mark.parametrize("ending", ["is OFF and the fan stands still.", "OFF says the keypad."])
@pytest.mark.parametrize("set_in", [0.0, 12.0, 56.0])
def test_a_note_goes_on_below_it_however_far_it_is_set_in(
    tmp_path: Path, ending: str, set_in: float
) -> None:
    first = "NOTE: For safety reasons, install or remove the remote keypad only when the power"
    (notice,) = notices_of(tmp_path, (94, 200, first), (94 + set_in, 211.5, ending))
    assert notice == f"{first} {ending}"


@pytest.mark.parametrize(
    ("left", "top", "text"),
    [
        (72, 211.5, "the lamp is green"),
        (94, 260, "the lamp is green"),
        (94, 211.5, "Fig. 7 The keypad and its bracket"),
        (94, 211.5, "Note: Keep the screws."),
        (
            94,
            211.5,
            "the whole of this sentence would have begun up there, had it been of the note",
        ),
    ],
)
def test_what_begins_left_far_below_or_anew_is_none_of_a_note(
    tmp_path: Path, left: float, top: float, text: str
) -> None:
    first = "NOTE: The remote keypad comes with its screws"
    assert notices_of(tmp_path, (94, 200, first), (left, top, text))[0] == first


def test_a_note_that_ends_in_brackets_or_quotes_is_whole(tmp_path: Path) -> None:
    first = 'NOTE: After a fault of the remote keypad the display of the drive says "Err."'
    below = "When the power is back, it says nothing."
    assert notices_of(tmp_path, (94, 200, first), (94, 211.5, below)) == [first]


def test_a_signal_word_within_a_note_raises_its_level(tmp_path: Path) -> None:
    (notice,) = [
        block
        for block in blocks_of(
            tmp_path,
            (94, 200, "Notes:"),
            (94, 212, "1. Input source: three phases of 400 volts, and a fuse in each of them."),
            (94, 224, "2. Motor output: three phases. CAUTION - Keep the switch on 0 before power"),
            (106, 236, "is put on. Otherwise injury may result."),
        )
        if block.notice
    ]
    assert notice.notice == "caution"
    assert "Otherwise injury may result." in notice.text


def test_a_word_of_warning_in_a_sentence_of_a_note_raises_nothing(tmp_path: Path) -> None:
    told = "NOTE: The warning lamp is red. Warning lamps of other machines are of no importance."
    (notice,) = [block for block in blocks_of(tmp_path, (94, 200, told)) if block.notice]
    assert notice.notice == "notice"

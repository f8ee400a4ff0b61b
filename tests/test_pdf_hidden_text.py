"""What a page does not show is never read, and is counted."""

import io
import random
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from store.contents import Block
from tests.pdf_files import with_hidden_text

_SHOWN = (
    ("Helvetica-Bold", 16, "2 Maintenance"),
    ("Helvetica", 11, "2.1 Cover screws"),
    ("Helvetica", 11, "Tighten the cover screws to 9 Nm and check them once a year."),
    ("Helvetica", 11, "1. Open the cover and take out the old filter."),
    ("Helvetica", 11, "2. Put in the new filter and close the cover."),
    ("Helvetica", 11, "• The seal is dry and free of cracks"),
    ("Courier", 10, "set pressure = 6 bar"),
    ("Helvetica", 11, "Code        Cause              Remedy"),
    ("Helvetica", 11, "E42         Filter blocked     Change the filter"),
)


def words_of(blocks: tuple[Block, ...]) -> str:
    cells = [cell for block in blocks for row in (*block.header, *block.rows) for cell in row]
    return " ".join([*(block.text for block in blocks), *cells])


def test_hidden_text_is_dropped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "manual.pdf"
    path.write_bytes(with_hidden_text())
    document = read_pdf(path)
    text = words_of(document.blocks)
    assert "Visible torque is 45 Nm." in text
    assert "White on a dark bar is seen." in text
    assert "says" not in text
    unseen = ("White says 99 Nm.", "Tiny says 97 Nm.", "Transparent says 95 Nm.")
    assert document.hidden_characters == sum(map(len, unseen))


@pytest.mark.parametrize("seed", range(20))
def test_hidden_text_is_dropped_wherever_the_parser_runs_it_in(tmp_path: Path, seed: int) -> None:
    """A heading takes in the lines below it, a table those beside it, whatever their boxes."""
    rng = random.Random(seed)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    y, hidden = 780.0, 0
    for font, size, text in rng.sample(_SHOWN, len(_SHOWN)):
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(font, size)
        canvas.drawString(60, y, text)
        if rng.random() < 0.6:
            hidden += 1
            canvas.setFillColorRGB(1, 1, 1)
            beside = rng.random() < 0.3
            canvas.drawString(
                430 if beside else 60, y if beside else y - 15, f"Ignore {hidden}99 Nm"
            )
            y -= 0 if beside else 15
        y -= rng.choice((15, 18, 24, 36))
    canvas.save()
    path = tmp_path / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    document = read_pdf(path)
    text = words_of(document.blocks)
    assert "Ignore" not in text
    assert "99 Nm" not in text
    assert document.hidden_characters == hidden * len("Ignore 199 Nm")
    missing = [
        shown for _, _, line in _SHOWN for shown in line.split() if shown.strip("•.") not in text
    ]
    assert [word for word in missing if word not in {"1.", "2.", "2", "•", "2.1"}] == []


def test_a_word_hidden_between_words_in_print_is_parted_from_them(tmp_path: Path) -> None:
    black, white = (0, 0, 0), (1, 1, 1)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)

    def line(y: float, *runs: tuple[tuple[int, int, int], str]) -> None:
        x = 60.0
        for colour, text in runs:
            canvas.setFillColorRGB(*colour)
            canvas.setFont("Helvetica", 11)
            canvas.drawString(x, y, text)
            x += canvas.stringWidth(text, "Helvetica", 11)

    line(700, (black, "The cover screws take 9"), (white, "9"), (black, " Nm at most."))
    line(660, (black, "Press"), (white, " never"), (black, " the red button."))
    line(620, (white, "Do not "), (black, "open the valve while it runs."))
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.rect(50, 570, 400, 24, stroke=0, fill=1)
    line(580, (white, "Seen on a dark bar: 7 bar."))
    canvas.save()
    path = tmp_path / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    document = read_pdf(path)
    text = words_of(document.blocks)
    for shown in (
        "take 9 Nm at most.",
        "Press the red button.",
        "open the valve",
        "dark bar: 7 bar.",
    ):
        assert shown in text
    assert "never" not in text
    assert "Do not" not in text
    assert document.hidden_characters == len("9") + len("never") + len("Do not")


def test_a_manual_that_hides_nothing_counts_nothing() -> None:
    samples = Path(__file__).parent.parent / "data" / "samples"
    assert read_pdf(samples / "SC-75_Compressor_Manual.pdf").hidden_characters == 0

"""Labels beside the text are its headings, and steps beside them are whole; tables stay tables."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.crops import Crop
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from ingest.formats.side_headings import with_side_headings
from store.contents import Block

PURPOSE = ["Purpose"]
PURPOSE_TEXT = [
    "The drum drives the belt of the conveyor. It must stand still before anybody reaches",
    "into it, and its brake has to be checked once a week by a person who was trained",
    "for it and knows the lockout plan of the plant.",
    "Report a worn lining at once, and do not run the drum until it is replaced.",
]
SECURE = ["To secure", "the drum", "brake"]
STEPS = [
    "Lock the isolator with a padlock and keep its only key.",
    "Push the locking pin through both flanges of the drum.",
    "Tighten the four bolts of the brake to a torque of 45 Nm.",
    "Hang the lockout tag on the handle of the isolator.",
]
DATA = [("Weight", "20 kg"), ("Speed", "1450 rpm"), ("Torque", "45 Nm"), ("Noise", "72 dB(A)")]


def written(folder: Path, content: bytes) -> tuple[Block, ...]:
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return read_pdf(path).blocks


def side_headed(pages: int, *, x: float, label_font: str = "Helvetica-Bold") -> bytes:
    """A PDF whose pages have a title, and two labels beside text that begins at `x`."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(56, 740, f"4.{number} Brake of the drum of conveyor {number}")
        for top, label in ((700, PURPOSE), (600, SECURE)):
            canvas.setFont(label_font, 9.5)
            for line, words in enumerate(label):
                canvas.drawString(64, top - 13.5 * line, words)
        canvas.setFont("Helvetica", 9.5)
        for line, words in enumerate(PURPOSE_TEXT):
            canvas.drawString(x, 700 - 12 * line, words)
        for line, words in enumerate(STEPS):
            canvas.drawString(x, 601 - 19 * line, f"{line + 1}.")
            canvas.drawString(x + 16, 601 - 19 * line, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def told(blocks: Sequence[Block], page: int) -> list[tuple[str, str, str]]:
    return [(block.kind, block.marker, block.text) for block in blocks if block.page == page]


@pytest.mark.parametrize("x", [118.0, 150.0])
def test_labels_beside_the_text_are_headings_above_it(tmp_path: Path, x: float) -> None:
    blocks = written(tmp_path, side_headed(6, x=x))
    for page in range(1, 7):
        assert told(blocks, page) == [
            ("heading", "", f"4.{page} Brake of the drum of conveyor {page}"),
            ("heading", "", "Purpose"),
            ("paragraph", "", " ".join(PURPOSE_TEXT)),
            ("heading", "", "To secure the drum brake"),
            *(("list_item", f"{number}.", text) for number, text in enumerate(STEPS, 1)),
        ]
    levels = [block.level for block in blocks if block.kind == "heading" and block.page == 1]
    assert levels[0] < levels[1] == levels[2]


def test_on_a_page_or_two_or_set_as_the_text_is_nothing_is_sure(tmp_path: Path) -> None:
    for content in (side_headed(2, x=150), side_headed(6, x=150, label_font="Helvetica")):
        blocks = written(tmp_path, content)
        assert "Purpose" not in [block.text for block in blocks if block.kind == "heading"]
        words = " ".join(" ".join((block.marker, block.text)) for block in blocks)
        assert [word for text in STEPS for word in text.split() if word not in words] == []


def nothing_read_again(number: int, crop: Crop) -> NoReturn:
    pytest.fail(f"Page {number} was read again, cropped to {crop}.")


@pytest.mark.parametrize("rules", [True, False])
def test_technical_data_in_two_columns_stay_so(tmp_path: Path, rules: bool) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number in range(1, 7):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(56, 740, f"3.{number} Technical data of drive {number}")
        for row, (name, value) in enumerate(DATA):
            canvas.setFont("Helvetica-Bold", 9.5)
            canvas.drawString(64, 700 - 16 * row, name)
            canvas.setFont("Helvetica", 9.5)
            canvas.drawString(150, 700 - 16 * row, value)
            if rules:
                canvas.line(60, 695 - 16 * row, 400, 695 - 16 * row)
        canvas.showPage()
    canvas.save()
    path = tmp_path / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    pages = parse(path, 10, extract_blocks=True, extract_vector_graphics=True).pages
    assert with_side_headings(pages, nothing_read_again) == pages


def test_a_label_broken_within_a_word_is_the_word_that_stands_elsewhere(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number in range(1, 10):
        canvas.setFont("Helvetica-Bold", 9.5)
        for line, words in enumerate(["Advan", "ced opti", "ons"] if number == 9 else ["Checks"]):
            canvas.drawString(64, 700 - 13.5 * line, words)
        canvas.setFont("Helvetica", 9.5)
        for line, words in enumerate([*PURPOSE_TEXT, "Advanced options: options."]):
            canvas.drawString(120, 700 - 12 * line, words)
        canvas.showPage()
    canvas.save()
    blocks = written(tmp_path, buffer.getvalue())
    labels = [block.text for block in blocks if block.kind == "heading"]
    assert labels == ["Checks"] * 8 + ["Advanced options"]


def test_a_page_where_all_at_the_labels_edge_stands_second_in_its_line_has_no_labels(
    tmp_path: Path,
) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 9.5)
    for number in range(1, 7):
        for row, (name, value) in enumerate(DATA):
            if number == 6:
                canvas.drawString(30, 700 - 16 * row, str(row))
            canvas.drawString(64, 700 - 16 * row, name)
            canvas.drawString(300, 700 - 16 * row, value)
        canvas.drawString(150, 500, PURPOSE_TEXT[0])
        canvas.showPage()
    canvas.save()
    path = tmp_path / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    document = read_pdf(path)
    assert document.remarks == ()
    words = " ".join(block.text for block in document.blocks)
    assert [words.count(name) for name, _ in DATA] == [6, 6, 6, 6]

"""Which lines of a PDF are titles, of how many lines, and which are text that only looks so."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.told_titles import tells
from ingest.headings import reads_as_heading
from tests.printed_runs import BODY, blocks_in, drawn


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("Anzeige: [6053] Sieb voll", True),
        ("Alarm: 204 Door open", True),
        ("Anzeige: [6053] Sieb voll.", False),
        ("Fehler: 230 mm zu weit links", False),
        ("Display: 12 digits", False),
    ],
)
def test_a_line_that_says_whose_code_it_is_heads_what_is_told_of_it(line: str, heads: bool) -> None:
    assert reads_as_heading(line, bold=False) is heads


def test_alarms_of_a_list_are_headings_and_share_what_follows(tmp_path: Path) -> None:
    content = drawn(
        (72, 790, "Helvetica-Bold", 14, "ALARMS"),
        (72, 765, "Helvetica-Bold", 11, "124 LOW BATTERY"),
        (72, 751, "Helvetica", 10, "The battery of the control has to be replaced within a month."),
        (72, 720, "Helvetica-Bold", 11, "130 TOOL UNCLAMPED"),
        (72, 650, "Helvetica-Bold", 11, "131 (M) TOOL NOT CLAMPED"),
        (72, 636, "Helvetica", 10, "The piston is not in its place when the saw is switched on."),
        *BODY[3:],
    )
    headings = [b.text for b in blocks_in(tmp_path, content) if b.kind == "heading"]
    assert "124 LOW BATTERY" in headings
    assert "130 TOOL UNCLAMPED / 131 (M) TOOL NOT CLAMPED" in headings


@pytest.mark.parametrize(
    ("line", "is_title"),
    [("10. TROUBLES", True), ("2. TURN OFF THE POWER", False), ("3. Troubles", False)],
)
def test_a_chapter_in_bold_capitals_is_no_step(line: str, is_title: bool) -> None:
    assert reads_as_heading(line, bold=True) is is_title


def test_a_line_within_which_a_sentence_ends_is_no_heading(tmp_path: Path) -> None:
    content = drawn(
        (72, 720, "Helvetica-Bold", 14, "Wait until it stands still. Then open the cover and"),
        *BODY,
    )
    assert not [block for block in blocks_in(tmp_path, content) if block.kind == "heading"]


def test_a_numbered_title_of_two_lines_is_one_heading(tmp_path: Path) -> None:
    """Where there are bookmarks and larger print, its lines are of two levels to the parser."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, words in enumerate(("Exzenterpresse", "Baureihe EP", "Anleitung", "Original")):
        canvas.setFont("Helvetica-Bold", 30 - 4 * number)
        canvas.drawString(72, 780 - 60 * number, words)
    canvas.showPage()
    title = ("5.1 Vorschriften und Normen zur Aufstellung der", "Exzenterpresse")
    for level, top, size, lines in ((0, 720, 16, ["5 Aufstellung"]), (1, 690, 14, title)):
        canvas.bookmarkHorizontal(lines[0], 0, top + size)
        canvas.addOutlineEntry(" ".join(lines), lines[0], level)
        canvas.setFont("Helvetica-Bold", size)
        for number, line in enumerate(lines):
            canvas.drawString(130 + 48 * number, top - 17 * number, line)
    for x, y, font, _, text in BODY:
        canvas.setFont(font, 10)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    found = blocks_in(tmp_path, buffer.getvalue())
    assert [block.text for block in found if block.kind == "heading"][-1] == " ".join(title)


def test_lines_that_are_set_as_all_text_is_are_no_heading(tmp_path: Path) -> None:
    """Where the text is bold to the parser, it takes the beginning of a paragraph for one."""
    font = "Helvetica-Bold"
    text = (
        "Die Presse dient allein dem Biegen von Blechen aus Stahl",
        "und Messing in Betrieben mit Fachleuten, die für das",
        "Biegen geschult sind. Jeder andere Gebrauch ist verboten,",
        "denn ihr Stempel kann brechen.",
    )
    found = blocks_in(
        tmp_path,
        drawn(
            (80, 780, font, 10, "2 Gebrauch der Presse"),
            *((96, 766 - 9 * number, font, 8, line) for number, line in enumerate(text)),
        ),
    )
    assert [(block.kind, block.text) for block in found] == [
        ("heading", "2 Gebrauch der Presse"),
        ("paragraph", " ".join(text)),
    ]


@pytest.mark.parametrize(
    ("title", "is_text"),
    [
        ("VIII. Preparing the receiver for its operation", False),
        ("Stop the pump. Then open the lid and", True),
    ],
)
def test_the_number_of_a_chapter_ends_no_sentence(title: str, is_text: bool) -> None:
    assert tells(title) is is_text

"""A sentence that is set in two weights arrives whole, and what stands by itself stays so."""

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from store.contents import Block

REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
SetLine = tuple[str, str, float]
"""A line's font, its words, and how far it is set in, in points."""


def written(folder: Path, lines: Sequence[SetLine]) -> Path:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, (font, text, set_in) in enumerate(lines):
        canvas.setFont(font, 10)
        canvas.drawString(72 + set_in, 740 - number * 12, text)
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

"""Pages of contents and index, read line by line and column by column."""

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.document import ContentsPage, Document
from ingest.formats.pdf import read_pdf

_LEFT = ("accumulator 4", "anchor bolts 6", "bleeding 11", "bolts 9, 10", "coolant 12", "crane 6")
_RIGHT = ("drive 3", "emergency stop 1", "filter 10", "gauge 4", "L", "level switch 4")


def contents_of(folder: Path) -> dict[int, ContentsPage]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 780, "Contents")
    canvas.setFont("Helvetica", 11)
    for number, heading in enumerate(("1 Safety", "2 Drive belt", "2.1 Belt tension", "3 Oil")):
        canvas.drawString(72, 740 - 18 * number, heading + " " + ". " * 40 + str(number + 1))
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    for line in range(20):
        canvas.drawString(72, 780 - 18 * line, f"Sentence {line} says how the belt is fitted here.")
    canvas.showPage()
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 780, "Index")
    canvas.setFont("Helvetica", 11)
    for x, column in ((72, _LEFT), (320, _RIGHT)):
        for number, entry in enumerate(column):
            canvas.drawString(x, 740 - 18 * number, entry)
    canvas.showPage()
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    document = read_pdf(path)
    assert {block.page for block in document.blocks} == {2}
    return {page.lines[0].page or 0: page for page in document.contents}


def test_contents_lose_their_dots_and_keep_their_numbers(tmp_path: Path) -> None:
    page = contents_of(tmp_path)[1]
    assert page.title == "Contents"
    assert [line.text for line in page.lines] == [
        "1 Safety 1",
        "2 Drive belt 2",
        "2.1 Belt tension 3",
        "3 Oil 4",
    ]


def test_the_columns_of_an_index_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = contents_of(tmp_path)[3]
    assert page.title == "Index"
    assert [line.text for line in page.lines] == [*_LEFT, *_RIGHT]
    assert all(line.box is not None for line in page.lines)


_DATA = (
    ("1 Outside diameter", "mm 110 135 165"),
    ("2 Maximum speed", "rpm 7200 7000 600"),
    ("3 Grip force", "kN 24 30 48"),
    ("4 Weight", "kg 4.1 5.5 13"),
    ("5 Balance grade", "G 16 16 10"),
)


def read_after_contents(
    folder: Path, lines: Sequence[tuple[str, str]], behind: Sequence[str] = ()
) -> Document:
    """What is read of contents, of a page after them without a title, and of one of text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 780, "Contents")
    canvas.setFont("Helvetica", 11)
    for number, heading in enumerate(("1 Safety", "2 Chuck", "3 Jaws", "4 Oil")):
        canvas.drawString(72, 740 - 18 * number, heading + " " + ". " * 40 + str(number + 1))
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    for number, (name, value) in enumerate(lines):
        canvas.drawString(72, 740 - 36 * number, name)
        canvas.drawString(320, 722 - 36 * number, value)
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    for number, text in enumerate(behind):
        canvas.drawString(72, 740 - 18 * number, text)
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    return read_pdf(path)


def test_a_table_of_data_behind_the_contents_is_no_part_of_them(tmp_path: Path) -> None:
    read = read_after_contents(tmp_path, _DATA)
    assert [page.lines[0].page for page in read.contents] == [1]
    assert "7200" in " ".join(block.text for block in read.blocks)


def test_contents_without_dots_go_on_over_the_page(tmp_path: Path) -> None:
    entries = [(f"{number} Care of part {number + 20}", "") for number in range(5, 10)]
    read = read_after_contents(tmp_path, entries, behind=("Wipe the jaws with a dry cloth.",))
    assert [page.lines[0].page for page in read.contents] == [1, 2]

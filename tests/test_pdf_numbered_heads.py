"""Running heads as TeX's books have them: far from the edge, with the page's number at an end."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from tests.pdf_files import drawn

_CHAPTERS = ("HYDRAULICS", "THE DRIVE", "LUBRICATION", "FAULTS")
_HEAD = 738.0  # An eighth of the page from its top.


def _book(folder: Path, *, first: int) -> Path:
    """Write four chapters of four pages: a title on the first, heads on the others."""
    numbers = range(first, first + 4 * len(_CHAPTERS))
    path = folder / "book.pdf"
    path.write_bytes(
        drawn(*(lambda canvas, number=n: _page(canvas, number, number - first) for n in numbers))
    )
    return path


def _page(canvas: Canvas, number: int, behind: int) -> None:
    chapter, section = divmod(behind, 4)
    name = _CHAPTERS[chapter]
    if section == 0:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(140, 650, name.capitalize())
        canvas.setFont("Helvetica", 10)
        canvas.drawString(300, 120, str(number))
    elif number % 2:
        canvas.setFont("Helvetica-Oblique", 10)
        canvas.drawString(140, _HEAD, f"{chapter + 1}.{section}. PART {section} OF {name}")
        canvas.drawRightString(450, _HEAD, str(number))
    else:
        canvas.setFont("Helvetica-Oblique", 10)
        canvas.drawString(140, _HEAD, str(number))
        canvas.drawRightString(450, _HEAD, f"CHAPTER {chapter + 1}. {name}")
    canvas.setFont("Helvetica", 10)
    for line in range(8):
        canvas.drawString(140, 600 - 12 * line, f"Sentence {line} on sheet {number} of the book.")


def test_heads_with_the_pages_number_are_no_text_and_tell_the_number(tmp_path: Path) -> None:
    document = read_pdf(_book(tmp_path, first=31))
    headings = [block.text for block in document.blocks if block.kind == "heading"]
    assert headings == [name.capitalize() for name in _CHAPTERS]
    words = " ".join(block.text for block in document.blocks)
    assert "CHAPTER" not in words
    assert "PART" not in words
    assert words.count("Sentence 7 on sheet") == 16
    assert [page.label for page in document.pages] == [str(number) for number in range(31, 47)]


def _alarm(canvas: Canvas, number: int) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(140, _HEAD, f"Alarm {number}")
    canvas.setFont("Helvetica", 10)
    for line in range(6):
        canvas.drawString(140, 700 - 12 * line, f"Cause {line} of what is told on sheet {number}.")
    canvas.drawString(300, 40, str(number))


def test_titles_with_numbers_of_their_own_stay(tmp_path: Path) -> None:
    path = tmp_path / "alarms.pdf"
    path.write_bytes(drawn(*(lambda c, number=n: _alarm(c, number) for n in range(1, 13))))
    headings = [block.text for block in read_pdf(path).blocks if block.kind == "heading"]
    assert headings == [f"Alarm {number}" for number in range(1, 13)]

"""A chapter's title at the top of its page is told from a running head that stands there."""

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf

CHAPTERS = ("Labels", "Price lists", "Users", "Backup", "Currencies", "Printing")
_TOP = 795.0
Top = tuple[str, int, str] | None
"""What stands at a page's top, its size, and a heading below it, if any."""


def written(folder: Path, tops: Sequence[Top]) -> Path:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, top in enumerate(tops, 1):
        y = 740.0
        if top is not None:
            text, size, below = top
            if size > 12:
                canvas.setFillColorRGB(0.1, 0.3, 0.6)
                canvas.rect(20, _TOP - 10, 555, 34, stroke=0, fill=1)
                canvas.setFillColorRGB(1, 1, 1)
            canvas.setFont("Helvetica-Bold" if size > 12 else "Helvetica", size)
            canvas.drawString(40, _TOP, text)
            canvas.setFillColorRGB(0, 0, 0)
            if below:
                canvas.setFont("Helvetica-Bold", 20)
                canvas.drawString(72, y, below)
                y -= 40
        canvas.setFont("Helvetica", 11)
        for line in range(8):
            canvas.drawString(72, y - 16 * line, f"Sentence {line} of sheet {number} on a scale.")
        canvas.showPage()
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def headings(path: Path) -> list[tuple[int | None, str]]:
    return [(b.page, b.text) for b in read_pdf(path).blocks if b.kind == "heading"]


def test_titles_at_one_height_are_the_headings_of_their_chapters(tmp_path: Path) -> None:
    tops: list[Top] = [top for name in CHAPTERS for top in ((name, 20, ""), None)]
    found = headings(written(tmp_path, tops))
    assert found == [(2 * number + 1, name) for number, name in enumerate(CHAPTERS)]


def test_a_head_that_names_its_chapter_is_its_heading_once_where_no_other_is(
    tmp_path: Path,
) -> None:
    tops: list[Top] = [(name, 20, "") for name in CHAPTERS for _ in range(3)]
    path = written(tmp_path, tops)
    assert headings(path) == [(3 * number + 1, name) for number, name in enumerate(CHAPTERS)]
    words = " ".join(block.text for block in read_pdf(path).blocks)
    assert words.count("Price lists") == 1


def test_a_head_that_repeats_a_heading_below_it_is_dropped(tmp_path: Path) -> None:
    tops: list[Top] = [
        (name, 16, f"{number}. {name}" if first else "")
        for number, name in enumerate(CHAPTERS, 1)
        for first in (True, False)
    ]
    found = headings(written(tmp_path, tops))
    assert found == [(2 * n - 1, f"{n}. {name}") for n, name in enumerate(CHAPTERS, 1)]


def test_the_manuals_name_at_all_tops_is_no_heading(tmp_path: Path) -> None:
    tops: list[Top] = [("Scale 9000 Manual", 16, name) for name in CHAPTERS]
    found = headings(written(tmp_path, tops))
    assert [text for _, text in found] == list(CHAPTERS)

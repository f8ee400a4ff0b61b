"""Pages have the numbers that are printed on them, also where the file does not tell them."""

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf


def labels_of(folder: Path, feet: Sequence[str]) -> list[str | None]:
    """The labels of pages with these lines at their feet, and figures that do not count on."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, foot in enumerate(feet):
        canvas.drawString(72, 820, f"HP-200 Service manual 2024, order number {9000 - 7 * number}")
        canvas.drawString(72, 700, f"Sheet {number + 1} says how tight its bolts are.")
        canvas.drawString(72, 30, foot)
        canvas.showPage()
    canvas.save()
    path = folder / "manual.pdf"
    path.write_bytes(buffer.getvalue())
    return [page.label for page in read_pdf(path).pages]


def test_numbers_that_count_on_are_labels(tmp_path: Path) -> None:
    feet = ["", *(f"Page {number} of 60 | HP-200" for number in range(1, 7))]
    assert labels_of(tmp_path, feet) == [None, "1", "2", "3", "4", "5", "6"]


def test_a_chapters_letters_belong_to_its_numbers(tmp_path: Path) -> None:
    feet = [f"MA-{number}" for number in (12, 13, 14, 15)] + ["", "EM-1", "EM-2", "EM-3", "EM-4"]
    expected = ["MA-12", "MA-13", "MA-14", "MA-15", None, "EM-1", "EM-2", "EM-3", "EM-4"]
    assert labels_of(tmp_path, feet) == expected


def test_numbers_that_do_not_count_on_or_on_a_few_pages_only_are_none(tmp_path: Path) -> None:
    assert labels_of(tmp_path, ["7"] * 6) == [None] * 6
    few = ["Step 1", "Step 2", "Step 3", "Step 4", *[""] * 6]
    assert labels_of(tmp_path, few) == [None] * 10

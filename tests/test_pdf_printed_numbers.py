"""Pages have the numbers that are printed on them, also where the file does not tell them."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from ingest.formats.printed_numbers import printed_labels


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


@pytest.mark.parametrize("foot", ["{}/{}", "Page {} of {}", "Seite {} von {}", "HP-200 | {} / {}"])
def test_a_number_that_tells_how_many_there_are_counts_on_a_few_pages(
    tmp_path: Path, foot: str
) -> None:
    assert labels_of(tmp_path, ["", foot.format(2, 3), foot.format(3, 3)]) == [None, "2", "3"]
    assert labels_of(tmp_path, ["", foot.format(2, 2)]) == [None, "2"]
    # It tells of something else: of four steps, of eight bars.
    assert labels_of(tmp_path, ["", foot.format(2, 4), foot.format(3, 8)]) == [None] * 3


def test_pages_without_numbers_between_such_that_count_alike_are_counted(tmp_path: Path) -> None:
    feet = ["", "11", "12", "13", "14", "", "", "", "18", "19", "20", "", "22", ""]
    expected = [None, *map(str, range(11, 23)), None]
    assert labels_of(tmp_path, feet) == expected


def test_a_number_that_only_the_text_of_a_page_holds_is_found(tmp_path: Path) -> None:
    labels_of(tmp_path, [f"User manual {number} HP-200" for number in range(31, 37)])
    pages = [
        replace(page, text_items=[item for item in page.text_items if "User" not in item.text])
        for page in parse(tmp_path / "manual.pdf", 10).pages
    ]
    assert list(printed_labels(pages).values()) == ["31", "32", "33", "34", "35", "36"]

"""Steps of scanned pages keep their numbers, which OCR alone loses as a column of its own."""

from pathlib import Path

import pytest

from evals.scans_read import scan_of
from ingest.formats.pdf import read_pdf
from store.contents import Block
from tests.pdf_files import scanned_rows

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def steps_of_scan(folder: Path, sample: str, *pages: int, language: str | None) -> list[Block]:
    scan = folder / "scan.pdf"
    scan.write_bytes(scan_of(SAMPLES / sample, pages, 200))
    return [b for b in read_pdf(scan, language=language).blocks if b.kind == "list_item"]


@pytest.mark.parametrize(
    ("sample", "page", "language"),
    [
        ("SC-75_Compressor_Manual.pdf", 10, "en"),
        # The parser makes a table of these.
        ("CL-450_Lathe_Manual.pdf", 8, "en"),
        ("FB-30_Betriebsanleitung.pdf", 10, "de"),
    ],
)
def test_each_step_has_the_number_that_is_printed(
    tmp_path: Path, sample: str, page: int, language: str
) -> None:
    printed = [
        block
        for block in read_pdf(SAMPLES / sample).blocks
        if block.kind == "list_item" and block.page == page
    ]
    read = steps_of_scan(tmp_path, sample, page, language=language)
    assert len(printed) >= 6
    assert [(b.marker, b.text[:4]) for b in read] == [(b.marker, b.text[:4]) for b in printed]


def test_a_second_list_on_a_page_begins_at_one_again(tmp_path: Path) -> None:
    read = steps_of_scan(tmp_path, "HP-200_Operating_Manual_RevB.pdf", 10, language="en")
    assert [block.marker for block in read] == [f"{n}." for n in (*range(1, 8), *range(1, 5))]


def test_a_title_page_of_few_words_does_not_make_a_german_scan_english(tmp_path: Path) -> None:
    steps = steps_of_scan(tmp_path, "FB-30_Betriebsanleitung.pdf", 1, 2, 8, language=None)
    assert "Reißleinen prüfen" in " ".join(block.text for block in steps)


def drawn(folder: Path, rows: list[tuple[str, str]]) -> Path:
    """A scan of lines, each with what stands before it at the margin."""
    path = folder / "drawn.pdf"
    path.write_bytes(scanned_rows(rows, (72, 96), pitch=20))
    return path


SENTENCES = (
    "Lock the isolator with a padlock.",
    "Open the left door of the cabinet.",
    "Loosen the counter nut of the screw.",
    "Turn the pulley by hand three times.",
)


def test_no_number_is_made_up_for_a_list_of_other_marks(tmp_path: Path) -> None:
    path = drawn(tmp_path, [("\u2022", sentence) for sentence in SENTENCES])
    blocks = read_pdf(path, language="en").blocks
    assert not [b for b in blocks if b.marker and b.marker[0].isdigit()]
    assert all(sentence in " ".join(b.text for b in blocks) for sentence in SENTENCES)


def test_bullets_after_steps_get_no_numbers(tmp_path: Path) -> None:
    marks = ("1.", "2.", "\u2022", "\u2022")
    path = drawn(tmp_path, list(zip(marks, SENTENCES, strict=True)))
    steps = [b for b in read_pdf(path, language="en").blocks if b.kind == "list_item"]
    assert [b.marker for b in steps if b.marker[:1].isdigit()] == ["1.", "2."]
    assert all(sentence in " ".join(b.text for b in steps) for sentence in SENTENCES)


@pytest.mark.parametrize("marks", [("1.", "1.1", "1.2", "2."), ("1.", "2.", "E4", "E7")])
def test_marks_of_another_kind_stay_as_they_are_printed(
    tmp_path: Path, marks: tuple[str, ...]
) -> None:
    path = drawn(tmp_path, list(zip(marks, SENTENCES, strict=True)))
    text = " ".join(f"{b.marker} {b.text}" for b in read_pdf(path, language="en").blocks)
    # Codes and their meaning may come as a table.
    text = text.replace("| ", "")
    lost = [m for m, line in zip(marks, SENTENCES, strict=True) if f"{m} {line}" not in text]
    assert not lost, text


def test_numbers_without_a_dot_are_steps_where_they_count_on(tmp_path: Path) -> None:
    path = drawn(tmp_path, [(str(n), text) for n, text in enumerate(SENTENCES, start=4)])
    steps = [b for b in read_pdf(path, language="en").blocks if b.kind == "list_item"]
    assert [block.marker for block in steps] == ["4.", "5.", "6.", "7."]


def test_positions_of_a_parts_list_are_no_steps(tmp_path: Path) -> None:
    path = drawn(tmp_path, list(zip(("14", "3", "27", "9"), SENTENCES, strict=True)))
    blocks = read_pdf(path, language="en").blocks
    assert not [b for b in blocks if b.kind == "list_item" and b.marker]


def test_a_list_that_goes_on_from_the_page_before_keeps_its_count(tmp_path: Path) -> None:
    path = drawn(tmp_path, [(f"{n}.", text) for n, text in enumerate(SENTENCES, start=7)])
    steps = [b for b in read_pdf(path, language="en").blocks if b.kind == "list_item"]
    assert [(b.marker, b.text) for b in steps] == [
        (f"{n}.", text) for n, text in enumerate(SENTENCES, start=7)
    ]

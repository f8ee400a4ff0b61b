"""The tables of a sample manual in every format: each cell arrives in its row and column."""

import functools
from pathlib import Path

import pytest

from evals.cells_read import cell_figures, text_figures
from evals.scans_read import scan_of
from evals.written_manuals import WrittenManual, written_manuals
from ingest.formats.archive import parts
from ingest.formats.budgets import Limits
from ingest.formats.pdf import read_pdf
from ingest.formats.text_file import text_blocks
from ingest.reading import media_type, read_document

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
FORMATS = (
    "DOCX",
    "ZIP of DOCX",
    "PPTX",
    "XLSX",
    "HTML",
    "Markdown",
    "plain text",
    "e-mail in HTML",
    "e-mail in text",
)


@functools.cache
def press() -> WrittenManual:
    return next(written_manuals(SAMPLES))


def test_the_formats_are_those_that_are_written() -> None:
    assert tuple(file.format for file in press().others) == FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_cell_arrives_in_its_row_and_column(tmp_path: Path, name: str) -> None:
    file = next(file for file in press().others if file.format == name)
    path, shown = tmp_path / file.name, file.name
    path.write_bytes(file.content)
    if media_type(path) == "zip":
        part = next(parts(path, "zip", Limits(), tmp_path))
        assert part.path is not None
        path, shown = part.path, part.name
    found = cell_figures(press().tables, read_document(path, name=shown, limits=Limits()))
    assert (found.right, found.whole) == (found.cells, found.rows)
    assert found.cells > 200


def test_a_ruled_table_on_a_scanned_page_is_a_table(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scan_of(SAMPLES / "HP-200_Operating_Manual_RevC.pdf", [7], 200))
    document = read_pdf(scan, language="en")
    assert document.pages[0].outcome == "ocr"
    (table,) = [block for block in document.blocks if block.kind == "table"]
    assert table.header[0][:2] == ("Quantity", "Value")
    shown = {row[0]: row[1:3] for row in table.rows}
    assert shown["Nominal force"] == ("2000", "kN")
    assert all("2000" not in block.text for block in document.blocks if block.kind != "table")


def test_running_text_holds_rows_and_no_columns() -> None:
    text = next(file for file in press().others if file.format == "plain text").content.decode()
    found = text_figures(press().tables, text)
    assert (found.right, found.whole) == (0, found.rows)
    assert text_figures(press().tables, text.replace("1150", "1151")).whole < found.rows


def test_an_empty_cell_of_a_typed_table_stays_empty_under_its_column() -> None:
    text = (
        "Code   Cause      Remedy\n"
        "E1     Low oil    Fill up\n"
        "E2                Reset\n"
        "E3     Hot        \n"
    )
    (table,) = text_blocks(text)
    assert table.header == (("Code", "Cause", "Remedy"),)
    assert table.rows == (("E1", "Low oil", "Fill up"), ("E2", "", "Reset"), ("E3", "Hot", ""))


def test_a_line_that_stands_below_no_column_ends_a_typed_table() -> None:
    text = "Name    Value\nA       1\nB       2\nNote    that both   may change\n"
    table, note = text_blocks(text)
    assert table.rows == (("A", "1"), ("B", "2"))
    assert note.text == "Note that both may change"


def test_a_later_row_across_two_columns_makes_no_cell_vanish() -> None:
    text = "Step      Tool      Torque\nLoosen    Key 13\nOverhead crane hook    Key 19    4 Nm\n"
    shown = " ".join(block.text for block in text_blocks(text))
    assert all(word in shown for word in ("Loosen", "Key 13", "Overhead crane hook", "4 Nm"))

"""Workbooks and slides as their programs show them."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from ingest.formats.budgets import Limits
from ingest.formats.cell_values import shown_number
from ingest.formats.document import Document
from ingest.reading import read_document
from store.errors import FileRejected
from tests.office_files import saved


def read_book(
    folder: Path, change: Callable[[Any], None], limits: Limits | None = None
) -> Document:
    book = openpyxl.Workbook()
    change(book)
    path = folder / "book.xlsx"
    path.write_bytes(saved(book))
    return read_document(path, limits=limits or Limits())


def read_deck(folder: Path, change: Callable[[Any], None]) -> Document:
    deck = Presentation()
    change(deck)
    path = folder / "deck.pptx"
    path.write_bytes(saved(deck))
    return read_document(path, limits=Limits())


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("45", "General", "45"),
        ("45.0", "General", "45"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.1000000000000001", "General", "1.1"),
        ("79.5", "0.00", "79.50"),
        ("12345.678", "#,##0.0", "12,345.7"),
        ("0.125", "0.0%", "12.5%"),
        ("45", '0.0 "Nm"', "45.0 Nm"),
        ("-3", "0.00;[Red]-0.00", "-3.00"),
        ("7", "000", "007"),
        ("0.5", "0.##", "0.5"),
        ("46112", "dd.mm.yyyy", "31.03.2026"),
        ("46112.5625", "yyyy-mm-dd hh:mm", "2026-03-31 13:30"),
        ("0.0625", "h:mm", "1:30"),
        ("1.25", "[h]:mm", "30:00"),
        ("1E+15", "General", "1000000000000000"),
        ("0.0000001", "General", "0.0000001"),
        ("nonsense", "0.00", "nonsense"),
        ("1E+400", "0.00", "1E+400"),
    ],
)
def test_numbers_are_shown_as_their_format_says(stored: str, code: str, shown: str) -> None:
    assert shown_number(stored, code) == shown


def test_what_a_workbook_hides_is_left_out_and_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.active
        sheet.title = "Faults"
        for row in (("Code", "Internal", "Remedy"), ("E1", "x", "Reset"), ("E2", "y", "Call")):
            sheet.append(row)
        sheet.append(("E3", "z", "Replace"))
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        secret = book.create_sheet("Prices")
        secret.append(["Margin", 5])
        secret.sheet_state = "veryHidden"

    document = read_book(tmp_path, change)
    table = document.blocks[1]
    assert document.blocks[0].text == "Faults"
    assert table.header == (("Code", "Remedy"),)
    assert table.rows == (("E1", "Reset"), ("E3", "Replace"))
    assert len(document.blocks) == 2
    assert document.remarks == (
        "Hidden in the workbook and left out: sheets 1, rows 1, columns 1 (how many).",
    )


def test_formulas_without_a_stored_value_are_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.append(["Sum", "=1+1"])
        book.active.append(["Part", 5])

    assert any("1 formulas have no stored value" in r for r in read_book(tmp_path, change).remarks)


def test_merged_cells_and_several_tables(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.active
        sheet["A1"] = "Torques"
        sheet.merge_cells("A1:C1")
        for y, row in enumerate(
            (("Part", "Size", "Date"), ("Bolt", "M8", datetime.date(2026, 1, 31)), ("", "M10", 5)),
            2,
        ):
            for x, value in enumerate(row, 1):
                sheet.cell(y, x).value = value or None
        sheet.merge_cells("A3:A4")
        sheet["F2"], sheet["G2"], sheet["F3"], sheet["G3"] = "Oil", "Litres", "HLP 46", 45.0

    heading, caption, bolts, oil = read_book(tmp_path, change).blocks
    assert heading.text == "Sheet"
    assert caption.text == "Torques"
    assert bolts.rows == (("Bolt", "M8", "2026-01-31"), ("Bolt", "M10", "5"))
    assert oil.rows == (("HLP 46", "45"),)


def test_a_workbook_of_50_000_rows_stays_in_time(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Parts")
    sheet.append(["Number", "Name", "Price"])
    for number in range(50_000):
        sheet.append([f"P{number:06}", f"Part {number}", number * 1.1])
    path = tmp_path / "parts.xlsx"
    path.write_bytes(saved(book))
    began = time.process_time()
    document = read_document(path, limits=Limits())
    assert time.process_time() - began < 30
    assert sum(len(block.rows) for block in document.blocks) == 50_000
    assert document.blocks[-1].rows[-1] == ("P049999", "Part 49999", "54998.9")
    assert document.blocks[-1].header == (("Number", "Name", "Price"),)
    with pytest.raises(FileRejected, match=r"more than 1000 cells \(setting max_cells\)"):
        read_document(path, limits=Limits(max_cells=1000))


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active["A1"] = "near"
        book.active["XFD1048576"] = "far"

    texts = [block.text for block in read_book(tmp_path, change).blocks]
    assert texts == ["Sheet", "near", "far"]


def test_slides_without_title_hidden_slides_and_notes(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        first = deck.slides.add_slide(deck.slide_layouts[5])
        first.shapes.title.text = "1 Safety"
        first.shapes.add_textbox(Inches(1), Inches(4), Inches(3), Inches(1)).text_frame.text = "low"
        first.shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(1)).text_frame.text = "top"
        first.notes_slide.notes_text_frame.text = "Say hello."
        second = deck.slides.add_slide(deck.slide_layouts[6])
        second.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = "Alone."
        third = deck.slides.add_slide(deck.slide_layouts[5])
        third.shapes.title.text = "Secret"
        third._element.set("show", "0")

    document = read_deck(tmp_path, change)
    assert [block.text for block in document.blocks] == [
        "1 Safety",
        "top",
        "low",
        "Slide 2",
        "Alone.",
    ]
    assert document.remarks == (
        "1 hidden slides were left out.",
        "The speaker notes of 1 slides were left out.",
    )


def test_a_procedure_over_two_slides_of_one_title_is_one(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        for start in (1, 3):
            slide = deck.slides.add_slide(deck.slide_layouts[1])
            slide.shapes.title.text = "Changing the belt"
            frame = slide.placeholders[1].text_frame
            frame.text = f"Step {start}.\nStep {start + 1}."
            for paragraph in frame.paragraphs:
                etree.SubElement(
                    paragraph._p.get_or_add_pPr(),
                    "{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum",
                    type="arabicPeriod",
                    startAt=str(start),
                )

    blocks = read_deck(tmp_path, change).blocks
    assert [b.marker for b in blocks] == ["", "1.", "2.", "3.", "4."]


def test_merged_cells_and_groups_of_a_slide(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        table = slide.shapes.add_table(3, 2, 0, Inches(3), Inches(5), Inches(1)).table
        for y, row in enumerate((("Part", "Torque"), ("Bolt", "45 Nm"), ("", "33 lbf ft"))):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "In a group"

    blocks = read_deck(tmp_path, change).blocks
    assert blocks[1].text == "In a group"
    assert blocks[2].rows == (("Bolt", "45 Nm"), ("Bolt", "33 lbf ft"))

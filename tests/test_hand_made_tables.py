"""Check lists and plans as plants draw them: titles, blanks, groups, and the header once more."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.document import Document as WordDocument

from answer.held_figures import holds_figure
from answer.measures import units_wanted
from answer.quote import quotes
from ingest.chunks import chunks
from ingest.formats.budgets import Limits
from ingest.passages import Draft, Identity, drafts
from ingest.reading import read_document
from ingest.sections import runs
from store.contents import Block
from tests.evidence_builders import table_evidence
from tests.office_files import saved, word_file

HEADER = ("No.", "Place", "Work", "Done", "Remarks")
CHECKS: Sequence[Sequence[str]] = (
    ("Slitting line: weekly checks",) * 5,
    ("Year: ______", "Year: ______", "Year: ______", "Date: ____", "Date: ____"),
    HEADER,
    ("A", *("Uncoiler",) * 4),
    ("1", "Mandrel", "Greasing", "", ""),
    ("2", "Brake", "Adjusting", "", ""),
    HEADER,
    ("B", *("Knife stand",) * 4),
    ("1", "Mandrel", "Cleaning", "", ""),
    ("2", "Knife", "Sharpening", "", ""),
)


def filled(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    """A table in which equal neighbours of a row are one merged cell."""
    table = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            last = x
            while row[x] and last + 1 < len(row) and row[last + 1] == row[x]:
                last += 1
            table.cell(y, x).merge(table.cell(y, last)).text = row[x]
            x = last + 1


def word_blocks(folder: Path, change: Callable[[WordDocument], None]) -> tuple[Block, ...]:
    path = folder / "checks.docx"
    path.write_bytes(word_file(change))
    return read_document(path, limits=Limits()).blocks


def sheet_blocks(folder: Path, rows: Sequence[Sequence[object]]) -> tuple[Block, ...]:
    book: Any = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    path = folder / "plan.xlsx"
    path.write_bytes(saved(book))
    return read_document(path, limits=Limits()).blocks


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def passages_of(blocks: Sequence[Block]) -> list[Draft]:
    return drafts(tuple(runs(blocks)), Identity("m", "s"), {})[0]


def test_the_names_of_columns_are_found_below_a_title_and_blanks_and_come_once(
    tmp_path: Path,
) -> None:
    def change(document: WordDocument) -> None:
        filled(document, CHECKS)
        document.add_paragraph("__________   __________")

    title, table = word_blocks(tmp_path, change)
    assert (title.kind, title.text) == ("heading", "Slitting line: weekly checks")
    assert table.header == (HEADER,)
    assert table.rows == tuple(map(tuple, (*CHECKS[3:6], *CHECKS[7:])))


def test_a_title_in_a_table_is_its_caption_where_headings_say_the_section(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.add_heading("4 Maintenance", level=1)
        filled(document, CHECKS)
        document.add_paragraph("Send the sheet to the office.")

    found = [draft.passage for draft in passages_of(word_blocks(tmp_path, change))]
    assert [passage.section for passage in found] == [("4 Maintenance",)] * 2
    assert found[0].caption == CHECKS[0][0]
    assert found[0].text.startswith(f"{CHECKS[0][0]}\n")


def test_columns_that_no_cell_begins_are_none(tmp_path: Path) -> None:
    shown = (("Part", "Value"), ("Fan", "4"), ("Pump", "7"))
    rows = [(part, part, value, value) for part, value in shown]
    (table,) = word_blocks(tmp_path, lambda document: filled(document, rows))
    assert (table.header, table.rows) == (shown[:1], shown[1:])


def test_marks_of_a_plan_with_more_columns_than_it_shows_have_their_names(tmp_path: Path) -> None:
    rows = (
        ("No.", "Place", "Place", "Due", "Due", "Due", "Due"),
        ("No.", "Place", "Place", "Weekly", "Weekly", "Monthly", "Monthly"),
        ("1", "Strainer", "Strainer", "X", "X", "", ""),
        ("2", "Cooler", "Cooler", "", "", "X", "X"),
        ("3", "Line", "filter", "X", "", "", "X"),
    )
    (table,) = word_blocks(tmp_path, lambda document: filled(document, rows))
    evidence = table_evidence(table.header, table.rows, found=[0, 1])
    (quote,) = quotes("How often is the cooler due?", [evidence])
    assert quote.readable == "No.: 2; Place: Cooler; Due Monthly: X"


def test_a_table_that_word_broke_in_two_keeps_its_header(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        filled(document, [HEADER, ("1", "Mandrel", "Greasing", "", "weekly")])
        document.add_paragraph("")
        filled(document, [("2", "Brake", "Adjusting", "X", "monthly")] * 2)

    (draft,) = passages_of(word_blocks(tmp_path, change))
    assert draft.passage.header == (HEADER,)
    assert len(draft.passage.rows) == 3


def test_the_row_of_the_group_asked_for_answers_where_groups_are_lettered() -> None:
    rows = [*CHECKS[3:6], *CHECKS[7:]]
    evidence = table_evidence([HEADER], rows, found=range(len(rows)))
    (quote,) = quotes("What is done to the mandrel of the knife stand?", [evidence])
    assert quote.readable == "B Knife stand\nNo.: 1; Place: Mandrel; Work: Cleaning"


def test_a_part_over_several_lettered_groups_goes_with_their_rows() -> None:
    part = ("Delivery side",) * 5
    rows = [part, *CHECKS[3:6], *CHECKS[7:]]
    evidence = table_evidence([HEADER], rows, found=range(len(rows)))
    (quote,) = quotes("Is the brake of the uncoiler adjusted?", [evidence])
    assert quote.readable.splitlines()[:2] == ["Delivery side", "A Uncoiler"]
    text = "\n".join(" | ".join(row) for row in rows)
    block = Block("table", text, header=(HEADER,), rows=tuple(map(tuple, rows)))
    identity = Identity("m", "s")
    found, _ = drafts(tuple(runs([block])), identity, {})
    last = chunks(found, identity, words, max_tokens=32)[-1]
    assert "Delivery side\nB Knife stand\n" in last.text


@pytest.mark.parametrize("title", ["Slitting line", "SLITTING LINE 2"])
def test_what_a_table_in_a_sheet_is_called_is_its_section(tmp_path: Path, title: str) -> None:
    rows = ((title,), ("Area", "Work", "Every"), ("Seal", "Check", "3M"), ("Drive", "Oil", "W"))
    (draft,) = passages_of(sheet_blocks(tmp_path, rows))
    assert draft.passage.section == ("Sheet", title)


def test_names_of_columns_apart_from_their_rows_are_their_header(tmp_path: Path) -> None:
    rows = (("Area", "Work", "Every"), (), ("Seal", "Check", "3M"), ("Drive", "Oil", "W"))
    (table,) = (b for b in sheet_blocks(tmp_path, rows) if b.kind == "table")
    assert table.header == (rows[0],)
    assert table.rows == rows[2:]


def test_rows_below_the_title_of_a_part_have_the_header_of_the_sheet(tmp_path: Path) -> None:
    plan = (
        *(("No.", "Place", "Daily", "Weekly"), (1, "Roll", "X", None), (2, "Seal", None, "X")),
        *((), ("STAND 2",), (1, "Roll", "X", None), (2, "Knife", None, "X")),
    )
    found = [draft.passage for draft in passages_of(sheet_blocks(tmp_path, plan))]
    assert [passage.section[1:] for passage in found] == [(), ("STAND 2",)]
    assert {passage.header for passage in found} == {(plan[0],)}
    assert found[1].rows[1] == ("2", "Knife", "", "X")


def test_a_plural_in_brackets_names_a_column(tmp_path: Path) -> None:
    rows = (("Cause", "Code(s)", "Remedy"), ("Leak", "0B, 0C", "Close V2"), ("Air", "1C", "Vent"))
    (table,) = (b for b in sheet_blocks(tmp_path, rows) if b.kind == "table")
    assert table.header == (rows[0],)


def test_a_trouble_stands_once_over_its_causes(tmp_path: Path) -> None:
    rows = [
        ("Trouble", "Cause", "Remedy"),
        ("Beam is not seen", "Cable too long", "Use a thicker one."),
        ("", "Sunlight", "Shade the wall."),
        ("Total", "2", "4"),
        ("", "3", "5"),
    ]
    (table,) = word_blocks(tmp_path, lambda document: filled(document, rows))
    assert [row[0] for row in table.rows] == ["Beam is not seen"] * 2 + ["Total", ""]


def test_an_interval_that_a_plan_writes_as_a_code_answers_how_often() -> None:
    rows = [("Seal", "Wear", "3M"), ("Drive", "Wear", "6M"), ("Seal", "Type", "NBR")]
    evidence = table_evidence([("Area", "Check", "Time")], rows, found=(0, 1, 2))
    (quote,) = quotes("How often is the seal checked?", [evidence])
    assert quote.rows == (0,)
    assert holds_figure(quote.text, evidence, units_wanted("How often is it done?"))
    assert not holds_figure("Seal | Type | NBR", evidence, units_wanted("How often is it done?"))

"""Rows with a rule above and below, and no line between their columns, are a table or are none."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn, table_in


def between_rules(rows: Sequence[tuple[str, str]], *, font: str = "Helvetica") -> bytes:
    """A PDF of rows in two columns, a rule above and below each and no line between columns."""

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 760, "Sentence above the rules.")
        canvas.setFont(font, 10)
        y = 720
        canvas.line(72, y, 520, y)
        for left, right in rows:
            canvas.drawString(76, y - 14, left)
            canvas.drawString(440, y - 14, right)
            y -= 20
            canvas.line(72, y, 520, y)

    return drawn(page)


PARTS = [
    ("Description", "Part number"),
    ("Board with a processor of the first kind", "689691-001"),
    ("For models without a label", "689691-501"),
    ("Fan with its heat sink", "688281-001"),
]
CAUTION = ("CAUTION: Replace the board only with one of its kind, for any other may overheat.", "")


def test_rows_that_alone_are_ruled_make_a_table(tmp_path: Path) -> None:
    table, others = table_in(tmp_path, between_rules(PARTS))
    assert table.header == (PARTS[0],)
    assert table.rows == tuple(PARTS[1:])
    assert all(table.row_boxes)
    assert others == ["Sentence above the rules."]


def test_a_part_and_its_number_below_their_header_are_a_table(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, between_rules(PARTS[:2]))
    assert [table.header, table.rows] == [(PARTS[0],), (PARTS[1],)]


def test_a_warning_between_two_rules_is_no_row(tmp_path: Path) -> None:
    blocks = blocks_of(tmp_path, between_rules([*PARTS, CAUTION, *PARTS[1:]]))
    assert [block.kind for block in blocks] == ["paragraph", "table", "notice", "table"]
    assert blocks[2].text == CAUTION[0]


@pytest.mark.parametrize(
    "rows",
    [
        [("Fan", ""), ("Lid", ""), ("Board", ""), ("Hinge", "")],
        [("Name", ""), ("", ""), ("", ""), ("Date", "")],
        [("Tighten the screws", "crosswise"), ("of the lid, and then close it", ""),
         ("for good.", ""), ("Wear gloves.", "")],
    ],
)  # fmt: skip
def test_rules_between_lines_of_text_make_no_table(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    assert "table" not in [block.kind for block in blocks_of(tmp_path, between_rules(rows))]


def test_a_listing_whose_lines_are_ruled_is_no_table(tmp_path: Path) -> None:
    listing = between_rules([("JOINTS", "= 3")] * 4, font="Courier")
    assert "table" not in [block.kind for block in blocks_of(tmp_path, listing)]


def test_lines_of_two_cells_that_stand_between_each_other_make_no_long_row(tmp_path: Path) -> None:
    """A trouble's two lines stand in the middle of what helps: each cell is short."""
    rows = [
        (("The dock is", "steadily red"), ("Put the bin in", "Fill the tank", "Look at the fuse")),
        (("The mop is", "not washed"), ("Start from the dock", "Fill the tank", "Put it in")),
        (("It is loud", "when it empties"), ("Clean the duct", "Clean the inlet", "Clean the bin")),
    ]

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        y = 720.0
        canvas.line(72, y, 520, y)
        for trouble, remedies in rows:
            for number, line in enumerate(trouble):
                canvas.drawString(76, y - 17 - 11 * number, line)
            for number, line in enumerate(remedies):
                canvas.drawString(240, y - 11 - 11 * number, line)
            y -= 40
            canvas.line(72, y, 520, y)

    table, others = table_in(tmp_path, drawn(page))
    told = [*table.header, *table.rows]
    assert told == [(" ".join(trouble), " ".join(remedies)) for trouble, remedies in rows]
    assert not others

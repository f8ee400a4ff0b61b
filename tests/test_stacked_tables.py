"""Tables that touch are told apart, and a border that is set off in some rows makes no column."""

from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from tests.ruled_pages import blocks_read, drawn, page_of

FIRST = [
    ["Model", "EV-H1", "", "EV-H3", ""],
    ["", "120 V", "", "240 V", ""],
    ["", "1P2", "1P5", "1P2", "2P5"],
    ["Horsepower", "0.25", "0.5", "0.5", "1"],
    ["Current (A)", "1.7", "3.1", "4.2", "7.5"],
]
FIRST_SPANS: list[Any] = [
    ("SPAN", (0, 0), (0, 2)),
    *(("SPAN", (left, row), (left + 1, row)) for left in (1, 3) for row in (0, 1)),
]
SECOND = [
    ["Model", "EV-H4", "", ""],
    ["", "460 V", "", ""],
    ["", "401", "402", "403"],
    ["Horsepower", "1", "2", "3"],
    ["Current (A)", "2.3", "3.8", "5.2"],
]
SECOND_SPANS: list[Any] = [
    ("SPAN", (0, 0), (0, 2)),
    ("SPAN", (1, 0), (3, 0)),
    ("SPAN", (1, 1), (3, 1)),
]


def _stacked(canvas: Canvas) -> None:
    end = drawn(canvas, FIRST, 72, 740, (120, 75, 75, 75, 75), *FIRST_SPANS)
    drawn(canvas, SECOND, 72, end, (120, 100, 100, 100), *SECOND_SPANS)


def test_a_table_begins_where_the_head_of_the_one_above_comes_again(tmp_path: Path) -> None:
    first, second = blocks_read(tmp_path, page_of(_stacked))
    assert first.rows == (tuple(FIRST[3]), tuple(FIRST[4]))
    assert second.rows == (tuple(SECOND[3]), tuple(SECOND[4]))


def test_a_head_is_as_deep_as_its_corner(tmp_path: Path) -> None:
    first, second = blocks_read(tmp_path, page_of(_stacked))
    assert first.header == (
        ("Model", "EV-H1", "EV-H1", "EV-H3", "EV-H3"),
        ("Model", "120 V", "120 V", "240 V", "240 V"),
        ("Model", "1P2", "1P5", "1P2", "2P5"),
    )
    assert second.header[-1] == ("Model", "401", "402", "403")


GROUPS = [
    ["Axis X", "none", "none"],
    ["", "low", "high"],
    ["", "left", "right"],
    ["Axis Y", "open", "none"],
    ["", "short", "long"],
]


def test_groups_of_rows_have_no_deep_head(tmp_path: Path) -> None:
    spans = [("SPAN", (0, 0), (0, 2)), ("SPAN", (0, 3), (0, 4))]

    def draw(canvas: Canvas) -> None:
        drawn(canvas, GROUPS, 72, 740, (120, 100, 100), *spans)

    (table,) = blocks_read(tmp_path, page_of(draw))
    assert len(table.header) < 3
    assert table.rows[-1] == ("Axis Y", "short", "long")


UPPER = [["Name", "Least", "Most"], ["Speed", "10", "20"], ["Force", "30", "40"]]
LOWER = [["Torque", "50", "60"], ["Weight", "70", "80"]]


def test_a_border_set_off_in_some_rows_makes_no_column(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        end = drawn(canvas, UPPER, 72, 740, (120, 100, 100))
        drawn(canvas, LOWER, 72, end, (120, 106, 94))

    (table,) = blocks_read(tmp_path, page_of(draw))
    assert (*table.header, *table.rows) == tuple(map(tuple, (*UPPER, *LOWER)))

"""A row of words over figures names its columns; a row under a merged name does not."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from store.contents import Block
from tests.pdf_files import ruled
from tests.ruled_pages import blocks_read

Span = tuple[tuple[int, int], tuple[int, int]]


def table_in(folder: Path, rows: Sequence[Sequence[str]], spans: Sequence[Span] = ()) -> Block:
    (table,) = (b for b in blocks_read(folder, ruled(rows, spans)) if b.kind == "table")
    return table


FUSES = [
    ["Model", "HP", "100% load current", "Fuse rating(A)"],
    ["22-A3", "0.25", "1.7", "5"],
    ["25-A3", "0.5", "3.1", "8"],
    ["41-A3", "1", "4.2", "12"],
]
INPUTS = [
    ["Speed input 2 value =003", "Speed input 1 value =002", "Jog input value =005", "Output"],
    ["0", "0", "0", "P28"],
    ["0", "1", "0", "P29"],
    ["1", "0", "0", "P30"],
    ["1", "1", "0", "P31"],
    ["X", "X", "1", "P36"],
]
SIDE_BY_SIDE = [
    ["No.", "Frequency", "No.", "Frequency"],
    ["004", "4kHz", "008", "8kHz"],
    ["005", "5kHz", "009", "9kHz"],
]


CHECKS = [
    ["Services that are due", "10 hrs. or daily", "200 hrs. or monthly", "800 hrs."],
    ["Engine", "", "", ""],
    ["Check the oil level", "X", "", ""],
    ["Change the oil", "", "X", ""],
    ["Replace the fuel filter", "", "", "X"],
    ["Look at the brushes", "", "", "X"],
]


@pytest.mark.parametrize("rows", [FUSES, INPUTS, SIDE_BY_SIDE, CHECKS])
def test_words_over_figures_name_the_columns(tmp_path: Path, rows: list[list[str]]) -> None:
    table = table_in(tmp_path, rows)
    assert table.header == (tuple(rows[0]),)
    assert table.rows == tuple(map(tuple, rows[1:]))


MODELS = [
    ["Model", "", "", "BX-12", "BX-18"],
    ["Heating", "Capacity", "kW", "4.3-15.2", "7.2-21.9"],
    ["", "Input power", "kW", "0.8-3.7", "1.5-5.8"],
    ["Refrigerant / charge", "", "kg", "R290 / 1.05", "R290 / 1.4"],
    ["Net weight", "", "kg", "134", "195"],
    ["Water pressure", "", "MPa", "0.1-0.3", "0.1-0.3"],
]


def test_models_over_their_values_name_the_columns(tmp_path: Path) -> None:
    names = [((0, row), (1, row)) for row in (0, 3, 4, 5)]
    table = table_in(tmp_path, MODELS, [*names, ((0, 1), (0, 2))])
    assert table.header == (("Model", "Model", "", "BX-12", "BX-18"),)
    assert ("Net weight", "Net weight", "kg", "134", "195") in table.rows


NUMBERED_MODELS = [
    ["", "Saw model", "", "S-4-21", "SA6-8-52", "SA8-10-66"],
    ["1", "Blade", "mm", "110", "135", "165"],
    ["2", "Highest speed", "rpm", "7200", "5000", "4400"],
    ["3", "Weight", "kg", "4.1", "23.5", "38.5"],
]


def test_models_beside_a_column_of_numbers_name_the_columns(tmp_path: Path) -> None:
    table = table_in(tmp_path, NUMBERED_MODELS)
    assert table.header == (tuple(NUMBERED_MODELS[0]),)


LIMITS = [
    ["Protection", "Overload", "Rated current 150%/1min"],
    ["", "Overvoltage", "DC voltage above 400 V"],
    ["", "Stall", "By its level"],
]
SPEEDS = [
    ["Axis", "Left", "Right"],
    ["", "slow", "quick"],
    ["X", "10", "20"],
    ["Y", "12", "24"],
    ["Z", "13", "26"],
    ["A", "14", "28"],
]


def test_a_row_whose_name_is_merged_down_is_one_of_its_rows(tmp_path: Path) -> None:
    table = table_in(tmp_path, LIMITS, [((0, 0), (0, 2))])
    assert table.header == ()
    assert [row[:2] for row in table.rows] == [
        ("Protection", "Overload"),
        ("Protection", "Overvoltage"),
        ("Protection", "Stall"),
    ]


def test_a_header_merged_down_over_columns_of_figures_stays_one(tmp_path: Path) -> None:
    table = table_in(tmp_path, SPEEDS, [((0, 0), (0, 1))])
    assert table.header[0] == ("Axis", "Left", "Right")
    assert table.rows[-1] == ("A", "14", "28")


@pytest.mark.parametrize("first", [["10 mm", "20 mm", "30 mm"], ["Motor", "", "3"]])
def test_a_row_of_values_over_figures_names_nothing(tmp_path: Path, first: list[str]) -> None:
    table = table_in(tmp_path, [first, ["1.5", "2.5", "3.5"], ["1.6", "2.6", "3.6"]])
    assert table.header == ()


@pytest.mark.parametrize("above", [["Head", "", "", ""], ["Head mark", "4.8", "8.8", "10.9"]])
def test_words_over_figures_name_the_columns_below_a_row_of_marks(
    tmp_path: Path, above: list[str]
) -> None:
    names = ["Size", "Class 4.8", "Class 8.8", "Class 10.9"]
    table = table_in(tmp_path, [above, names, ["M6", "4", "8", "12"], ["M8", "11", "20", "30"]])
    assert table.header == (tuple(above), tuple(names))
    assert table.rows[0] == ("M6", "4", "8", "12")

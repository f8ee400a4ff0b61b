"""Ruled tables arrive with each cell in its row and under its header."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf_parser import parse
from ingest.formats.tables import is_row, with_header
from tests.pdf_files import blocks_of, drawn, ruled, table_in

FRAME = [
    ["Uplink frame (PC <- SERVO)", "", "", "", ""],
    ["Byte 1", "Byte 2", "Byte 3", "Byte 4", "Byte 5"],
    ["header", "address", "code", "status", "checksum"],
    ["FB", "addr", "F1H", "status", "CRC"],
]
FRAME_SPANS = [((0, 0), (4, 0))]
FAULTS = [
    ["Code", "Cause", "Remedy"],
    ["E41", "Belt slips", "Tension the belt"],
    ["", "Belt torn", "Replace the belt"],
    ["E42", "Oil is cold", "Let the pump run"],
]
FAULT_SPANS = [((0, 1), (0, 2))]


@pytest.mark.parametrize(
    ("cells", "spans", "row"),
    [(FRAME, FRAME_SPANS, FRAME[1]), (FAULTS, FAULT_SPANS, FAULTS[3])],
)
def test_the_parser_alone_tears_these_tables(
    tmp_path: Path,
    cells: list[list[str]],
    spans: list[tuple[tuple[int, int], tuple[int, int]]],
    row: list[str],
) -> None:
    """The control: once the parser reads them whole, the second reader has nothing to do here."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(ruled(cells, spans))
    blocks = parse(path, 1, extract_blocks=True).pages[0].blocks or []
    rows = [
        [cell.text for cell in line]
        for block in blocks
        for line in (block.header or (), *(block.rows or ()))
    ]
    assert row not in rows


def test_merged_header_cells_are_repeated_over_their_columns(tmp_path: Path) -> None:
    table, others = table_in(tmp_path, ruled(FRAME, FRAME_SPANS))
    assert table.header == (("Uplink frame (PC <- SERVO)",) * 5, tuple(FRAME[1]))
    assert table.rows == (tuple(FRAME[2]), tuple(FRAME[3]))
    assert others == ["Sentence above the table.", "Sentence below the table."]


def test_a_fault_merged_over_its_causes_stands_in_each_of_their_rows(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, ruled(FAULTS, FAULT_SPANS))
    assert table.header == (("Code", "Cause", "Remedy"),)
    assert table.rows == (
        ("E41", "Belt slips", "Tension the belt"),
        ("E41", "Belt torn", "Replace the belt"),
        ("E42", "Oil is cold", "Let the pump run"),
    )


def test_every_row_of_a_table_has_its_box(tmp_path: Path) -> None:
    cells = [["Code", "Cause"], ["E41", "Belt slips"], ["E42", "Oil is cold"]]
    table, _ = table_in(tmp_path, ruled([*cells, ["E43", ""]], [((0, 3), (1, 3))]))
    tops = [box[1] for box in table.row_boxes if box is not None]
    assert len(tops) == len(table.rows)
    assert tops == sorted(tops)


SHADED = [
    ["Code", "Cause", "Remedy"],
    ["OCA", "1. Too fast\n2. Motor too large\n3. Short circuit", "1. Slower\n2. Larger\n3. Repair"],
    ["SP1", "1. Run switch on\n2. C09 is 001", "1. Cycle it\n2. Set 000"],
]


def test_shading_behind_each_line_of_a_cell_makes_no_rows(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, ruled(SHADED, shaded=True))
    assert table.header == (tuple(SHADED[0]),)
    assert table.rows == tuple(
        tuple(" ".join(cell.split("\n")) for cell in row) for row in SHADED[1:]
    )


EDGES = (72, 172, 322, 472)
CHECKS = [
    ("Part", "Check", "Every"),
    ("Belt", "Tension", "Month"),
    ("Pump", "Pressure", "Half-year"),
    ("Filter", "Dust", "Week"),
]


def checks(
    rows: Sequence[Sequence[str]],
    *,
    head_ruled: bool = True,
    by_line: bool = False,
    sign: bool = False,
) -> bytes:
    """A PDF with a paragraph below a table in three columns, each cell or each line of it shaded.

    `head_ruled`, lines are drawn below the header and between its cells. `sign`, a round corner is
    drawn below the table, a little left of its edge.
    """

    def page(canvas: Canvas) -> None:
        y = 740
        for number, row in enumerate(rows):
            height = 12 * max(cell.count("\n") + 1 for cell in row) + (0 if by_line else 8)
            for left, right, cell in zip(EDGES, EDGES[1:], row, strict=False):
                canvas.setFillGray(0.9)
                for line in range(height // 12 if by_line else 1):
                    high, inset = (12, 2) if by_line else (height, 0)
                    place = left + inset, y - high * (line + 1), right - left - 2 * inset, high
                    canvas.rect(*place, stroke=0, fill=1)
                canvas.setFillGray(0)
                for line, text in enumerate(cell.split("\n")):
                    canvas.drawString(left + 4, y - 9 - 12 * line - (0 if by_line else 4), text)
            if number or head_ruled:
                for x in EDGES:
                    canvas.line(x, y, x, y - height)
                canvas.line(EDGES[0] + 0.5, y - height, EDGES[-1] - 0.5, y - height)
            y -= height
        canvas.rect(EDGES[0], y, EDGES[-1] - EDGES[0], 740 - y)
        for line in range(3):
            canvas.drawString(72, 600 - 14 * line, "A paragraph of three lines stands on the page.")
        for step in range(80 if sign else 0):
            at, top = EDGES[0] - 2.9 + step / 1000, 520 - step / 4
            canvas.line(at, top, at, top - 0.25)

    return drawn(page)


def test_a_header_whose_shading_is_its_only_border_is_not_run_into_the_first_row(
    tmp_path: Path,
) -> None:
    table, _ = table_in(tmp_path, checks(CHECKS, head_ruled=False))
    assert [*table.header, *table.rows] == CHECKS


def test_shading_that_ends_between_the_lines_of_a_cell_makes_no_rows(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, checks(SHADED, by_line=True))
    assert [*table.header, *table.rows] == [
        tuple(" ".join(cell.split("\n")) for cell in row) for row in SHADED
    ]


def test_strokes_of_a_sign_below_a_table_do_not_pull_at_its_edge(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, checks(CHECKS, sign=True))
    assert [*table.header, *table.rows] == CHECKS


OPEN = [
    ["Code", "Event", "Source", "Zone", "What made it"],
    ["E712", "Error of input", "Receiver", "000", "The port could not be read."],
    ["R712", "Input restored", "Receiver", "000", "The port was read again."],
    ["E713", "No heart beat", "Receiver", "000", "Nothing came for a minute."],
]


def test_columns_that_no_line_closes_at_the_sides_are_not_lost(tmp_path: Path) -> None:
    table, others = table_in(tmp_path, ruled(OPEN, lines=("INNERGRID", "LINEABOVE", "LINEBELOW")))
    assert [*table.header, *table.rows] == [tuple(row) for row in OPEN]
    assert others == ["Sentence above the table.", "Sentence below the table."]


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (("IP address", "192.168.1.1"), [("Port", "55000")], True),
        (("F21", "RY1", "000", "Run"), [("F21", "RY1", "001", "Stop")], True),
        # What columns are called may be figures.
        (("Work", "500", "1000"), [("Oil", "x", "x")], False),
        (("Bolt", "Torque"), [("M8", "25 Nm")], False),
        (("Bolt", "25 Nm"), [], False),
    ],
)
def test_a_row_is_told_from_a_header_that_the_parser_marked(
    header: tuple[str, ...], rows: list[tuple[str, ...]], *, expected: bool
) -> None:
    assert is_row(header, rows) is expected


PLAN = [
    ["", "daily", "weekly", "every 3 months"],
    ["Test the light curtain", "", "X", ""],
    ["Empty the water trap", "X", "", ""],
    ["Change the filter mat", "", "", "when dirty"],
]
RIGHTS = [
    ["Right", "User groups", "", "", "Description"],
    ["", "Setter", "Operator (day shift)", "Guest", ""],
    ["R_Load", "x", "x", "", "Load a recipe"],
    ["R_Delete", "x", "", "", "Delete a recipe"],
]


def test_an_empty_corner_leaves_a_plan_the_names_of_its_columns(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, ruled(PLAN))
    assert table.header == (tuple(PLAN[0]),)
    assert table.rows == tuple(map(tuple, PLAN[1:]))


def test_columns_named_under_a_merged_cell_alone_are_a_header_of_two_rows(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, ruled(RIGHTS, [((1, 0), (3, 0))]))
    assert table.header == (
        ("Right", "User groups", "User groups", "User groups", "Description"),
        tuple(RIGHTS[1]),
    )
    assert table.rows == tuple(map(tuple, RIGHTS[2:]))


@pytest.mark.parametrize(
    "rows",
    [
        # The rest of a row that a page's end broke.
        [("", "Belt torn", "Replace the belt"), ("E42", "Oil is cold", "Let the pump run")],
        # Further rows of a cell that is merged down.
        [("", "Motor", "M8"), ("", "Bearing", "M6"), ("Slide", "Screw", "M4")],
        # A row of marks is no header of others.
        [("", "x", "o"), ("Setter", "x", "o"), ("Guest", "o", "x")],
        # Under merged cells and beside them: values.
        [("Gear", "Part", "Part", "Note"), ("", "Hub", "Cap", "spare"), ("1", "A", "B", "")],
    ],
)
def test_a_row_with_an_empty_first_cell_may_be_a_row_like_any_other(
    rows: list[tuple[str, ...]],
) -> None:
    header, body, _ = with_header([], rows)
    assert not [row for row in header if not row[0]]
    assert [*header, *body] == rows


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    framed = ruled([["Wear gloves."], ["The fan starts without notice."]])
    assert "table" not in [block.kind for block in blocks_of(tmp_path, framed)]


def test_a_frame_around_the_page_is_no_cell(tmp_path: Path) -> None:
    """Between the cells of a head and those of a foot, lines frame the text of the page."""

    def draw(canvas: Canvas) -> None:
        for x, width in ((40, 170), (210, 180), (390, 165)):
            canvas.rect(x, 790, width, 15)
        for x, width in ((40, 250), (290, 265)):
            canvas.rect(x, 40, width, 13)
        canvas.rect(40, 53, 515, 737)
        canvas.setFont("Helvetica", 9)
        for x, text in ((60, "TROUBLES"), (240, "SAW MANUAL"), (410, "BLADE")):
            canvas.drawString(x, 794, text)
        for number in range(6):
            canvas.drawString(54, 700 - 40 * number, f"Look at screw {number} of the guard.")

    blocks = blocks_of(tmp_path, drawn(draw))
    assert not [block for block in blocks if block.kind == "table" and "screw" in block.text]
    assert sum("Look at screw" in block.text for block in blocks) > 1


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ((("Model", "S300"), ("Rated input", "20 V"), ("Charging time", "6 hours")), 0),
        ((("Login page", "login.example"), ("User name", "admin")), 0),
        ((("Pin", "RJ45"), ("1", "TX"), ("2", "RX")), 1),
        ((("Colour", "Meaning"), ("Red", "Fault")), 1),
    ],
)
def test_a_type_in_the_first_of_two_columns_of_values_names_none(
    rows: tuple[tuple[str, ...], ...], header: int
) -> None:
    assert len(with_header([], list(rows))[0]) == header

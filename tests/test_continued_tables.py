"""A table that goes on below itself or over the page is one, and so are the rows in it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from ingest.chunks import chunks
from ingest.formats.pdf import read_pdf
from ingest.passages import Draft, Identity, drafts
from ingest.sections import runs
from store.contents import Passage
from tests.pdf_files import drawn

Rows = Sequence[Sequence[str]]
IDENTITY = Identity("press", "sha256")
WIDTHS = (60, 190, 200)
HEAD = ["ID", "Fault", "Remedy"]
FIRST = [HEAD, ["E41", "Belt slips", "Tension the belt"], ["E42", "Oil is cold", "Let it run"]]
SECOND = [["E43", "Pump is loud", "Vent the pump"], ["E44", "Belt squeaks", "Tension the belt"]]


def paged(pages: Sequence[Sequence[Rows]], *, gap: float = 14) -> bytes:
    """A PDF with these ruled tables on each page, one below the other in the same columns."""

    def page(canvas: Canvas, grids: Sequence[Rows]) -> None:
        top = 760.0
        for rows in grids:
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
            table = Table([list(row) for row in rows], colWidths=WIDTHS[: len(rows[0])], style=grid)
            _, height = table.wrap(450, 700)
            top -= height
            table.drawOn(canvas, 72, top)
            top -= gap

    return drawn(*(partial(page, grids=grids) for grids in pages))


def read(folder: Path, content: bytes) -> list[Draft]:
    path = folder / "manual.pdf"
    path.write_bytes(content)
    document = read_pdf(path)
    labels = {page.number: page.label for page in document.pages}
    return drafts(tuple(runs(document.blocks)), IDENTITY, labels)[0]


def tables(folder: Path, content: bytes) -> list[Passage]:
    return [draft.passage for draft in read(folder, content)]


def pages_of(passage: Passage) -> list[list[int]]:
    return [[place.page for place in places] for places in passage.row_places]


def test_a_grid_right_below_a_table_has_its_header(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, paged([[FIRST, SECOND], [[["E45", "Fan stands", "Clean it"]] * 2]]))
    assert table.header == (tuple(HEAD),)
    assert [row[0] for row in table.rows] == ["E41", "E42", "E43", "E44", "E45", "E45"]
    assert pages_of(table) == [[1]] * 4 + [[2]] * 2


def test_a_table_further_below_is_another(tmp_path: Path) -> None:
    first, _ = tables(tmp_path, paged([[FIRST, SECOND]], gap=60))
    assert first.header == (tuple(HEAD),)
    assert len(first.rows) == 2


STAGES = [
    ["Unit", "Motion", "Meaning"],
    ["Pump one", "Suction", "Speed of the stroke"],
    ["Pump one", "Dosing", "Ramp to the full speed"],
]
FURTHER = [
    ["Pump two", "Suction", "Speed of the stroke"],
    ["Pump two", "Dosing", "Ramp to the full speed"],
]


def test_a_row_at_the_top_of_a_page_is_not_the_header_of_those_below(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, paged([[STAGES], [FURTHER]]))
    assert table.header == (tuple(STAGES[0]),)
    assert table.rows == tuple(map(tuple, [*STAGES[1:], *FURTHER]))
    assert pages_of(table) == [[1], [1], [2], [2]]
    tops = [place.boxes[0][1] for places in table.row_places for place in places]
    assert tops[2] < tops[3]


def test_another_header_at_the_top_of_a_page_begins_another_table(tmp_path: Path) -> None:
    other = [["ID", "Warning", "Remedy"], ["W1", "Oil is low", "Fill up"], ["W2", "Hot", "Wait"]]
    first, second = tables(tmp_path, paged([[FIRST], [other]]))
    assert [first.header, second.header] == [(tuple(HEAD),), (tuple(other[0]),)]


def test_a_row_that_the_end_of_a_page_broke_is_whole_and_has_both_places(tmp_path: Path) -> None:
    rest = [["", "", "Then grease it."], *SECOND]
    (table,) = tables(tmp_path, paged([[FIRST], [rest]]))
    assert table.rows[1] == ("E42", "Oil is cold", "Let it run Then grease it.")
    assert pages_of(table) == [[1], [1, 2], [2], [2]]
    assert "E42 | Oil is cold | Let it run Then grease it." in table.text
    (cut,) = chunks(
        read(tmp_path, paged([[FIRST], [rest]])),
        IDENTITY,
        lambda texts: [len(text.split()) for text in texts],
        max_tokens=400,
    )
    assert cut.text.count("E42") == 1
    assert [place.page for place in cut.places] == [1, 2]


def test_a_fault_whose_causes_go_on_over_the_page_stands_in_their_rows(tmp_path: Path) -> None:
    causes = [["", "Heater is off", "Switch it on"], *SECOND]
    (table,) = tables(tmp_path, paged([[FIRST], [causes]]))
    assert table.rows[1:3] == (
        ("E42", "Oil is cold", "Let it run"),
        ("E42", "Heater is off", "Switch it on"),
    )
    assert pages_of(table) == [[1], [1], [2], [2], [2]]


def test_first_cells_that_are_empty_in_other_rows_join_nothing(tmp_path: Path) -> None:
    first = [HEAD, ["E41", "Belt slips", "Tension it"], ["", "Belt torn", "Replace it"]]
    (table,) = tables(tmp_path, paged([[first], [[["", "", "Then grease it."], *SECOND]]]))
    assert ("", "", "Then grease it.") in table.rows

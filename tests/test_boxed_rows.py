"""A parameter in a frame of its own is read name first, and the text below it as text."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from ingest.passages import Identity, drafts
from ingest.sections import runs
from store.contents import Block
from tests.ruled_pages import blocks_read, drawn, page_of

FAN = ["C13 Fan control", "000: Runs above a set temperature\n001: Runs with the drive\n002: Runs"]
STOP = ["F09 Stopping method", "000: Decelerate to stop\n001: Coast to stop"]
BELOW = (
    "When F04=000 (run signal) and C00=001, F03 (direction) is disabled and the",
    "drive is set to run forward. When F04=001, the reverse command is disabled.",
)
WIDTHS = (200, 285)


def _text(canvas: Canvas, lines: Sequence[str], y: float) -> float:
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        canvas.drawString(72, y - 12 * number, line)
    return y - 12 * len(lines)


def _parameters(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 760, "11 Parameters")
    end = 740.0
    for row in (FAN, STOP):
        end = drawn(canvas, [row], 63, end, WIDTHS, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
        end = _text(canvas, BELOW, end - 14) - 12


def _one_line(row: Sequence[str]) -> tuple[tuple[str, ...]]:
    return (tuple(cell.replace("\n", " ") for cell in row),)


def test_the_parser_alone_reads_values_before_their_name(tmp_path: Path) -> None:
    """The control: once it reads the name first, nothing is to be read again."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_parameters))
    blocks = parse(path, 1, extract_blocks=True).pages[0].blocks or []
    text = " ".join(block.text or "" for block in blocks)
    assert "C13" not in text or text.index("000: Runs") < text.index("C13")


def test_a_name_stands_beside_its_values_above_the_text(tmp_path: Path) -> None:
    _, fan, first, stop, second = blocks_read(tmp_path, page_of(_parameters))
    assert (fan.kind, fan.rows) == ("table", _one_line(FAN))
    assert (stop.kind, stop.rows) == ("table", _one_line(STOP))
    assert first.text == second.text == " ".join(BELOW)


def test_the_text_below_a_name_is_shown_with_it(tmp_path: Path) -> None:
    """A rule that is found alone does not say which parameter it is for."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_parameters))
    found, _ = drafts(list(runs(read_pdf(path).blocks)), Identity("m", "sha"), {1: None})
    below = " ".join(BELOW)
    assert [draft.passage.text.splitlines() for draft in found] == [
        [": ".join(_one_line(row)[0]), below] for row in (FAN, STOP)
    ]


COUNTED = ["F17 Gain\nF18 Offset", "000 - 200 (%)\n000 - 100 (%)"]
BROKEN = ["F41 Restart after a\nloss of power", "000: Enable\n001: Disable"]


def _only(folder: Path, row: Sequence[str]) -> list[Block]:
    def draw(canvas: Canvas) -> None:
        _text(canvas, BELOW, drawn(canvas, [row], 63, 700, WIDTHS) - 14)

    return [block for block in blocks_read(folder, page_of(draw)) if block.kind == "table"]


def test_names_counted_alike_have_a_row_each(tmp_path: Path) -> None:
    (table,) = _only(tmp_path, COUNTED)
    assert (*table.header, *table.rows) == (
        ("F17 Gain", "000 - 200 (%)"),
        ("F18 Offset", "000 - 100 (%)"),
    )


def test_a_name_in_two_lines_is_one_name(tmp_path: Path) -> None:
    (table,) = _only(tmp_path, BROKEN)
    assert table.rows == _one_line(BROKEN)


def test_a_framed_warning_is_no_parameter(tmp_path: Path) -> None:
    words = "Hot surface.\nLet the drive cool down before you open it."
    assert _only(tmp_path, ["WARNING", words]) == []


def test_rows_that_stand_close_in_frames_of_their_own_are_one_table(tmp_path: Path) -> None:
    rows = [["Name", "Values"], FAN, STOP, BROKEN]

    def draw(canvas: Canvas) -> None:
        end = 740.0
        for row in rows:
            end = drawn(canvas, [row], 63, end, WIDTHS) - 3

    tables = [block for block in blocks_read(tmp_path, page_of(draw)) if block.kind == "table"]
    assert len(tables) == 1
    assert len(tables[0].header) + len(tables[0].rows) == len(rows)

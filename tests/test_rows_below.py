"""A table without lines keeps the rows that its parser took for text below it."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf_parser import parse
from tests.pdf_files import blocks_of, drawn

STARTS = (110, 249, 387)
# Where a line stands below the first, and what it has in each column.
Lines = Sequence[tuple[float, tuple[str, ...]]]
OILS: Lines = [
    (0, ("Article", "Description", "Part number")),
    (22, ("GR-08", "Grease for", "7150-1953")),
    (33, ("", "spindles* (8 g)", "")),
    (63, ("GR-50", "Grease for", "7150-1954")),
    (74, ("", "spindles* (50 g)", "")),
    (104, ("GR-1000", "Grease for", "7150-1955")),
    (115, ("", "spindles*", "")),
    (126, ("", "(1000 g)", "")),
]
NOTE = "*GR is a grease for food, and for all of the spindles of a line that fills bottles."


def listed(lines: Lines) -> bytes:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(71, 740, "Grease the spindles with one of these.")
        for below, cells in lines:
            for x, text in zip(STARTS, cells, strict=True):
                canvas.drawString(x, 712 - below, text)
        canvas.drawString(104, 712 - lines[-1][0] - 21, NOTE)

    return drawn(page)


def test_the_parser_alone_ends_this_table_after_its_first_row(tmp_path: Path) -> None:
    """The control: once the parser reads it whole, no row is left below it."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(listed(OILS))
    blocks = parse(path, 1, extract_blocks=True, extract_vector_graphics=True).pages[0].blocks or []
    (table,) = [block for block in blocks if block.kind == "table"]
    assert "7150-1955" not in [cell.text for row in table.rows or () for cell in row]


def test_each_part_stands_beside_its_own_number(tmp_path: Path) -> None:
    lead, table, note = blocks_of(tmp_path, listed(OILS))
    assert table.header == (("Article", "Description", "Part number"),)
    assert table.rows == (
        ("GR-08", "Grease for spindles* (8 g)", "7150-1953"),
        ("GR-50", "Grease for spindles* (50 g)", "7150-1954"),
        ("GR-1000", "Grease for spindles* (1000 g)", "7150-1955"),
    )
    tops = [box[1] for box in table.row_boxes if box is not None]
    assert len(tops) == 3
    assert tops == sorted(tops)
    assert (lead.text, note.text) == ("Grease the spindles with one of these.", NOTE)

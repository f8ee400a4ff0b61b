"""Pages that lie or stand on their heads are read as upright ones are, their boxes where they show.

A wide table is printed along the long side of its page; a scanner's feeder takes sheets any way.
"""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from store.contents import Block
from store.values import Box
from tests.pdf_files import scanned

SAMPLE = Path(__file__).parent.parent / "data" / "samples" / "SC-75_Compressor_Manual.pdf"
# A table of technical data, and steps with a table.
PAGES = [5, 9]
LINES = (
    "4.2 Drive belt",
    "Press the belt with your thumb in its middle.",
    "1. Lock the isolator with a padlock.",
    "2. Loosen the four screws of the motor plate.",
)
STEPS = ["Lock the isolator with a padlock.", "Loosen the four screws of the motor plate."]
# Points: half a letter of a scan.
NEAR = 3.0


def extract(path: Path, turn: int) -> tuple[Path, tuple[float, float]]:
    """Write pages of the sample, shown turned clockwise, and return how large they were."""
    with pdfium.PdfDocument(SAMPLE) as sample, pdfium.PdfDocument.new() as document:
        document.import_pages(sample, PAGES)
        size: tuple[float, float] = document[0].get_size()
        for page in document:
            page.set_rotation(turn)
        document.save(path)
    return path, size


def turned(box: Box | None, turn: int, size: tuple[float, float]) -> Box | None:
    """Where a box of an upright page is when the page is turned, a quarter at a time."""
    width, height = size
    for _ in range(turn // 90):
        if box is not None:
            box = height - box[3], box[0], height - box[1], box[2]
        width, height = height, width
    return box


def said(blocks: tuple[Block, ...]) -> list[tuple[str, str, object]]:
    return [(block.kind, block.text, block.rows) for block in blocks]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_lies_is_read_as_upright_text(tmp_path: Path, turn: int) -> None:
    upright, size = extract(tmp_path / "upright.pdf", 0)
    expected = read_pdf(upright)
    found = read_pdf(extract(tmp_path / "turned.pdf", turn)[0])
    assert said(found.blocks) == said(expected.blocks)
    assert found.pages == expected.pages
    for one, other in zip(found.blocks, expected.blocks, strict=True):
        assert one.box == pytest.approx(turned(other.box, turn, size), abs=0.1)
        for row, upright_row in zip(one.row_boxes, other.row_boxes, strict=True):
            assert row == pytest.approx(turned(upright_row, turn, size), abs=0.1)


@pytest.mark.parametrize(("turn", "language"), [(90, "en"), (180, None), (270, None)])
def test_a_scan_that_lies_is_read_as_an_upright_one(
    tmp_path: Path, turn: int, language: str | None
) -> None:
    upright, lying = tmp_path / "upright.pdf", tmp_path / "lying.pdf"
    upright.write_bytes(scanned([LINES, []]))
    with pdfium.PdfDocument(upright) as document:
        size: tuple[float, float] = document[0].get_size()
        for page in document:
            page.set_rotation(turn)
        document.save(lying)
    expected, found = (read_pdf(path, language=language) for path in (upright, lying))
    assert [page.outcome for page in found.pages] == ["ocr", "figure"]
    assert [block.text for block in found.blocks if block.kind == "list_item"] == STEPS
    assert said(found.blocks) == said(expected.blocks)
    for one, other in zip(found.blocks, expected.blocks, strict=True):
        assert one.box == pytest.approx(turned(other.box, turn, size), abs=NEAR)


def test_a_line_down_the_margin_turns_no_page(tmp_path: Path) -> None:
    upright, size = extract(tmp_path / "upright.pdf", 0)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=True)
    canvas.translate(20, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "HA-SC75-12 printed in 2025")
    canvas.save()
    writer = PdfWriter(clone_from=upright)
    writer.pages[0].merge_page(PdfReader(buffer).pages[0])
    marked = tmp_path / "marked.pdf"
    writer.write(marked)
    found = said(read_pdf(marked).blocks)
    assert [block for block in said(read_pdf(upright).blocks) if block not in found] == []

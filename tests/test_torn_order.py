"""Parts that a parser ran together go where they are printed among the blocks after them."""

from dataclasses import replace
from pathlib import Path

from liteparse import LayoutBlock, ParsedPage
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.layout_boxes import rectangle
from ingest.formats.pdf_parser import parse
from ingest.formats.placed_tables import with_tables
from store.values import Box
from tests.ruled_pages import page_of

TOP, LOW = (130.0, 100.0, 500.0, 150.0), (130.0, 260.0, 500.0, 320.0)
BETWEEN, BESIDE = (140.0, 180.0, 480.0, 230.0), (65.0, 261.0, 110.0, 300.0)


def _page(folder: Path) -> ParsedPage:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 800, "Safety outputs")

    path = folder / "manual.pdf"
    path.write_bytes(page_of(draw))
    return parse(path, 1, extract_blocks=True).pages[0]


def _block(kind: str, text: str, box: Box) -> LayoutBlock:
    return LayoutBlock(kind, text=text, level=2, bbox=rectangle(box))


def _order(page: ParsedPage, *following: LayoutBlock) -> list[str]:
    torn = _block("paragraph", "", (60.0, 90.0, 510.0, 330.0))
    tables = {box: _block("table", name, box) for box, name in ((TOP, "top"), (LOW, "low"))}
    found = with_tables(replace(page, blocks=[torn, *following]), tables)
    return [block.text or "" for block in found.blocks or ()]


def test_a_table_stands_below_the_text_that_is_printed_above_it(tmp_path: Path) -> None:
    text = _block("paragraph", "between", BETWEEN)
    assert _order(_page(tmp_path), text) == ["top", "between", "low"]


def test_a_table_stands_under_the_heading_beside_its_first_line(tmp_path: Path) -> None:
    page = _page(tmp_path)
    assert _order(page, _block("heading", "beside", BESIDE)) == ["top", "beside", "low"]
    assert _order(page, _block("paragraph", "beside", BESIDE)) == ["top", "low", "beside"]


def test_what_stands_below_the_torn_block_stays_behind_it(tmp_path: Path) -> None:
    below = _block("paragraph", "below", (72.0, 340.0, 480.0, 360.0))
    assert _order(_page(tmp_path), below) == ["top", "low", "below"]

"""A line of a paragraph is known as one of its own, and a word alone is not."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf_parser import parse
from ingest.formats.said_already import said_once, without_said
from store.contents import Block
from tests.ruled_pages import page_of

PARAGRAPH = (
    "If the ramp can not be set longer, then limit the current. The limit must",
    "be set before. When the drive detects this limit it stops the ramp until the",
    "current is below the limit, and then goes on with it: leave the fan switched",
)


def _paragraph_beside_a_word(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate((*PARAGRAPH, "ON.")):
        canvas.drawString(102, 740 - 11.5 * number, line)
    canvas.drawString(102, 640, "ON")


def test_each_line_of_a_paragraph_is_said_by_it(tmp_path: Path) -> None:
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_paragraph_beside_a_word))
    page = parse(path, 1, extract_blocks=True).pages[0]
    blocks = [block for block in page.blocks or () if "ramp" in (block.text or "")]
    assert len(blocks) == 1
    left = [item.text.strip() for item in without_said(page, blocks).text_items]
    assert left == ["ON"]


def test_a_paragraph_says_each_of_its_words_once(tmp_path: Path) -> None:
    """A cell's "ON" over a paragraph's box is not said by the "ON" that stands in it."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_paragraph_beside_a_word))
    page = parse(path, 1, extract_blocks=True).pages[0]
    block = next(block for block in page.blocks or () if "ramp" in (block.text or ""))
    assert block.bbox is not None
    block.bbox.height = 200.0
    left = [item.text.strip() for item in without_said(page, [block]).text_items]
    assert left == ["ON"]


def test_the_same_print_is_one_block_and_the_same_words_elsewhere_are_another() -> None:
    here, below = (70.0, 100.0, 300.0, 111.0), (70.0, 130.0, 300.0, 141.0)
    blocks = [
        Block("list_item", "Keep off.", 2, here),
        Block("list_item", "Keep off.", 2, here),
        Block("list_item", "Keep off.", 2, below),
        Block("paragraph", "Keep off."),
        Block("paragraph", "Keep off."),
    ]
    assert list(said_once(blocks)) == [blocks[0], *blocks[2:]]

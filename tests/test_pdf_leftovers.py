"""What a layout parser reads and hands on in no block arrives all the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from liteparse import ParsedPage

from ingest.formats.furniture import RunningHeads
from ingest.formats.leftovers import with_leftovers
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_blocks import blocks_of
from ingest.formats.pdf_parser import parse
from tests.pdf_files import pdf, ruled

HEAD = "Halden SC-75 operating manual"
WARNING = "Never run the drive while its protective conductor is loose."
LINES = ["Fit the guard and close the door.", WARNING, "Turn the main switch to ON again."]


def parsed(folder: Path, content: bytes) -> list[ParsedPage]:
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return list(parse(path, 10, extract_blocks=True, extract_vector_graphics=True).pages)


@pytest.fixture
def pages(tmp_path: Path) -> list[ParsedPage]:
    return parsed(tmp_path, pdf([[("Starting", 16), *LINES]] * 4, head=HEAD))


def without(page: ParsedPage, words: str) -> ParsedPage:
    """The page as a parser gives it that lost a block: its runs of text are all there."""
    blocks = page.blocks or []
    lost = [block for block in blocks if words in (block.text or "")]
    assert lost
    assert words in " ".join(item.text for item in page.text_items)
    return replace(
        page,
        blocks=[
            replace(block, text=(block.text or "").replace(words, "")) if block in lost else block
            for block in blocks
        ],
    )


def test_a_line_that_stands_in_no_block_is_read_behind_what_stands_above_it(
    pages: list[ParsedPage],
) -> None:
    heads = RunningHeads(pages)
    page = without(pages[0], WARNING)
    blocks = blocks_of(page, heads)
    assert WARNING not in " ".join(block.text for block in blocks)
    found = with_leftovers(page, blocks, heads)
    assert [block.text for block in found if block.text == WARNING] == [WARNING]
    (warning,) = (block for block in found if block.text == WARNING)
    assert warning.page == 1
    assert warning.box is not None
    above = found[found.index(warning) - 1]
    assert above.box is not None
    assert above.box[1] <= warning.box[1]


def test_a_page_that_arrived_whole_stays_as_it_is(pages: list[ParsedPage]) -> None:
    heads = RunningHeads(pages)
    for page in pages:
        blocks = blocks_of(page, heads)
        assert HEAD not in " ".join(block.text for block in blocks)
        assert with_leftovers(page, blocks, heads) == blocks


def test_a_cell_of_several_lines_is_read_once(tmp_path: Path) -> None:
    cells = [
        ["Frame\nheader", "Slave\naddress", "Function\ncode", "Acceleration\nof axes"],
        ["FA", "01", "F6", "2"],
        ["FB", "02", "F7", "250"],
    ]
    path = tmp_path / "manual.pdf"
    path.write_bytes(ruled(cells, []))
    blocks = read_pdf(path).blocks
    assert sum(block.kind == "table" for block in blocks) == 1
    words = " ".join(block.text for block in blocks if block.kind != "table")
    assert not [word for row in cells[:1] for cell in row for word in cell.split() if word in words]


def test_a_remark_beside_a_drawing_of_a_word_or_two_is_left_out(pages: list[ParsedPage]) -> None:
    page = without(pages[0], "the main switch to ON again.")
    heads = RunningHeads(pages)
    short = replace(
        page,
        text_items=[
            replace(item, text="the main") if item.text == LINES[2] else item
            for item in page.text_items
        ],
    )
    blocks = blocks_of(short, heads)
    assert with_leftovers(short, blocks, heads) == blocks

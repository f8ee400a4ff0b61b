"""A caption below what it names is no heading, and its table comes with it."""

from dataclasses import replace

import pytest
from liteparse import LayoutBlock

from ingest.formats.captions_below import with_captions_below
from ingest.formats.layout_boxes import rectangle
from store.values import Box

UPPER, LOWER = (60.0, 64.0, 556.0, 216.0), (60.0, 290.0, 556.0, 698.0)


def _block(kind: str, text: str, box: Box) -> LayoutBlock:
    return LayoutBlock(kind, text=text, level=2, bbox=rectangle(box))


def _table(text: str, box: Box) -> LayoutBlock:
    return replace(_block("table", text, box), level=None)


def _order(*blocks: LayoutBlock) -> list[tuple[str, str | None]]:
    return [(block.kind, block.text) for block in with_captions_below(blocks)]


@pytest.mark.parametrize(
    "captions",
    [
        [("heading", "Torques in LB-FT Chart 5", 224.0)],
        [("heading", "Torques in LB-FT", 224.0), ("paragraph", "Chart 5", 238.0)],
    ],
)
def test_a_caption_below_a_table_names_that_table(captions: list[tuple[str, str, float]]) -> None:
    lines = [_block(kind, text, (200.0, y, 400.0, y + 12.0)) for kind, text, y in captions]
    found = _order(_table("upper", UPPER), *lines, _table("lower", LOWER))
    assert found == [
        ("paragraph", "Torques in LB-FT Chart 5"),
        ("table", "upper"),
        ("table", "lower"),
    ]


def test_a_caption_that_is_nearer_to_the_table_below_it_stays_there() -> None:
    caption = _block("heading", "Torques in N-m Chart 6", (200.0, 270.0, 400.0, 282.0))
    found = _order(_table("upper", UPPER), caption, _table("lower", LOWER))
    assert [text for _, text in found] == ["upper", "Torques in N-m Chart 6", "lower"]


def test_a_numbered_title_that_ends_in_a_number_stays_a_heading() -> None:
    title = _block("heading", "5.3 Values of table 2", (60.0, 224.0, 300.0, 236.0))
    assert _order(_table("upper", UPPER), title)[1] == ("heading", "5.3 Values of table 2")


def test_a_column_between_a_title_and_its_label_makes_no_heading_of_it() -> None:
    title = _block("heading", "Operating controls", (200.0, 224.0, 400.0, 236.0))
    label = _block("paragraph", "Figure 1", (270.0, 238.0, 330.0, 250.0))
    column = _table("names", (400.0, 64.0, 556.0, 216.0))
    found = _order(_table("upper", (60.0, 64.0, 390.0, 216.0)), title, column, label)
    assert sorted(found) == [
        ("paragraph", "Operating controls Figure 1"),
        ("table", "names"),
        ("table", "upper"),
    ]

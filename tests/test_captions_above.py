"""A caption that a parser reads after its table comes before it, and others stay where they are."""

import pytest
from liteparse import LayoutBlock

from ingest.formats.captions_above import with_captions_above
from ingest.formats.layout_boxes import rectangle
from store.values import Box

UPPER, LOWER = (60.0, 64.0, 556.0, 216.0), (60.0, 259.0, 556.0, 698.0)


def _block(kind: str, text: str, box: Box) -> LayoutBlock:
    return LayoutBlock(kind, text=text, level=2, bbox=rectangle(box))


@pytest.mark.parametrize(
    ("kind", "text", "top", "order"),
    [
        ("heading", "Keypad errors", 240.0, ["upper", "Keypad errors", "lower"]),
        ("paragraph", "Table 13.5 Keypad errors", 240.0, ["upper", "Table 13.5 Keypad errors"]),
        # It may be the name of the table above it as well as of that below.
        ("heading", "Keypad errors", 222.0, ["upper", "lower", "Keypad errors"]),
        ("paragraph", "Some sentence", 240.0, ["upper", "lower", "Some sentence"]),
    ],
)
def test_a_caption_comes_before_the_table_that_it_is_nearest_to(
    kind: str, text: str, top: float, order: list[str]
) -> None:
    caption = _block(kind, text, (234.0, top, 378.0, top + 11.0))
    blocks = [_block("table", "upper", UPPER), _block("table", "lower", LOWER), caption]
    found = [block.text for block in with_captions_above(blocks)]
    assert found[: len(order)] == order


def test_a_heading_over_the_text_above_a_table_stays_over_it() -> None:
    text = _block("paragraph", "Text", (60.0, 244.0, 400.0, 256.0))
    heading = _block("heading", "Errors", (60.0, 230.0, 200.0, 242.0))
    table = _block("table", "lower", LOWER)
    found = with_captions_above([table, heading, text])
    assert [block.text for block in found] == ["lower", "Errors", "Text"]

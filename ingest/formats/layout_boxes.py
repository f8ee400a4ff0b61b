"""Where LiteParse's blocks, cells and words stand, as boxes of this house and back."""

from collections.abc import Sequence
from itertools import pairwise

from liteparse import AnnotationRect, LayoutBlock, LayoutCell, TextItem

from store.values import Box


def layout_box(part: LayoutBlock | LayoutCell) -> Box | None:
    """Return where a layout block or cell stands, in points from the page's top left."""
    box = part.bbox
    return None if box is None else (box.x, box.y, box.x + box.width, box.y + box.height)


def item_box(item: TextItem) -> Box:
    """Return where a run of text stands, in points from the page's top left."""
    return item.x, item.y, item.x + item.width, item.y + item.height


def rectangle(box: Box) -> AnnotationRect:
    """Return a box as LiteParse writes it."""
    return AnnotationRect(box[0], box[1], box[2] - box[0], box[3] - box[1])


def touching(row: Sequence[LayoutCell]) -> bool:
    """Return whether a row's cells are those of a grid, which touch each other, not its words."""
    boxes = [layout_box(cell) for cell in row]
    return all(
        one is not None and two is not None and abs(one[2] - two[0]) <= 1.0
        for one, two in pairwise(boxes)
    )

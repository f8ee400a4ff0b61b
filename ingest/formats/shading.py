"""Shading in ruled tables: which edges of filled areas stand for the lines of a table.

A word processor shades cells, and then each line of text in a cell: the edges of the one are
borders that no pen has drawn, those of the other run between the lines of one paragraph.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from liteparse import ParsedPage, TextItem, VectorGraphics, VectorLine

from ingest.formats.colours import brightness
from ingest.formats.layout_boxes import item_box
from store.values import Box

# Points: an area as thin as this is a rule, as a pen draws it.
_THIN = 3.0
# Digits of a colour with its opacity, and how bright, up to 255, what is no rule is at least.
_ARGB, _LIGHT = 8, 128
# Points, and a share of its height: what of a run of text may reach over an edge, as the room
# around its letters does.
_OVER, _OVER_HEIGHT = 2.0, 0.3
# Heights of a line: the next one of its paragraph stands at most so many below it; and how much
# further than on the rest of the page it may stand.
_NEXT_LINE, _SAME_SPACING = 2.0, 1.08
# Points: lines of one paragraph begin this close below each other; and how much higher than the
# other one of them is at most, as with an index in it.
_ALIGNED, _ALIKE = 1.0, 1.3

# A side of a filled area: its colour, across which axis it lies, and where, to a point.
_Side = tuple[str, str, int]


def without_shading(graphics: VectorGraphics) -> list[VectorLine]:
    """Return the lines that are no sides of filled areas: text may be shaded line by line."""
    areas: set[_Side] = set()
    rules: set[_Side] = set()
    for shape in graphics.shapes:
        colour = shape.fill_color or ""
        if shape.stroke or len(colour) != _ARGB:
            continue
        x, y, width, height = shape.bbox
        # A thin light one fills the room between two shaded lines of text.
        is_rule = min(width, height) <= _THIN and brightness(colour) < _LIGHT
        sides = rules if is_rule else areas
        sides.update((colour, "x", round(at)) for at in (x, x + width))
        sides.update((colour, "y", round(at)) for at in (y, y + height))
    areas -= rules
    return [line for line in graphics.lines if line.stroke or areas.isdisjoint(_sides(line))]


def _sides(line: VectorLine) -> set[_Side]:
    """Where a line may lie as the side of an area, to a point."""
    if abs(line.x2 - line.x1) >= abs(line.y2 - line.y1):
        axis, at = "y", line.y1
    else:
        axis, at = "x", line.x1
    return {(line.fill_color or "", axis, round(at + off)) for off in (-0.4, 0.0, 0.4)}


def parts_text(page: ParsedPage, shaded: Sequence[Box], ruled: Sequence[Box]) -> bool:
    """Return whether the edges of shading, which make `shaded` of the `ruled` cells, stand between
    runs of text: else they are the two sides of a double line, or strips of one cell's ground.
    """
    homes: dict[Box, Box] = {}
    for item in page.text_items:
        cell = _cell_of(item, shaded) if item.text.strip() else None
        if cell is None:
            continue
        whole = _cell_of(item, ruled)
        if whole is None or homes.setdefault(whole, cell) != cell:
            return True
    return False


def splits_text(page: ParsedPage, shaded: Sequence[Box], ruled: Sequence[Box]) -> bool:
    """Return whether the edges of shading, which make `shaded` of the `ruled` cells, part text
    that belongs together: they cut a line, or run between two lines of one paragraph.
    """
    held: dict[Box, list[tuple[TextItem, Box]]] = {}
    for item in page.text_items:
        whole = _cell_of(item, ruled) if item.text.strip() else None
        if whole is None:
            continue
        cell = _cell_of(item, shaded)
        if cell is None:
            return True
        held.setdefault(whole, []).append((item, cell))
    spacing = _spacing(page, shaded) * _SAME_SPACING
    return any(
        one != two and 0 < _apart(above, below) <= spacing
        for found in held.values()
        for (above, one), (below, two) in _stacked(found)
    )


def _cell_of(item: TextItem, cells: Sequence[Box]) -> Box | None:
    """The cell that holds all of a run of text, but for the room around its letters."""
    x0, y0, x1, y1 = item_box(item)
    x0, x1 = min(x0 + _OVER, (x0 + x1) / 2), max(x1 - _OVER, (x0 + x1) / 2)
    y0, y1 = y0 + _OVER_HEIGHT * item.height, y1 - _OVER_HEIGHT * item.height
    for cell in cells:
        if cell[0] <= x0 and x1 <= cell[2] and cell[1] <= y0 and y1 <= cell[3]:
            return cell
    return None


def _spacing(page: ParsedPage, cells: Sequence[Box]) -> float:
    """How far below each other a paragraph's lines stand on a page, in heights of a line: those of
    running text, and those of one cell.
    """
    columns: dict[int, list[TextItem]] = {}
    for item in page.text_items:
        if item.text.strip():
            columns.setdefault(round(item.x / _ALIGNED), []).append(item)
    found = [
        apart
        for column in columns.values()
        for above, below in pairwise(sorted(column, key=lambda item: item.y))
        if 0 < (apart := _apart(above, below)) <= _NEXT_LINE
        and _cell_of(above, cells) == _cell_of(below, cells)
    ]
    return median(found) if found else _NEXT_LINE


def _apart(above: TextItem, below: TextItem) -> float:
    """How far below another a line stands, in its height: 0 where they are not set alike."""
    least, most = sorted((above.height, below.height))
    if least <= 0 or most > least * _ALIKE:
        return 0.0
    apart = below.y + below.height / 2 - above.y - above.height / 2
    return float(apart / most)


def _stacked(
    found: Sequence[tuple[TextItem, Box]],
) -> Iterator[tuple[tuple[TextItem, Box], tuple[TextItem, Box]]]:
    """Each two runs of text of which one stands below the other."""
    ordered = sorted(found, key=lambda one: one[0].y)
    for number, above in enumerate(ordered):
        for below in ordered[number + 1 :]:
            one, two = above[0], below[0]
            if one.x < two.x + two.width and two.x < one.x + one.width:
                yield above, below

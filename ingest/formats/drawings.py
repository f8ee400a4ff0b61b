"""A page's vector graphics, copied out of LiteParse only where they tell something.

Finding lines costs LiteParse next to nothing; its Python side then makes an object of each. An
illustration has eight thousand of them, and no table.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from liteparse import LiteParse, ParsedPage, VectorGraphics, VectorLine, VectorShape

from ingest.formats.grids import MOST_LINES

# Points: cells of a row stand apart by more than words of a sentence do.
_GAP = 6.0
# Points: runs whose middles are nearer than this stand on one line.
_SAME_LINE = 4.0
_LEAST_ROWS = 2


class HeldBack:
    """Stands between a parser and its native half, and keeps the vector graphics back.

    LiteParse offers no way to ask for those of some pages without parsing them again, which costs
    half of the reading of a manual full of tables. So this knows one private name of it, whose
    release is pinned, and nothing of how it builds its pages.
    """

    def __init__(self, parser: LiteParse) -> None:
        self._native: Any = parser._native
        self._pages: dict[int, Any] = {}
        parser._native = self

    def parse(self, path: str) -> "_Without":
        """Return the native result, each page as if it had no vector graphics."""
        result = self._native.parse(path)
        pages = list(result.pages)
        self._pages = {page.page_num: page for page in pages}
        return _Without(result, pages=[_Without(page, vector_graphics=None) for page in pages])

    def given(self, page: ParsedPage) -> ParsedPage:
        """Return the page with its vector graphics; no lines where a drawing has too many."""
        native = self._pages[page.page_num].vector_graphics
        if native is None:
            return page
        lines: list[Any] = native.lines
        return replace(
            page,
            vector_graphics=VectorGraphics(
                shapes=[_shape(shape) for shape in native.shapes],
                lines=[_line(line) for line in lines] if len(lines) <= MOST_LINES else [],
            ),
        )


class _Without:
    """A native object with some of its attributes replaced."""

    def __init__(self, native: Any, **instead: object) -> None:
        self._held = native
        self.__dict__.update(instead)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._held, name)


def _shape(shape: Any) -> VectorShape:
    box = shape.bbox
    return VectorShape(
        (box.x, box.y, box.width, box.height),
        shape.stroke,
        shape.stroke_color,
        shape.fill,
        shape.fill_color,
        shape.has_curve,
    )


def _line(line: Any) -> VectorLine:
    return VectorLine(
        line.x1,
        line.y1,
        line.x2,
        line.y2,
        line.stroke,
        line.stroke_width,
        line.stroke_color,
        line.fill,
        line.fill_color,
    )


def may_hold_table(page: ParsedPage) -> bool:
    """Return whether a page has a table of the parser's, or lines with words set apart as cells."""
    if any(block.kind == "table" for block in page.blocks or ()):
        return True
    rows: set[int] = set()
    runs: dict[int, list[tuple[float, float]]] = {}
    for item in page.text_items:
        if not item.text.strip():
            continue
        row = round((item.y + item.height / 2) / _SAME_LINE)
        left, right = item.x, item.x + item.width
        near = (run for beside in (row - 1, row, row + 1) for run in runs.get(beside, ()))
        if _stands_apart(left, right, near):
            rows.add(row)
            if len(rows) >= _LEAST_ROWS:
                return True
        runs.setdefault(row, []).append((left, right))
    return False


def _stands_apart(left: float, right: float, runs: Iterable[tuple[float, float]]) -> bool:
    return any(left - end > _GAP or start - right > _GAP for start, end in runs)

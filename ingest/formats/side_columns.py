"""Pages with labels beside their text, in a column of their own: where these stand, and whether
a manual is surely set so.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import is_bold, upright_runs
from store.values import Box

# Of a page's height: running heads stand outside of it.
TOP, BOTTOM = 0.094, 0.915
# Of a page's width: where labels begin at most, how wide one is at most, and a line of text at
# least if it is one that runs on from their column into the text's.
_LEFT, _NARROW, _WIDE = 0.3, 0.2, 0.3
# Points: what begins so close to an edge stands at it, and the edges of one column are so close.
_AT, _NEAR = 1.0, 6.0
# Points from where labels begin to where the text does.
_LEAST_COLUMN = 25.0
# So many labels on so many pages: one table or two are no way of setting a manual.
_LEAST_LABELS, _LEAST_PAGES = 8, 4
# Of the lines at the labels' edge: so few run on into the text at most.
_MOST_WIDE = 0.05
# Lines of text that a label heads, in the middle of all: a table's first cell heads one.
_LEAST_LINES = 3
# Of all labels: so many are set unlike the text, in bold, another colour, size or family.
_MOST_UNLIKE = 0.75
# Line heights from top to top within a label.
_SAME_LABEL = 1.8
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Columns:
    """A page's labels, where its text begins, and the rows above or between that span both."""

    labels: tuple[tuple[TextItem, ...], ...]
    text: tuple[TextItem, ...]
    gutter: float
    spanning: tuple[Box, ...]


_Style = tuple[str, str, bool, int]


def _style(item: TextItem) -> _Style:
    family = (item.font_name or "").rpartition("+")[2]
    return family, item.fill_color or "", is_bold(item), round(item.font_size or 0)


def sets_labels_apart(found: Collection[Columns]) -> bool:
    """Return whether labels are many, head several lines each, and nearly all look unlike text."""
    letters: Counter[_Style] = Counter()
    for columns in found:
        for item in columns.text:
            letters[_style(item)] += len(item.text)
    text = max(letters, key=lambda style: letters[style], default=None)
    labels = [label for columns in found for label in columns.labels]
    unlike = sum(_style(label[0]) != text for label in labels)
    lines = [count for columns in found for count in lines_headed(columns)]
    return (
        len(labels) >= _LEAST_LABELS
        and len(found) >= _LEAST_PAGES
        and unlike >= _MOST_UNLIKE * len(labels)
        and median(lines) >= _LEAST_LINES
    )


def label_edges(pages: Sequence[ParsedPage]) -> tuple[float, ...]:
    """Return where narrow lines begin on several pages, and hardly a wide one: at the labels."""
    narrow: dict[int, set[int]] = {}
    count: Counter[int] = Counter()
    wide: Counter[int] = Counter()
    for page in pages:
        for item in upright_runs(page, TOP, BOTTOM):
            if item.x > page.width * _LEFT:
                continue
            place = round(item.x)
            if item.width <= page.width * _NARROW:
                narrow.setdefault(place, set()).add(page.page_num)
                count[place] += 1
            elif item.width >= page.width * _WIDE:
                wide[place] += 1
    pure = [
        place
        for place, numbers in narrow.items()
        if len(numbers) >= _LEAST_PAGES
        and sum(wide[place + by] for by in (-1, 0, 1)) <= _MOST_WIDE * count[place]
    ]
    if not pure:
        return ()
    # The text's own column has short lines too, and so have its lists: labels stand left of them.
    first = min(pure)
    return tuple(float(place) for place in pure if place - first <= _NEAR)


def columns_of(page: ParsedPage, edges: Sequence[float]) -> Columns | None:
    """Return the page's labels and its text, or None where it has none, or not surely."""
    items = upright_runs(page, TOP, BOTTOM)
    labelled = [item for item in items if item.width <= page.width * _NARROW and _at(item, edges)]
    if not labelled:
        return None
    rows = _rows(items)
    least = min(edges) + _LEAST_COLUMN
    beside = [row[1] for row in rows if len(row) > 1 and _at(row[0], edges)]
    often = Counter(round(item.x) for item in beside)
    # The second run beside a label may be a word of its own: not where it is wide or comes back.
    starts = [row[0].x for row in rows if row[0].x >= least]
    starts += [
        item.x
        for item in beside
        if item.x >= least and (item.width > page.width * _NARROW or often[round(item.x)] > 1)
    ]
    if not starts:
        return None
    gutter = min(starts) - 0.5
    labels: list[list[TextItem]] = []
    text: list[TextItem] = []
    spanning: list[Box] = []
    for row in rows:
        left = [item for item in row if item.x < gutter]
        if not left:
            text.extend(row)
        elif any(item is left[0] for item in labelled):
            text.extend(item for item in row if item.x >= gutter)
            if labels and left[0].y - labels[-1][-1].y <= _SAME_LABEL * max(left[0].height, 6.0):
                labels[-1].extend(left)
            else:
                labels.append(left)
        else:
            spanning.append(bounding_box(map(item_box, row)) or item_box(row[0]))
    if not labels:
        # Each has something left of it in its line: none begins a line.
        return None
    columns = Columns(tuple(map(tuple, labels)), tuple(text), gutter, tuple(spanning))
    return None if _is_ruled(page, columns) else columns


def _at(item: TextItem, edges: Sequence[float]) -> bool:
    return any(abs(item.x - edge) <= _AT for edge in edges)


def _rows(items: Sequence[TextItem]) -> list[list[TextItem]]:
    """Runs of text that stand in one line, each from the left, top down."""
    rows: list[list[TextItem]] = []
    for item in sorted(items, key=lambda item: (item.y + item.height / 2, item.x)):
        middle = item.y + item.height / 2
        last = rows[-1][0] if rows else None
        if last and abs(last.y + last.height / 2 - middle) < 0.6 * min(item.height, last.height):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.x) for row in rows]


def _is_ruled(page: ParsedPage, columns: Columns) -> bool:
    """Whether a rule or a shaded row runs from the labels into the text: then it is a table."""
    graphics = page.vector_graphics
    if graphics is None:
        return False
    left = min(label[0].x for label in columns.labels) + 2.0
    top = min(label[0].y for label in columns.labels) - 15.0
    bottom = page.height * BOTTOM
    flat = [(line.x1, line.y1, line.x2, line.y2) for line in graphics.lines]
    for shape in graphics.shapes:
        x, y, width, height = shape.bbox
        flat.append((x, y, x + width, y + height))
    return any(
        min(x0, x1) <= left
        and max(x0, x1) > columns.gutter + 10.0
        and abs(y1 - y0) < page.height * 0.5
        and top < min(y0, y1) < bottom
        for x0, y0, x1, y1 in flat
    )


def label_tops(columns: Columns) -> list[float]:
    """Return where each label's part begins: at its first line or that of the text beside it."""
    tops: list[float] = []
    for label in columns.labels:
        first = label[0]
        beside = [
            item.y
            for item in columns.text
            if item.y < first.y + first.height * 0.7 and item.y + item.height > first.y + 1.0
        ]
        tops.append(min(first.y, *beside) - 0.5 if beside else first.y - 0.5)
    return tops


def lines_headed(columns: Columns) -> list[int]:
    """Return how many lines of text each label heads."""
    tops = label_tops(columns)
    ends = [*tops[1:], float("inf")]
    rows = _rows(columns.text)
    return [sum(top <= row[0].y < end for row in rows) for top, end in zip(tops, ends, strict=True)]


def heads_text(columns: Columns) -> bool:
    """Return whether labels are short and, where they are several, head more than a line."""
    if any(sum(len(item.text.split()) for item in label) > _MOST_WORDS for label in columns.labels):
        return False
    lines = lines_headed(columns)
    return len(lines) < 3 or median(lines) >= 2

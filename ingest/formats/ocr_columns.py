"""The order in which a scanned page is read: its columns one after the other, if it has any.

A parser's own guess takes hanging numbers and pictures for columns, and then tears lines apart.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from liteparse import TextItem

from ingest.formats.ocr_items import in_lines, item_words

# In heights of running text: with less between, words of a line are beside each other.
_WORD_GAP = 1.2
# Lines that stand side by side; of all lines, those that may reach over: titles, captions.
_FEWEST_BESIDE = 6
_MOST_ACROSS = 0.3
# Of the page's text width: what lies nearer to its edge are numbers of steps, not a column.
_NARROWEST = 0.25
# Of a column's width: prose fills it, the cells of a table do not, and are read line by line.
_FILLED = 0.6

_Intervals = list[tuple[float, float]]


def in_reading_order(items: Sequence[TextItem]) -> list[list[TextItem]]:
    """Return a page's items in parts, each without columns, in the order of reading."""
    lines = in_lines(items)
    gap = _WORD_GAP * median(item.height for item in items) if items else 0.0
    covered = [_intervals(line, gap) for line in lines]
    gutter = _gutter(covered)
    if gutter is None:
        return [list(items)] if items else []
    parts: list[list[TextItem]] = []
    left: list[TextItem] = []
    right: list[TextItem] = []
    across: list[TextItem] = []

    def end_columns() -> None:
        for column in (left, right):
            parts.extend(in_reading_order(column))
            column.clear()

    def end_across() -> None:
        if across:
            parts.append(list(across))
            across.clear()

    for line, intervals in zip(lines, covered, strict=True):
        if any(start < gutter < end for start, end in intervals):
            end_columns()
            across.extend(line)
            continue
        end_across()
        for item in line:
            reaches_over = item.x < gutter < item.x + item.width
            for word in item_words(item) if reaches_over else [item]:
                (left if word.x < gutter else right).append(word)
    end_columns()
    end_across()
    return parts


def _intervals(line: Sequence[TextItem], gap: float) -> _Intervals:
    """From where to where a line has text, left to right, with gaps of at least this width."""
    found: _Intervals = []
    for word in sorted((w for item in line for w in item_words(item)), key=lambda word: word.x):
        end = word.x + word.width
        if found and word.x - found[-1][1] < gap:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((word.x, end))
    return found


def _gutter(lines: Sequence[_Intervals]) -> float | None:
    """Where the space between two columns of prose lies; None where there is none."""
    if len(lines) < _FEWEST_BESIDE:
        return None
    begin = min(line[0][0] for line in lines)
    end = max(line[-1][1] for line in lines)
    margin = _NARROWEST * (end - begin)
    places = range(round(begin + margin), round(end - margin))
    across = {x: sum(any(a < x < b for a, b in line) for line in lines) for x in places}
    if not across:
        return None
    least = min(across.values())
    clear = [x for x in places if across[x] == least]
    first = clear[0]
    last = next((x for x, after in pairwise(clear) if after > x + 1), clear[-1])
    gutter = (first + last) / 2
    beside = [
        line
        for line in lines
        if line[0][0] < gutter < line[-1][1] and not any(a < gutter < b for a, b in line)
    ]
    if len(beside) < _FEWEST_BESIDE or least > _MOST_ACROSS * len(lines):
        return None
    sides = (
        [sum(b - a for a, b in line if b <= gutter) / (gutter - begin) for line in beside],
        [sum(b - a for a, b in line if a >= gutter) / (end - gutter) for line in beside],
    )
    return gutter if min(map(median, sides)) >= _FILLED else None

"""Lists of messages without a rule: number and name on the left, the meaning hanging in a column.

"120 Low air" stands beside the first line of what to do about it, and all further lines begin where
that does. Read line by line, a name is torn from the text beside it. Only where numbers count up is
it surely a list: two columns of prose are set as far apart.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import bounding_box
from ingest.formats.grids import Grid, grid_of
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import printed_rows, turn_of
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# Points: lines of one column begin as far from the left, and a name ends so far before the text;
# further columns stand further apart than words do.
_ALIGNED, _APART, _PARTED = 2.0, 3.0, 8.0
# The further lines of a name may be set in by so much.
_SET_IN = 12.0
# A list has so many entries at least, its names so many letters and lines at most.
_LEAST_ENTRIES, _LONGEST_NAME, _MOST_LINES = 3, 48, 3
# Line heights from a line to the next of one name, and of one text or to the next entry.
_NEXT_LINE, _NEXT_PART = 1.7, 4.0
# Of a list's lines, those that are text hanging below the first of an entry, at least; and letters
# of a text, on an average.
_HANGING, _LEAST_TOLD = 0.06, 8
# A name says a word behind its number: "12." and "(3)" count steps, "12 mm" is a size.
_NAME = re.compile(r"[^\W\d_]{3}")
_NUMBER = re.compile(r"(?:[A-Z]{1,3}[- ]?)?(\d{2,5})")
_NUMBERED = re.compile(rf"{_NUMBER.pattern}\s")

_Row = Sequence[TextItem]


@dataclass(slots=True)
class _Entry:
    """The lines of an entry's name, and those of its text."""

    name: list[_Row]
    told: list[_Row]

    @property
    def top(self) -> float:
        return float(min(item.y for row in (*self.name, *self.told) for item in row))

    @property
    def bottom(self) -> float:
        ends = (item.y + item.height for row in (*self.name, *self.told) for item in row)
        return float(max(ends))

    @property
    def title(self) -> str:
        return " ".join(map(_text, self.name))


def hanging(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the grids of a page's lists whose texts hang beside their names."""
    rows = [
        row
        for row in printed_rows(page, (0.0, 0.0, page.width, page.height))
        if not turn_of(row[0])
    ]
    edges = _edges(rows)
    if edges is None:
        return ()
    found = (_grid(_whole(entries), edges) for entries in _lists(rows, *edges))
    return tuple(grid for grid in found if grid is not None)


def _edges(rows: Sequence[_Row]) -> tuple[float, float] | None:
    """Where names and texts begin: at the same two places in the most lines."""
    begun = [row[0].x for row in rows]
    counted: Counter[tuple[float, float]] = Counter()
    for row in rows:
        for before, item in pairwise(row):
            if item.x - before.x - before.width >= _APART:
                counted[round(row[0].x), round(item.x)] += 1
    common = [pair for pair, count in counted.items() if count >= _LEAST_ENTRIES]
    if not common:
        return None

    def lines_at(pair: tuple[float, float]) -> tuple[int, int]:
        return sum(abs(x - pair[1]) <= _ALIGNED for x in begun), counted[pair]

    best = max(common, key=lines_at)
    return best if lines_at(best)[0] else None


def _lists(rows: Sequence[_Row], left: float, right: float) -> Iterator[list[_Entry]]:
    """The entries of each list, those that follow each other without other text between them."""
    entries: list[_Entry] = []
    above: _Row | None = None
    for row in rows:
        name, told = _parted(row, left, right)
        near = above is not None and row[0].y - above[0].y <= _NEXT_PART * above[0].height
        if entries and not near:
            yield entries
            entries = []
        above = row
        if name and told:
            entries.append(_Entry([name], [told]))
        elif told and entries:
            entries[-1].told.append(told)
        elif name and entries and _goes_on(entries[-1], name):
            entries[-1].name.append(name)
        elif name and entries and _NUMBERED.match(f"{_text(name)} "):
            entries.append(_Entry([name], []))
        elif entries:
            yield entries
            entries = []
    if entries:
        yield entries


def _parted(row: _Row, left: float, right: float) -> tuple[_Row, _Row]:
    """What of a line is an entry's name, and what its text; neither where it keeps to no column."""
    told = [item for item in row if item.x >= right - _ALIGNED]
    name = row[: len(row) - len(told)]
    set_in = name[0].x - left if name else 0.0
    ends = name[-1].x + name[-1].width if name else left
    if not -_ALIGNED <= set_in <= _SET_IN or ends > right:
        return (), ()
    if name and told and abs(told[0].x - right) > _ALIGNED:
        return (), ()
    return name, told


def _goes_on(entry: _Entry, name: _Row) -> bool:
    """Whether a line is the next one of an entry's name."""
    last = entry.name[-1]
    return (
        name[0].y - last[0].y <= _NEXT_LINE * last[0].height
        and len(entry.name) < _MOST_LINES
        and not _NUMBERED.match(f"{_text(name)} ")
    )


def _whole(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries, each with the lines below it that bear no number of their own.

    Of a name and its text both may go on in one line.
    """
    counts = False
    whole: list[_Entry] = []
    for entry in entries:
        begins = _number(entry) > 0
        if begins or not counts:
            whole.append(entry)
        else:
            whole[-1].name += entry.name
            whole[-1].told += entry.told
        counts = counts or begins
    return whole


def _grid(entries: Sequence[_Entry], edges: tuple[float, float]) -> Grid | None:
    lines = [row for entry in entries for row in entry.told]
    below = sum(max(len(entry.told) - 1, 0) for entry in entries)
    told = sum(map(len, map(_text, lines)))
    if len(entries) < _LEAST_ENTRIES or not all(map(_is_name, entries)):
        return None
    if below < _HANGING * (len(entries) + below) or told < _LEAST_TOLD * len(entries):
        return None
    numbers = [_number(entry) for entry in entries if _number(entry)]
    counts_up = all(one <= two for one, two in pairwise(numbers))
    # A line above the first may name the columns.
    if not counts_up or len(numbers) < max(_LEAST_ENTRIES, len(entries) - 1):
        return None
    around = bounding_box(
        item_box(item) for entry in entries for row in (*entry.name, *entry.told) for item in row
    )
    if around is None:
        return None
    if edges[1] - edges[0] <= _APART:
        return None
    inner = (x - 1.0 for x in _columns(entries, edges[1]))
    columns = [around[0] - 1.0, *inner, around[2] + 1.0]
    tops = [*(entry.top - 0.5 for entry in entries), entries[-1].bottom + 0.5]
    cells: list[Box] = [
        (left, top, right, bottom)
        for top, bottom in pairwise(tops)
        for left, right in pairwise(columns)
    ]
    return grid_of(cells)


def _columns(entries: Sequence[_Entry], right: float) -> list[float]:
    """Where columns behind the first begin, those within names and texts, too.

    Read across, each line of a cause is torn from its next by the remedy beside it. A number and
    its name are one, however far apart: it says what is numbered.
    """
    begun = Counter(
        round(item.x)
        for entry in entries
        for row in (*entry.name, *entry.told)
        for before, item in pairwise(row)
        if item.x - before.x - before.width >= _PARTED
        and not (before is entry.name[0][0] and _NUMBER.fullmatch(before.text.strip()))
    )
    further = [float(x) for x, count in begun.items() if count >= max(_LEAST_ENTRIES, len(entries))]
    return sorted({right, *further})


def _is_name(entry: _Entry) -> bool:
    text = entry.title
    signal = signal_word_alone(text) or leading_signal_word(text)
    return bool(_NAME.search(text)) and len(text) <= _LONGEST_NAME and not signal


def _number(entry: _Entry) -> int:
    """The number that an entry's name begins with, or 0."""
    found = _NUMBERED.match(f"{entry.title} ")
    return int(found[1]) if found is not None else 0


def _text(row: _Row) -> str:
    return " ".join(item.text.strip() for item in row)

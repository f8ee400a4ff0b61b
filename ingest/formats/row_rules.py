"""Tables whose rows alone are ruled: their columns begin where the words of most rows begin."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from liteparse import ParsedPage, TextItem

from ingest.formats.boxes import centre_within
from ingest.formats.grids import Grid, Span, merged, spans
from ingest.formats.layout_boxes import item_box
from ingest.formats.lines import is_monospaced
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# Rules that begin and end within so many points of each other are of one table, and so do words of
# one column begin.
_ALIGNED = 3.0
# Rows of a table in points: a thinner one is a double line, a higher one a section.
_THINNEST, _HIGHEST = 7.0, 120.0
_LEAST_ROWS = 2
# Of the rows, those in which a column has words at least, and those without any at most; and in
# points the room in front of words that begin a column.
_MOST_ROWS = 0.6
_EMPTY_ROWS = 0.2
# Lines of text in a cell: those of most rows have fewer.
_MOST_LINES = 4
_ROOM = 6.0


def row_ruled(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the grids of tables on a page that have a rule, or the edge of a shaded band, between
    rows and none between columns.
    """
    graphics = page.vector_graphics
    if graphics is None or len(graphics.lines) <= _LEAST_ROWS:
        return ()
    _, lying = spans(graphics.lines)
    if len(lying) <= _LEAST_ROWS:
        return ()
    ladders = (
        (left, right, part)
        for left, right, rules in _ladders(merged(lying))
        for part in _without_notices(page, left, right, rules)
    )
    found = (_grid(page, left, right, rules) for left, right, rules in ladders)
    return tuple(grid for grid in found if grid is not None)


def _ladders(lying: Sequence[Span]) -> Iterator[tuple[float, float, list[float]]]:
    """Rules of one length below each other: from where to where they run, and their heights."""
    alike: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in lying:
        alike[round(span[1] / _ALIGNED), round(span[2] / _ALIGNED)].append(span)
    for group in alike.values():
        rules = [group[0][0]]
        for _, (height, *_) in pairwise(group):
            if height - rules[-1] < _THINNEST:
                continue
            if height - rules[-1] > _HIGHEST:
                if len(rules) > _LEAST_ROWS:
                    yield group[0][1], group[0][2], rules
                rules = []
            rules.append(height)
        if len(rules) > _LEAST_ROWS:
            yield group[0][1], group[0][2], rules


def _without_notices(
    page: ParsedPage, left: float, right: float, rules: Sequence[float]
) -> Iterator[list[float]]:
    """The rules above and below each warning between two of them, which is no row of a table."""
    part = [rules[0]]
    for top, bottom in pairwise(rules):
        row = _items(page, (left, top, right, bottom))
        first = min(row, key=lambda item: (round(item.y), item.x), default=None)
        said = first.text.strip() if first is not None else ""
        if (leading_signal_word(said) or signal_word_alone(said)) in (None, "notice"):
            part.append(bottom)
            continue
        if len(part) > _LEAST_ROWS:
            yield part
        part = [bottom]
    if len(part) > _LEAST_ROWS:
        yield part


def _grid(page: ParsedPage, left: float, right: float, rules: Sequence[float]) -> Grid | None:
    bands = [(left, top, right, bottom) for top, bottom in pairwise(rules)]
    rows = [_items(page, band) for band in bands]
    if sum(not row for row in rows) > _EMPTY_ROWS * len(rows) or _is_listing(rows):
        return None
    columns = (left, *(start for start in _starts(rows)[1:] if left < start < right), right)
    if len(columns) < 3:
        return None
    # Sections between rules hold many lines each.
    if sum(_lines(row, columns) > _MOST_LINES for row in rows) > len(rows) / 2:
        return None
    cells: list[Box] = []
    filled = 0
    for (_, top, _, bottom), row in zip(bands, rows, strict=True):
        across = [(x0, top, x1, bottom) for x0, x1 in pairwise(columns)]
        if _spans_all(row, columns[1]):
            # A row of one sentence over all columns.
            across = [(left, top, right, bottom)]
        cells += across
        filled += sum(any(_begins_in(item, cell) for item in row) for cell in across)
    # Of two rows, a header and one of figures, no cell is empty.
    if filled < (_MOST_ROWS if len(rows) > 2 else 1) * len(cells):
        return None
    return Grid(columns, tuple(rules), tuple(cells))


def _is_listing(rows: Sequence[Sequence[TextItem]]) -> bool:
    """Whether a good part of the words is set in one width, as programs and settings are."""
    items = [item for row in rows for item in row]
    return sum(is_monospaced(item) for item in items) > len(items) / 4


def _lines(row: Sequence[TextItem], columns: Sequence[float]) -> int:
    """How many lines the longest cell of a row has: those beside it may stand between them."""
    cells = ([item for item in row if x0 <= item.x < x1] for x0, x1 in pairwise(columns))
    return max(len({round(item.y / _ALIGNED) for item in cell}) for cell in cells)


def _starts(rows: Sequence[Sequence[TextItem]]) -> list[float]:
    """Where the words of most rows begin, from the left."""
    begun: Counter[int] = Counter()
    for row in rows:
        begun.update({round(item.x / _ALIGNED) for item in row if _has_room(item, row)})
    starts: list[float] = []
    for at in sorted(begun):
        # Words of one column may round to either side.
        if begun[at] + begun[at + 1] >= _MOST_ROWS * len(rows):
            x = at * _ALIGNED - _ALIGNED
            if not starts or x - starts[-1] > 2 * _ALIGNED:
                starts.append(x)
    return starts


def _spans_all(row: Sequence[TextItem], second: float) -> bool:
    return bool(row) and all(item.x < second for item in row) and any(
        item.x + item.width > second + _ROOM for item in row
    )  # fmt: skip


def _begins_in(item: TextItem, cell: Box) -> bool:
    return bool(cell[0] <= item.x + min(item.width / 2, _ALIGNED) <= cell[2])


def _items(page: ParsedPage, band: Box) -> list[TextItem]:
    return [i for i in page.text_items if i.text.strip() and centre_within(item_box(i), band)]


def _has_room(item: TextItem, row: Sequence[TextItem]) -> bool:
    """Whether nothing stands right in front of a run of words: it goes on with none."""
    middle = item.y + item.height / 2
    return not any(
        other is not item
        and other.y <= middle <= other.y + other.height
        and item.x - _ROOM < other.x + other.width <= item.x + 1
        for other in row
    )

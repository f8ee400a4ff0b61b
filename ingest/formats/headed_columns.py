"""Tables that have nothing but a ruled head: "Trouble | Probable cause | Remedy" over open columns.

Read column by column, each cause loses its remedy. Their columns begin where words begin below
their names, and their rows with a label ("b.", "3."), a rule across the inner columns, or a gap.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from liteparse import ParsedPage, TextItem

from ingest.formats.grids import Grid, Span, merged, spans
from ingest.formats.lines import is_bold, is_monospaced, printed_rows, turn_of
from store.values import Box

# Points: words of one cell stand closer, words that begin a column as much aligned, and text is set
# in behind a label by so much.
_GAP, _ALIGNED, _LABEL_WIDTH = 7.0, 3.0, 22.0
# A name of a column is as long at most; how far below the names their rule stands, and how far it
# may fall short of them.
_LONGEST_NAME, _RULE_BELOW, _SHORT_OF = 40, 10.0, 8.0
# Line heights from line to line: what is further below begins a new row, or is of no table.
_ROW_GAP, _END_GAP = 1.6, 6.0
_LEAST_COLUMNS, _LEAST_LINES = 3, 4
# Of the lines below the names, those that have words in an inner column at least.
_INNER = 0.5
_ROW_LABEL = re.compile(r"\(?(?:[A-Za-z]|\d{1,2})[.)]")
_NUMBER = re.compile(r"\d{1,2}[.)]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, its runs of text by the column that they begin in."""

    top: float
    bottom: float
    columns: tuple[str, ...]
    bold: bool


def headed(page: ParsedPage) -> tuple[Grid, ...]:
    """Return the grids of tables on a page whose head is ruled, and whose columns stand open."""
    graphics = page.vector_graphics
    if graphics is None or not graphics.lines:
        return ()
    upright, lying = spans(graphics.lines)
    rules = merged(lying)
    rows = printed_rows(page, (0.0, 0.0, page.width, page.height))
    rows = [row for row in rows if not turn_of(row[0])]
    found = (_grid(names, rows[at + 1 :], rules) for at, names in _heads(rows, rules))
    return tuple(
        grid for grid in found if grid is not None and not _is_closed(grid, merged(upright))
    )


def _is_closed(grid: Grid, upright: Sequence[Span]) -> bool:
    """Whether a rule goes down between a grid's columns: then its rules say what they are."""
    x0, y0, x1, y1 = grid.box
    return any(
        x0 + _GAP < at < x1 - _GAP and min(bottom, y1) - max(top, y0) > 2 * _RULE_BELOW
        for at, top, bottom in upright
    )


def _heads(
    rows: Sequence[list[TextItem]], rules: Sequence[Span]
) -> Iterator[tuple[int, list[list[TextItem]]]]:
    """Lines of three or more short bold names above a rule, and where they stand in the page."""
    for at, row in enumerate(rows):
        names = _cells(row)
        if len(names) < _LEAST_COLUMNS or not all(is_bold(item) for item in row):
            continue
        texts = [_text(name) for name in names]
        if any(len(text) > _LONGEST_NAME or not text[:1].isupper() for text in texts):
            continue
        if any(character.isdigit() for text in texts for character in text):
            continue
        if any(_is_below(rule, row) for rule in rules):
            yield at, names


def _is_below(rule: Span, row: Sequence[TextItem]) -> bool:
    height, left, right = rule
    bottom = max(item.y + item.height for item in row)
    across = left <= row[0].x + _SHORT_OF and right >= row[-1].x + row[-1].width - _SHORT_OF
    return bool(across and -3.0 <= height - bottom <= _RULE_BELOW)


def _grid(
    names: Sequence[list[TextItem]], below: Sequence[list[TextItem]], rules: Sequence[Span]
) -> Grid | None:
    head = [item for name in names for item in name]
    top, bottom = min(item.y for item in head), max(item.y + item.height for item in head)
    body = _body(below, bottom, names, rules)
    starts = [_start(names, at, body) for at in range(1, len(names))]
    if len(body) < _LEAST_LINES or None in starts:
        return None
    left = min(item.x for row in (head, *body) for item in row) - 1.0
    right = max(item.x + item.width for row in (head, *body) for item in row) + 1.0
    columns = (left, *(start - 1.0 for start in starts if start is not None), right)
    if any(two - one < _LABEL_WIDTH for one, two in pairwise(columns)):
        return None
    lines = [_line(row, columns) for row in body]
    if sum(any(line.columns[1:]) for line in lines) < _INNER * len(lines):
        return None
    inner = [
        height
        for height, x0, x1 in rules
        if lines[0].top < height < lines[-1].bottom
        and abs(x0 - columns[1]) < _LABEL_WIDTH
        and x1 > columns[-2]
    ]
    cuts = _cuts(lines, inner)
    if len(cuts) < 2:
        return None
    end = lines[-1].bottom
    bands = list(pairwise((*cuts, end)))
    first = [(columns[0], cut, columns[1], last) for cut, last in _first_column(lines, cuts, end)]
    cells: list[Box] = [(x0, top, x1, cuts[0]) for x0, x1 in pairwise(columns)]
    titles = {cut for cut in cuts if _is_title_at(lines, cut)}
    for above, under in bands:
        if above in titles:
            cells.append((left, above, right, under))
        else:
            cells += [(x0, above, x1, under) for x0, x1 in pairwise(columns[1:])]
    cells += [cell for cell in first if cell[1] not in titles]
    return Grid(columns, (top, *cuts, end), tuple(cells))


def _body(
    below: Sequence[list[TextItem]],
    bottom: float,
    names: Sequence[list[TextItem]],
    rules: Sequence[Span],
) -> list[list[TextItem]]:
    """The lines of a table below its names, up to a rule that closes it or a wide gap."""
    left, right = names[0][0].x, names[-1][-1].x + names[-1][-1].width
    closing = (
        height
        for height, x0, x1 in rules
        if height > bottom + _RULE_BELOW and x0 <= left + _SHORT_OF and x1 >= right - _SHORT_OF
    )
    # Between two of its rows a table may have such a rule, too: what is written on goes on.
    last_rule = max(closing, default=float("inf"))
    body: list[list[TextItem]] = []
    for row in below:
        middle = row[0].y + row[0].height / 2
        above = max((item.y + item.height for item in body[-1]), default=bottom) if body else bottom
        if middle > last_rule or row[0].y - above > _END_GAP * row[0].height:
            break
        if any(map(is_monospaced, row)):
            break
        body.append(row)
    return body


def _start(
    names: Sequence[list[TextItem]], at: int, body: Sequence[list[TextItem]]
) -> float | None:
    """Where the words of a column begin: below its name, or left of it where that is centred."""
    name, before = names[at][0].x, names[at - 1][0].x + _LABEL_WIDTH
    begun: Counter[int] = Counter()
    labels: Counter[int] = Counter()
    for item in (cell[0] for row in body for cell in _cells(row)):
        begun[round(item.x / _ALIGNED)] += 1
        labels[round(item.x / _ALIGNED)] += bool(_ROW_LABEL.match(item.text.strip()))
    near = [place for place in begun if before < place * _ALIGNED <= name + _LABEL_WIDTH]
    common = [place for place in near if begun[place] > 1]
    if not common:
        return None
    found = min(common, key=lambda place: (abs(place * _ALIGNED - name), place))
    # The text of labelled rows is set in behind their labels.
    left = [
        place
        for place in near
        if 0 < (found - place) * _ALIGNED <= _LABEL_WIDTH and labels[place] * 2 >= begun[place]
    ]
    start = min([found, *left]) * _ALIGNED
    exact = [item.x for row in body for item in row if abs(item.x - start) <= _ALIGNED]
    return min(exact, default=None)


def _line(row: Sequence[TextItem], columns: Sequence[float]) -> _Line:
    texts = [
        " ".join(item.text.strip() for item in row if x0 <= item.x < x1)
        for x0, x1 in pairwise((0.0, *columns[1:-1], 10 * columns[-1]))
    ]
    return _Line(
        min(item.y for item in row),
        max(item.y + item.height for item in row),
        tuple(texts),
        all(map(is_bold, row)),
    )


def _cuts(lines: Sequence[_Line], inner: Sequence[float]) -> list[float]:
    """The heights at which the rows begin."""
    labelled = any(_ROW_LABEL.match(line.columns[1]) for line in lines)
    cuts: list[float] = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        apart = above is None or line.top - above.top > _ROW_GAP * (above.bottom - above.top)
        ruled = above is not None and any(above.top < height < line.bottom for height in inner)
        new = _begins_problem(lines, at) or _is_title(line) or (above and _is_title(above))
        label = _ROW_LABEL.match(line.columns[1]) is not None
        if len(inner) > 1:
            begins = ruled
        elif labelled:
            begins = label
        else:
            begins = apart
        if above is None or begins or new:
            cuts.append(line.top)
    return cuts


def _begins_problem(lines: Sequence[_Line], at: int) -> bool:
    """Whether a new text begins in the first column: with its number, or below a gap in it."""
    line = lines[at]
    if not line.columns[0]:
        return False
    numbered = any(_NUMBER.match(one.columns[0]) for one in lines)
    before = [one for one in lines[:at] if one.columns[0]]
    if not before or _is_title(before[-1]):
        return True
    if numbered:
        return _NUMBER.match(line.columns[0]) is not None
    return line.top - before[-1].top > _ROW_GAP * (before[-1].bottom - before[-1].top)


def _first_column(
    lines: Sequence[_Line], cuts: Sequence[float], end: float
) -> Iterator[tuple[float, float]]:
    """From where to where each cell of the first column reaches: it spans rows without a text."""
    begun = [cuts[0]]
    begun += [
        line.top
        for at, line in enumerate(lines)
        if line.top in cuts[1:] and (_begins_problem(lines, at) or _is_title(line))
    ]
    yield from pairwise((*dict.fromkeys(begun), end))


def _is_title(line: _Line) -> bool:
    """Whether a line in bold stands by itself over the rows of a group."""
    return line.bold and bool(line.columns[0]) and not any(line.columns[1:])


def _is_title_at(lines: Sequence[_Line], cut: float) -> bool:
    return any(line.top == cut and _is_title(line) for line in lines)


def _cells(row: Sequence[TextItem]) -> list[list[TextItem]]:
    cells: list[list[TextItem]] = [[row[0]]]
    for one, two in pairwise(row):
        if two.x - one.x - one.width > _GAP:
            cells.append([])
        cells[-1].append(two)
    return cells


def _text(items: Sequence[TextItem]) -> str:
    return " ".join(item.text.strip() for item in items)

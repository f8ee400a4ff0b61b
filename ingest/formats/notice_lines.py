"""Notices whose signal word stands beside or above their lines, where a layout parser tore them.

"WARNING:   Press the stop button before you" / "           reach in." hangs behind its word: the
parser parts its first line from the others, and runs these together with the text below. Lines in
bold below a word of their own are headings to it, and the words of several notices a column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.bold_titles import reads_as_title
from ingest.formats.boxes import bounding_box, overlap
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.lines import is_bold, printed_rows, turn_of
from ingest.formats.placed_tables import with_tables
from ingest.formats.plain_text import as_markup, plain, without_bullet, without_markup
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# Points: lines of one notice begin as far from the left, those of a list in it a little further;
# words of one line have no wider gap, and a word stands so close above its text.
_ALIGNED, _SET_IN, _GAP, _TITLE_GAP = 2.5, 45.0, 12.0, 16.0
# What LiteParse gives as the level of a line that is set bold, and no larger than the text.
_BOLD = 6
# Line heights from line to line, and from one paragraph of a notice to its next.
_STEP, _PARAGRAPH = 1.4, 2.2
# Points by which boxes of print reach into the line above and below.
_INTO = 1.5
# "WARNING !" may come in two runs; labels of a drawing are figures, or fewer words than a line.
_MOST_RUNS, _LEAST_WORDS = 2, 3
_WORD = re.compile(r"[^\W\d_]{2,}")
# What begins a point of several.
_POINT = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]\s")

_Row = Sequence[TextItem]


@dataclass(frozen=True, slots=True)
class _Notice:
    """A signal word, and the lines that are of its notice beside or below it."""

    word: _Row
    lines: tuple[_Row, ...]
    beside: bool
    title: _Row = ()
    """The line in bold below it that heads what goes on there."""

    @property
    def text(self) -> str:
        lines = " ".join(map(_text, self.lines))
        return f"{_text(self.word)} {lines}" if self.beside else lines

    @property
    def box(self) -> Box:
        return _box([*([self.word] if self.beside else []), *self.lines])

    @property
    def parts(self) -> dict[Box, str]:
        """The notice's text where it stands; below its word, a list that is set in by itself."""
        if self.beside:
            return {self.box: self.text}
        parts = [[self.lines[0]]]
        for line in self.lines[1:]:
            aligned = abs(line[0].x - _left(parts[-1])) <= _ALIGNED
            goes_on = len(parts[-1]) == 1 and _is_set_out(line, parts[-1][0])
            if aligned or goes_on or _is_centred(line, parts[-1][0]):
                parts[-1].append(line)
            else:
                parts.append([line])
        return {_box(part): " ".join(map(_text, part)) for part in parts}


def with_notice_lines(page: ParsedPage) -> ParsedPage:
    """Return the page, the lines of each notice in one block behind its signal word.

    Notices that the parser read so already stay as they are, and so does what stands in columns.
    """
    blocks = list(page.blocks or ())
    tables = [box for block in blocks if block.kind == "table" and (box := layout_box(block))]
    rows = printed_rows(page, (0.0, 0.0, page.width, page.height), outside=tables)
    torn: dict[Box, LayoutBlock] = {}
    for notice in _notices(rows):
        if not (_is_whole if notice.beside else _is_told)(notice, blocks):
            for box, text in notice.parts.items():
                bbox = rectangle(box)
                torn[box] = LayoutBlock("paragraph", text=as_markup(text), bbox=bbox)
            if notice.title:
                box = _box([notice.title])
                torn[box] = LayoutBlock(
                    "heading", level=_BOLD, text=_text(notice.title), bbox=rectangle(box)
                )
            _put_word_first(notice, blocks)
    return with_tables(replace(page, blocks=blocks), torn) if torn else page


def _notices(rows: Sequence[_Row]) -> Iterator[_Notice]:
    for at, row in enumerate(rows):
        if turn_of(row[0]):
            continue
        if signal_word_alone(_text(row)):
            lines = _lines_below(rows, at)
            if lines:
                title = _title_below(rows[at + 1 + len(lines) :], lines)
                yield _Notice(row, lines, beside=False, title=title)
            continue
        hanging = _hanging(rows, at)
        if hanging is not None:
            yield hanging
        elif leading_signal_word(_text(row)) and _is_set_bold(row):
            lines = _lines_after(rows, at)
            if lines:
                yield _Notice(row, lines, beside=True)


def _hanging(rows: Sequence[_Row], at: int) -> _Notice | None:
    """The notice whose lines hang behind the signal word that a line begins with."""
    row = rows[at]
    for runs in range(1, min(_MOST_RUNS, len(row) - 1) + 1):
        if signal_word_alone(_text(row[:runs])):
            lines = _lines_beside(rows, at, row[runs:])
            return _Notice(row[:runs], lines, beside=True) if lines else None
    return None


def _lines_beside(rows: Sequence[_Row], at: int, first: _Row) -> tuple[_Row, ...]:
    """The lines that begin where the text behind a signal word does, if there are several."""
    lines = [first]
    for row in rows[at + 1 :]:
        aligned = abs(row[0].x - first[0].x) <= _ALIGNED and first[0].x > rows[at][0].x + _GAP
        if not aligned or not _follows(lines[-1], row, _STEP):
            break
        lines.append(row)
    told = len(_WORD.findall(_text(first))) >= _LEAST_WORDS and not _is_wide(first)
    return tuple(lines) if told and len(lines) > 1 else ()


def _lines_after(rows: Sequence[_Row], at: int) -> tuple[_Row, ...]:
    """The lines in bold that go on with what a signal word begins, in bold, too, up to the end of
    the last sentence.
    """
    first, lines, whole = rows[at], [rows[at]], 1
    for row in rows[at + 1 :]:
        set_in = -_ALIGNED <= row[0].x - first[0].x <= _SET_IN
        if not set_in or not _is_alike(row, first) or not _follows(lines[-1], row, _STEP):
            break
        lines.append(row)
        if _text(row).endswith((".", "!")):
            whole = len(lines)
    return tuple(lines[1:whole])


def _lines_below(rows: Sequence[_Row], at: int) -> tuple[_Row, ...]:
    """The lines in bold below a signal word, up to the end of the last sentence that is."""
    word = bounding_box(map(item_box, rows[at]))
    first = rows[at + 1] if at + 1 < len(rows) else None
    said = _text(rows[at])
    signals = said.isupper() or (said.endswith(":") and _is_set_bold(rows[at]))
    if word is None or first is None or not signals or _is_wide(first):
        return ()
    near = -_INTO <= first[0].y - word[3] <= _TITLE_GAP
    over = first[0].x <= _middle(rows[at]) <= _right(first)
    if not near or not over or not _is_set_bold(first) or _begins_point(_text(first)):
        return ()
    lines, whole = [first], 1
    for row in rows[at + 2 :]:
        goes_on = _follows(lines[-1], row, _STEP)
        set_out = len(lines) == 1 and goes_on and _is_set_out(row, first)
        set_in = _is_centred(row, first) or -_ALIGNED <= row[0].x - _left(lines) <= _SET_IN
        if (
            not (set_in or set_out)
            or not _is_alike(row, first)
            or not (goes_on or _follows(lines[-1], row, _PARAGRAPH))
        ):
            break
        if not goes_on and not _text(lines[-1]).endswith((".", "!")):
            break
        lines.append(row)
        if goes_on and whole == len(lines) - 1:
            whole += 1
        if _text(row).endswith((".", "!")):
            whole = len(lines)
    return tuple(lines[:whole])


def _title_below(rows: Sequence[_Row], lines: tuple[_Row, ...]) -> _Row:
    """The first of the rows, if it is set like the lines above it and heads the text below it."""
    if len(rows) < 2:
        return ()
    title, text = rows[:2]
    apart = not _follows(lines[-1], title, _STEP) and _left(lines) - title[0].x > _ALIGNED
    alike = _is_alike(title, lines[0]) and not _is_alike(text, lines[0])
    beneath = lines[-1][0].y < title[0].y < text[0].y
    return title if apart and alike and beneath and reads_as_title(_text(title)) else ()


def _left(lines: Sequence[_Row]) -> float:
    """Where the lines of a paragraph begin, whose first one may be set in."""
    return min(float(line[0].x) for line in lines[:2])


def _is_set_out(row: _Row, first: _Row) -> bool:
    """Whether a line begins further to the left than a paragraph's first one, which is set in."""
    return bool(_ALIGNED < first[0].x - row[0].x <= _SET_IN)


def _follows(above: _Row, row: _Row, step: float) -> bool:
    """Whether a line is the next one of a text, and none that begins anew."""
    text = _text(row)
    begins = leading_signal_word(text) or signal_word_alone(text) or _begins_point(text)
    height = max(above[0].height, 6.0)
    beneath = 0 < row[0].y - above[0].y <= step * height
    return beneath and not begins and not turn_of(row[0]) and not _is_wide(row)


def _begins_point(text: str) -> bool:
    return without_bullet(text) != text or _POINT.match(text) is not None


def _is_whole(notice: _Notice, blocks: Sequence[LayoutBlock]) -> bool:
    """Whether a block has the words of a notice and no others."""
    wanted = _letters(notice.text)
    return any(block.kind == "paragraph" and _said(block) == wanted for block in blocks)


def _is_told(notice: _Notice, blocks: Sequence[LayoutBlock]) -> bool:
    """Whether the text below a signal word comes behind it, and not as a heading."""
    word, wanted = _letters(_text(notice.word)), _letters(notice.text)
    title = _letters(_text(notice.title))
    return any(
        _said(one) == word
        and two.kind in ("paragraph", "list_item")
        and _said(two).startswith(wanted)
        and not (title and _said(two) == wanted + title)
        for one, two in pairwise(blocks)
    )


def _put_word_first(notice: _Notice, blocks: list[LayoutBlock]) -> None:
    """Move the block of a signal word before the first one that has some of its text."""
    word = _letters(_text(notice.word))
    own = bounding_box(map(item_box, notice.word))
    at = next((n for n, b in enumerate(blocks) if _said(b) == word and _touches(b, own)), None)
    first = next((n for n, block in enumerate(blocks) if _touches(block, notice.box)), None)
    if at is not None and first is not None and not notice.beside and at > first:
        blocks.insert(first, blocks.pop(at))


def _touches(block: LayoutBlock, box: Box | None) -> bool:
    other = layout_box(block)
    return other is not None and box is not None and overlap(other, box) > 0


def _said(block: LayoutBlock) -> str:
    return _letters(without_markup(block.text or ""))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _text(row: _Row) -> str:
    return plain(" ".join(item.text.strip() for item in row))


def _right(row: _Row) -> float:
    return float(row[-1].x + row[-1].width)


def _middle(row: _Row) -> float:
    return float(row[0].x + _right(row)) / 2


def _is_centred(row: _Row, other: _Row) -> bool:
    return abs(_middle(row) - _middle(other)) <= 2 * _ALIGNED


def _box(lines: Sequence[_Row]) -> Box:
    around = bounding_box(item_box(item) for line in lines for item in line)
    x0, y0, x1, y1 = around or item_box(lines[0][0])
    return x0, y0 + _INTO, x1, y1 - _INTO


def _is_wide(row: _Row) -> bool:
    """Whether words of a line stand side by side with others, as in columns."""
    return any(two.x - one.x - one.width > _GAP for one, two in pairwise(row))


def _is_alike(row: _Row, first: _Row) -> bool:
    return _is_set_bold(row) and row[0].font_name == first[0].font_name


def _is_set_bold(row: _Row) -> bool:
    return all(is_bold(item) for item in row if any(map(str.isalnum, item.text)))

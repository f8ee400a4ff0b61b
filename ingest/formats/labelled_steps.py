"""Steps and lettered titles that a layout parser ran together, tore, or lost.

"(2) Open the valve. The lever stands at the" / "    tank's outlet." is set in below its label. Read
as two columns, the first lines of all steps come behind each other, or nowhere, and the rest of all
steps as one paragraph: figures and warnings then stand in another step.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from liteparse import LayoutBlock, ParsedPage, TextItem

from ingest.formats.boxes import bounding_box, overlap
from ingest.formats.layout_boxes import item_box, layout_box, rectangle
from ingest.formats.lines import is_bold, printed_rows, turn_of
from ingest.formats.placed_tables import with_tables
from ingest.formats.plain_text import as_markup, plain, without_bullet, without_markup
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import Box

# "(3)", "(b)", "c.", "4)": with a dot, figures are steps to the parser, too.
_LABEL = re.compile(
    r"(?P<mark>\((?:\d{1,2}|[a-z])\)|[a-z]\.(?=\s?\S)|(?:\d{1,2}|[a-z])\))\s*(?P<text>\S.*)"
)
# Points: labels of one list begin as far from the left, its further lines so far behind them, and
# words of one line have no wider gap.
_ALIGNED, _SET_IN, _GAP = 2.5, (4.0, 45.0), 12.0
# Line heights from line to line of one step, at most.
_STEP_GAP = 1.4
# A title is short.
_LONGEST_TITLE = 70
# Points by which boxes of print reach into the line above and below.
_INTO = 1.5


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line: its words, where they stand, and whether all are bold."""

    text: str
    box: Box
    bold: bool
    # Whether its words stand side by side with others, as in columns.
    wide: bool


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    rows: tuple[_Row, ...]

    @property
    def text(self) -> str:
        first = _LABEL.match(self.rows[0].text)
        begun = first["text"] if first else self.rows[0].text
        return " ".join((begun, *(row.text for row in self.rows[1:])))

    @property
    def box(self) -> Box:
        x0, y0, x1, y1 = bounding_box(row.box for row in self.rows) or self.rows[0].box
        return x0, y0 + _INTO, x1, y1 - _INTO

    @property
    def is_title(self) -> bool:
        (first, *further) = self.rows
        short = len(first.text) <= _LONGEST_TITLE and not first.text.endswith((".", ":", ";", ","))
        return first.bold and short and not further


def with_steps(page: ParsedPage) -> ParsedPage:
    """Return the page, each step of a lettered or numbered list in a block of its own.

    Lists that the parser read so already stay as they are, and so does what stands in columns.
    """
    blocks = list(page.blocks or ())
    tables = [box for block in blocks if block.kind == "table" and (box := layout_box(block))]
    rows = [_row(items) for items in printed_rows(page, _whole(page), outside=tables)]
    found: dict[Box, LayoutBlock] = {}
    for steps in _lists(rows):
        # Beside a drawing some lines have others next to them, in columns most.
        plain_steps = [step for step in steps if not any(row.wide for row in step.rows)]
        beside = any(overlap(step.box, table) > 0 for step in steps for table in tables)
        if not beside and len(plain_steps) * 2 > len(steps):
            found.update(_mended(plain_steps, blocks))
    return with_tables(page, found) if found else page


def _mended(steps: Sequence[_Step], blocks: Sequence[LayoutBlock]) -> dict[Box, LayoutBlock]:
    """The blocks of a list's steps at their places, if the parser has not these very ones."""
    titles = [step.is_title for step in steps]
    headings = [block for block in blocks if block.kind == "heading"]
    if any(titles):
        # Steps that stand under lettered titles are lists of their own.
        steps = [step for step, title in zip(steps, titles, strict=True) if title]
        level = max((block.level or 1 for block in headings), default=5)
        torn = [step for step in steps if not _is_whole(step, headings)]
        return {step.box: _title(step, level) for step in torn}
    if any(_begins(step, block) for step in steps for block in headings):
        return {}
    texts = [block for block in blocks if block.kind in ("paragraph", "list_item")]
    if all(_is_whole(step, texts) for step in steps):
        return {}
    return {step.box: _item(step) for step in steps}


def _title(step: _Step, level: int) -> LayoutBlock:
    text = f"{step.label} {step.text}"
    return LayoutBlock("heading", text=text, level=level, bbox=rectangle(step.box))


def _item(step: _Step) -> LayoutBlock:
    return LayoutBlock(
        "list_item",
        text=as_markup(without_bullet(step.text)),
        level=0,
        marker=step.label,
        ordered=True,
        bbox=rectangle(step.box),
    )


def _is_whole(step: _Step, blocks: Sequence[LayoutBlock]) -> bool:
    wanted = _letters(f"{step.label} {step.text}")
    return any(wanted == _letters(_words(block)) for block in blocks)


def _begins(step: _Step, block: LayoutBlock) -> bool:
    return _letters(f"{step.label} {step.text}").startswith(_letters(_words(block)))


def _words(block: LayoutBlock) -> str:
    return f"{block.marker or ''} {without_markup(block.text or '')}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _lists(rows: Sequence[_Row]) -> Iterator[list[_Step]]:
    """The steps of lists of two or more, which count on from one to the next."""
    labelled = [at for at, row in enumerate(rows) if _LABEL.match(row.text)]
    starts = set(labelled)
    taken: set[int] = set()
    for at in labelled:
        if at in taken:
            continue
        steps = [at]
        for other in labelled:
            if other > at and _counts_on(rows[steps[-1]], rows[other]):
                steps.append(other)
            elif other > at and rows[other].box[0] < rows[at].box[0] - _ALIGNED:
                break
        if len(steps) > 1:
            taken.update(steps)
            yield [_Step(_label(rows[one].text), _lines(rows, one, starts)) for one in steps]


def _label(text: str) -> str:
    found = _LABEL.match(text)
    return found["mark"] if found else ""


def _counts_on(row: _Row, other: _Row) -> bool:
    """Whether a line's label is the next one, set alike."""
    one, two = _label(row.text), _label(other.text)
    if abs(row.box[0] - other.box[0]) > _ALIGNED or _ordinal(two) != _ordinal(one) + 1:
        return False
    return re.sub(r"\w+", "", one) == re.sub(r"\w+", "", two) and _is_digit(one) == _is_digit(two)


def _ordinal(label: str) -> int:
    bare = label.strip("().")
    return int(bare) if bare.isdigit() else ord(bare) - ord("a") + 1


def _is_digit(label: str) -> bool:
    return label.strip("().").isdigit()


def _lines(rows: Sequence[_Row], start: int, starts: set[int]) -> tuple[_Row, ...]:
    """A step's first line, and those that are set in right below it."""
    first = rows[start]
    lines = [first]
    for at in range(start + 1, len(rows)):
        row, last = rows[at], lines[-1]
        height = max(last.box[3] - last.box[1], 6.0)
        set_in = _SET_IN[0] <= row.box[0] - first.box[0] <= _SET_IN[1]
        if at in starts or not set_in or row.box[1] - last.box[1] > _STEP_GAP * height:
            break
        if len(lines) > 1 and abs(row.box[0] - lines[1].box[0]) > _ALIGNED:
            break
        if leading_signal_word(row.text) or signal_word_alone(row.text):
            break
        if row.bold > first.bold and last.text.endswith((".", ":")):
            break
        if without_bullet(row.text) != row.text:
            break
        lines.append(row)
    return tuple(lines)


def _row(items: Sequence[TextItem]) -> _Row:
    box = bounding_box(map(item_box, items)) or (0.0, 0.0, 0.0, 0.0)
    label_first = _LABEL.match(items[0].text.strip() + " .") is not None and len(items) > 1
    pairs = list(pairwise(items))[1 if label_first else 0 :]
    wide = any(two.x - one.x - one.width > _GAP for one, two in pairs)
    words = [item for item in items if any(map(str.isalnum, item.text))] or list(items)
    text = plain(" ".join(item.text.strip() for item in items))
    return _Row(text, box, all(map(is_bold, words)), wide or bool(turn_of(items[0])))


def _whole(page: ParsedPage) -> Box:
    return 0.0, 0.0, page.width, page.height

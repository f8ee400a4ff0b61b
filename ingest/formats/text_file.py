"""Plain text to blocks: headings by number or underline, lists, columns set with blanks."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.plain_text import plain
from ingest.formats.symbols import plain_signs
from ingest.formats.text_encoding import decoded
from ingest.formats.typed_text import framed, item_or_paragraph, table_blocks
from ingest.headings import is_caption, number_of, reads_as_heading
from ingest.notices import leading_signal_word, signal_word_alone
from store.contents import Block
from store.errors import FileRejected

_Span = tuple[int, int]
"""From where to where something reaches in a line, in characters."""

_UNDERLINE = re.compile(r"^\s*([=\-~^*#_])\1{2,}\s*$")
_RULE = re.compile(r"^[\s|+\-=:_*]+$")
_COLUMN_GAP = re.compile(r"\t+|[ ]{2,}")
_SET_CELL = re.compile(r"\S+(?: \S+)*")
_ONE_NUMBER = re.compile(r"^\d{1,2}\.?\s+[^\W\d]")
_LONGEST_HEADING = 70
_ENDS = (".", ",", ";", ":", "!", "?")


def read_txt(path: Path) -> Document:
    """Return the blocks of a plain text; its encoding is told by its bytes.

    Raises FileRejected where it is no text, or holds none.
    """
    with read_as("a plain text"):
        blocks = text_blocks(decoded(path.read_bytes()))
    if not blocks:
        raise FileRejected("It holds no text that could be found.")
    return Document(tuple(blocks))


def text_blocks(text: str) -> list[Block]:
    """Return the blocks of a text as it is typed: paragraphs are kept apart by empty lines."""
    return list(_blocks(list(_paragraphs(plain_signs(text)))))


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n"):
        line = raw.rstrip().expandtabs(1) if raw.strip() == "" else raw.rstrip()
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _blocks(paragraphs: list[list[str]]) -> Iterator[Block]:
    for position, lines in enumerate(paragraphs):
        following = paragraphs[position + 1] if position + 1 < len(paragraphs) else [""]
        rest = lines
        if len(lines) > 1 and _UNDERLINE.match(lines[1]) and not _cells(lines[0])[1:]:
            text = plain(lines[0])
            # The title is underlined twice; a single line stands for whatever its number says.
            level = 1 if lines[1].strip()[0] == "=" else len(number_of(text)) + 1
            yield Block("heading", text, level=max(level, 2) if number_of(text) else level)
            rest = lines[2:]
        elif len(lines) == 1 and _reads_as_heading(lines[0], following[0]):
            text = plain(lines[0])
            yield Block("heading", text, level=len(number_of(text)) + 1)
            continue
        yield from _body(rest)


def _reads_as_heading(line: str, following: str) -> bool:
    text = plain(line)
    if len(text) > _LONGEST_HEADING or text.endswith(_ENDS) or is_caption(text) or not following:
        return False
    if reads_as_heading(text, bold=False):
        return True
    if _ONE_NUMBER.match(text):
        # "1. Open the valve" alone between empty lines is a step if "2. …" comes next.
        dotted = re.match(r"^\d{1,2}\.\s", text)
        return not (dotted and re.match(r"^\s*\d{1,2}\.\s", following))
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and text.isupper() and not signal_word_alone(text)


def _body(lines: list[str]) -> Iterator[Block]:
    """A paragraph's lines: tables, list items, notices, and text whose lines are joined."""
    held: list[str] = []
    position = 0
    while position < len(lines):
        length = _table_length(lines, position)
        if length:
            yield from _text(held)
            held = []
            yield from _table(lines[position : position + length])
            position += length
            continue
        line = lines[position]
        begins = item_or_paragraph(plain(line)).kind == "list_item"
        if held and (begins or leading_signal_word(plain(line))):
            yield from _text(held)
            held = []
        held.append(line)
        position += 1
    yield from _text(held)


def _text(lines: list[str]) -> Iterator[Block]:
    lines = [line for line in lines if not _RULE.match(line)]
    if not lines:
        return
    first = plain(lines[0])
    if signal_word_alone(first) and len(lines) > 1:
        yield from framed([first, _joined(lines[1:])])
        return
    indent = (len(lines[0]) - len(lines[0].lstrip())) // 2
    block = item_or_paragraph(_joined(lines), level=min(indent, 4))
    yield block if block.kind == "list_item" else Block("paragraph", block.text)


def _joined(lines: list[str]) -> str:
    """Lines as one: a word that a soft hyphen divides is put together."""
    return plain(" ".join(lines).replace("\u00ad ", ""))


def _cells(line: str) -> list[str]:
    if "|" in line.strip().strip("|"):
        return [plain(cell) for cell in line.strip().strip("|").split("|")]
    return [plain(cell) for cell in _COLUMN_GAP.split(line.strip()) if cell.strip()]


def _table_length(lines: list[str], start: int) -> int:
    """How many lines from here on are rows, rules between them aside.

    Rows have as many cells as the first, or fewer, each below one of the columns.
    """
    width, length = 0, 0
    rows: list[str] = []
    columns: list[_Span] = []
    # How long the table was, and its rows, before the first with fewer cells.
    before: tuple[int, int] | None = None
    for line in lines[start:]:
        if _RULE.match(line):
            length += 1
            continue
        count = len(_cells(line))
        if count < 2 or item_or_paragraph(plain(line)).kind == "list_item":
            break
        width = width or count
        if count == width:
            columns = _widened(columns, _spans(line))
        elif count > width or _below(_spans(line), columns) is None:
            break
        else:
            before = before or (length, len(rows))
        length += 1
        rows.append(line)
    if before is not None and _placed(rows) is None:
        # A later row reaches across two columns, so that a blank says nothing of them.
        length, count = before
        return length if count >= 2 else 0
    return length if len(rows) >= 2 else 0


def _placed(lines: Sequence[str]) -> list[list[str]] | None:
    """The rows of lines of which some lack cells; None where blanks do not tell which."""
    rows = [_cells(line) for line in lines]
    width = len(rows[0])
    columns: list[_Span] = []
    for line, row in zip(lines, rows, strict=True):
        if len(row) == width:
            columns = _widened(columns, _spans(line))
    for line, row in zip(lines, rows, strict=True):
        if len(row) == width:
            continue
        places = _below(_spans(line), columns)
        if places is None or len(places) != len(row):
            return None
        cells = dict(zip(places, row, strict=True))
        row[:] = [cells.get(n, "") for n in range(width)]
    return rows


def _widened(columns: list[_Span], cells: Sequence[_Span]) -> list[_Span]:
    """From where to where columns reach, with the cells of another line that has all of them."""
    pairs = zip(columns or cells, cells, strict=False)
    return [(min(one[0], two[0]), max(one[1], two[1])) for one, two in pairs]


def _below(cells: Sequence[_Span], columns: Sequence[_Span]) -> list[int] | None:
    """The column that each cell stands below; None if columns reach into each other, or a cell
    stands below none, below two, or below the same as another.
    """
    if any(left[1] >= right[0] for left, right in pairwise(columns)):
        return None
    under = [[n for n, (x0, x1) in enumerate(columns) if a < x1 and x0 < b] for a, b in cells]
    places = [found[0] for found in under if len(found) == 1]
    return places if len(set(places)) == len(cells) else None


def _spans(line: str) -> list[_Span]:
    """From where to where each cell of a line reaches; [] if something else sets them apart."""
    if "|" in line or "\t" in line:
        return []
    return [match.span() for match in _SET_CELL.finditer(line)]


def _table(lines: list[str]) -> Iterator[Block]:
    rules = [position for position, line in enumerate(lines) if _RULE.match(line)]
    filled = [line for line in lines if not _RULE.match(line)]
    rows = _placed(filled) or [_cells(line) for line in filled]
    # One rule below the first row marks a header.
    ruled = [position for position in rules if position > 0]
    marked = 1 if ruled and sum(not _RULE.match(line) for line in lines[: ruled[0]]) == 1 else 0
    yield from table_blocks(rows, marked if len(rows) > 1 else 0)

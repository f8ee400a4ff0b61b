"""Lists, notices and frames as people type them, whatever program they type in."""

import re
from collections.abc import Iterator, Sequence

from ingest.formats.form_rows import with_names_repeated, without_repeats, without_title
from ingest.formats.plain_text import plain
from ingest.formats.symbols import bullet_sign
from ingest.formats.tables import with_header
from ingest.notices import leading_signal_word, signal_word_alone
from store.contents import Block

_STEP = re.compile(r"^(\(?(?:\d{1,2}|[a-h])[.)])\s+(?=\S)")
_BULLET = re.compile(r"^([•●■▪◦‣·○◆➢➤►❖☐☑☒✓✗→–—*-])\s+(?=\S)")
# Shown whole when one of its rows is found: longer tables come in stretches of this many rows.
_MOST_ROWS = 400


def item_or_paragraph(text: str, *, level: int = 0) -> Block:
    """Return a line as a list item where it begins with a typed bullet or number."""
    step = _STEP.match(text)
    if step and (step.group(1)[0] != "(" or step.group(1)[-1] == ")"):
        return Block("list_item", text[step.end() :], marker=step.group(1), level=level)
    bullet = _BULLET.match(text)
    if bullet:
        marker = bullet_sign(bullet.group(1))
        return Block("list_item", text[bullet.end() :], marker=marker, level=level)
    return Block("paragraph", text)


def typed_blocks(text: str) -> Iterator[Block]:
    """Yield a paragraph's blocks: one, unless its lines are items that line breaks keep apart."""
    lines = [line for part in text.split("\n") if (line := plain(part))]
    blocks = [item_or_paragraph(line) for line in lines]
    if sum(block.kind == "list_item" for block in blocks) >= 2:
        yield from blocks
    elif lines and signal_word_alone(lines[0]) and len(lines) > 1:
        yield from framed(lines)
    elif lines:
        yield item_or_paragraph(" ".join(lines))


def framed(lines: Sequence[str]) -> Iterator[Block]:
    """Yield what stands in a frame of its own: one notice if it begins with a signal word."""
    level = signal_word_alone(lines[0]) or leading_signal_word(lines[0]) if lines else None
    if level and (len(lines) > 1 or not signal_word_alone(lines[0])):
        yield Block("notice", "\n".join(lines), notice=level)
    else:
        for line in lines:
            yield item_or_paragraph(line)


def table_blocks(grid: Sequence[Sequence[str]], header_rows: int = 0) -> Iterator[Block]:
    """Yield a grid as the table it is: its first `header_rows` rows are marked as header.

    A grid of one column is a frame around text, and one whose first column says WARNING a notice;
    empty rows and columns are left out. A title merged over all columns is the table's caption.
    """
    kept = [(row, y < header_rows) for y, row in enumerate(grid) if any(row)]
    used = [x for x in range(max((len(row) for row, _ in kept), default=0)) if _any_in(kept, x)]
    cells = [tuple(row[x] if x < len(row) else "" for x in used) for row, _ in kept]
    if len(used) == 1:
        yield from framed([row[0] for row in cells])
        return
    if cells and all(signal_word_alone(row[0]) for row in cells):
        for row in cells:
            yield from framed([cell for cell in row if cell])
        return
    marked = sum(is_header for _, is_header in kept)
    title, names, body = without_title(cells[:marked], cells[marked:])
    header, rows, _ = with_header(names, body)
    rows = without_repeats(header, rows)
    rows = with_names_repeated(rows) if header else rows
    if not rows:
        yield from framed([*title.splitlines(), *(" | ".join(filter(None, row)) for row in header)])
        return
    for start in range(0, len(rows), _MOST_ROWS):
        stretch = rows[start : start + _MOST_ROWS]
        lines = (" | ".join(row) for row in (*header, *stretch))
        text = "\n".join((title, *lines) if title else lines)
        yield Block("table", text, header=tuple(header), rows=tuple(stretch), caption=title)


def _any_in(rows: Sequence[tuple[Sequence[str], bool]], x: int) -> bool:
    return any(x < len(row) and row[x] for row, _ in rows)

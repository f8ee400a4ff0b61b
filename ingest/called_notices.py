"""Notices that a hazard's signal word calls out in the middle of text, or in a table's cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.formats.boxes import bounding_box
from ingest.notices import (
    EXPLAINS,
    apart_from_calls,
    is_achtung,
    leading_signal_word,
    notices_in_cell,
    signal_word_alone,
)
from store.contents import Block
from store.values import Box

# What stands below a signal word in a table is its text if it says so many words.
_LEAST_TOLD = 4


def apart(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, each cut before a notice that is called out in its middle."""
    found: list[Block] = []
    for block in blocks:
        if block.kind not in ("paragraph", "list_item"):
            found.append(block)
            continue
        first, *called = apart_from_calls(block.text)
        found.append(replace(block, text=first) if called else block)
        found.extend(Block("paragraph", text, block.page, block.box) for text in called)
    return found


def with_called(blocks: list[Block]) -> list[tuple[Block, list[Block]]]:
    """Return each block with the notices that the cells of a table call out, all on one scale.

    Where each column of a row has its own, these stand below the names of their columns.
    """
    called = [_called_in(block) for block in blocks]
    scaled = iter(_on_one_scale([*blocks, *(notice for found in called for _, notice in found)]))
    told = [next(scaled) for _ in blocks]
    return [
        (block, [_below(name, next(scaled)) for name, _ in found])
        for block, found in zip(told, called, strict=True)
    ]


def _called_in(table: Block) -> list[tuple[str, Block]]:
    """The notices in a table's cells, each with its column's name if others stand beside it."""
    found = {notice.text: ("", notice) for notice in _below_signal_words(table)}
    headed = [(row, None) for row in table.header if _holds_notices_alone(row)]
    names = (table.header or table.rows[:1] or ((),))[-1]
    for row, box in (*headed, *zip_longest(table.rows, table.row_boxes[: len(table.rows)])):
        alone = _holds_notices_alone(row)
        parted = alone and row != names and len(set(row)) == len(set(names)) == len(row)
        for name, cell in zip(names if parted else [""] * len(row), row, strict=True):
            for level, text in notices_in_cell(cell, among_data=not alone):
                # A merged cell is repeated into each row and column.
                notice = Block("notice", text, table.page, box or table.box, notice=level)
                found.setdefault(text, (name, notice))
    return list(found.values())


def _below_signal_words(table: Block) -> Iterator[Block]:
    """The notices that a table frames amid its rows: a signal word, and its text in a row below.

    Both are merged over the same columns, or stand alone in their rows: "WARNING" among values is
    one of them.
    """
    rows = [*table.header, *table.rows]
    boxes: list[Box | None] = [*([None] * len(table.header)), *table.row_boxes]
    boxes += [None] * (len(rows) - len(boxes))
    for at, row in enumerate(rows):
        words = [cell for cell in dict.fromkeys(row) if cell.isupper() and signal_word_alone(cell)]
        if len(words) != 1:
            continue
        word = words[0]
        columns = [column for column, cell in enumerate(row) if cell == word]
        below = next((n for n in range(at + 1, len(rows)) if _told(rows[n], columns)), at)
        text = _told(rows[below], columns)
        # Of the rows that a word is merged down over, the last one tells: a list of thousands of
        # messages says "WARNING" in each.
        if below == at or text == word or len(text.split()) < _LEAST_TOLD or EXPLAINS.match(text):
            continue
        beside = {
            cell
            for column, cell in enumerate(row)
            if cell != word and not (column < len(rows[below]) and rows[below][column] == cell)
        }
        merged = len(columns) > 1 and all(rows[below][column] == text for column in columns)
        if merged or beside <= {""}:
            box = bounding_box(boxes[at : below + 1]) or table.box
            level = signal_word_alone(word)
            yield Block("notice", f"{word}\n{text}", table.page, box, notice=level)


def _told(row: Sequence[str], columns: Sequence[int]) -> str:
    """What a row says in the first of some columns that says anything."""
    return next((row[n] for n in columns if n < len(row) and row[n].strip()), "")


def _below(name: str, notice: Block) -> Block:
    return replace(notice, text=f"{name}\n{notice.text}") if name.strip() else notice


def _holds_notices_alone(row: Sequence[str]) -> bool:
    """Whether each column of a row begins with a signal word: no data stands beside it."""
    return len(row) > 1 and all(leading_signal_word(cell) for cell in row)


def _on_one_scale(blocks: list[Block]) -> list[Block]:
    """The blocks, with "Achtung" at the level that this document gives it.

    Documents to today's standards print "Vorsicht" for injuries and may keep "Achtung" for damage.
    One without any caution is older, and its "Achtung" speaks of both: taken for a caution, a
    warning to people is not lost.
    """
    if any(b.notice == "caution" for b in blocks):
        return blocks
    return [
        replace(b, notice="caution")
        if b.notice == "notice" and is_achtung(b.text.partition("\n")[0])
        else b
        for b in blocks
    ]

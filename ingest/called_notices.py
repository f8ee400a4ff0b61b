"""Notices that a hazard's signal word calls out in the middle of text, or in a table's cell."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.notices import apart_from_calls, is_achtung, notices_in_cell
from store.contents import Block


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
    """Return each block with the notices that the cells of a table call out, all on one scale."""
    called = [_called_in(block) for block in blocks]
    scaled = iter(_on_one_scale([*blocks, *(notice for found in called for notice in found)]))
    told = [next(scaled) for _ in blocks]
    return [
        (block, [next(scaled) for _ in found]) for block, found in zip(told, called, strict=True)
    ]


def _called_in(table: Block) -> list[Block]:
    found: dict[str, Block] = {}
    for position, row in enumerate(table.rows):
        box = table.row_boxes[position] if position < len(table.row_boxes) else None
        for level, text in (told for cell in row for told in notices_in_cell(cell)):
            # A merged cell is repeated into each row and column.
            notice = Block("notice", text, table.page, box or table.box, notice=level)
            found.setdefault(text, notice)
    return list(found.values())


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

"""Tables put among a page's blocks where they stand, and what the parser ran together with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, LayoutCell, ParsedPage

from ingest.formats.boxes import bounding_box, overlap
from ingest.formats.captions_above import with_captions_above
from ingest.formats.layout_boxes import layout_box, rectangle, touching
from ingest.formats.letters import COMPLETE, letters_of, letters_printed
from ingest.formats.lines import blocks_of_lines, lines_within
from ingest.formats.plain_text import as_markup
from ingest.formats.said_already import without_said
from ingest.formats.sister_headings import with_sister_headings
from store.contents import Block
from store.values import Box

# Points that a heading begins left of the table below it, at most: columns of a page are wider.
_SET_OUT = 72.0
# Points: what begins so far below another thing at most begins in its first line.
_LINE = 5.0
# Of the cells of rows that stay a table, what is filled at least.
_FILLED = 0.75


def with_tables(page: ParsedPage, tables: Mapping[Box, LayoutBlock]) -> ParsedPage:
    """Return the page with tables at their boxes, in place of what the parser had there.

    Of its blocks that touch a table, what stands beside it is kept; where it ran two tables
    together over a heading, each comes to stand on its own side of it.
    """
    taken = list(tables)
    blocks: list[LayoutBlock] = []
    pending = dict(tables)
    placed: list[tuple[LayoutBlock, Box]] = []
    for block in page.blocks or ():
        box = layout_box(block)
        touched = [] if box is None else [grid for grid in taken if overlap(box, grid) > 0]
        if box is None or not touched or block.kind == "figure":
            blocks.append(block)
            continue
        # Where two blocks of the parser lie over one another, the first has given this already.
        around = _outside(page, block, box, taken, [part for part, _ in placed])
        parts = [*around, *(pending.pop(grid) for grid in touched if grid in pending)]
        # A caption stands above its table, though the parser had both in one block with others.
        for part in sorted(parts, key=_top):
            blocks.insert(_place_within(blocks, part, box), part)
            placed.append((part, box))
    for part, torn in reversed(placed):
        _put_below(blocks, part, torn)
    for grid, table in pending.items():
        blocks.insert(_place(blocks, grid), table)
    return replace(page, blocks=with_sister_headings(page, with_captions_above(blocks)))


def as_layout(block: Block) -> LayoutBlock:
    """Return a block as LiteParse would give it, for the stages that go on from there."""
    box = None if block.box is None else rectangle(block.box)
    if block.kind == "code":
        return LayoutBlock("code", lines=block.text.split("\n"), bbox=box)
    return LayoutBlock(
        block.kind,
        text=block.text if block.kind == "heading" else as_markup(block.text),
        level=block.level,
        marker=block.marker or None,
        ordered=block.marker not in ("", "•"),
        bbox=box,
    )


def _place(blocks: Sequence[LayoutBlock], grid: Box) -> int:
    """Where a table that stood in no block belongs: before the first block below it."""
    below = [n for n, block in enumerate(blocks) if block.bbox and block.bbox.y >= grid[1]]
    return below[0] if below else len(blocks)


def _place_within(blocks: Sequence[LayoutBlock], part: LayoutBlock, torn: Box) -> int:
    """Where a part of a torn block belongs: before what stands below it between the parts."""
    own = layout_box(part)
    at = len(blocks)
    while own is not None and at and _is_between(layout_box(blocks[at - 1]), own, torn):
        at -= 1
    return at


def _put_below(blocks: list[LayoutBlock], part: LayoutBlock, torn: Box) -> None:
    """Move a part of a torn block behind what follows, and stands above it between the parts.

    A heading that begins left of it, in its first line, heads it.
    """
    own = layout_box(part)
    at = last = next(number for number, block in enumerate(blocks) if block is part)
    while own is not None and last + 1 < len(blocks):
        following = blocks[last + 1]
        box = layout_box(following)
        if box is None or not _is_within(box, torn):
            break
        beside = following.kind == "heading" and box[1] < own[1] + _LINE and box[2] <= own[0]
        if box[3] > own[1] + 1.0 and not beside:
            break
        last += 1
    blocks.insert(last, blocks.pop(at))


def _is_between(box: Box | None, above: Box, torn: Box) -> bool:
    return box is not None and box[1] >= above[3] - 1.0 and _is_within(box, torn)


def _is_within(box: Box, torn: Box) -> bool:
    """Whether a block stands beside none of a torn one, above none, and below none."""
    across = torn[0] - _SET_OUT <= box[0] < torn[2]
    return across and torn[1] <= box[1] and box[3] <= torn[3]


def _outside(
    page: ParsedPage,
    block: LayoutBlock,
    box: Box,
    taken: Sequence[Box],
    given: Sequence[LayoutBlock],
) -> list[LayoutBlock]:
    """What of a block stands beside the grids: rows of a table, or text, that the parser ran
    together with theirs, but for what is given already.
    """
    kept = list(_rows_apart(page, block, box, taken))
    known = [part for part in map(layout_box, kept) if part is not None]
    staying = [other for other in page.blocks or () if _stays(other, taken)]
    lines = lines_within(without_said(page, [*staying, *given]), box, outside=[*taken, *known])
    return [*kept, *map(as_layout, blocks_of_lines(lines, page.page_num))]


def _top(block: LayoutBlock) -> float:
    return block.bbox.y if block.bbox else 0.0


def _stays(block: LayoutBlock, taken: Sequence[Box]) -> bool:
    box = layout_box(block)
    return box is not None and not any(overlap(box, grid) > 0 for grid in taken)


def _rows_apart(
    page: ParsedPage, block: LayoutBlock, box: Box, taken: Sequence[Box]
) -> Iterator[LayoutBlock]:
    """The tables that a table's rows above, between and below the grids make by themselves."""
    if block.kind != "table":
        return
    header = [block.header] if block.header else []
    held: list[list[LayoutCell]] = []
    for row in (*header, *(block.rows or ())):
        reach = bounding_box(layout_box(cell) for cell in row if cell.text.strip())
        if reach is not None and any(overlap(reach, grid) > 0 for grid in taken):
            if (table := _table(page, held, header, box)) is not None:
                yield table
            held = []
        elif reach is not None:
            held.append(row)
    if (table := _table(page, held, header, box)) is not None:
        yield table


def _table(
    page: ParsedPage,
    rows: Sequence[list[LayoutCell]],
    header: Sequence[list[LayoutCell]],
    torn: Box,
) -> LayoutBlock | None:
    """Rows as a table, if ruled and whole: words of others stand wherever they happened to."""
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or not all(map(touching, rows)):
        return None
    wide = [n for n in range(len(rows[0])) if any(row[n].text.strip() for row in rows)]
    kept = [[row[n] for n in wide] for row in rows]
    filled = sum(bool(cell.text.strip()) for row in kept for cell in row)
    reach = bounding_box(layout_box(cell) for row in kept for cell in row)
    if len(wide) < 2 or filled < _FILLED * len(kept) * len(wide) or reach is None:
        return None
    across = (torn[0], reach[1], torn[2], reach[3])
    if letters_of(kept) < COMPLETE * letters_printed(page, across):
        return None
    head = kept.pop(0) if rows[0] in header else None
    return LayoutBlock("table", header=head, rows=kept, bbox=rectangle(across))

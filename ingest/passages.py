"""Runs to passages: what is shown whole when one of its chunks is found."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.continued_tables import carried_on, is_rest_of_row, with_rest
from ingest.formats.boxes import centre_within
from ingest.formats.document import ContentsPage
from ingest.headings import ends_as_caption, is_caption
from ingest.introductions import Introductions
from ingest.notices import without_signal_word
from ingest.sections import Run
from store.contents import CONTENTS, Block, Notice, Passage
from store.values import Box, Place

NAMESPACE = uuid.UUID("5e2c0a52-6d0f-4f0e-9b7f-2a1d3a6c8f10")
# A passage is read on a tablet: a run of text longer than this is cut between blocks.
_LONGEST = 6000
_LONGEST_LEAD = 160
_INDENT = "  "

_BoxesByPage = Mapping[int | None, Sequence[Box]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block inside its passage, with the line it became and where that stands."""

    block: Block
    line: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage and the pieces it was made of, from which its chunks are cut."""

    passage: Passage
    pieces: tuple[Piece, ...]


class Identity:
    """Gives passages and chunks of one revision their ids: the same file, the same ids."""

    def __init__(self, manual: str, sha256: str) -> None:
        self._root = uuid.uuid5(NAMESPACE, f"{manual}\0{sha256}")

    @property
    def revision(self) -> str:
        """Return the revision's own id."""
        return str(self._root)

    def of(self, place: str) -> str:
        """Return the id of what stands at a place of the document, such as `p12` or `p12.3`."""
        return str(uuid.uuid5(self._root, place))


def drafts(
    runs: Sequence[Run], identity: Identity, labels: Mapping[int, str | None]
) -> tuple[list[Draft], list[Notice]]:
    """Return all passages in reading order, and all notices with the passage they stand in."""
    found: list[Draft] = []
    notices: list[Notice] = []
    introductions = Introductions()
    for run in runs:
        tables = _table_boxes(run)
        for blocks in _grouped(run):
            order = len(found)
            pieces = tuple(_piece(block, labels) for block in blocks)
            found.append(Draft(_passage(run.section, pieces, order, identity), pieces))
            introductions.enter(run.section)
            for piece in pieces:
                introductions.read(piece.block)
                below = introductions.is_open
                notices.extend(_notices(piece, run, tables, order, holds_below=below))
    return found, notices


def _notices(
    piece: Piece, run: Run, tables: _BoxesByPage, order: int, *, holds_below: bool
) -> Iterator[Notice]:
    """The notice that a piece is, if it is one; a warning below a bold title reaches further."""
    level = piece.block.notice
    if level is not None:
        text = without_signal_word(piece.block.text)
        places = (piece.place,) if piece.place else ()
        further = level != "notice" and run.scope != run.section
        section = run.scope if further else run.section
        own = piece.block.box
        around = tables.get(piece.block.page, ()) if own is not None else ()
        in_table = any(own is not None and centre_within(own, box) for box in around)
        yield Notice(level, text, section, order, places, holds_below or further, in_table)


def _table_boxes(run: Run) -> _BoxesByPage:
    """Where a run's tables stand: one without headings is a whole book of notices and tables."""
    found: dict[int | None, list[Box]] = {}
    for block in run.blocks:
        if block.kind == "table" and block.box is not None:
            found.setdefault(block.page, []).append(block.box)
    return found


def contents_drafts(
    pages: Sequence[ContentsPage],
    identity: Identity,
    labels: Mapping[int, str | None],
    *,
    first: int,
) -> list[Draft]:
    """Return a passage for each page of contents or index, numbered from `first`."""
    found: list[Draft] = []
    for page in pages:
        pieces = tuple(_piece(line, labels) for line in page.lines)
        if pieces:
            passage = _passage((page.title,), pieces, first + len(found), identity)
            found.append(Draft(replace(passage, kind=CONTENTS), pieces))
    return found


def merged_places(places: Sequence[Place | None]) -> tuple[Place, ...]:
    """Return one place a page, in order, with all boxes on it."""
    boxes: dict[int, list[Box]] = {}
    labels: dict[int, str | None] = {}
    for place in places:
        if place is not None:
            labels[place.page] = place.page_label
            boxes.setdefault(place.page, []).extend(place.boxes)
    return tuple(
        Place(page=page, page_label=labels[page], boxes=tuple(dict.fromkeys(found)))
        for page, found in sorted(boxes.items())
    )


def _grouped(run: Run) -> Iterator[list[Block]]:
    """Blocks that are shown together: a table with its caption, or a section's other text."""
    text: list[Block] = []
    length = 0
    blocks = list(run.blocks)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        position += 1
        if block.kind == "table":
            table = [block]
            while position < len(blocks) and (part := carried_on(table, blocks[position])):
                table.append(part)
                position += 1
            if text and _leads_in(text[-1], text[-2] if len(text) > 1 else None):
                table.insert(0, text.pop())
            if text:
                yield text
                text, length = [], 0
            named = _named(table)
            if named is not None:
                text, length = [named], len(named.text)
                continue
            yield table
            continue
        if block.kind == "figure":
            continue
        if text and length + len(block.text) > _LONGEST and block.kind != "list_item":
            yield text
            text, length = [], 0
        text.append(block)
        length += len(block.text)
    if text:
        yield text


def _named(table: Sequence[Block]) -> Block | None:
    """A name and its values that stand by themselves, as a line: the text below is about them.

    Manuals frame each parameter so; "for this function" says nothing without it.
    """
    only = table[0]
    if len(table) > 1 or only.header or len(only.rows) != 1 or len(only.rows[0]) != 2:
        return None
    name, values = only.rows[0]
    if not (name and values):
        return None
    line = f"{name.rstrip(':')}: {values}"
    return replace(only, kind="paragraph", text=line, rows=(), row_boxes=())


def _leads_in(block: Block, before: Block | None) -> bool:
    """A caption, or a short line that announces what follows: it is shown with the table.

    So is a numbered item that stands by itself, as commands and their frames do; the last of
    several steps belongs to its procedure.
    """
    if block.kind not in ("paragraph", "list_item") or len(block.text) > _LONGEST_LEAD:
        return False
    alone = before is None or not _is_step(before)
    return (
        is_caption(block.text)
        or ends_as_caption(block.text)
        or block.text.endswith((":", "："))
        or (_is_step(block) and alone)
    )


def _piece(block: Block, labels: Mapping[int, str | None]) -> Piece:
    line = f"{block.marker} {block.text}" if block.marker else block.text
    if block.kind == "list_item":
        # How far it is set in says which item it belongs to.
        line = _INDENT * block.level + line
    if block.page is None:
        return Piece(block, line, None)
    boxes = (block.box,) if block.box else ()
    return Piece(block, line, Place(page=block.page, page_label=labels[block.page], boxes=boxes))


def _passage(
    section: tuple[str, ...], pieces: Sequence[Piece], order: int, identity: Identity
) -> Passage:
    tables = [piece for piece in pieces if piece.block.kind == "table"]
    places = merged_places([piece.place for piece in pieces])
    text = "\n".join(piece.line for piece in pieces)
    passage_id = identity.of(f"p{order}")
    if not tables:
        kind = _kind(pieces)
        return Passage(
            passage_id, order, kind, section, text, places, text_places=tuple(_text_places(pieces))
        )
    header = tables[0].block.header
    rows, row_places = _rows(tables)
    lead = (piece.line for piece in pieces if piece.block.kind != "table")
    captions = tuple(line for line in (*lead, tables[0].block.caption) if line)
    if len(tables) > 1:
        text = "\n".join((*captions, *(" | ".join(row) for row in (*header, *rows))))
    return Passage(
        passage_id,
        order,
        "table",
        section,
        text,
        places,
        header=header,
        rows=rows,
        row_places=row_places,
        caption="\n".join(captions),
    )


def _text_places(pieces: Sequence[Piece]) -> Iterator[tuple[int, Place]]:
    """Where each line of a passage's text begins, and where it stands."""
    start = 0
    for piece in pieces:
        if piece.place is not None:
            yield start, piece.place
        start += len(piece.line) + 1


def _rows(
    tables: Sequence[Piece],
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[Place, ...], ...]]:
    """All rows of a table and their places: a row that a page's end broke is whole, with both."""
    rows: list[tuple[str, ...]] = []
    places: list[tuple[Place, ...]] = []
    for number, piece in enumerate(tables):
        own, own_places = list(piece.block.rows), list(_row_places(piece))
        over = number > 0 and piece.block.page != tables[number - 1].block.page
        if over and is_rest_of_row(own[0], rows, own[1:]):
            whole, *further = with_rest(rows[-1], own.pop(0))
            rows[-1:] = [whole, *further]
            ends = own_places.pop(0)
            places[-1:] = [places[-1], ends] if further else [(*places[-1], *ends)]
        rows.extend(own)
        places.extend(own_places)
    return tuple(rows), tuple(places)


def _row_places(piece: Piece) -> Iterator[tuple[Place, ...]]:
    for position in range(len(piece.block.rows)):
        boxes = piece.block.row_boxes
        box = boxes[position] if position < len(boxes) else None
        if piece.place is None:
            yield ()
        else:
            yield (piece.place.model_copy(update={"boxes": (box,)}) if box else piece.place,)


def _is_step(block: Block) -> bool:
    """Whether a block bears a step's number: "3." or "(3)"."""
    return block.marker.removeprefix("(")[:1].isdigit()


def _kind(pieces: Sequence[Piece]) -> str:
    steps = sum(1 for piece in pieces if _is_step(piece.block))
    if steps >= 2:
        return "procedure"
    kinds = {piece.block.kind for piece in pieces}
    return kinds.pop() if len(kinds) == 1 else "text"

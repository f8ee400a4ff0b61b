"""Passages to chunks that the encoder reads whole: never cut silently, never across passages."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ingest.passages import Draft, Identity, Piece, merged_places
from store.contents import Chunk, Passage
from store.group_rows import all_over, group_rows, heading_text
from store.values import Place

TokenCounter = Callable[[Sequence[str]], list[int]]
# The encoder's own tokens around each text, and a little for joins that tokenize differently.
_RESERVE = 6
# Path of headings in front of a chunk: at most this share of what the encoder reads.
_PATH_SHARE = 0.3
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n")
_WORD_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of text that fits into a chunk, with its length in tokens."""

    text: str
    tokens: int
    places: tuple[Place, ...]
    row: int | None = None


def chunks(
    found: Sequence[Draft], identity: Identity, count_tokens: TokenCounter, *, max_tokens: int
) -> list[Chunk]:
    """Return the chunks of all passages in reading order.

    With its path of headings and the encoder's own tokens a chunk has at most `max_tokens`.
    A table is split between rows with its header repeated, unless that is too long; a row too long
    for one chunk becomes several, each with the row's first cell.
    """
    cut: list[Chunk] = []
    counts = _Counts(count_tokens)
    counts.learn(_texts(found))
    for draft in found:
        path, path_tokens = _fitting_path(draft.passage.section, counts, max_tokens)
        budget = max_tokens - _RESERVE - path_tokens
        packs = (
            _table_packs(draft, counts, budget)
            if draft.passage.kind == "table"
            else _packed(_parts(draft.pieces, counts, budget), budget)
        )
        for number, pack in enumerate(packs):
            cut.append(
                Chunk(
                    id=identity.of(f"p{draft.passage.order}.{number}"),
                    passage=draft.passage.id,
                    order=len(cut),
                    kind=draft.passage.kind,
                    section=draft.passage.section,
                    path=path,
                    text="\n".join(part.text for part in pack),
                    places=merged_places([place for part in pack for place in part.places]),
                    rows=tuple(sorted({part.row for part in pack if part.row is not None})),
                )
            )
    return cut


class _Counts:
    """Token counts by text, taken in large batches: that is what keeps chunking fast."""

    def __init__(self, count_tokens: TokenCounter) -> None:
        self._count_tokens = count_tokens
        self._known: dict[str, int] = {}

    def learn(self, texts: Sequence[str]) -> None:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(new, self._count_tokens(new), strict=True))

    def __call__(self, text: str) -> int:
        if text not in self._known:
            self.learn([text])
        return self._known[text]


def _texts(found: Sequence[Draft]) -> list[str]:
    texts: list[str] = []
    for draft in found:
        texts.append(_path_line(draft.passage.section))
        texts.extend(piece.line for piece in draft.pieces if piece.block.kind != "table")
        texts.extend(_row_line(row) for row in draft.passage.rows)
    return texts


def _path_line(section: Sequence[str]) -> str:
    return " > ".join(section)


def _row_line(row: Sequence[str]) -> str:
    return " | ".join(row)


def _fitting_path(section: tuple[str, ...], counts: _Counts, max_tokens: int) -> tuple[str, int]:
    """The path as a line, its outermost headings left out while it would crowd out the text."""
    limit = int(max_tokens * _PATH_SHARE)
    while section and counts(_path_line(section)) > limit:
        if len(section) == 1:
            words = section[0].split()
            section = (" ".join(words[: max(1, len(words) // 2)]),) if len(words) > 1 else ()
        else:
            section = section[1:]
    line = _path_line(section)
    return line, counts(line) + 1 if line else 0


def _parts(pieces: Sequence[Piece], counts: _Counts, budget: int) -> Iterator[_Part]:
    for piece in pieces:
        for text in _split(piece.line, counts, budget):
            yield _Part(text, counts(text), _places(piece))


def _split(text: str, counts: _Counts, budget: int) -> Iterator[str]:
    """The text whole if it fits, else at sentence ends, else at spaces, else anywhere."""
    if counts(text) <= budget:
        yield text
        return
    for gap in (_SENTENCE_END, _WORD_GAP):
        units = [unit for unit in gap.split(text) if unit]
        if len(units) > 1:
            counts.learn(units)
            separator = "\n" if "\n" in text and gap is _SENTENCE_END else " "
            yield from _filled(units, separator, counts, budget)
            return
    half = len(text) // 2
    yield from _split(text[:half], counts, budget)
    yield from _split(text[half:], counts, budget)


def _filled(units: Sequence[str], separator: str, counts: _Counts, budget: int) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for unit in units:
        # One more for the separator: joined texts never have fewer tokens than this promises.
        tokens = counts(unit) + 1
        if held and size + tokens > budget:
            yield separator.join(held)
            held, size = [], 0
        if tokens > budget:
            yield from _split(unit, counts, budget)
            continue
        held.append(unit)
        size += tokens
    if held:
        yield separator.join(held)


def _packed(
    parts: Iterator[_Part],
    budget: int,
    before: Callable[[_Part], _Part | None] = lambda _: None,
) -> Iterator[list[_Part]]:
    """Parts as many as fit together; `before` says what goes before the first of a pack."""
    pack: list[_Part] = []
    size = 0
    for part in parts:
        if pack and size + part.tokens + 1 > budget:
            yield pack
            pack, size = [], 0
        if not pack and (lead := before(part)) is not None:
            pack.append(lead)
            size += lead.tokens + 1
        pack.append(part)
        size += part.tokens + 1
    if pack:
        yield pack


def _table_packs(draft: Draft, counts: _Counts, budget: int) -> Iterator[list[_Part]]:
    passage = draft.passage
    lead = [line for line in (passage.caption, *map(_row_line, passage.header)) if line]
    lead_places = _places(draft.pieces[0]) if passage.caption else ()
    head = [_Part(line, counts(line), lead_places) for line in lead]
    # What would leave no room for rows is not repeated over them: it comes once, before them.
    once: list[_Part] = []
    while head and sum(part.tokens + 1 for part in head) > budget // 2:
        once.append(head.pop(0))
    # Over rows it has their places; by itself it has the table's.
    places = next(filter(None, map(_places, draft.pieces)), ())
    yield from _packed(
        (
            _Part(text, counts(text), part.places or places)
            for part in once
            for text in _split(part.text, counts, budget)
        ),
        budget,
    )
    room = budget - sum(part.tokens + 1 for part in head)
    over = group_rows(passage.rows)
    rows = (
        _Part(text, counts(text), passage.row_places[row], row)
        for row, cells in enumerate(passage.rows)
        for text in _row_texts(cells, counts, room)
    )
    for pack in _packed(rows, room, before=partial(_heading_row, passage, over, counts, room)):
        yield [*head, *pack]


def _heading_row(
    passage: Passage, over: Sequence[int | None], counts: _Counts, room: int, first: _Part
) -> _Part | None:
    """What heads the first row of a chunk, unless it would crowd that out."""
    above = () if first.row is None else all_over(first.row, over)
    if not above:
        return None
    text = "\n".join(heading_text(passage.rows[row]) for row in above)
    tokens = counts(text)
    fits = tokens + 1 + first.tokens + 1 <= room
    return _Part(text, tokens, passage.row_places[above[-1]], above[-1]) if fits else None


def _places(piece: Piece) -> tuple[Place, ...]:
    return (piece.place,) if piece.place else ()


def _row_texts(cells: Sequence[str], counts: _Counts, room: int) -> Iterator[str]:
    whole = _row_line(cells)
    if counts(whole) <= room:
        yield whole
        return
    first = cells[0] if counts(cells[0]) <= room // 2 else ""
    rest = room - counts(first) - 3 if first else room
    for text in _split(_row_line(cells[1:] if first else cells), counts, rest):
        yield f"{first} | {text}" if first else text

"""What a manual holds, between its reader and the store: blocks, passages, chunks, notices, codes.

None of it travels over HTTP; what does is in `store.values` and `store.manual_values`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from store.values import Box, NoticeLevel, Place


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page in reading order, whatever format it came from.

    `level` is a heading's depth from 1, or a list item's nesting from 0. `marker` is the printed
    bullet or number. `header`, `rows` and `caption`, the title printed within its frame, belong to
    tables, `notice` to notices.
    """

    kind: Literal["heading", "paragraph", "list_item", "table", "code", "figure", "notice"]
    text: str
    page: int | None = None
    box: Box | None = None
    level: int = 0
    marker: str = ""
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    row_boxes: tuple[Box | None, ...] = ()
    caption: str = ""
    notice: NoticeLevel | None = None


# The kind of what only says where something stands: it is found, and is never an answer.
CONTENTS = "contents"
# So many notices of a section's tables are read; of more, nobody knows which one is meant.
_MOST_IN_TABLES = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown whole: a table with its header, a procedure with its notices, a listing, a page
    of contents or index.

    `text_places` are where the pieces of `text` stand on their pages, each with its beginning in
    the text; empty for a document without pages, and for what was read in before these were kept.
    """

    id: str
    order: int
    kind: str
    section: tuple[str, ...]
    text: str
    places: tuple[Place, ...]
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    row_places: tuple[tuple[Place, ...], ...] = ()
    caption: str = ""
    text_places: tuple[tuple[int, Place], ...] = ()

    def places_between(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where `text[start:end]` stands, piece by piece; empty where nothing tells."""
        ends = [first for first, _ in self.text_places[1:]] + [len(self.text)]
        return tuple(
            place
            for (first, place), last in zip(self.text_places, ends, strict=False)
            if first < end and start < last
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A safety notice and the section it stands in.

    `holds_below` says whether it is one of the sections below that section, too, `in_table` that it
    stands amid a table's rows.
    """

    level: NoticeLevel
    text: str
    section: tuple[str, ...]
    order: int
    places: tuple[Place, ...]
    holds_below: bool = True
    in_table: bool = False

    def is_shown_in(self, section: tuple[str, ...]) -> bool:
        """Whether it belongs to what stands in that section, or one below its own."""
        # What is no warning, only a note, belongs to its own section's text.
        below = self.holds_below and self.level != "notice"
        depth = len(self.section)
        return self.section == section or (below and self.section == section[:depth])


def shown_at(
    notices: Sequence[Notice], section: Sequence[str], places: Sequence[Place]
) -> tuple[Notice, ...]:
    """Return those of these notices that belong to what stands in a section, at these places.

    A plan of parameters warns of many of them: of the notices in tables, if they are many, those of
    the same pages. Without a section all are.
    """
    pages = {place.page for place in places}
    own = tuple(section)
    shown = [notice for notice in notices if notice.is_shown_in(own)]
    crowded = sum(notice.in_table for notice in shown) > _MOST_IN_TABLES
    by_page = pages if crowded or not own else set[int]()
    return tuple(
        notice
        for notice in (shown if own else notices)
        if not by_page
        or (own and not notice.in_table)
        or any(place.page in by_page for place in notice.places)
    )


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is found: never longer than the encoder reads, with the way to its passage.

    `section` is the whole path of headings, `path` what of it stands in front of the text for the
    encoders. `rows` are the indices of the passage's table rows that the chunk holds, `language` is
    told where the document holds several.
    """

    id: str
    passage: str
    order: int
    kind: str
    section: tuple[str, ...]
    path: str
    text: str
    places: tuple[Place, ...]
    rows: tuple[int, ...] = ()
    language: str = ""

    @property
    def indexed_text(self) -> str:
        """The text that both encoders read: the path of headings, then the chunk's own words."""
        return indexed_text(self.path, self.text)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A fault code, parameter or part number at one place that defines or mentions it.

    `code` is as printed, `key` what all its spellings have in common, `row` the index of the
    passage's table row that it stands in.
    """

    kind: str
    code: str
    key: str
    passage: str
    chunk: str
    row: int | None
    defines: bool


def indexed_text(path: str, text: str) -> str:
    """Return what the encoders read of a chunk: the path of headings, then its own words."""
    return f"{path}\n{text}" if path else text

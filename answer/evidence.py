"""What retrieval hands to composition: a hit with the whole passage that it stands in."""

import datetime
from dataclasses import dataclass

from store.contents import Notice, Passage
from store.values import Hit

# What a chunk that defines a code asked for scores above all likeness, which is 1 at most.
DEFINES = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit, and what is shown when it answers.

    `rows` are the indices of the passage's table rows that the found chunk holds, `notices` those
    of the chunk's section and of the sections around it (which of them belong to a piece of the
    passage, its pages tell), `cosine` and `keyword` the raw scores of
    the two lanes (None where the lane could not score it). `bulletins` are the service bulletins
    that amend its section, each with its passages. `by_ocr` are the pages of its revision that
    OCR read.
    """

    hit: Hit
    passage: Passage
    title: str
    effective: datetime.date | None
    notices: tuple[Notice, ...]
    rows: tuple[int, ...]
    cosine: float | None
    keyword: float | None
    bulletins: tuple[tuple["Evidence", ...], ...] = ()
    by_ocr: frozenset[int] = frozenset()

"""A value that a document says of itself, and the words that say it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What was read, the words it was read from, and their PDF page.

    `page` is None for metadata, and in documents without pages.
    """

    value: str
    words: str
    page: int | None

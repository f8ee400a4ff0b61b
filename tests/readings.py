"""A manual of a few pages, written for a test and read without an encoder."""

from pathlib import Path

from ingest.passages import Identity
from ingest.reading import Reading, read
from tests.pdf_files import Line, pdf

# How large the title of a book is set, those of its chapters, and what is named within one.
TITLE, CHAPTER, NAME = 22, 18, 15
BODY = "The drive is fitted to the wall of the cabinet, where the air is dry and free of dust."


def reading_of(folder: Path, *pages: list[Line]) -> Reading:
    """Return what is read of a PDF with these pages; what is larger than 12 is a heading."""
    return reading_from(folder, pdf(pages))


def reading_from(folder: Path, content: bytes) -> Reading:
    """Return what is read of a PDF."""
    path = folder / "manual.pdf"
    path.write_bytes(content)
    identity = Identity("manual", "0" * 64)
    return read(path, identity, lambda texts: [len(t) for t in texts], max_tokens=900, max_pages=20)


def section_of(reading: Reading, words: str) -> tuple[str, ...]:
    """Return the path of headings over the first passage that says these words."""
    return next(one.section for one in reading.passages if words in one.text)

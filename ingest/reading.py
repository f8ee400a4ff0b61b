"""A file to passages, notices and chunks: what the store will keep of it, before vectors."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.chunks import TokenCounter, chunks
from ingest.document import Document, PageRead
from ingest.passages import Identity, drafts
from ingest.pdf import read_pdf
from ingest.sections import runs
from ingest.web_page import read_html
from store.errors import FileRejected
from store.language import language_of
from store.values import Chunk, Notice, Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file gives; `language` is what it was told, or what its words say (ISO 639-1)."""

    pages: tuple[PageRead, ...]
    passages: tuple[Passage, ...]
    notices: tuple[Notice, ...]
    chunks: tuple[Chunk, ...]
    language: str
    title: str
    remarks: tuple[str, ...]


_SIGNATURE_BYTES = 1024
_LONGEST_TITLE = 100


def media_type(path: Path) -> str:
    """Return `pdf` or `html` by the file's content; raises FileRejected for anything else."""
    with path.open("rb") as file:
        start = file.read(_SIGNATURE_BYTES)
    if not start:
        raise FileRejected("It is empty.")
    if b"%PDF-" in start:
        return "pdf"
    text = start.lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if text.startswith((b"<!doctype html", b"<html")) or b"<html" in text or b"<body" in text:
        return "html"
    named = f"named {path.suffix} but " if path.suffix.lower() in (".pdf", ".html", ".htm") else ""
    raise FileRejected(f"It is {named}neither a PDF nor an HTML page.")


_READERS: dict[str, Callable[[Path, int], Document]] = {
    "pdf": lambda path, max_pages: read_pdf(path, max_pages=max_pages),
    "html": lambda path, _: read_html(path),
}


def read(
    path: Path,
    identity: Identity,
    count_tokens: TokenCounter,
    *,
    max_tokens: int,
    max_pages: int,
    language: str | None = None,
) -> Reading:
    """Return what the file holds, ready for vectors.

    Raises FileRejected with the reason when it cannot be read, or holds nothing to find.
    """
    document = _READERS[media_type(path)](path, max_pages)
    labels = {page.number: page.label for page in document.pages}
    found, notices = drafts(tuple(runs(document.blocks)), identity, labels)
    cut = chunks(found, identity, count_tokens, max_tokens=max_tokens)
    if not cut:
        raise FileRejected("It holds no text that could be found.")
    spoken = language or language_of(" ".join(chunk.text for chunk in cut[:400]))
    return Reading(
        document.pages,
        tuple(draft.passage for draft in found),
        tuple(notices),
        tuple(cut),
        spoken,
        document.title or _first_heading(document),
        document.remarks,
    )


def _first_heading(document: Document) -> str:
    """The largest heading of the first page: there a manual prints its name."""
    front = [b for b in document.blocks if b.kind == "heading" and b.page in (None, 1)]
    title = min(front, key=lambda block: block.level).text if front else ""
    return title if len(title) <= _LONGEST_TITLE else ""

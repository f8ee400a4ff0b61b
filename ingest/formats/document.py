"""What every reader hands on, whatever format it read."""

from dataclasses import dataclass

from store.contents import Block


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of a file: its number, its printed label, what it gave, and why it failed if it did.

    `outcome` is `text`, `ocr` (read from a picture of it), `contents` (a table of contents or an
    index: found, but never an answer), `figure` (pictures or drawings, and no text), `empty`
    (nothing on it) or `failed`.
    """

    number: int
    label: str | None
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """A page that only says where something stands: under which heading, and its printed lines."""

    title: str
    lines: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order, the pages they came from, and what the owner should know."""

    blocks: tuple[Block, ...]
    pages: tuple[PageRead, ...] = ()
    # Apart from the blocks: their headings are none here, and begin no section.
    contents: tuple[ContentsPage, ...] = ()
    remarks: tuple[str, ...] = ()
    title: str = ""
    # What the file holds and a reader of it cannot see: left out, so that it is never an answer.
    hidden_characters: int = 0
    # Its own properties, such as ("/Title", "Operating Manual").
    metadata: tuple[tuple[str, str], ...] = ()
    # A PDF to show in place of what is no PDF but has pages, such as a scanner's TIFF.
    rendition: bytes = b""

"""A file to passages, notices and chunks: what the store will keep of it, before vectors."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.chunks import TokenCounter, chunks
from ingest.formats.budgets import Limits
from ingest.formats.document import Document, PageRead
from ingest.formats.mail import read_eml
from ingest.formats.markup_text import read_md
from ingest.formats.media_type import IMAGES, media_type, misnamed
from ingest.formats.ocr import OnScan, tell_nobody
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_metadata import metadata_of
from ingest.formats.pictures import pdf_of_pictures
from ingest.formats.slides import read_pptx
from ingest.formats.symbols import without_invisible
from ingest.formats.text_file import read_txt
from ingest.formats.web_page import read_html
from ingest.formats.word import read_docx
from ingest.front_matter.title_page import Described, described
from ingest.front_matter.title_text import is_title
from ingest.identifier_patterns import DEFAULT_PATTERNS, compiled
from ingest.identifiers import identifiers
from ingest.languages import languages_of
from ingest.passages import Identity, contents_drafts, drafts
from ingest.sections import runs
from store.contents import Block, Chunk, Identifier, Notice, Passage
from store.document_kinds import is_kind
from store.errors import FileRejected

__all__ = ["Reading", "media_type", "read", "read_document"]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file gives.

    `languages` are those that it is in (ISO 639-1), first what it was told or what its words say.
    """

    pages: tuple[PageRead, ...]
    passages: tuple[Passage, ...]
    notices: tuple[Notice, ...]
    chunks: tuple[Chunk, ...]
    languages: tuple[str, ...]
    title: str
    remarks: tuple[str, ...]
    # Characters that the file holds and nobody sees: left out, and told in a remark.
    hidden_characters: int = 0
    identifiers: tuple[Identifier, ...] = ()
    described: Described = field(default_factory=Described)
    # A PDF to show in place of the file, see `Document`.
    rendition: bytes = b""

    @property
    def language(self) -> str:
        """The language that the file is taken for as a whole."""
        return self.languages[0]


def _read_pdf(path: Path, limits: Limits, language: str | None, on_scan: OnScan) -> Document:
    if path.suffix.lower() == ".pdf":
        document = read_pdf(path, limits=limits, language=language, on_scan=on_scan)
        return replace(document, metadata=metadata_of(path))
    # LiteParse goes by the name, and would have another program convert what is not called PDF.
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "manual.pdf"
        try:
            target.symlink_to(path.resolve())
        except OSError:
            shutil.copyfile(path, target)
        return _read_pdf(target, limits, language, on_scan)


def _read_picture(path: Path, limits: Limits, language: str | None, on_scan: OnScan) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "pictures.pdf"
        rendition = pdf_of_pictures(path, limits)
        target.write_bytes(rendition)
        return replace(_read_pdf(target, limits, language, on_scan), rendition=rendition)


def _read_sheets(path: Path, limits: Limits, *_: object) -> Document:
    # Each file has a process of its own: what only workbooks take is not loaded for every other.
    from ingest.formats.sheets import read_xlsx

    return read_xlsx(path, limits)


_Reader = Callable[[Path, Limits, str | None, OnScan], Document]
_READERS: dict[str, _Reader] = {
    "pdf": _read_pdf,
    "docx": lambda path, limits, *_: read_docx(path, limits),
    "pptx": lambda path, limits, *_: read_pptx(path, limits),
    "xlsx": _read_sheets,
    "html": lambda path, *_: read_html(path),
    "md": lambda path, *_: read_md(path),
    "txt": lambda path, *_: read_txt(path),
    "eml": lambda path, *_: read_eml(path),
    **dict.fromkeys(IMAGES, _read_picture),
}


def read_document(
    path: Path,
    *,
    name: str = "",
    limits: Limits,
    language: str | None = None,
    on_scan: OnScan = tell_nobody,
) -> Document:
    """Return the file's blocks, whatever its format; `name` is the one it was sent under.

    What cannot be seen in them is left out and counted; scans are read in `language`, where it is
    told, and `on_scan` is told of each. Raises FileRejected with the reason.
    """
    kind = media_type(path, name)
    if kind not in _READERS:
        raise FileRejected("It is a ZIP of several documents: they are read one by one.")
    document = _as_seen(_READERS[kind](path, limits, language, on_scan))
    remark = misnamed(kind, name)
    return replace(document, remarks=(remark, *document.remarks)) if remark else document


def read(
    path: Path,
    identity: Identity,
    count_tokens: TokenCounter,
    *,
    max_tokens: int,
    max_pages: int,
    language: str | None = None,
    name: str = "",
    limits: Limits | None = None,
    patterns: Sequence[str] = (),
    on_scan: OnScan = tell_nobody,
) -> Reading:
    """Return what the file holds, ready for vectors; `max_pages` goes before that of `limits`.

    `on_scan` is told how many scans were read, of how many.

    `patterns` are those of identifiers beyond the general ones, see `ingest.identifier_patterns`.

    Raises FileRejected with the reason when it cannot be read, or holds nothing to find.
    """
    budgets = replace(limits or Limits(), max_pages=max_pages)
    document = read_document(path, name=name, limits=budgets, language=language, on_scan=on_scan)
    labels = {page.number: page.label for page in document.pages}
    found, notices = drafts(tuple(runs(document.blocks)), identity, labels)
    told = tuple(draft.passage for draft in found)
    found.extend(contents_drafts(document.contents, identity, labels, first=len(found)))
    cut = chunks(found, identity, count_tokens, max_tokens=max_tokens)
    if not cut:
        raise FileRejected("It holds no text that could be found.")
    main, spoken = languages_of(cut, language)
    if len(set(spoken)) > 1:
        cut = [replace(one, language=told) for one, told in zip(cut, spoken, strict=True)]
    return Reading(
        document.pages,
        tuple(draft.passage for draft in found),
        tuple(notices),
        tuple(cut),
        tuple(dict.fromkeys((main, *spoken))),
        document.title or _first_heading(document),
        document.remarks,
        document.hidden_characters,
        tuple(identifiers(told, cut, compiled((*DEFAULT_PATTERNS, *patterns)))),
        described(document.blocks, dict(document.metadata), file=name or path.name),
        document.rendition,
    )


def _as_seen(document: Document) -> Document:
    """The document without characters that cannot be seen, which a remark tells of."""
    seen = _Seen()
    blocks = tuple(block for given in document.blocks if (block := seen.block(given)) is not None)
    hidden = document.hidden_characters + seen.hidden
    remarks = document.remarks
    if hidden:
        count = "1 character" if hidden == 1 else f"{hidden:,} characters"
        remarks = (*remarks, f"Hidden text was left out: {count} that nobody sees.")
    return replace(
        document,
        blocks=blocks,
        contents=tuple(
            replace(page, lines=tuple(filter(None, map(seen.block, page.lines))))
            for page in document.contents
        ),
        title=seen.text(document.title),
        remarks=remarks,
        hidden_characters=hidden,
    )


class _Seen:
    def __init__(self) -> None:
        self.hidden = 0

    def text(self, text: str) -> str:
        seen, hidden = without_invisible(text)
        self.hidden += hidden
        return seen

    def block(self, block: Block) -> Block | None:
        if block.text.isascii():
            return block
        text = self.text(block.text)
        if text == block.text:
            return block
        if not text.strip() and block.kind != "figure":
            return None
        counted = self.hidden
        header, rows = self._rows(block.header), self._rows(block.rows)
        # A table's text is that of its rows: the same characters are not hidden twice.
        self.hidden = counted
        return replace(block, text=text, header=header, rows=rows)

    def _rows(self, rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(self.text(cell) for cell in row) for row in rows)


def _first_heading(document: Document) -> str:
    """The largest heading of the first page that says more than "Operating manual": there a manual
    prints its name. None where that one is a chapter's.
    """
    front = [
        block
        for block in document.blocks
        if block.kind == "heading" and block.page in (None, 1) and not is_kind(block.text)
    ]
    title = min(front, key=lambda block: block.level).text if front else ""
    return title if is_title(title) else ""

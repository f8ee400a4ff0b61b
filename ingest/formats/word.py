"""DOCX to blocks: styles and outline give headings, numbering.xml the printed numbers.

Read from the document's XML. Unstructured gives a notice in a frame as a table, and goes through
python-docx, which knows nothing of hidden text and refuses templates and files with macros.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from ingest.formats.bold_titles import reads_as_title
from ingest.formats.budgets import Limits
from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.office_package import OfficePackage
from ingest.formats.plain_text import plain
from ingest.formats.typed_text import framed, item_or_paragraph, table_blocks, typed_blocks
from ingest.formats.word_runs import Line, line_of
from ingest.formats.word_styles import Numbering, Styles, W, is_on, number, value
from ingest.formats.word_tables import cells_of, grid_of, is_gone, rows_of
from ingest.headings import BOLD_TITLE, is_caption, number_of
from ingest.notices import leading_signal_word, signal_word_alone
from store.contents import Block
from store.errors import FileRejected

_LONGEST_HEADING = 110
# Lines to sign or to fill in say nothing.
_BLANK = re.compile(r"(?=.*_{3})[\s_]+")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# A frame around more blocks lays out a page.
_LONGEST_BOX = 5
# Below numbered headings of every depth, above nothing.
_UNNUMBERED_LEVEL = 7


def read_docx(path: Path, limits: Limits) -> Document:
    """Return the blocks of a Word document; its pages are made by Word, so blocks have no places.

    Headers, footers, comments, tables of contents, lines to sign and what tracked changes deleted
    are left out; hidden text too, and counted. Raises FileRejected where it is damaged, or empty.
    """
    with read_as("a Word document (DOCX)"), zipfile.ZipFile(path) as packed:
        package = OfficePackage(packed, path, limits)
        reader = _Reader(package)
        root = package.xml(package.main)
        body = None if root is None else root.find(W + "body")
        blocks = [] if body is None else list(reader.blocks(body))
        title = package.title()
    if not reader.has_headings:
        blocks = list(_captions_as_headings(_bold_lines_as_headings(blocks, reader.bold)))
    else:
        blocks = _bold_lines_below_headings(blocks, reader.bold)
    if reader.title:
        # As in a PDF, the title is what all other headings stand under.
        blocks = [_under_title(block) for block in blocks]
    if not any(block.kind != "figure" for block in blocks):
        raise FileRejected("It holds no text that could be found.")
    return Document(
        tuple(blocks),
        title=reader.title or title,
        remarks=tuple(reader.remarks),
        hidden_characters=reader.hidden,
    )


def _captions_as_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a document without headings: what its tables are called says where one is."""
    for block in blocks:
        if block.kind == "table" and block.caption:
            yield Block("heading", plain(block.caption), level=_UNNUMBERED_LEVEL)
        yield block


def _under_title(block: Block) -> Block:
    return replace(block, level=block.level + 1) if block.kind == "heading" else block


@dataclass(frozen=True, slots=True)
class _Bold:
    """A bold line that may be a heading where no style says so; its size in half points."""

    block: Block
    size: int


@dataclass(slots=True)
class _Reader:
    package: OfficePackage
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    hidden: int = 0
    title: str = ""
    has_headings: bool = False
    remarks: list[str] = field(default_factory=list)
    # By the identity of their blocks, which it keeps alive: two lines may read alike.
    bold: dict[int, _Bold] = field(default_factory=dict)
    _notes: dict[str, "etree._Element"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        main = self.package.main
        self.styles = Styles(self.package.related_xml(main, "styles"))
        self.numbering = Numbering(self.package.related_xml(main, "numbering"), self.styles)
        for kind in ("footnote", "endnote"):
            root = self.package.related_xml(main, f"{kind}s")
            for note in () if root is None else root.iter(W + kind):
                self._notes[f"{W}{kind}{note.get(W + 'id', '')}"] = note

    def blocks(self, container: "etree._Element") -> Iterator[Block]:
        for child in container:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield from self._table(child)
            elif tag == W + "sdt":
                if not _is_contents(child):
                    for content in child.findall(W + "sdtContent"):
                        yield from self.blocks(content)
            elif tag == W + "altChunk":
                self.remarks.append("A document that is embedded in it was left out.")
            elif isinstance(tag, str) and tag not in (W + "del", W + "moveFrom", _FALLBACK):
                yield from self.blocks(child)

    def _paragraph(self, element: "etree._Element") -> Iterator[Block]:
        line = line_of(element, self.styles)
        self.hidden += line.hidden
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.styles.default
        if self.styles.is_contents(style):
            return
        text = plain(line.text)
        if text and not _BLANK.fullmatch(text):
            yield from self._text(text, line, properties, style)
        for box in line.boxes:
            yield from self._framed(list(self.blocks(box)))
        for note_id in line.footnotes:
            note = self._notes.pop(note_id, None)
            if note is not None:
                yield from self.blocks(note)

    def _text(
        self, text: str, line: Line, properties: "etree._Element | None", style: str
    ) -> Iterator[Block]:
        if self.styles.is_title(style) and not self.title:
            self.title = text
            self.has_headings = True
            yield Block("heading", text, level=0)
            return
        list_id, depth = self._list_of(properties, style)
        marker = self.numbering.next(list_id, depth) if list_id not in (None, "0") else ""
        outline = number(value(properties, "outlineLvl"))
        level = self.styles.heading_level(style) if outline is None else outline + 1
        if level is not None and 1 <= level <= 9 and not is_caption(text):
            self.has_headings = True
            numbered = marker[:1].isalnum() and not number_of(text)
            yield Block("heading", f"{marker} {text}" if numbered else text, level=level)
            return
        notice = leading_signal_word(text)
        if marker and not notice:
            block = Block("list_item", text, marker=marker, level=depth)
            if line.bold:
                self.bold[id(block)] = _Bold(block, line.size)
            yield block
            return
        if line.bold and not notice:
            block = item_or_paragraph(text)
            self.bold[id(block)] = _Bold(block, line.size)
            yield block
            return
        yield from typed_blocks(line.text)

    def _list_of(self, properties: "etree._Element | None", style: str) -> tuple[str | None, int]:
        own = None if properties is None else properties.find(W + "numPr")
        list_id, depth = self.styles.list_of(style)
        if own is not None:
            list_id = value(own, "numId") or list_id
            own_depth = number(value(own, "ilvl"))
            depth = depth if own_depth is None else own_depth
        return list_id, max(0, min(depth, 8))

    def _framed(self, blocks: list[Block]) -> Iterator[Block]:
        """What stands in a frame: a notice if it begins with a signal word, else what it holds."""
        lines = [f"{b.marker} {b.text}" if b.marker else b.text for b in blocks]
        opens = bool(lines) and bool(signal_word_alone(lines[0]) or leading_signal_word(lines[0]))
        if opens and all(b.kind != "table" for b in blocks):
            yield from framed(lines)
        else:
            if len(blocks) <= _LONGEST_BOX:
                # What a box is called heads nothing below the box.
                for block in blocks:
                    self.bold.pop(id(block), None)
            yield from blocks

    def _table(self, table: "etree._Element") -> Iterator[Block]:
        rows = [row for row in rows_of(table) if not is_gone(row)]
        cells = [cells_of(row) for row in rows]
        widest = max((len(row) for row in cells), default=0)
        inside = [[list(self.blocks(cell)) for cell, _ in row] for row in cells]
        holds = [blocks for row in inside for blocks in row if blocks]
        if widest <= 1 or len(holds) <= 1 or _is_layout(holds):
            # A frame, or columns made with a table: what it holds is text like any other.
            for blocks in holds:
                yield from self._framed(blocks)
            return
        header = sum(is_on(row.find(W + "trPr"), "tblHeader") is True for row in rows)
        yield from table_blocks(grid_of(rows, cells, inside), header)


def _is_layout(cells: list[list[Block]]) -> bool:
    """Whether cells hold whole sections: headings set as such, or long lists."""
    return any(
        block.kind == "heading" and not signal_word_alone(block.text)
        for blocks in cells
        for block in blocks
        if len(blocks) > 1
    )


def _is_contents(tag: "etree._Element") -> bool:
    return any(
        "table of contents" in (gallery.get(W + "val") or "").casefold()
        for gallery in tag.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    )


def _bold_lines_as_headings(blocks: list[Block], bold: dict[int, _Bold]) -> list[Block]:
    """The blocks of a document without heading styles, with its bold lines as headings.

    Such a line is alone in its paragraph, short, and ends as no sentence does. Its number decides
    its level; without one, the largest are the title and others stand below what is numbered.
    """
    sizes = {bold[id(block)].size for block in blocks if id(block) in bold}
    largest = max(sizes, default=0)
    found: list[Block] = []
    for position, block in enumerate(blocks):
        line = bold.get(id(block))
        text = f"{block.marker} {block.text}" if block.marker[:1].isdigit() else block.text
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if line is None or following is None or not _reads_as_heading(text):
            found.append(block)
            continue
        depth = len(number_of(text))
        if not depth and block.kind == "list_item":
            found.append(block)
            continue
        outermost = line.size == largest and len(sizes) > 1
        level = depth + 1 if depth else 1 if outermost else _UNNUMBERED_LEVEL
        found.append(Block("heading", text, level=level))
    return found


def _bold_lines_below_headings(blocks: list[Block], bold: dict[int, _Bold]) -> list[Block]:
    """The blocks of a document with heading styles, with bold lines over text as the lowest.

    What stands before the first heading is its title page.
    """
    found: list[Block] = []
    headed = False
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        headed = headed or block.kind == "heading"
        over_text = following is not None and following.kind != "heading"
        titled = headed and over_text and block.kind == "paragraph" and id(block) in bold
        if titled and reads_as_title(block.text) and not number_of(block.text):
            block = Block("heading", block.text, level=BOLD_TITLE)
        found.append(block)
    return found


def _reads_as_heading(text: str) -> bool:
    ends = text.endswith((".", ",", ";", ":", "!", "?"))
    return len(text) <= _LONGEST_HEADING and not ends and not is_caption(text)

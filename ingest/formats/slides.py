"""PPTX to blocks: a slide's title is a heading, what it shows below is read from top to bottom.

Read from the slides' XML: whether a line has a bullet is decided by its layout and master, which
python-pptx does not look up, and Unstructured takes every short line for a title.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.formats.budgets import Limits
from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.office_package import RELATION_ID, OfficePackage
from ingest.formats.plain_text import plain
from ingest.formats.slide_text import A, Inherited, P, SlideLine, lines_of, placeholder
from ingest.formats.typed_text import framed, table_blocks, typed_blocks
from ingest.headings import number_of
from ingest.notices import leading_signal_word, signal_word_alone
from store.contents import Block
from store.errors import FileRejected

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DIAGRAM_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE = f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Choice"
_TITLES = ("title", "ctrTitle")
# What is printed on every slide.
_FURNITURE = ("dt", "ftr", "hdr", "sldNum")
# Shapes whose tops are this close stand side by side; in EMU, 12,700 to a point.
_SAME_ROW = 12_700 * 12


def read_pptx(path: Path, limits: Limits) -> Document:
    """Return the blocks of a presentation; slides are not drawn here, so blocks have no places.

    A slide without a title is headed `Slide 7`. Hidden slides and speaker notes are left out and
    told in a remark. Raises FileRejected where it is damaged, holds no text, or has more slides
    than `max_pages`.
    """
    with read_as("a presentation (PPTX)"), zipfile.ZipFile(path) as packed:
        package = OfficePackage(packed, path, limits)
        reader = _Reader(package)
        blocks = list(reader.blocks(limits.max_pages))
        title = package.title()
    if all(block.kind == "heading" for block in blocks):
        raise FileRejected("Its slides hold no text that could be found.")
    return Document(tuple(blocks), title=reader.title or title, remarks=tuple(reader.remarks()))


@dataclass(slots=True)
class _Reader:
    package: OfficePackage
    title: str = ""
    hidden_slides: int = 0
    with_notes: int = 0

    def blocks(self, most: int) -> Iterator[Block]:
        root = self.package.xml(self.package.main)
        related = self.package.related(self.package.main)
        listed = [] if root is None else list(root.iter(P + "sldId"))
        if len(listed) > most:
            raise FileRejected(
                f"It has {len(listed)} slides; the limit is {most} (setting max_pages)."
            )
        last_heading = ""
        for position, reference in enumerate(listed, 1):
            relation = related.get(reference.get(RELATION_ID, ""))
            slide = self.package.xml(relation.target) if relation else None
            if relation is None or slide is None:
                raise FileRejected(f"Its slide {position} is missing, so it is damaged.")
            if slide.get("show") in ("0", "false"):
                self.hidden_slides += 1
                continue
            shown = _Slide(self.package, relation.target, slide)
            self.with_notes += shown.has_notes()
            body = list(shown.body())
            heading = shown.heading or f"Slide {position}"
            if position == 1 and shown.is_title_slide:
                self.title = heading
            # A slide that goes on with what the one before began bears the same title.
            if (body or shown.heading) and heading != last_heading:
                last_heading = heading
                yield Block("heading", heading, level=self._level(heading))
            yield from body

    def _level(self, heading: str) -> int:
        if heading == self.title:
            return 1
        return (len(number_of(heading)) or 1) + bool(self.title)

    def remarks(self) -> Iterator[str]:
        if self.hidden_slides:
            yield f"{self.hidden_slides} hidden slides were left out."
        if self.with_notes:
            yield f"The speaker notes of {self.with_notes} slides were left out."


@dataclass(slots=True)
class _Slide:
    package: OfficePackage
    name: str
    root: "etree._Element"
    heading: str = ""
    is_title_slide: bool = False
    _shapes: list[tuple[int, int, "etree._Element"]] = field(default_factory=list)
    _inherited: Inherited = field(init=False)

    def __post_init__(self) -> None:
        self._inherited = Inherited(self.package, self.name)
        for shape, top, left in self._all_shapes(self.root.find(f"{P}cSld/{P}spTree"), 0, 0):
            kind = placeholder(shape)[0]
            if kind in _TITLES and not self.heading:
                self.heading = plain(" ".join(line.text for line in self._lines(shape)))
                self.is_title_slide = kind == "ctrTitle"
            elif kind not in _FURNITURE:
                self._shapes.append((top, left, shape))

    def has_notes(self) -> bool:
        for relation in self.package.related(self.name).values():
            if relation.kind == "notesSlide":
                notes = self.package.xml(relation.target)
                for shape in () if notes is None else notes.iter(P + "sp"):
                    text = "".join(node.text or "" for node in shape.iter(A + "t"))
                    if placeholder(shape)[0] == "body" and text.strip():
                        return True
        return False

    def body(self) -> Iterator[Block]:
        for shape in _top_to_bottom(self._shapes):
            table = shape.find(f"{A}graphic/{A}graphicData/{A}tbl")
            diagram = shape.find(f"{A}graphic/{A}graphicData/{_DIAGRAM}")
            if table is not None:
                yield from self._table(table)
            elif diagram is not None:
                yield from self._diagram(diagram)
            else:
                yield from self._text(shape)

    def _text(self, shape: "etree._Element") -> Iterator[Block]:
        lines = [line for line in self._lines(shape) if line.text]
        first = lines[0].text if lines else ""
        if signal_word_alone(first) or (leading_signal_word(first) and len(lines) == 1):
            yield from framed([line.text for line in lines])
            return
        for line in lines:
            yield from line.blocks()

    def _lines(self, shape: "etree._Element") -> list[SlideLine]:
        return lines_of(shape.find(P + "txBody"), list(self._inherited.levels(shape)))

    def _table(self, table: "etree._Element") -> Iterator[Block]:
        grid: list[list[str]] = []
        for row in table.iterfind(A + "tr"):
            line: list[str] = []
            for cell in row.iterfind(A + "tc"):
                lines = lines_of(cell.find(A + "txBody"), [])
                text = plain(" ".join(f"{item.marker} {item.text}" for item in lines))
                # A merged cell is repeated in the cells that it covers: they are there, and empty.
                if cell.get("hMerge") in ("1", "true") and line:
                    text = line[-1]
                elif cell.get("vMerge") in ("1", "true") and grid and len(line) < len(grid[-1]):
                    text = grid[-1][len(line)]
                line.append(text)
            grid.append(line)
        properties = table.find(A + "tblPr")
        marked = properties is not None and properties.get("firstRow") in ("1", "true")
        yield from table_blocks(grid, 1 if marked else 0)

    def _diagram(self, diagram: "etree._Element") -> Iterator[Block]:
        relation = self.package.related(self.name).get(diagram.get(_DIAGRAM_DATA, ""))
        root = self.package.xml(relation.target) if relation else None
        for paragraph in () if root is None else root.iter(A + "p"):
            text = "".join(node.text or "" for node in paragraph.iter(A + "t"))
            yield from typed_blocks(text)

    def _all_shapes(
        self, tree: "etree._Element | None", top: int, left: int
    ) -> Iterator[tuple["etree._Element", int, int]]:
        """The shapes of a tree with their places; those of a group stand where the group does."""
        for shape in () if tree is None else tree:
            if shape.tag == _ALTERNATIVES:
                choice = shape.find(_CHOICE)
                yield from self._all_shapes(choice, top, left)
                continue
            if shape.tag not in (P + "sp", P + "graphicFrame", P + "grpSp") or _is_hidden(shape):
                continue
            y, x = self._place(shape)
            if shape.tag == P + "grpSp":
                yield from self._all_shapes(shape, top + y, left + x)
            else:
                yield shape, top + y, left + x

    def _place(self, shape: "etree._Element") -> tuple[int, int]:
        for place in (shape, *self._inherited.same_placeholder(shape)):
            for path in (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm"):
                offset = place.find(f"{path}/{A}off")
                if offset is not None:
                    return _whole(offset.get("y")), _whole(offset.get("x"))
        return 0, 0


def _is_hidden(shape: "etree._Element") -> bool:
    return any(
        properties.get("hidden") in ("1", "true") for properties in shape.iterfind(f"*/{P}cNvPr")
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0


def _top_to_bottom(
    shapes: list[tuple[int, int, "etree._Element"]],
) -> Iterator["etree._Element"]:
    """Shapes row by row, those that stand side by side from left to right."""
    row: list[tuple[int, etree._Element]] = []
    begins = 0
    for top, left, shape in sorted(shapes, key=lambda placed: placed[:2]):
        if row and top - begins > _SAME_ROW:
            yield from (held for _, held in sorted(row, key=lambda placed: placed[0]))
            row = []
        if not row:
            begins = top
        row.append((left, shape))
    yield from (held for _, held in sorted(row, key=lambda placed: placed[0]))

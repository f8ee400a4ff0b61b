"""XLSX to blocks: a sheet is a section, each stretch of filled cells a table or lines of text.

Streamed from the sheets' XML. openpyxl's read-only mode knows neither hidden rows nor merged cells
and fills a sheet up to whatever size it claims; its other mode holds every cell as an object.
Unstructured's reader does not start here: it wants xlrd, for the old format.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from ingest.formats.budgets import Limits
from ingest.formats.cell_values import shown_number
from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.office_package import RELATION_ID, OfficePackage
from ingest.formats.plain_text import plain
from ingest.formats.sheet_regions import Cells, closed_up, column_number, sheet_blocks, spread
from ingest.formats.symbols import plain_signs
from store.contents import Block
from store.errors import FileRejected

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576


def read_xlsx(path: Path, limits: Limits) -> Document:
    """Return the blocks of a workbook, as its cells show them; blocks have no places.

    Of formulas the value that was last computed is taken. Hidden sheets, rows and columns are left
    out; they, and formulas without a value, are told in a remark. Raises FileRejected where it is
    damaged, empty, or has more than `max_cells` cells.
    """
    with read_as("a workbook (XLSX)"), zipfile.ZipFile(path) as packed:
        reader = _Workbook(OfficePackage(packed, path, limits), limits)
        blocks = list(reader.blocks())
        title = reader.package.title()
    if all(block.kind == "heading" for block in blocks):
        raise FileRejected("Its sheets hold no text that could be found.")
    return Document(tuple(blocks), title=title, remarks=tuple(reader.remarks()))


@dataclass(slots=True)
class _Workbook:
    package: OfficePackage
    limits: Limits
    formats: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    since_1904: bool = False
    cells: int = 0
    hidden: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("sheets", "rows", "columns"), 0)
    )
    not_computed: int = 0

    def blocks(self) -> Iterator[Block]:
        main = self.package.main
        root = self.package.xml(main)
        if root is None:
            return
        properties = root.find(_S + "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.formats = _formats(self.package.related_xml(main, "styles"))
        related = self.package.related(main)
        for relation in related.values():
            if relation.kind == "sharedStrings" and self.package.has(relation.target):
                self.strings = list(self._shared(relation.target))
        for sheet in root.iter(_S + "sheet"):
            found = related.get(sheet.get(RELATION_ID, ""))
            if found is None or found.kind != "worksheet" or not self.package.has(found.target):
                continue
            if sheet.get("state") in ("hidden", "veryHidden"):
                self.hidden["sheets"] += 1
                continue
            body = list(sheet_blocks(self._cells(found.target)))
            if body:
                yield Block("heading", plain(sheet.get("name", "")) or "Sheet", level=1)
                yield from body

    def remarks(self) -> Iterator[str]:
        parts = [f"{name} {count}" for name, count in self.hidden.items() if count]
        if parts:
            yield f"Hidden in the workbook and left out: {', '.join(parts)} (how many)."
        if self.not_computed:
            yield (
                f"{self.not_computed} formulas have no stored value, so they are shown empty: open "
                "the workbook in the program that made it, save it, and ingest it again."
            )

    def _count(self) -> None:
        self.cells += 1
        if self.cells > self.limits.max_cells:
            raise FileRejected(
                f"It has more than {self.limits.max_cells} cells (setting max_cells): "
                "a table of that size is no manual; ingest the part that is."
            )

    def _shared(self, name: str) -> Iterator[str]:
        with self.package.stream(name) as part:
            for item in _streamed(part, "si"):
                self._count()
                yield _text(item)

    def _cells(self, name: str) -> Cells:
        found: Cells = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        merged: list[str] = []
        row_number = 0
        with self.package.stream(name) as part:
            for element in _streamed(part, "col", "row", "mergeCell"):
                if element.tag == _S + "col":
                    hidden_columns.update(_hidden_columns(element))
                elif element.tag == _S + "mergeCell":
                    merged.append(element.get("ref", ""))
                else:
                    given = element.get("r", "")
                    row_number = int(given) if given.isdigit() else row_number + 1
                    row = dict(self._row(element))
                    if _is_true(element.get("hidden")):
                        hidden_rows.add(row_number)
                        self.hidden["rows"] += bool(row)
                    if row and row_number <= _MOST_ROWS:
                        found[row_number] = row
        used = {column for row in found.values() for column in row}
        self.hidden["columns"] += len(used & hidden_columns)
        return closed_up(spread(found, merged), hidden_rows, hidden_columns)

    def _row(self, element: "etree._Element") -> Iterator[tuple[int, str]]:
        column = 0
        for cell in element.iterfind(_S + "c"):
            self._count()
            place = _CELL.match(cell.get("r", ""))
            column = column_number(place.group(1)) if place else column + 1
            text = self._shown(cell)
            if text and column <= _MOST_COLUMNS:
                yield column, text

    def _shown(self, cell: "etree._Element") -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return plain(_text(cell))
        value = cell.findtext(_S + "v") or ""
        if not value:
            self.not_computed += cell.find(_S + "f") is not None
            return ""
        if kind == "s":
            return self.strings[int(value)] if int(value) < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind != "n":
            return plain(plain_signs(value))
        style = cell.get("s", "0")
        index = int(style) if style.isdigit() else 0
        code = self.formats[index] if index < len(self.formats) else "General"
        return plain(shown_number(value, code, since_1904=self.since_1904))


def _streamed(part: IO[bytes], *names: str) -> Iterator["etree._Element"]:
    """The elements of these names, each forgotten after it was read."""
    parser = etree.iterparse(
        part,
        events=("end",),
        tag=[_S + name for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in parser:
        if element.getroottree().docinfo.doctype:
            raise FileRejected("One of its parts declares XML entities: it is not safe to read.")
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _text(item: "etree._Element") -> str:
    """A string's runs; how it is pronounced (`rPh`) is not shown."""
    parts: list[str] = []
    for node in item.iter(_S + "t"):
        parent = node.getparent()
        if parent is None or parent.tag != _S + "rPh":
            font = None if parent is None else parent.find(f"{_S}rPr/{_S}rFont")
            name = "" if font is None else font.get("val", "")
            parts.append(plain_signs(node.text or "", name))
    return plain("".join(parts))


def _formats(root: "etree._Element | None") -> list[str]:
    if root is None:
        return []
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "General")
        for element in root.iter(_S + "numFmt")
    }
    builtin = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    return [
        codes.get(number) or builtin.get(number, "General")
        for cell_format in root.iterfind(f"{_S}cellXfs/{_S}xf")
        for number in (cell_format.get("numFmtId", "0"),)
    ]


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")


def _hidden_columns(element: "etree._Element") -> range:
    first, last = element.get("min", ""), element.get("max", "")
    if not (_is_true(element.get("hidden")) and first.isdigit() and last.isdigit()):
        return range(0)
    return range(int(first), min(int(last), _MOST_COLUMNS) + 1)

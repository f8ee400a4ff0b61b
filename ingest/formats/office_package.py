"""An Office file as what it is: a ZIP of XML parts that refer to each other (ECMA-376 part 2).

Read straight, and not through python-docx and its sisters: those refuse files with macros,
templates and slide shows by their content type, and unpack whatever a part claims to be.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from lxml import etree

from ingest.formats.budgets import Limits
from ingest.formats.plain_text import plain
from ingest.formats.unpacking import Unpacked
from store.errors import FileRejected

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# "Strict" files say the same in other namespaces (ISO/IEC 29500-1, annex A).
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/presentationml/main",
        b"http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
)
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of the relation's type, and the part's name."""

    kind: str
    target: str


class OfficePackage:
    """The parts of an open Office file; nothing outside of it is ever followed."""

    def __init__(self, packed: zipfile.ZipFile, path: Path, limits: Limits) -> None:
        self._unpacked = Unpacked(packed, path.stat().st_size, limits)
        self._names = {name.casefold().lstrip("/"): name for name in packed.namelist()}
        main = [r for r in self.related("").values() if r.kind == "officeDocument"]
        if not main or not self.has(main[0].target):
            raise FileRejected("It is an Office file without its main part, so it is damaged.")
        self.main = main[0].target

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name.casefold() in self._names

    def open(self, name: str) -> io.BufferedReader:
        """Return a part as a stream whose bytes are counted as they come."""
        return self._unpacked.open(self._names[name.casefold()])

    def xml(self, name: str) -> "etree._Element | None":
        """Return the root of an XML part, None where there is no such part.

        Raises FileRejected where it declares entities, which no Office program writes.
        """
        if not self.has(name):
            return None
        with self.open(name) as part:
            content = _transitional(part.read())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise FileRejected("One of its parts declares XML entities: it is not safe to read.")
        return root

    def stream(self, name: str) -> IO[bytes]:
        """Return an XML part as a stream; one in the strict form is held whole, translated."""
        part = self.open(name)
        if b"http://purl.oclc.org/ooxml/" not in part.peek(2000):
            return part
        with part:
            return io.BytesIO(_transitional(part.read()))

    def related(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to inside the file, by the id of the relation."""
        folder, _, file = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for relation in () if root is None else root.iter(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            inside = unquote(target)
            whole = inside if inside.startswith("/") else posixpath.join("/", folder, inside)
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, posixpath.normpath(whole).lstrip("/"))
        return found

    def related_xml(self, name: str, kind: str) -> "etree._Element | None":
        """Return the first part of this kind that a part refers to."""
        for relation in self.related(name).values():
            if relation.kind == kind:
                return self.xml(relation.target)
        return None

    def title(self) -> str:
        """Return the title in the file's properties, empty where a program made it up."""
        root = self.related_xml("", "core-properties")
        title = plain(root.findtext(f".//{_TITLE}") or "") if root is not None else ""
        return title if is_title(title) else ""


def _transitional(content: bytes) -> bytes:
    for strict, transitional in _STRICT:
        content = content.replace(strict, transitional)
    return content


_MADE_UP = (
    "microsoft word",
    "microsoft powerpoint",
    "powerpoint presentation",
    "powerpoint-präsentation",
    "présentation powerpoint",
    "untitled",
    "unbenannt",
    "word document",
    "document",
    "dokument",
    "book",
    "mappe",
    "presentation",
    "präsentation",
    "title",
    "titel",
)
_ENDINGS = (".doc", ".docx", ".dot", ".dotx", ".docm", ".xls", ".xlsx", ".ppt", ".pptx", ".indd")
_LONGEST_TITLE = 150


def is_title(title: str) -> bool:
    """Return whether a title property is one that somebody gave: no file name, no default."""
    low = title.casefold()
    bare = low.rstrip(" 0123456789")
    made_up = bare in _MADE_UP or low.startswith(("microsoft ", "powerpoint"))
    return 2 < len(title) <= _LONGEST_TITLE and not made_up and not low.endswith(_ENDINGS)

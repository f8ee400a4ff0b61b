"""The lines of a slide's shape, with the bullets and numbers that its layout and master give."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.formats.office_package import OfficePackage
from ingest.formats.plain_text import plain
from ingest.formats.symbols import bullet_sign, plain_signs
from ingest.formats.typed_text import typed_blocks
from store.contents import Block

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LEVELS = 9
# A master has one body, whatever kind of content a slide puts there, and one title.
_MEANT = {"obj": ("obj", "body"), "body": ("body", "obj"), "ctrTitle": ("ctrTitle", "title")}


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A paragraph of a shape: its text, and the bullet or number in front of it if any."""

    text: str
    marker: str
    level: int

    def blocks(self) -> Iterator[Block]:
        """Yield the line as blocks: an item where it has a marker, else what was typed."""
        if self.marker:
            yield Block("list_item", plain(self.text), marker=self.marker, level=self.level)
        else:
            yield from typed_blocks(self.text)


def placeholder(shape: "etree._Element") -> tuple[str, str]:
    """Return the kind and index of the placeholder that a shape fills, empty for none."""
    found = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return ("", "") if found is None else (found.get("type", "obj"), found.get("idx", ""))


class Inherited:
    """What a slide's layout and master say of the lines in its placeholders."""

    def __init__(self, package: OfficePackage, slide: str) -> None:
        self._roots: list[etree._Element] = []
        self._defaults: etree._Element | None = None
        name = slide
        for kind in ("slideLayout", "slideMaster"):
            targets = [r.target for r in package.related(name).values() if r.kind == kind]
            root = package.xml(targets[0]) if targets else None
            if root is None:
                break
            name = targets[0]
            self._roots.append(root)
            self._defaults = root.find(f"{P}txStyles/{P}bodyStyle")

    def levels(self, shape: "etree._Element") -> Iterator["etree._Element"]:
        """Yield the list styles that hold for a shape, the nearest first."""
        own = shape.find(f"{P}txBody/{A}lstStyle")
        if own is not None:
            yield own
        for other in self.same_placeholder(shape):
            style = other.find(f"{P}txBody/{A}lstStyle")
            if style is not None:
                yield style
        if placeholder(shape)[0] in ("body", "obj") and self._defaults is not None:
            yield self._defaults

    def same_placeholder(self, shape: "etree._Element") -> Iterator["etree._Element"]:
        """Yield the shapes of layout and master whose place and styles this one takes over."""
        kind, index = placeholder(shape)
        if not kind:
            return
        for root in self._roots:
            placed = [(placeholder(other), other) for other in root.iter(P + "sp")]
            same = [other for (_, i), other in placed if index and i == index]
            same = same or [o for (k, _), o in placed if k in _MEANT.get(kind, (kind,))]
            yield from same[:1]


def lines_of(body: "etree._Element | None", styles: list["etree._Element"]) -> list[SlideLine]:
    """Return the lines of a text body; its numbers are counted as the program would."""
    lines: list[SlideLine] = []
    counts: dict[int, tuple[str, int]] = {}
    for paragraph in () if body is None else body.iterfind(A + "p"):
        properties = paragraph.find(A + "pPr")
        given = "" if properties is None else properties.get("lvl", "")
        level = min(int(given), _LEVELS - 1) if given.isdigit() else 0
        text = "".join(_text(paragraph)).strip()
        if not text:
            continue
        bullet = _bullet(properties, styles, level)
        marker = ""
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        if bullet is not None and bullet.tag == A + "buAutoNum":
            form = bullet.get("type", "")
            start = bullet.get("startAt", "1")
            last_form, last = counts.get(level, ("", 0))
            first = int(start) if start.isdigit() else 1
            count = last + 1 if last_form == form else first
            counts[level] = (form, count)
            marker = _numbered(count, form)
        else:
            counts.pop(level, None)
            if bullet is not None and bullet.tag == A + "buChar":
                font = _nearest(properties, styles, level, (A + "buFont",))
                face = "" if font is None else font.get("typeface", "")
                marker = bullet_sign(bullet.get("char", ""), face)
            elif bullet is not None and bullet.tag == A + "buBlip":
                marker = "•"
        lines.append(SlideLine(text, marker, level))
    return lines


def _text(paragraph: "etree._Element") -> Iterator[str]:
    for child in paragraph:
        if child.tag in (A + "r", A + "fld"):
            font = child.find(f"{A}rPr/{A}sym")
            latin = child.find(f"{A}rPr/{A}latin") if font is None else font
            face = "" if latin is None else latin.get("typeface", "")
            yield plain_signs(child.findtext(A + "t") or "", face)
        elif child.tag == A + "br":
            yield "\n"
        elif child.tag == A + "tab":
            yield " "


def _bullet(
    properties: "etree._Element | None", styles: list["etree._Element"], level: int
) -> "etree._Element | None":
    names = tuple(A + name for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
    return _nearest(properties, styles, level, names)


def _nearest(
    properties: "etree._Element | None",
    styles: list["etree._Element"],
    level: int,
    names: tuple[str, ...],
) -> "etree._Element | None":
    of_level = [style.find(f"{A}lvl{level + 1}pPr") for style in styles]
    for place in (properties, *of_level):
        for child in () if place is None else place:
            if child.tag in names:
                return child
    return None


def _numbered(count: int, form: str) -> str:
    if form.startswith("alpha"):
        letter = chr(ord("a") + (count - 1) % 26)
        sign = letter if form.startswith("alphaLc") else letter.upper()
    else:
        sign = str(count)
    if form.endswith("ParenBoth"):
        return f"({sign})"
    return sign + (")" if form.endswith("ParenR") else "" if form.endswith("Plain") else ".")

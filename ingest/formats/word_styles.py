"""What a Word document's styles and numbering say of a paragraph: its heading level, its number."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.formats.symbols import bullet_sign

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
# A built-in style has an English name in every user interface; other programs write what they like.
_HEADING = re.compile(
    r"^(?:heading|überschrift|berschrift|titre|título|titolo|kop|rubrik|nagłówek|nadpis)\s*([1-9])$"
)
_TITLE = frozenset(("title", "titel", "titre", "título", "titolo"))
_CONTENTS = re.compile(r"^(?:toc|index|verzeichnis|contents)\s*(?:\d|heading)|^table of figures$")


def value(element: "etree._Element | None", name: str, attribute: str = "val") -> str | None:
    """Return an attribute of a child element, None where either is missing."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + attribute) if child is not None else None


def number(text: str | None) -> int | None:
    """Return a number as Word writes it, None for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else None


def is_on(element: "etree._Element | None", name: str) -> bool | None:
    """Return whether a toggle such as bold or hidden is set; None where nothing is said."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + "val", "1") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    paragraph: "etree._Element | None"
    run: "etree._Element | None"


class Styles:
    """The styles of a document, each with what it takes over from the style it is based on."""

    def __init__(self, root: "etree._Element | None") -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        for style in () if root is None else root.iter(W + "style"):
            style_id = style.get(W + "styleId", "")
            self._styles[style_id] = _Style(
                (value(style, "name") or style_id).casefold(),
                value(style, "basedOn"),
                style.find(W + "pPr"),
                style.find(W + "rPr"),
            )
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self.default = style_id

    def _chain(self, style_id: str | None) -> list[_Style]:
        chain: list[_Style] = []
        while style_id in self._styles and len(chain) < 20:
            chain.append(self._styles[style_id])
            style_id = chain[-1].based_on
        return chain

    def heading_level(self, style_id: str | None) -> int | None:
        """Return the level, from 1, that text of this style has in the outline."""
        for style in self._chain(style_id):
            outline = number(value(style.paragraph, "outlineLvl"))
            if outline is not None:
                return outline + 1 if 0 <= outline < _LEVELS else None
            match = _HEADING.match(style.name)
            if match:
                return int(match.group(1))
        return None

    def is_title(self, style_id: str | None) -> bool:
        """Return whether this is the style of the document's title."""
        return any(style.name in _TITLE for style in self._chain(style_id)[:1])

    def is_contents(self, style_id: str | None) -> bool:
        """Return whether this is the style of a line in a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self._chain(style_id))

    def list_of(self, style_id: str | None) -> tuple[str | None, int]:
        """Return the list that text of this style is in, and its level there."""
        level = None
        for style in self._chain(style_id):
            properties = None if style.paragraph is None else style.paragraph.find(W + "numPr")
            if level is None:
                level = number(value(properties, "ilvl"))
            list_id = value(properties, "numId")
            if list_id:
                return list_id, level or 0
        return None, 0

    def run_says(self, style_id: str | None, toggle: str) -> bool | None:
        """Return whether a style sets a toggle of its text, such as `b` or `vanish`."""
        for style in self._chain(style_id):
            said = is_on(style.run, toggle)
            if said is not None:
                return said
        return None

    def size(self, style_id: str | None) -> int | None:
        """Return the type size of a style in half points."""
        sizes = (number(value(style.run, "sz")) for style in self._chain(style_id))
        return next((size for size in sizes if size), None)


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    font: str
    start: int


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a document; it counts along as their paragraphs are read in order."""

    def __init__(self, root: "etree._Element | None", styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._starts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract: dict[str, etree._Element] = {
            element.get(W + "abstractNumId", ""): element
            for element in root.iter(W + "abstractNum")
        }
        points_to = {
            element.get(W + "numId", ""): value(element, "abstractNumId") or ""
            for element in root.iter(W + "num")
        }
        shared: dict[str, _List] = {}
        for element in root.iter(W + "num"):
            list_id = element.get(W + "numId", "")
            key = points_to[list_id]
            linked = value(abstract.get(key), "numStyleLink")
            if linked:
                key = points_to.get(styles.list_of(linked)[0] or "", key)
            if key in abstract and key not in shared:
                shared[key] = _List(dict(map(_level, abstract[key].findall(W + "lvl"))))
            if key in shared:
                self._lists[list_id] = shared[key]
            for override in element.iter(W + "lvlOverride"):
                start = number(value(override, "startOverride"))
                level = number(override.get(W + "ilvl"))
                if start is not None and level is not None:
                    self._starts[list_id, level] = start

    def next(self, list_id: str | None, level: int) -> str:
        """Return what is printed in front of the list's next paragraph: `4.2`, `3.` or `•`.

        Empty where the paragraph is in no list, or nothing is printed.
        """
        found = self._lists.get(list_id or "")
        if found is None or level not in found.levels or not 0 <= level < _LEVELS:
            return ""
        shape = found.levels[level]
        if shape.format == "bullet":
            return bullet_sign(shape.text, shape.font)
        restart = self._starts.pop((list_id or "", level), None)
        last = found.counts[level]
        if restart is not None:
            found.counts[level] = restart
        else:
            found.counts[level] = shape.start if last is None else last + 1
        found.counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if shape.format == "none":
            return ""

        def printed(match: re.Match[str]) -> str:
            outer = int(match.group(1)) - 1
            of_level = found.levels.get(outer)
            if of_level is None:
                return ""
            count = found.counts[outer]
            return _printed(of_level.start if count is None else count, of_level.format)

        return re.sub(r"%([1-9])", printed, shape.text).strip()


def _level(element: "etree._Element") -> tuple[int, _Level]:
    run = element.find(W + "rPr")
    fonts = None if run is None else run.find(W + "rFonts")
    start = number(value(element, "start"))
    return number(element.get(W + "ilvl")) or 0, _Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        "" if fonts is None else fonts.get(W + "ascii", ""),
        1 if start is None else start,
    )


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


def _printed(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman, rest = "", count
        for amount, sign in _ROMAN:
            roman += sign * (rest // amount)
            rest %= amount
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02}" if form == "decimalZero" else str(count)

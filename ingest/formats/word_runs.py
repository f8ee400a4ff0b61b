"""The text of a Word paragraph as it is printed: what is hidden, deleted or a comment left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.formats.symbols import plain_signs
from ingest.formats.word_styles import Styles, W, is_on, number, value

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = W + "txbxContent"
# Deleted or moved away by tracked changes; instructions of fields; what stands for a comment.
_NOT_SHOWN = frozenset(
    (
        *(W + name for name in ("del", "moveFrom", "delText", "instrText", "delInstrText")),
        *(W + name for name in ("commentReference", "annotationRef", "pPr", "rPr", "rt")),
        _FALLBACK,
    )
)
_SIGNS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}


@dataclass(slots=True)
class Line:
    """What a paragraph shows, and what hangs on it."""

    text: str = ""
    hidden: int = 0
    bold: bool = False
    size: int = 0
    footnotes: list[str] = field(default_factory=list)
    boxes: list["etree._Element"] = field(default_factory=list)


@dataclass(slots=True)
class _Gathered:
    parts: list[tuple[str, bool, int]] = field(default_factory=list)
    line: Line = field(default_factory=Line)


def line_of(paragraph: "etree._Element", styles: Styles) -> Line:
    """Return the paragraph's line: its text, whether all of it is bold, its size in half points."""
    style = value(paragraph.find(W + "pPr"), "pStyle") or styles.default
    gathered = _Gathered()
    _gather(paragraph, styles, style, gathered)
    line = gathered.line
    line.text = "".join(text for text, _, _ in gathered.parts)
    shown = [(bold, size) for text, bold, size in gathered.parts if text.strip()]
    line.bold = bool(shown) and all(bold for bold, _ in shown)
    line.size = max((size for _, size in shown), default=0)
    return line


def _gather(element: "etree._Element", styles: Styles, style: str, into: _Gathered) -> None:
    for child in element:
        tag = child.tag
        if tag in _NOT_SHOWN or not isinstance(tag, str):
            continue
        if tag == W + "r":
            _run(child, styles, style, into)
        elif tag == _TEXT_BOX:
            into.line.boxes.append(child)
        elif tag == _MATH:
            into.parts.append((child.text or "", False, 0))
        else:
            _gather(child, styles, style, into)


def _run(run: "etree._Element", styles: Styles, style: str, into: _Gathered) -> None:
    properties = run.find(W + "rPr")
    character_style = value(properties, "rStyle")

    def says(toggle: str) -> bool:
        for said in (
            is_on(properties, toggle),
            styles.run_says(character_style, toggle),
            styles.run_says(style, toggle),
        ):
            if said is not None:
                return said
        return False

    fonts = None if properties is None else properties.find(W + "rFonts")
    text = "".join(_signs(run, "" if fonts is None else fonts.get(W + "ascii", ""), into.line))
    if says("vanish"):
        into.line.hidden += len(text.strip())
        return
    size = number(value(properties, "sz")) or styles.size(character_style) or styles.size(style)
    into.parts.append((text, says("b"), size or 0))


def _signs(run: "etree._Element", font: str, line: Line) -> Iterator[str]:
    for child in run:
        tag = child.tag
        if tag in _NOT_SHOWN or not isinstance(tag, str):
            continue
        if tag == W + "t":
            yield plain_signs(child.text or "", font)
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "sym":
            yield _symbol(child)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            line.footnotes.append(tag.removesuffix("Reference") + child.get(W + "id", ""))
        else:
            # Text boxes stand deep inside of drawings; other drawings have no words to show.
            line.boxes.extend(_boxes(child))


def _symbol(element: "etree._Element") -> str:
    code = element.get(W + "char", "")
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return plain_signs(sign, element.get(W + "font", ""))


def _boxes(element: "etree._Element") -> Iterator["etree._Element"]:
    if element.tag == _TEXT_BOX:
        yield element
    elif element.tag != _FALLBACK:
        for child in element:
            yield from _boxes(child)

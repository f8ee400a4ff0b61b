"""Boxes of an HTML page: which of them are notices, and which tables only lay out the page."""

import re

import lxml.html

from ingest.formats.plain_text import plain
from ingest.notices import leading_signal_word, signal_word_alone
from store.values import NoticeLevel

_LONGEST_NOTICE = 2000
_WORDS = re.compile(r"[^\W\d_]+")
# What themes call a box of any kind: its first line says which.
_BOXES = frozenset(("admonition", "alert", "box", "callout", "hint", "infobox", "message", "panel"))
_LINES = ("p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "br", "blockquote")


def notice_of(element: lxml.html.HtmlElement) -> NoticeLevel | None:
    """Return the level of a box that is one notice: by its first line, or by its class.

    A paragraph is left to its words, which every reader judges alike.
    """
    if element.tag == "p" or element.getparent() is None:
        return None
    if element.xpath(".//h1|.//h2|.//table|.//pre"):
        return None
    if len(element.text_content()) > _LONGEST_NOTICE:
        return None
    by_class = next(
        (
            level
            for word in _WORDS.findall(element.get("class", ""))
            if (level := signal_word_alone(word))
        ),
        None,
    )
    box = not _BOXES.isdisjoint(_WORDS.findall(element.get("class", "").casefold()))
    if by_class is None and not box and element.tag not in ("blockquote", "aside"):
        return None
    lines = framed_lines(element)
    if not lines:
        return None
    printed = signal_word_alone(lines[0]) or leading_signal_word(lines[0])
    if signal_word_alone(lines[0]) and len(lines) == 1:
        return None
    return printed or by_class


def framed_lines(element: lxml.html.HtmlElement) -> list[str]:
    """Return the lines of a box, as its paragraphs and list items divide them."""
    lines = [""]
    for kind, node in _walk(element):
        if node is None or kind == "line":
            lines.append("")
        else:
            lines[-1] += node
    return [line for line in map(plain, lines) if line]


def _walk(element: lxml.html.HtmlElement) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    if element.text:
        found.append(("text", element.text))
    for child in element:
        breaks = child.tag in _LINES
        if breaks:
            found.append(("line", None))
        if isinstance(child.tag, str):
            found.extend(_walk(child))
        if breaks:
            found.append(("line", None))
        if child.tail:
            found.append(("text", child.tail))
    return found


def unwrap_layout(tree: lxml.html.HtmlElement) -> None:
    """Make boxes of tables that lay out a page: those with headings or single cells in them."""
    for table in tree.xpath("//table[.//h1 or .//h2 or .//h3 or count(.//td|.//th) = 1]"):
        if table.xpath(".//th") and not table.xpath(".//h1|.//h2|.//h3"):
            continue
        for part in table.xpath("./thead|./tbody|./tfoot"):
            part.drop_tag()
        for row in table.xpath("./tr"):
            for cell in row.xpath("./td|./th"):
                cell.tag = "div"
            row.drop_tag()
        table.tag = "blockquote" if len(table) == 1 else "div"

"""Markdown to blocks: to HTML by Python-Markdown, then read as any HTML page is."""

import re
from pathlib import Path

from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.symbols import plain_signs
from ingest.formats.text_encoding import decoded
from ingest.formats.web_page import html_document

_EXTENSIONS = ("tables", "fenced_code", "sane_lists", "attr_list", "footnotes", "def_list", "meta")
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])\s+\S")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
# GitHub's alerts: the level stands in brackets on the first line of a quotation.
_ALERT = re.compile(r"^(\s*>\s*)\[!(\w+)\]\s*$")
_CODE_OF_LINES = re.compile(r"<code>([^<]*\n[^<]*)</code>")
_PARENTHESIS = re.compile(r"^( {0,3}\d{1,3})\)(?=\s)")


def read_md(path: Path) -> Document:
    """Return the blocks of a Markdown text; HTML inside of it is read, and never run.

    Raises FileRejected where it is no text, or holds none.
    """
    import markdown

    with read_as("a Markdown text"):
        text = plain_signs(decoded(path.read_bytes())).replace("\r\n", "\n").replace("\r", "\n")
        converter = markdown.Markdown(extensions=list(_EXTENSIONS))
        html = _CODE_OF_LINES.sub(_listing, converter.convert(_as_expected(text)))
        titles = getattr(converter, "Meta", {}).get("title", [])
    return html_document(f"<html><body>{html}</body></html>", title=" ".join(titles).strip("\"' "))


def _listing(match: re.Match[str]) -> str:
    """A fenced listing inside of a list item, which Python-Markdown takes for words of its line."""
    first, *others = match.group(1).split("\n")
    indents = [len(line) - len(line.lstrip()) for line in others if line.strip()]
    indent = min(indents, default=0)
    return "<pre>" + "\n".join([first, *(line[indent:] for line in others)]) + "</pre>"


def _as_expected(text: str) -> str:
    """The text with what CommonMark allows and Python-Markdown does not see.

    A list or a table may follow its paragraph without an empty line, and `1)` numbers an item.
    """
    lines: list[str] = []
    fence = ""
    source = text.split("\n")
    for position, raw in enumerate(source):
        line = raw
        mark = _FENCE.match(line)
        if mark and (not fence or mark.group(1) == fence):
            fence = "" if fence else mark.group(1)
        if not fence and not mark:
            line = _ALERT.sub(r"\1**\2:**", _PARENTHESIS.sub(r"\1.", line))
            before = lines[-1] if lines else ""
            following = source[position + 1] if position + 1 < len(source) else ""
            table = "|" in line and "|" in following and bool(_TABLE_RULE.match(following))
            begins = bool(_ITEM.match(line)) and not before.startswith((" ", "\t"))
            if before.strip() and (table or (begins and not _ITEM.match(before))):
                lines.append("")
        lines.append(line)
    return "\n".join(lines)

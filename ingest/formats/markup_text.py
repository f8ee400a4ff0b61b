"""Markdown to blocks: to HTML by Python-Markdown, then read as any HTML page is."""

import re
from pathlib import Path

from ingest.formats.bold_titles import with_bold_lines_apart
from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.markdown_dialects import in_one_dialect
from ingest.formats.markdown_lists import nested_lists
from ingest.formats.math_text import with_formulas_as_text
from ingest.formats.symbols import plain_signs
from ingest.formats.text_encoding import decoded
from ingest.formats.web_page import html_document

_EXTENSIONS = (
    *("tables", "fenced_code", "sane_lists", "attr_list", "footnotes", "def_list", "meta"),
    "md_in_html",
)
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])\s+\S")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
# Python-Markdown makes one quotation of two that only an empty line keeps apart.
_BETWEEN = ("", "<!-- -->", "")
_QUOTE = re.compile(r"^ {0,3}> ?")
_CODE_OF_LINES = re.compile(r"<code>([^<]*\n[^<]*)</code>")
# What makes Markdown of a PDF may say between rules where its pages begin.
_PAGE_MARK = re.compile(
    r"^={4,}\n(?:page|seite|pagina|página) +\d+\n={4,}$", re.IGNORECASE | re.MULTILINE
)
_PARENTHESIS = re.compile(r"^( *\d{1,3})\)(?=\s)")


def read_md(path: Path) -> Document:
    """Return the blocks of a Markdown text; HTML inside of it is read, and never run.

    Raises FileRejected where it is no text, or holds none.
    """
    import markdown

    with read_as("a Markdown text"):
        text = plain_signs(decoded(path.read_bytes())).replace("\r\n", "\n").replace("\r", "\n")
        text = with_formulas_as_text(_PAGE_MARK.sub("", text))
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
    """The text with what its dialect and CommonMark allow and Python-Markdown does not see."""
    lines = text.split("\n")
    start = _past_front_matter(lines)
    told = in_one_dialect(with_bold_lines_apart(lines[start:]))
    return "\n".join([*lines[:start], *_expected(told)])


def _past_front_matter(lines: list[str]) -> int:
    if lines[0].strip() != "---":
        return 0
    ends = (n for n, line in enumerate(lines[1:], 2) if line.strip() in ("---", "..."))
    return next(ends, 0)


def _expected(lines: list[str]) -> list[str]:
    """The lines of a text, and those of each quotation in it, as Python-Markdown expects them."""
    found: list[str] = []
    text: list[str] = []
    quoted: list[str] = []
    fence = ""
    for line in [*lines, ""]:
        mark = _FENCE.match(line)
        if mark and (not fence or mark.group(1) == fence):
            fence = "" if fence else mark.group(1)
        quote = None if fence else _QUOTE.match(line)
        # A table's row may begin with the sign.
        row = "|" in line and not quoted and bool(text) and "|" in text[-1]
        if quote and not row:
            quoted.append(line[quote.end() :])
            continue
        if quoted:
            found.extend([*_apart(nested_lists(text)), *(f"> {q}" for q in _expected(quoted)[:-1])])
            text, quoted = list(_BETWEEN), []
        text.append(line)
    return [*found, *_apart(nested_lists(text))]


def _apart(source: list[str]) -> list[str]:
    """The lines with an empty one before each list and table, and `1)` as `1.`."""
    lines: list[str] = []
    fence = ""
    for position, raw in enumerate(source):
        line = raw
        mark = _FENCE.match(line)
        if mark and (not fence or mark.group(1) == fence):
            fence = "" if fence else mark.group(1)
        if not fence and not mark:
            line = _PARENTHESIS.sub(r"\1.", line)
            before = lines[-1] if lines else ""
            following = source[position + 1] if position + 1 < len(source) else ""
            table = "|" in line and "|" in following and bool(_TABLE_RULE.match(following))
            begins = bool(_ITEM.match(line)) and not before.startswith((" ", "\t"))
            if before.strip() and (table or (begins and not _ITEM.match(before))):
                lines.append("")
        lines.append(line)
    return lines

"""Bold lines over text: what a page or a Markdown file has for its lowest headings."""

import re
from collections.abc import Sequence

import lxml.html

from ingest.formats.plain_text import plain
from ingest.formats.typed_text import item_or_paragraph
from ingest.headings import is_caption
from ingest.notices import leading_signal_word, signal_word_alone

BOLD_MARK = "\ue8fe"
"""Before a heading that was a bold paragraph, on its way through Unstructured."""

_LONGEST = 80
_LONGEST_BOX = 5
_ENDS = (".", ",", ";", ":", "!", "\uff1a")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HELD = " or ".join(f"ancestor::{tag}" for tag in ("li", "table", "blockquote"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD_LINE = re.compile(r"^ {0,3}(\*\*|__)(?=\S)((?:(?!\1).)+)\1\s*$")
_LIST_LINE = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")


def reads_as_title(text: str) -> bool:
    """Return whether a bold line may be a heading: short, no sentence, step, notice or caption."""
    return (
        0 < len(text) <= _LONGEST
        and _WORD.search(text) is not None
        and not text.endswith(_ENDS)
        and not is_caption(text)
        and item_or_paragraph(text).kind == "paragraph"
        and not (signal_word_alone(text) or leading_signal_word(text))
    )


def mark_titles(tree: lxml.html.HtmlElement) -> None:
    """Make a heading of each paragraph that is bold from end to end and stands over text."""
    for paragraph in tree.xpath(
        "//p[not(ancestor::li or ancestor::table or ancestor::blockquote)]"
    ):
        following = paragraph.getnext()
        if (paragraph.text or "").strip() or len(paragraph) != 1 or following is None:
            continue
        bold = paragraph[0]
        if _opens_box(paragraph):
            continue
        alone = bold.tag in ("b", "strong") and not (bold.tail or "").strip()
        over_text = isinstance(following.tag, str) and following.tag not in _HEADINGS
        if alone and over_text and reads_as_title(plain(bold.text_content())):
            paragraph.tag = "h6"
            bold.text = f"{BOLD_MARK}{bold.text or ''}"
            bold.drop_tag()


def _opens_box(paragraph: lxml.html.HtmlElement) -> bool:
    """Whether a paragraph is the first of a box: what this is called heads nothing below it."""
    box = paragraph.getparent()
    boxed = box is not None and (box.tag == "aside" or (box.tag == "div" and box.get("class")))
    return boxed and box[0] is paragraph and len(box) <= _LONGEST_BOX


def with_bold_lines_apart(lines: Sequence[str]) -> list[str]:
    """Return lines of Markdown with empty ones around each that is bold from end to end.

    Its author sees a line of its own; Markdown runs it on with its neighbours, and a step in bold
    into the item above it. Amid a sentence it stays.
    """
    found: list[str] = []
    listing = False
    for position, line in enumerate(lines):
        listing ^= bool(_FENCE.match(line))
        bold = None if listing else _BOLD_LINE.match(line)
        if bold and line[0] == " " and item_or_paragraph(bold[2]).kind == "paragraph":
            # Set in, it is a paragraph of the item above; a step is none.
            bold = None
        before = lines[position - 1].rstrip() if position else ""
        after = lines[position + 1].lstrip() if position + 1 < len(lines) else ""
        begins = not before or _LIST_LINE.match(before) or before.endswith((".", "!", "?", ":"))
        if bold is None or not begins or after[:1].islower():
            found.append(line)
        else:
            found.extend(("", line.strip(), ""))
    return found

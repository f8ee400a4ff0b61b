"""What a browser shows and Unstructured leaves out: turned into elements that it reads.

It takes folded parts, forms, dialogues and figures for a page's furniture, and a button in the
middle of a sentence with them. Manuals keep steps, tables and warnings in all of these.
"""

import itertools
import re
from collections.abc import Container

import lxml.html
from lxml import etree

from ingest.formats.plain_text import plain

_BOXES = ("details", "form", "dialog", "figure")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_TEXT = ("p", "li", "td", "th", "dt", "dd", "blockquote", "summary", "figcaption", *_HEADINGS)
_IN_TEXT = f"ancestor::*[{' or '.join(f'self::{tag}' for tag in _OF_TEXT)}]"
_A_HEADING = " or ".join(f"self::{tag}" for tag in _HEADINGS)
# On its own a shorter button is a tool of the page: "Copy", "Send", "Search".
_LEAST_WORDS = 3
# An icon in a sentence is named in a word or two; more is what a picture shows.
_LONGEST_NAME = 3
_FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)
_DIAGRAM = re.compile(r"(?:^|[\s-])(?:mermaid|plantuml|puml|graphviz)(?:$|\s)")
_SEARCH = re.compile(r"search", re.IGNORECASE)
# Where a page's last words stand, after what is folded.
_LAST_WORDS = ("footer", "aside", "script", "style")


def show(tree: lxml.html.HtmlElement) -> int:
    """Turn a page's elements into ones that Unstructured reads; return how many diagrams it draws.

    A diagram that a script draws from its source is taken for the picture that a reader sees.
    """
    for form in tree.xpath("//form"):
        if form.get("role") == "search" or _SEARCH.search(_called(form)):
            form.drop_tree()
    drawn = _drop_diagrams(tree)
    for control in tree.xpath("//button|//label"):
        _show_control(control)
    for field in tree.xpath("//textarea"):
        field.tag = "pre"
    _name_icons(tree)
    _show_summaries(tree)
    for box in tree.xpath("|".join(f"//{tag}" for tag in _BOXES)):
        box.tag = "div"
    return drawn


def part_read(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Return the part of a page that is read: its `main`, where that holds most of its text.

    Unstructured reads the first `main` and nothing else. Where there are several, or text stands
    beside the one, they are made ordinary boxes, and the whole page is read.
    """
    found = tree.xpath("//main")
    if len(found) == 1 and 2 * _letters(found[0]) >= _letters(tree):
        only: lxml.html.HtmlElement = found[0]
        return only
    for main in found:
        main.tag = "div"
    return tree


def _letters(element: lxml.html.HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _called(element: lxml.html.HtmlElement) -> str:
    return " ".join(
        (element.get("class") or "", element.get("id") or "", element.get("name") or "")
    )


def _drop_diagrams(tree: lxml.html.HtmlElement) -> int:
    found = 0
    for listing in tree.xpath("//pre|//div[@class]"):
        named = [listing, *(listing.xpath("./code") if listing.tag == "pre" else ())]
        if listing.getparent() is not None and any(
            _DIAGRAM.search((element.get("class") or "").lower()) for element in named
        ):
            listing.drop_tree()
            found += 1
    return found


def _show_control(control: lxml.html.HtmlElement) -> None:
    """Keep a button or label that says something: in a sentence, in a heading, or by itself."""
    if control.xpath(_IN_TEXT):
        control.tag = "span"
    elif len(control.text_content().split()) >= _LEAST_WORDS:
        control.tag = "p"
    else:
        control.drop_tree()


def _name_icons(tree: lxml.html.HtmlElement) -> None:
    """Write a picture's name into the sentence that it stands in: "Press [OK] to go on"."""
    for picture in tree.xpath("//img"):
        inside = picture.xpath(_IN_TEXT)
        if not inside or not inside[-1].text_content().strip():
            continue
        name = plain(picture.get("alt") or "")
        fits = len(name.split()) <= _LONGEST_NAME and not _FILE_NAME.search(name)
        picture.tail = f"{name if fits else ''}{picture.tail or ''}"
        picture.drop_tree()


def _show_summaries(tree: lxml.html.HtmlElement) -> None:
    """Make a folded part's name the heading of that part where it is one, else a paragraph."""
    levels = _levels_above(tree)
    sections: set[lxml.html.HtmlElement] = set()
    for folded in reversed(levels):
        if _is_section(folded, sections):
            sections.add(folded)
    for summary in tree.xpath("//summary"):
        folded = summary.getparent()
        if summary.xpath(f".//*[{_A_HEADING}]"):
            summary.tag = "div"
        elif folded in sections:
            outer = next(folded.iterancestors("details"), None)
            named = [] if outer is None else [e for e in outer if e.get("data-folded") is not None]
            above = int(named[0].tag[1]) if named else levels[folded]
            summary.tag = f"h{min(above + 1, len(_HEADINGS))}"
            summary.set("data-folded", "")
        else:
            summary.tag = "p"


def _levels_above(tree: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, int]:
    """The folded parts in order, each with the level of the heading that it stands under."""
    levels: dict[lxml.html.HtmlElement, int] = {}
    level = 1
    for element in tree.iter("details", *_HEADINGS):
        if element.tag == "details":
            levels[element] = level
        elif next(element.iterancestors("details"), None) is None:
            level = int(element.tag[1])
    return levels


def _is_section(folded: lxml.html.HtmlElement, sections: Container[lxml.html.HtmlElement]) -> bool:
    """Whether nothing follows a folded part that would be filed under its name.

    A heading may follow, or another part that is a section: `sections` has those behind it.
    """
    if next(folded.iterancestors("li", "table", "blockquote"), None) is not None:
        return False
    after = _owner_of_text_after(folded)
    if after is None:
        return True
    return any(
        part.tag in _HEADINGS or part in sections for part in (after, *after.iterancestors())
    )


def _owner_of_text_after(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The element whose text comes next in the page, its last words apart; None at its end."""
    while element is not None:
        parent = element.getparent()
        for sibling in itertools.chain((element,), element.itersiblings()):
            if sibling is not element and sibling.tag not in _LAST_WORDS:
                owner = _owner_of_first_text(sibling)
                if owner is not None:
                    return owner
            if parent is not None and (sibling.tail or "").strip():
                return parent
        element = parent
    return None


def _owner_of_first_text(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and (node.text or "").strip():
            return node
        if event == "end" and node is not element and (node.tail or "").strip():
            return node.getparent()
    return None

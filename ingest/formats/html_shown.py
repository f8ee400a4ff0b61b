"""What a browser shows and Unstructured leaves out: turned into elements that it reads.

It takes folded parts, forms, dialogues and figures for a page's furniture, and a button in the
middle of a sentence with them. Manuals keep steps, tables and warnings in all of these.
"""

import re

import lxml.html

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
_AROUND = "not(ancestor::footer or ancestor::aside or ancestor::script or ancestor::style)"


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
    for summary in tree.xpath("//summary"):
        folded = summary.getparent()
        if summary.xpath(f".//*[{_A_HEADING}]"):
            summary.tag = "div"
        elif folded is not None and folded.tag == "details" and _is_section(folded):
            summary.tag = f"h{_depth(folded)}"
            summary.set("data-folded", "")
        else:
            summary.tag = "p"


def _is_section(folded: lxml.html.HtmlElement) -> bool:
    """Whether nothing follows a folded part, and those beside it, that would be filed under it."""
    if folded.xpath("ancestor::li or ancestor::table or ancestor::blockquote"):
        return False
    last = folded
    while True:
        if (last.tail or "").strip():
            return False
        following = last.getnext()
        if following is None or following.tag != "details":
            break
        last = following
    after = last.xpath(f"following::text()[normalize-space() and {_AROUND}][1]")
    if not after:
        return True
    return bool(after[0].getparent().xpath(f"ancestor-or-self::*[{_A_HEADING} or self::details]"))


def _depth(folded: lxml.html.HtmlElement) -> int:
    """One below the heading that a folded part stands under: 6 at most."""
    around = folded.xpath("ancestor::details[1]/*[@data-folded]")
    if not around:
        around = folded.xpath(f"preceding::*[{_A_HEADING}][not(ancestor::details)][1]")
    return min(int(around[0].tag[1]) + 1, 6) if around else 2

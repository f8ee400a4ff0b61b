"""HTML to blocks, through Unstructured, with the network left alone.

Unstructured drops five things that a manual needs: the numbers of ordered lists, merged cells,
figure captions, what is folded or stands in a form, and that a box of text is a notice. They are
written into the page before it reads it; tables and notices are taken out whole, and what stands in
their place tells where they were. Words that do not arrive all the same are counted in a remark.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html

from ingest.formats.arrived import lost_words, shown_words
from ingest.formats.bold_titles import BOLD_MARK, mark_titles
from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.hidden_markup import drop_hidden
from ingest.formats.html_frames import framed_lines, notice_of, unwrap_layout
from ingest.formats.html_shown import part_read, show
from ingest.formats.html_tables import grid_of
from ingest.formats.plain_text import plain
from ingest.formats.symbols import plain_signs
from ingest.formats.text_encoding import declared_encoding, decoded
from ingest.formats.typed_text import table_blocks, typed_blocks
from ingest.headings import BOLD_TITLE
from store.contents import Block
from store.errors import FileRejected

if TYPE_CHECKING:
    from unstructured.documents.elements import Element

_DROPPED = (
    *("script", "style", "nav", "noscript", "template", "iframe", "object", "svg", "head", "del"),
    # What a page shows only where something else fails, or lets its reader choose from.
    *("audio", "video", "canvas", "noembed", "noframes", "select", "datalist", "title", "xml"),
)
# What sites call the lists of their pages, and how much of such a list is links at least.
_NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|sidebar|menu|breadcrumbs?)(?:$|[\s_-])", re.IGNORECASE
)
_LINKED, _LEAST_LINKS = 0.8, 3
# What links a heading to itself.
_ANCHORS = {"#", "\xb6", "\xa7", "\U0001f517"}
# Around a list item's printed number, on its way through Unstructured.
_MARK = "\ue8ff"
_NUMBERED = re.compile(f"^\\s*{_MARK}(.*?){_MARK}\\s*", re.DOTALL)
_LETTERS = {"a": "a", "A": "A"}


def read_html(path: Path) -> Document:
    """Return the blocks of an HTML page; it has no pages, so its blocks have no places.

    Raises FileRejected where nothing can be read. Nothing that the page refers to is fetched.
    """
    content = path.read_bytes()
    with read_as("an HTML page"):
        html = decoded(content, declared=declared_encoding(content))
    return html_document(html)


def html_document(html: str, *, title: str = "") -> Document:
    """Return the blocks of an HTML text; `title` goes before the page's own.

    What its inline styles hide is left out and counted. Raises FileRejected where it holds no text.
    """
    with read_as("an HTML page"):
        # As bytes: lxml refuses a text that declares an encoding of its own.
        text = plain_signs(html.translate(dict.fromkeys(map(ord, (_MARK, BOLD_MARK, "\0")))))
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        title = title or tree.findtext(".//title") or ""
        page = _Page(tree, text)
        blocks = [block for element in page.elements() for block in page.blocks(element)]
    if not any(block.kind != "figure" for block in blocks):
        raise FileRejected("It holds no text that could be found.")
    return Document(
        tuple(blocks),
        title=plain(title),
        remarks=(*_of_diagrams(page.diagrams), *lost_words(page.words, blocks)),
        hidden_characters=page.hidden,
    )


def _of_diagrams(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    drawn = "1 diagram is" if count == 1 else f"{count} diagrams are"
    return (f"{drawn} drawn from source text: it is not searched, as pictures are not.",)


class _Page:
    """A page made ready for Unstructured, with what was taken out of it on the side."""

    def __init__(self, tree: lxml.html.HtmlElement, text: str) -> None:
        self._tree = tree
        self._token = "millwright-block"
        while self._token in text:
            self._token += "-x"
        self._place = re.compile(f"{self._token}-(\\d+)-")
        self._kept: list[list[Block]] = []
        for element in tree.xpath("|".join(f"//{name}" for name in _DROPPED) + "|//comment()"):
            _drop(element)
        for element in tree.xpath("//div|//aside|//section|//ul|//ol|//header|//footer"):
            if _is_navigation(element):
                _drop(element)
        for link in tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]//a"):
            if "".join(link.itertext()).strip() in _ANCHORS:
                _drop(link)
        self.hidden = drop_hidden(tree)
        self.diagrams = show(tree)
        self.words = shown_words(part_read(tree))
        _number_items(tree)
        _captions_as_paragraphs(tree)
        unwrap_layout(tree)
        mark_titles(tree)
        # Innermost first would take a nested table for one of its own; a cell holds its words.
        for table in tree.xpath("//table[not(ancestor::table)]"):
            grid, header = grid_of(table)
            self._keep(table, list(table_blocks(_unmarked(grid), header)))
        for listing in tree.xpath("//li//pre"):
            # Inside of a step Unstructured runs a listing's lines together.
            code = "".join(listing.itertext()).strip("\n").replace(_MARK, "")
            self._keep(listing, [Block("code", code)] if code.strip() else [])
        for element in tree.xpath("//div|//aside|//section|//blockquote|//p"):
            level = notice_of(element)
            if level:
                lines = [line for row in _unmarked([framed_lines(element)]) for line in row]
                if lines and not self._place.search(" ".join(lines)):
                    self._keep(element, [Block("notice", "\n".join(lines), notice=level)])

    def _keep(self, element: lxml.html.HtmlElement, blocks: list[Block]) -> None:
        place = lxml.html.Element("p")
        place.text = f"{self._token}-{len(self._kept)}-"
        self._kept.append(blocks)
        parent = element.getparent()
        if parent is not None:
            place.tail = element.tail
            parent.replace(element, place)

    def elements(self) -> "list[Element]":
        return _partition(lxml.html.tostring(self._tree, encoding="unicode"))

    def blocks(self, element: "Element") -> Iterator[Block]:
        """What Unstructured made of a piece of the page, as blocks."""
        raw = element.text or ""
        if element.category == "Image":
            # What stands in for a picture is no sentence of the manual.
            yield Block("figure", plain(raw))
            return
        if element.category == "CodeSnippet" and not self._place.search(raw):
            yield Block("code", raw.strip("\n"))
            return
        # A place that stands inside of a list item comes back in the middle of its text.
        for position, part in enumerate(self._place.split(raw)):
            if position % 2:
                yield from self._kept[int(part)]
            elif part.strip():
                yield from _converted(part, element, first=position == 0)


def _converted(raw: str, element: "Element", *, first: bool) -> Iterator[Block]:
    depth = element.metadata.category_depth
    numbered = _NUMBERED.match(raw)
    marker = numbered.group(1) if numbered else "•"
    text = plain((raw[numbered.end() :] if numbered else raw).replace(_MARK, ""))
    if not text:
        return
    if text.startswith(BOLD_MARK):
        yield Block("heading", text.removeprefix(BOLD_MARK), level=BOLD_TITLE)
    elif element.category == "Title" and depth is not None:
        yield Block("heading", text, level=depth + 1)
    elif first and (numbered or element.category == "ListItem"):
        # An item of several paragraphs is none to Unstructured; its number says that it is one.
        yield Block("list_item", text, marker=marker, level=max((depth or 1) - 1, 0))
    else:
        yield from typed_blocks(text)


def _unmarked(grid: list[list[str]]) -> list[list[str]]:
    """Lines and cells with the numbers of their lists as they are printed."""
    return [[plain(cell.replace(_MARK, " ")) for cell in row] for row in grid]


def _drop(element: lxml.html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_navigation(element: lxml.html.HtmlElement) -> bool:
    """Whether an element only leads to other pages: called so, and links for the most part."""
    called = " ".join((element.get("class") or "", element.get("id") or ""))
    if element.get("role") != "navigation" and not _NAVIGATION.search(called):
        return False
    links = element.xpath(".//a")
    letters = len("".join("".join(element.itertext()).split()))
    linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
    return len(links) >= _LEAST_LINKS and linked >= _LINKED * letters


def _number_items(tree: lxml.html.HtmlElement) -> None:
    for ordered in tree.xpath("//ol"):
        start = ordered.get("start", "1")
        number = int(start) if start.lstrip("-").isdigit() and len(start) < 7 else 1
        for item in ordered.xpath("./li"):
            value = item.get("value", "")
            number = int(value) if value.isdigit() and len(value) < 7 else number
            marker = f"{_MARK}{_printed(number, ordered.get('type', '1'))}.{_MARK}"
            number += 1
            first = item
            # A list with empty lines between its items has their text in paragraphs.
            while not (first.text or "").strip() and len(first) and first[0].tag in ("p", "div"):
                first = first[0]
            first.text = f"{marker}{(first.text or '').lstrip()}"


def _printed(number: int, kind: str) -> str:
    if kind in _LETTERS and 0 < number <= 26:
        return chr(ord(_LETTERS[kind]) + number - 1)
    return str(number)


def _captions_as_paragraphs(tree: lxml.html.HtmlElement) -> None:
    for caption in tree.xpath("//figcaption|//table/caption"):
        figure = caption.getparent()
        paragraph = lxml.html.Element("p")
        paragraph.text = plain(caption.text_content())
        if figure is not None and figure.getparent() is not None:
            # A table's caption announces it; a figure's stands below it.
            (figure.addprevious if caption.tag == "caption" else figure.addnext)(paragraph)
        _drop(caption)


def prepare_html() -> None:
    """Import all that reading a page takes, and set it up."""
    _partition("<p>.</p>")


def _partition(html: str) -> list["Element"]:
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("UNSTRUCTURED_DISABLE_NOTICE", "1")
    import spacy
    from unstructured.nlp import tokenize
    from unstructured.partition.html import partition_html

    def blank_pipeline() -> spacy.language.Language:
        pipeline = spacy.blank("xx")
        pipeline.add_pipe("sentencizer")
        return pipeline

    # Its own loader downloads a model at first use.
    tokenize._load_spacy_model = blank_pipeline
    # An empty language keeps it from guessing that of each element, which nobody here asks for and
    # which takes longer than the rest: a manual's language is told from the whole of its text.
    return partition_html(text=html, languages=[""])

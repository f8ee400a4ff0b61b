"""HTML to blocks, through Unstructured, with the network left alone.

Unstructured drops three things that a manual needs: the numbers of ordered lists, merged cells,
and figure captions. They are written into the page before it reads it.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from ingest.document import Document
from ingest.plain_text import plain
from ingest.tables import with_header
from store.errors import FileRejected
from store.values import Block

if TYPE_CHECKING:
    from unstructured.documents.elements import Element

_DROPPED = ("script", "style", "nav", "noscript", "template", "iframe", "object", "svg")


def read_html(path: Path) -> Document:
    """Return the blocks of an HTML page; it has no pages, so its blocks have no places.

    Raises FileRejected where nothing can be read. Nothing that the page refers to is fetched.
    """
    try:
        tree = lxml.html.fromstring(path.read_bytes())
    except (etree.ParserError, ValueError) as error:
        raise FileRejected(f"It cannot be read as an HTML page ({plain(str(error))}).") from error
    title = tree.findtext(".//title") or ""
    tables = _prepare(tree)
    elements = _partition(lxml.html.tostring(tree, encoding="unicode"))
    blocks = [block for element in elements if (block := _block(element, tables)) is not None]
    if not blocks:
        raise FileRejected("It holds no text that could be found.")
    return Document(tuple(blocks), title=plain(title))


def _prepare(tree: lxml.html.HtmlElement) -> list[list[list[str]]]:
    for element in tree.xpath("|".join(f"//{name}" for name in _DROPPED)):
        element.drop_tree()
    for element in tree.xpath("//comment()"):
        element.drop_tree()
    for element in tree.xpath("//*[@hidden or contains(translate(@style,' ',''),'display:none')]"):
        element.drop_tree()
    for numbered in tree.xpath("//ol"):
        start = numbered.get("start", "1")
        first = int(start) if start.lstrip("-").isdigit() else 1
        for number, item in enumerate(numbered.xpath("./li"), first):
            item.text = f"{number}. {(item.text or '').lstrip()}"
    for caption in tree.xpath("//figcaption"):
        figure = caption.getparent()
        paragraph = lxml.html.fromstring("<p></p>")
        paragraph.text = plain(caption.text_content())
        if figure is not None:
            figure.addnext(paragraph)
        caption.drop_tree()
    grids: list[list[list[str]]] = []
    for table in tree.xpath("//table[not(ancestor::table)]"):
        # The grid is kept aside, and the table's text carries its number, so that the element
        # which comes back can be told.
        grids.append(_grid(table))
        for child in list(table):
            table.remove(child)
        row = lxml.html.fromstring(
            f"<table><tr><td>millwright-table-{len(grids) - 1}</td></tr></table>"
        )
        table.extend(list(row))
    return grids


def _grid(table: lxml.html.HtmlElement) -> list[list[str]]:
    """The table's cells as a rectangle; a merged cell is repeated wherever it reaches."""
    grid: dict[tuple[int, int], str] = {}
    rows = table.xpath(".//tr")
    for y, row in enumerate(rows):
        x = 0
        for cell in row.xpath("./td|./th"):
            while (y, x) in grid:
                x += 1
            text = plain(" ".join(cell.itertext()))
            for dy in range(_span(cell.get("rowspan"), len(rows) - y)):
                for dx in range(_span(cell.get("colspan"), 100)):
                    grid[y + dy, x + dx] = text
    if not grid:
        return []
    width = max(x for _, x in grid) + 1
    height = max(y for y, _ in grid) + 1
    return [[grid.get((y, x), "") for x in range(width)] for y in range(height)]


def _span(value: str | None, most: int) -> int:
    return min(int(value), max(most, 1)) if value and value.isdigit() and int(value) else 1


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
    return partition_html(text=html)


def _block(element: "Element", tables: list[list[list[str]]]) -> Block | None:
    text = plain(element.text or "")
    if text.startswith("millwright-table-"):
        return _table(tables[int(text.removeprefix("millwright-table-"))])
    if not text:
        return None
    depth = element.metadata.category_depth
    if element.category == "Title" and depth is not None:
        return Block("heading", text, level=depth + 1)
    if element.category == "CodeSnippet":
        return Block("code", element.text.strip("\n"))
    if element.category == "ListItem":
        number, _, rest = text.partition(". ")
        if number.isdigit() and rest:
            return Block("list_item", rest, marker=f"{number}.", level=(depth or 1) - 1)
        return Block("list_item", text, marker="•", level=(depth or 1) - 1)
    return Block("paragraph", text)


def _table(grid: list[list[str]]) -> Block | None:
    cells = [tuple(row) for row in grid if any(row)]
    header, rows, _ = with_header([], cells)
    if not rows:
        return None
    text = "\n".join(" | ".join(row) for row in cells)
    return Block("table", text, header=tuple(header), rows=tuple(rows))

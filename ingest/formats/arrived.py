"""Whether the words that a page shows arrived in its blocks, so that nothing is lost in silence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import lxml.html
from lxml import etree

from ingest.formats.plain_text import plain
from store.contents import Block

_WORD = re.compile(r"[^\W_]+")
# These do not end a word: "H<sub>2</sub>O" is one.
_INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "meter", "q", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    ]
)
# Fewer are signs of a layout; a short page is worth a remark at a share of its words, and a long
# one at a paragraph of them.
_LEAST, _SHARE, _MANY = 5, 0.03, 60


def shown_words(tree: lxml.html.HtmlElement) -> Counter[str]:
    """Return how often each word stands in a page, in the state that the tree is in."""
    return Counter(_WORD.findall(plain("".join(_texts(tree))).casefold()))


def lost_words(shown: Counter[str], blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return a remark that says how many of the words did not arrive; none where nearly all did."""
    text = "\n".join(f"{block.marker} {block.text}" for block in blocks)
    lost = (shown - Counter(_WORD.findall(text.casefold()))).total()
    total = shown.total()
    if lost < _LEAST or lost < min(_SHARE * total, _MANY):
        return ()
    return (
        f"{lost} of its {total} words did not arrive in what can be searched: compare it with the "
        "original.",
    )


def _texts(tree: lxml.html.HtmlElement) -> Iterator[str]:
    tables = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        begins = event == "start"
        if element.tag == "table":
            tables += 1 if begins else -1
        # A cell's words are set apart wherever a tag stands between them.
        if tables or element.tag not in _INLINE:
            yield " "
        yield (element.text if begins else element.tail) or ""

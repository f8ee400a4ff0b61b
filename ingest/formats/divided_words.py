"""Words that a line's end divides in a table's cell, a frame or a list: "Förder- schiene".

A parser puts the words of a paragraph together, and no others: there the hyphen stays, with a space
where the line ended, and neither half is a word that anyone asks for.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from liteparse import ParsedPage

from ingest.formats.document import ContentsPage
from ingest.formats.lines import lines_within
from store.contents import Block
from store.language import language_of

_HALVES = re.compile(r"(?<![^\W_])([^\W\d_]{2,})- ([^\W\d_]{2,})(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "Füll- und Verschliessmaschine": the hyphen stands for a word that follows.
_CONJUNCTION = re.compile(
    "und|oder|bzw|beziehungsweise|bis|sowie|als|wie|and|or|to|nor|et|ou|en|of"
)
# Shorter ones are syllables as often as words: "in- clude".
_SHORTEST_WORD = 4


def with_whole_words(
    blocks: Sequence[Block], contents: Sequence[ContentsPage], pages: Iterable[ParsedPage]
) -> tuple[list[Block], list[ContentsPage]]:
    """Return blocks and lists of contents with the words whole that the ends of lines divide.

    The document's own words tell: a word is put together if it stands elsewhere undivided, or if
    one of its halves stands nowhere by itself. `pages` are those that the blocks were read from:
    what is printed with hyphen and space in one line stays as it is.
    """
    texts = [block.text for block in _running(blocks, contents)]
    where = {block.page for block in _running(blocks, contents) if _HALVES.search(block.text)}
    if not where:
        return list(blocks), list(contents)
    whole = _Whole(texts, [page for page in pages if page.page_num in where])
    return (
        [whole.block(block) for block in blocks],
        [replace(page, lines=tuple(map(whole.block, page.lines))) for page in contents],
    )


def _running(blocks: Iterable[Block], contents: Iterable[ContentsPage]) -> Iterator[Block]:
    """All that is no listing, which has its hyphens and spaces as they are typed."""
    for block in (*blocks, *(line for page in contents for line in page.lines)):
        if block.kind != "code":
            yield block


class _Whole:
    """What the document's words say of those that are divided."""

    def __init__(self, texts: Sequence[str], pages: Iterable[ParsedPage]) -> None:
        self._english = language_of(" ".join(texts)) == "en"
        self._printed = {
            halves.group().casefold()
            for page in pages
            for line in lines_within(page, (0.0, 0.0, page.width, page.height))
            for halves in _HALVES.finditer(line.text)
        }
        divided: set[tuple[str, str]] = set()
        self._known: set[str] = set()
        for text in texts:
            divided.update((one, two) for one, two in _HALVES.findall(text))
            for word in _WORD.findall(_HALVES.sub(" ", text)):
                self._known.update((word.casefold(), *word.casefold().split("-")))
        # A word that is divided here and there is the same word.
        ways = Counter(
            one + two for one, two in {(one.casefold(), two.casefold()) for one, two in divided}
        )
        self._known.update(word for word, number in ways.items() if number > 1)
        self._known |= {(one + two).casefold() for one, two in divided if self._torn(one, two)}

    def block(self, block: Block) -> Block:
        """Return a block with its words whole."""
        if block.kind == "code" or not _HALVES.search(block.text):
            return block
        return replace(
            block,
            text=self._text(block.text),
            header=self._rows(block.header),
            rows=self._rows(block.rows),
        )

    def _rows(self, rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(map(self._text, row)) for row in rows)

    def _text(self, text: str) -> str:
        return _HALVES.sub(self._put_together, text)

    def _put_together(self, halves: re.Match[str]) -> str:
        one, two = halves.groups()
        whole = (one + two).casefold()
        if not two.islower() or _CONJUNCTION.fullmatch(two):
            return halves.group()
        if halves.group().casefold() in self._printed:
            return halves.group()
        if whole in self._known:
            return one + two
        if f"{one}-{two}".casefold() in self._known:
            return f"{one}-{two}"
        return one + two if self._torn(one, two) else halves.group()

    def _torn(self, one: str, two: str) -> bool:
        """Whether a half stands nowhere by itself, and the hyphen is none of the word's own.

        "LED-" has one by right; and English divides "light-press" there, where German writes
        compounds as one word.
        """
        first, second = one.casefold() in self._known, two.casefold() in self._known
        if one.isupper() or (first and second):
            return False
        return not (self._english and first and len(one) >= _SHORTEST_WORD)

"""Words that a page's spacing tears apart: "opera te the in verter" where the letters are set wide.

Old programs place letters one by one, and a parser takes a gap a little wider than the others for
a space. Nobody finds "in verter", and a quote of it reads like a fault. The document's own words
tell: what it has as one word elsewhere, and of which a piece is no word of its own, was one here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.formats.document import ContentsPage
from store.contents import Block

_WORD = re.compile(r"[^\W\d_]+")
# Words side by side in one line, with nothing but a space between them.
_SIDE_BY_SIDE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_MOST_PIECES = 3
# On so many words of a page its spacing is known to be at fault; shorter words may be two.
_SURE_PAIRS = 3
_SURE_LETTERS = 5
_FEWEST_LETTERS = 3
# No word of most languages ends so. That a document tears there is known by so many different
# words at least, of which most go on with what is no word elsewhere.
_LIGATURE_END = re.compile(r"(?<![^\W_])(?<!-)([^\W\d_]*f[il]) ([^\W\d_]+)")
_SURE_LIGATURES = 5


def with_joined_words(
    blocks: Sequence[Block], contents: Sequence[ContentsPage]
) -> tuple[list[Block], list[ContentsPage]]:
    """Return blocks and lists of contents with the words whole that a page's spacing tears apart.

    Only pages that tear several are touched, and documents that tear many at their ligatures: two
    words that are also written as one are no fault.
    """
    texts: dict[int | None, list[str]] = defaultdict(list)
    for block in blocks:
        if block.kind != "code":
            texts[block.page].append(block.text)
    words = _Words({page: _counted(some) for page, some in texts.items()})
    torn: dict[int | None, dict[str, str]] = words.torn_at_ligatures(texts)
    for page, some in texts.items():
        joined = words.torn(page, _pieces(some))
        if sum(len(whole) >= _SURE_LETTERS for whole in joined.values()) >= _SURE_PAIRS:
            torn[page] = joined | torn.get(page, {})
    return [_mended(block, torn) for block in blocks], [
        replace(page, lines=tuple(_mended(line, torn) for line in page.lines)) for page in contents
    ]


class _Words:
    """How often each word stands on the pages of a document."""

    def __init__(self, by_page: Mapping[int | None, Counter[str]]) -> None:
        self._by_page = by_page
        self._everywhere = Counter[str]()
        for words in by_page.values():
            self._everywhere.update(words)

    def torn(self, page: int | None, pieces: Iterable[tuple[str, ...]]) -> dict[str, str]:
        """Return what a page has in pieces, and the word that they are."""
        here = self._by_page[page]
        known = [some for some in pieces if self._is_word("".join(some))]
        within = Counter(_key(piece) for some in known for piece in some)
        wholes: dict[str, set[str]] = defaultdict(set)
        for some in known:
            for piece in some:
                wholes[_key(piece)].add(_key("".join(some)))

        def is_no_word(piece: str) -> bool:
            elsewhere = self._everywhere[piece] - here[piece]
            if len(piece) == 1:
                return elsewhere <= 1
            # "Over load", "over voltage": a word of its own, though no other page has it.
            return elsewhere <= 1 and here[piece] <= within[piece] and len(wholes[piece]) == 1

        return {
            " ".join(some): "".join(some)
            for some in known
            if any(is_no_word(_key(piece)) for piece in some)
        }

    def torn_at_ligatures(
        self, texts: Mapping[int | None, Sequence[str]]
    ) -> dict[int | None, dict[str, str]]:
        """Return what each page has in pieces behind a ligature, if the document tears there."""
        pairs = {
            page: [(end, rest) for text in some for end, rest in _LIGATURE_END.findall(text)]
            for page, some in texts.items()
        }
        behind = Counter(_key(rest) for some in pairs.values() for _, rest in some)
        different = {(_key(end), _key(rest)) for some in pairs.values() for end, rest in some}
        sure = sum(self._everywhere[rest] == behind[rest] for _, rest in different)
        if sure < _SURE_LIGATURES or 2 * sure < len(different):
            return {}
        return {
            page: {f"{end} {rest}": end + rest for end, rest in some if rest.islower()}
            for page, some in pairs.items()
            if some
        }

    def _is_word(self, whole: str) -> bool:
        known = len(whole) >= _FEWEST_LETTERS and self._everywhere[_key(whole)] > 0
        return known and whole[1:].islower()


def _counted(texts: Sequence[str]) -> Counter[str]:
    return Counter(_key(word) for text in texts for word in _WORD.findall(text))


def _pieces(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        for run in _SIDE_BY_SIDE.findall(text):
            words = run.split(" ")
            for start in range(len(words)):
                for end in range(start + 2, min(start + _MOST_PIECES, len(words)) + 1):
                    yield tuple(words[start:end])


def _key(word: str) -> str:
    """A letter by itself is another one in capitals: F is a key, f is torn from "front"."""
    return word.casefold() if len(word) > 1 else word


def _mended(block: Block, torn: Mapping[int | None, Mapping[str, str]]) -> Block:
    joined = torn.get(block.page)
    if not joined or block.kind == "code":
        return block
    longest_first = sorted(joined, key=lambda pieces: (-pieces.count(" "), pieces))
    found = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])")

    def whole(text: str) -> str:
        return found.sub(lambda pieces: joined[pieces.group()], text)

    return replace(
        block,
        text=whole(block.text),
        header=tuple(tuple(map(whole, row)) for row in block.header),
        rows=tuple(tuple(map(whole, row)) for row in block.rows),
    )

"""The words of one cell as they are read: line by line, from the left."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.plain_text import plain
from store.values import Box

# Signs that belong to the word in front of them, which a parser may give as words by themselves; of
# their height, the room between the two at most.
_CLOSES, _TOUCHING = frozenset(".,;:!?)]%"), 0.1


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box on the page."""

    text: str
    box: Box

    @property
    def middle(self) -> float:
        """How far below the page's top its line runs."""
        return (self.box[1] + self.box[3]) / 2


Line = Sequence[Word]


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Return words in their printed lines, each from the left."""
    if not words:
        return []
    # Of three dots the middle lies low, and they are not high: their neighbours' height counts.
    apart = median(word.box[3] - word.box[1] for word in words) * 0.6
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if lines and word.middle - lines[-1][0].middle < apart:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box[0]) for line in lines]


def text_of(words: Sequence[Word]) -> str:
    """Return the text of a cell that holds these words."""
    return plain(" ".join(map(text_of_line, lines_of(words))))


def text_of_line(line: Line) -> str:
    """Return a line, a point or a bracket at the word that it touches: "28.5 V", not "28 .5 V"."""
    text = line[0].text
    for before, word in pairwise(line):
        touches = word.box[0] - before.box[2] < _TOUCHING * (word.box[3] - word.box[1])
        text += word.text if touches and word.text[:1] in _CLOSES else f" {word.text}"
    return text

"""What a plant's manuals teach an encoder by themselves, without labels.

A manual says itself what belongs together: a heading and what stands under it, and a sentence and
the rest of its chunk. The latter is the Inverse Cloze Task (Lee, Chang and Toutanova, "Latent
Retrieval for Weakly Supervised Open Domain Question Answering", 2019).
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.headings import without_number
from store.contents import indexed_text
from store.errors import MillwrightError

# Fewer teach an encoder the few pages that they are of.
LEAST_PAIRS = 100
# What bounds time and memory: a thousand chunks give about as many.
MOST_PAIRS = 2000
# Negatives are the others of a batch, so one that is nearly empty teaches nothing.
BATCH, _LEAST_BATCH = 32, 8
_LEAST_TITLE_WORDS, _LEAST_SENTENCE_WORDS, _LEAST_SENTENCES = 2, 4, 3
_LEAST_LETTERS = 60
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")

Kind = Literal["heading", "path", "sentence"]


@dataclass(frozen=True, slots=True)
class Text:
    """A chunk as the encoder reads it: its path of headings and its text."""

    revision: str
    section: tuple[str, ...]
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What is looked for and what answers it, both of one section (a revision and its headings)."""

    question: str
    answer: str
    section: tuple[str, ...]
    kind: Kind

    def may_stand_against(self, taken: frozenset[object]) -> bool:
        """Return whether it is nobody's right answer among the pairs whose marks these are."""
        return self.marks.isdisjoint(taken)

    @property
    def marks(self) -> frozenset[object]:
        """What it has in common with pairs that answer each other: section, question, answer."""
        return frozenset(
            (("section", self.section), ("asks", self.question.casefold()), ("says", self.answer))
        )


def pairs(texts: Iterable[Text], *, seed: int, most: int = MOST_PAIRS) -> tuple[Pair, ...]:
    """Return the pairs of these chunks, in an order that the seed makes.

    The innermost heading, without its number, goes with each text under it: alone, if it has two
    words and more, or behind the heading above it. Of a text with three sentences and more, one
    goes with the others, these under their headings as the index has them. Where there are more
    than `most`, the seed chooses, and no more than those are held in memory. Raises MillwrightError
    for fewer than LEAST_PAIRS.
    """
    chance = random.Random(seed)
    found: list[Pair] = []
    count = 0
    for count, pair in enumerate(_pairs(texts, chance), 1):
        if len(found) < most:
            found.append(pair)
        # Each of those seen so far stays with the same probability: Vitter's reservoir (1985).
        elif (place := chance.randrange(count)) < most:
            found[place] = pair
    if count < LEAST_PAIRS:
        raise MillwrightError(
            f"The manuals in force give {count} pairs of a heading or a sentence and its text, and "
            f"an encoder needs {LEAST_PAIRS} at least: ingest more manuals first."
        )
    chance.shuffle(found)
    return tuple(found)


def batched(learned: Sequence[Pair], *, seed: int) -> list[tuple[Pair, ...]]:
    """Return the pairs in batches of 32, in an order that the seed makes.

    No two of a batch share a section, a question or an answer: each is the other's wrong answer.
    What is left over and makes no batch of eight is left out.
    """
    order = list(learned)
    random.Random(seed).shuffle(order)
    batches: list[tuple[Pair, ...]] = []
    while True:
        batch: list[Pair] = []
        later: list[Pair] = []
        taken: frozenset[object] = frozenset()
        for pair in order:
            if len(batch) < BATCH and pair.may_stand_against(taken):
                batch.append(pair)
                taken |= pair.marks
            else:
                later.append(pair)
        if len(batch) < _LEAST_BATCH:
            return batches
        batches.append(tuple(batch))
        order = later


def _pairs(texts: Iterable[Text], chance: random.Random) -> Iterator[Pair]:
    for one in texts:
        place = (one.revision, *one.section)
        headings = [without_number(heading) for heading in one.section[-2:]]
        if headings and len(one.text) >= _LEAST_LETTERS:
            alone = len(headings[-1].split()) >= _LEAST_TITLE_WORDS
            # One of the two by chance: both would take half as much time again for the same text.
            if len(headings) > 1 and not (alone and chance.random() < 0.5):
                yield Pair(": ".join(headings), one.text, place, "path")
            elif alone:
                yield Pair(headings[-1], one.text, place, "heading")
        sentences = [part.strip() for part in _SENTENCE_END.split(one.text)]
        long_enough = [part for part in sentences if len(part.split()) >= _LEAST_SENTENCE_WORDS]
        if len(long_enough) >= _LEAST_SENTENCES:
            taken = chance.choice(long_enough)
            rest = " ".join(part for part in sentences if part != taken)
            yield Pair(taken, indexed_text(one.path, rest), place, "sentence")

"""Words of a question looked for by what they mean, in its own language and in others.

No dictionary: each word is compared with the words that stand in the manuals. So a translation is
one that stands there, and a maker's own word for a thing is found as well as the usual one.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from answer.subject import subject_words
from store import keywords
from store.embedded import Vectors
from store.index import SparseVector
from store.manual_values import StoredRevision, by_language
from store.vocabulary import Vocabularies, Vocabulary, words_in
from store.word_vectors import WordVectors

# What two words that have nothing in common are alike at most, to the packaged encoder.
_LEAST_LIKENESS = 0.4
# The words that are looked through, the most frequent ones: 2 KB and 0.3 µs each.
_MOST_WORDS = 20_000
# Vocabularies whose vectors lie side by side in memory.
_KEPT = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a vocabulary: for each its stemmed term, and its unit vector as a row.

    `likest` is what was found for words that were asked before: the term that is likest to each,
    and how alike it is. To look through all takes 5 ms a question, and questions share their words.
    """

    terms: tuple[int, ...]
    vectors: Vectors
    likest: dict[str, tuple[int, float]] = field(default_factory=dict)


class Senses:
    """Compares words of questions with those of manuals."""

    def __init__(self, words: WordVectors) -> None:
        self._words = words
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[int, str], tuple[Vocabulary, _Words]] = OrderedDict()

    def translated(
        self, question: str, asked_in: str, vocabulary: Vocabulary, language: str
    ) -> SparseVector:
        """Return the terms in `language` that are likest to the words of a question.

        Each stands in the vocabulary and has its likeness as its weight, without how rare it is.
        Empty where no word is like any.
        """
        asked = subject_words(question, asked_in)
        known = self._of(vocabulary, language)
        if not asked or not known.terms:
            return SparseVector((), ())
        found: dict[int, float] = {}
        for term, likeness in self._likest(asked, known):
            if likeness >= _LEAST_LIKENESS:
                found[term] = max(found.get(term, 0.0), likeness)
        pairs = sorted(found.items())
        return SparseVector(tuple(term for term, _ in pairs), tuple(like for _, like in pairs))

    def _likest(self, asked: Sequence[str], known: _Words) -> list[tuple[int, float]]:
        """The likest term to each word, and how alike it is."""
        found = {word: known.likest[word] for word in asked if word in known.likest}
        new = [word for word in asked if word not in found]
        if new:
            alike = self._words.of(new, keep=False) @ known.vectors.T
            for word, row, best in zip(new, alike, alike.argmax(axis=1), strict=True):
                found[word] = (known.terms[best], float(row[best]))
            if len(known.likest) > _MOST_WORDS:
                known.likest.clear()
            known.likest.update((word, found[word]) for word in new)
        return [found[word] for word in asked]

    def held(self, asked: Sequence[str], texts: Sequence[str]) -> Vectors:
        """Return how far each text has the sense of each word asked, in whatever languages: a row
        a text, from 0 to 1, which is the very word.
        """
        found = np.zeros((len(texts), len(asked)), np.float32)
        spoken = [list(dict.fromkeys(words_in(text))) for text in texts]
        place = {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(spoken)))}
        if not asked or not place:
            return found
        alike = self._words.of(asked, keep=False) @ self._words.of(list(place)).T
        scaled = np.clip((alike - _LEAST_LIKENESS) / (1 - _LEAST_LIKENESS), 0.0, 1.0)
        for row, words in zip(found, spoken, strict=True):
            if words:
                row[:] = scaled[:, [place[word] for word in words]].max(axis=1)
        return found

    def warm_up(self, revisions: Sequence[StoredRevision], vocabularies: Vocabularies) -> None:
        """Gather what questions are translated into now, so that the first need not wait."""
        for language, spoken in by_language(revisions).items():
            self._of(vocabularies.frequencies(spoken), language)

    def _of(self, vocabulary: Vocabulary, language: str) -> _Words:
        key = (id(vocabulary), language)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][1]
        gathered = self._gathered(vocabulary, language)
        with self._lock:
            self._known[key] = (vocabulary, gathered)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return gathered

    def _gathered(self, vocabulary: Vocabulary, language: str) -> _Words:
        """Of the forms of a word the most frequent one."""
        forms: dict[int, str] = {}
        for word in vocabulary.most_frequent(_MOST_WORDS):
            term = keywords.stem(word, language)
            if term is not None:
                forms.setdefault(term, word)
        vectors = np.asarray(self._words.of(list(forms.values())), np.float32)
        return _Words(tuple(forms), vectors)

"""Questions in another language than the manual's: where they look, and how the hits are mixed.

A question in the manual's own language is not looked for here; its best chunks are only compared
with it, sentence by sentence. What is found in manuals of other languages is put among them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.language import comparable, language_of
from store.encoders import DenseEncoder
from store.index import ChunkIndex, Lane
from store.keywords import query_vector
from store.manual_values import StoredRevision
from store.vocabulary import Vocabularies

# What shared words (codes, figures, names) add to likeness, at most: half as much again helps no
# more on 147 questions, and twice as much harms.
_SHARED_WORDS = 0.1
# How much likelier a passage in another language must be than the best one in the question's own
# to come before it, and how fast it falls behind otherwise (0.3 is a good hit). With this, of 205
# questions in a manual's own language, asked of manuals in both, 188 have their page among five
# instead of 189. No lead at all finds more in the other language and costs seven of them.
_LEAD = 0.08
_STEEPNESS = 1.5


@dataclass(frozen=True, slots=True)
class FoundAcross:
    """What manuals in other languages hold: by chunk its score, its likeness, and its payload."""

    scores: Mapping[str, float]
    likeness: Mapping[str, float]
    payloads: Mapping[str, Mapping[str, Any]]
    question: Lane


class AcrossLanguages:
    """Looks for one question in the manuals of other languages, and compares it by sentences."""

    def __init__(
        self,
        index: ChunkIndex,
        encoder: DenseEncoder,
        vocabularies: Vocabularies,
        *,
        candidates: int,
    ) -> None:
        """`candidates` is how many chunks come back at most."""
        self._index = index
        self._encoder = encoder
        self._vocabularies = vocabularies
        self._candidates = candidates
        self._lanes: dict[str, Lane] = {}

    def found(self, question: str, revisions: Sequence[StoredRevision]) -> FoundAcross:
        """Return what these revisions hold, whatever their languages; scores are from 0 to 1."""
        lane = self._lane(question)
        asked_in = language_of(question)
        likeness: dict[str, float] = {}
        payloads: dict[str, Mapping[str, Any]] = {}
        words: dict[str, float] = {}
        for language, spoken in by_language(revisions).items():
            vocabulary = self._vocabularies.frequencies(spoken)
            asked = vocabulary.weighed(query_vector(question, language, spoken=asked_in))
            alike, sharing = self._index.search(
                [lane, Lane("sparse", asked)],
                revisions=[revision.id for revision in spoken],
                limit=self._candidates,
            )
            best = max((point.score for point in sharing), default=0.0)
            words.update((point.id, point.score / best) for point in sharing if best > 0)
            likeness.update((point.id, point.score) for point in alike)
            payloads.update((point.id, point.payload) for point in (*alike, *sharing))
            missed = [point.id for point in sharing if point.id not in likeness]
            likeness.update(self._index.score(lane, ids=missed))
        return FoundAcross(
            {
                chunk: max(likeness.get(chunk, 0.0), 0.0) + _SHARED_WORDS * words.get(chunk, 0.0)
                for chunk in payloads
            },
            likeness,
            payloads,
            lane,
        )

    def likeness(self, question: str, chunks: Sequence[str]) -> dict[str, float]:
        """Return how alike the likest sentence of each chunk is to a question, whatever language.

        Chunks whose vectors are not made yet are left out.
        """
        return self._index.score(self._lane(question), ids=chunks)

    def _lane(self, question: str) -> Lane:
        if question not in self._lanes:
            self._lanes[question] = Lane("across", self._encoder.encode([question])[0].tolist())
        return self._lanes[question]

    def beside(self, own: Mapping[str, float], found: FoundAcross) -> dict[str, float]:
        """Return the scores of what was found, comparable with those of the question's language.

        `own` are the fused scores of chunks in the question's own language. With none
        of them, the best chunk found in another language counts 1.
        """
        best = max(found.scores.values(), default=0.0)
        if best <= 0:
            return {}
        top = 1.0
        if own:
            first = sorted(own, key=lambda chunk: -own[chunk])[:5]
            alike = self._index.score(found.question, ids=first).values()
            lead = max(found.likeness.values(), default=0.0) - max(alike, default=0.0)
            top = own[first[0]] * max(0.0, 1 + _STEEPNESS * (lead - _LEAD))
        return {chunk: top * score / best for chunk, score in found.scores.items()}


def by_language(revisions: Sequence[StoredRevision]) -> dict[str, list[StoredRevision]]:
    """Return the revisions in each language, in their order."""
    spoken: dict[str, list[StoredRevision]] = defaultdict(list)
    for revision in revisions:
        spoken[revision.language].append(revision)
    return spoken


def in_other_languages(
    question: str, revisions: Sequence[StoredRevision]
) -> tuple[tuple[StoredRevision, ...], tuple[StoredRevision, ...]]:
    """Return the revisions that may be in the question's language, and those that are not.

    Only German and English questions are told apart: manuals in any other language may be in the
    question's own, and are searched as such.
    """
    asked_in = language_of(question)
    own = tuple(r for r in revisions if comparable(r.language, asked_in))
    return own, tuple(r for r in revisions if not comparable(r.language, asked_in))

"""Questions in another language than the manual's: where they look, and how the hits are mixed.

A question in the manual's own language is not looked for here; its best chunks are only compared
with it, sentence by sentence. What is found in manuals of other languages is put among them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.language import QuestionLanguage, comparable
from answer.senses import Senses
from answer.subject import subject_words
from store.contents import indexed_text
from store.encoders import DenseEncoder
from store.index import ChunkIndex, Lane, Scored, SparseVector
from store.keywords import query_vector
from store.manual_values import StoredRevision, by_language
from store.vocabulary import Vocabularies, Vocabulary

# What shared words (codes, figures, names) add to likeness, at most: half as much again helps no
# more on 147 questions, and twice as much harms.
_SHARED_WORDS = 0.1
# What the question's words in the manuals' language add, at most.
_TRANSLATED_WORDS = 0.1
# What the question's words add that a chunk has by their sense, at most, and for how many of the
# best chunks: for more of them it finds no more. Of 173 questions to manuals in another language,
# no machine picked, it brings the page first for 83 instead of 77.
_SENSED_WORDS = 0.4
_SENSED = 10
# The best passage in another language comes before the best one in the question's own if it is
# likelier, and falls behind otherwise so fast (0.3 is a good hit). It counts as well how many of
# the question's words each has by their sense: a word itself is nearer than its translation, so
# that the own language comes first where both answer. It has a lead in likeness, too, and a longer
# one where there are no words to compare. Of 441 questions that the best page of one of the two
# answers, that is told rightly for 427; by the likeliest of five passages of each, for 422.
_HELD = 0.4
_LEAD = 0.02
_LEAD_ALONE = 0.08
_STEEPNESS = 1.5
# How alike a chunk is to its translation: where both manuals are of one machine, and where not even
# that is told. Of 10 hits abroad that came first though the same manual was there in the question's
# language, the likeliest chunk of that stood on the same page for 10, at 0.54 to 0.86; where it was
# not there, the likeliest of other machines' manuals came to 0.63.
_SAME_OF_MACHINE = 0.5
_SAME = 0.66
_LIKEST, _BEFORE = 3, 0.001


@dataclass(frozen=True, slots=True)
class FoundAcross:
    """What manuals in other languages hold: by chunk its score, its likeness, and its payload.

    `held` is the share of the question's words that the best chunks have by their sense, empty
    where there are no words to compare.
    """

    scores: Mapping[str, float]
    likeness: Mapping[str, float]
    held: Mapping[str, float]
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
        asked_in: QuestionLanguage = "en",
        senses: Senses | None = None,
    ) -> None:
        """`candidates` is how many chunks each lane finds at most, `asked_in` the language of the
        questions.

        Without `senses` only words that both languages share are looked for.
        """
        self._index = index
        self._encoder = encoder
        self._vocabularies = vocabularies
        self._senses = senses
        self._candidates = candidates
        self._asked_in = asked_in
        self._lanes: dict[str, Lane] = {}

    def found(self, question: str, revisions: Sequence[StoredRevision]) -> FoundAcross:
        """Return what these revisions hold, whatever their languages, best by score."""
        lane = self._lane(question)
        likeness: dict[str, float] = {}
        payloads: dict[str, Mapping[str, Any]] = {}
        words: dict[str, float] = defaultdict(float)
        for language, spoken in by_language(revisions).items():
            asked = self._words(question, language, self._vocabularies.frequencies(spoken))
            lanes = [lane, *(Lane("sparse", terms) for terms, _ in asked)]
            found = self._index.search(
                lanes,
                revisions=[revision.edition for revision in spoken],
                limit=self._candidates,
            )
            here = {point.id: point.payload for points in found for point in points}
            likeness.update((point.id, point.score) for point in found[0])
            likeness.update(
                self._index.score(lane, ids=[one for one in here if one not in likeness])
            )
            for (_, weight), sparse, points in zip(asked, lanes[1:], found[1:], strict=True):
                scores = {point.id: point.score for point in points}
                best = max(scores.values(), default=0.0)
                if best > 0:
                    missed = [one for one in here if one not in scores]
                    scores.update(self._index.score(sparse, ids=missed))
                    for chunk, score in scores.items():
                        words[chunk] += weight * score / best
            payloads.update(here)
        scores = {chunk: max(likeness.get(chunk, 0.0), 0.0) + words[chunk] for chunk in payloads}
        held = self._held(question, _best(scores, _SENSED), payloads)
        for chunk, share in held.items():
            scores[chunk] += _SENSED_WORDS * share
        return FoundAcross(scores, likeness, held, payloads, lane)

    def _held(
        self, question: str, chunks: Sequence[str], payloads: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, float]:
        """The share of the question's words that each of these chunks has by their sense."""
        asked = subject_words(question, self._asked_in)
        if self._senses is None or not asked:
            return {}
        texts = [indexed_text(payloads[one]["path"], payloads[one]["text"]) for one in chunks]
        shares = self._senses.held(asked, texts).mean(axis=1)
        return {chunk: float(share) for chunk, share in zip(chunks, shares, strict=True)}

    def _words(
        self, question: str, language: str, vocabulary: Vocabulary
    ) -> list[tuple[SparseVector, float]]:
        """The question's terms as a manual may have them, and what they add to likeness."""
        spoken = self._asked_in
        shared = vocabulary.held(query_vector(question, language, spoken=spoken))
        asked = [(vocabulary.weighed(shared), _SHARED_WORDS)]
        if self._senses is not None:
            translated = self._senses.translated(question, spoken, vocabulary, language)
            asked.append((vocabulary.weighed(translated), _TRANSLATED_WORDS))
        return asked

    def likeness(self, question: str, chunks: Sequence[str]) -> dict[str, float]:
        """Return how alike the likest sentence of each chunk is to a question, whatever language.

        Chunks whose vectors are not made yet are left out.
        """
        return self._index.score(self._lane(question), ids=chunks)

    def translated(
        self,
        own: Mapping[str, float],
        beside: Mapping[str, float],
        payloads: Mapping[str, Mapping[str, Any]],
        revisions: Sequence[StoredRevision],
    ) -> Scored | None:
        """Return the chunk of the question's own language that says what the best one does.

        None where the best one is in that language, or has no translation in it. What a question
        does not find by its own words it so finds by those of a manual's translation; its score
        puts it before that. `own` and `beside` are the scores of both, `revisions` of all chunks.
        """
        first = max(beside, key=lambda chunk: beside[chunk], default=None)
        if first is None or not own or beside[first] <= max(own.values()):
            return None
        spoken, others = in_other_languages(self._asked_in, revisions)
        machines = {revision.id: set(revision.machines) for revision in (*spoken, *others)}
        of = machines[payloads[first]["revision"]]
        lane = Lane("across", self._encoder.encode([payloads[first]["text"]])[0].tolist())
        editions = [revision.edition for revision in spoken]
        (found,) = self._index.search([lane], revisions=editions, limit=_LIKEST)
        for one in found:
            least = _SAME_OF_MACHINE if machines[one.payload["revision"]] & of else _SAME
            if one.score >= least:
                return Scored(one.id, beside[first] + _BEFORE, one.payload)
        return None

    def _lane(self, question: str) -> Lane:
        if question not in self._lanes:
            self._lanes[question] = Lane("across", self._encoder.encode([question])[0].tolist())
        return self._lanes[question]

    def beside(
        self,
        own: Mapping[str, float],
        found: FoundAcross,
        question: str,
        payloads: Mapping[str, Mapping[str, Any]],
    ) -> dict[str, float]:
        """Return the scores of what was found, comparable with those of the question's language.

        `own` are the fused scores of chunks in the question's own language; with none of them, the
        best chunk found in another language counts 1. `payloads` are those of both.
        """
        best = max(found.scores.values(), default=0.0)
        if best <= 0:
            return {}
        top = 1.0
        if own:
            (here,), (there,) = _best(own, 1), _best(found.scores, 1)
            alike = self._index.score(found.question, ids=[here])
            lead = found.likeness.get(there, 0.0) - alike.get(here, 0.0)
            if not found.held:
                lead -= _LEAD_ALONE
            else:
                held = self._held(question, [here], payloads)
                lead += _HELD * (found.held[there] - held[here]) - _LEAD
            top = own[here] * max(0.0, 1 + _STEEPNESS * lead)
        return {chunk: top * score / best for chunk, score in found.scores.items()}


def _best(scores: Mapping[str, float], count: int) -> list[str]:
    return sorted(scores, key=lambda chunk: -scores[chunk])[:count]


def in_other_languages(
    asked_in: QuestionLanguage, revisions: Sequence[StoredRevision]
) -> tuple[tuple[StoredRevision, ...], tuple[StoredRevision, ...]]:
    """Return the revisions that may be in the question's language, and those that are not.

    Manuals in a language that is never told may be in the question's own, and are searched as such.
    """
    own = tuple(r for r in revisions if comparable(r.language, asked_in))
    return own, tuple(r for r in revisions if not comparable(r.language, asked_in))

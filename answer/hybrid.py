"""Both lanes searched within what is in force, fused, and the best compared in detail."""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from answer.across import AcrossLanguages, in_other_languages
from answer.evidence import DEFINES
from answer.fusion import Likeness, fused, reciprocal_rank_fused, refined
from answer.language import QuestionLanguage
from answer.late_interaction import LateInteraction
from answer.subject import weights_of_talking
from store.chunk_tokens import tokens_in
from store.contents import indexed_text
from store.editions import EDITION
from store.embedded import EncodedText
from store.encoders import TokenEncoder
from store.index import ChunkIndex, Lane, Scored
from store.keywords import query_vector
from store.manual_values import StoredRevision, by_language
from store.settings import Settings
from store.values import Hit, Place
from store.vocabulary import Vocabularies

# How many of the best are compared in detail: on 511 questions 20, 40 and all 120 find as much.
_COMPARED = 30
# Pages of contents and index that may be among the hits.
_LISTED = 5

Contents = Literal["out", "apart", "alike"]
"""Whether contents and indexes are hits: not at all, beside an unchanged rest, or like the rest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what composition needs to know of it beyond the contract."""

    hit: Hit
    revision: StoredRevision
    passage: str
    rows: tuple[int, ...]
    cosine: float | None
    keyword: float | None


class HybridSearch:
    """Retrieves chunks of given revisions by meaning and by keyword, fused by weight.

    `timings_ms` holds what the last retrieval took, by stage. `answer.retriever` makes a LlamaIndex
    retriever of it; here nothing of LlamaIndex is imported, which takes a second at every start.
    """

    def __init__(
        self,
        index: ChunkIndex,
        encoder: TokenEncoder,
        vocabularies: Vocabularies,
        settings: Settings,
        *,
        revisions: Sequence[StoredRevision],
        limit: int,
        asked_in: QuestionLanguage = "en",
        defining: Collection[str] = (),
        across: AcrossLanguages | None = None,
        late: LateInteraction | None = None,
        by_rank: bool = False,
        contents: Contents = "out",
    ) -> None:
        """`defining` are the ids of chunks that come before all others.

        Manuals in another language than `asked_in` are left to `across`, where there is one.
        What both lanes find is compared with the question word by word by `late`, and sentence by
        sentence by `across`, which is another encoder: where the two differ, each knows words that
        the other does not.

        With `by_rank` it fuses by reciprocal ranks with equal weights instead, as a baseline.
        """
        self._index = index
        self._encoder = encoder
        self._vocabularies = vocabularies
        self._settings = settings
        self._revisions = {revision.edition: revision for revision in revisions}
        self._limit = limit
        self._asked_in = asked_in
        self._defining = tuple(defining)
        self._across = across
        self._late = late
        self._by_rank = by_rank
        self._contents = contents
        self.timings_ms: dict[str, float] = {}

    def found(
        self, question: str, keywords: str | None = None, forms: Sequence[str] = ()
    ) -> tuple[Found, ...]:
        """Return the best chunks for a question, best first.

        `keywords` are what the keyword lane looks for, if not the question's own words, and `forms`
        other forms of them, which count less.
        """
        if not self._revisions:
            return ()
        started = time.perf_counter()
        looked_in = tuple(self._revisions.values())
        elsewhere: tuple[StoredRevision, ...] = ()
        if self._across is not None:
            looked_in, elsewhere = in_other_languages(self._asked_in, looked_in)
        asked = self._encoded(question) if looked_in else None
        lanes = self._lanes(asked, keywords or question, forms, looked_in)
        encoded = time.perf_counter()
        scores: dict[str, dict[str, float]] = {}
        payloads: dict[str, Mapping[str, Any]] = {}
        for name, results in self._searched(lanes, limit=self._settings.candidates).items():
            scores[name] = {point.id: point.score for point in results}
            payloads.update((point.id, point.payload) for point in results)
        listing: set[str] = set()
        if self._contents != "out":
            for results in self._searched(lanes, limit=_LISTED, contents=True).values():
                payloads.update((point.id, point.payload) for point in results)
                listing.update(point.id for point in results)
        payloads.update(self._defined(payloads))
        if self._by_rank:
            self._fill_gaps(lanes, scores, {point: payloads[point] for point in listing})
            total = reciprocal_rank_fused(scores)
        else:
            self._fill_gaps(lanes, scores, payloads)
            weights = {
                "dense": self._settings.dense_weight,
                "sparse": self._settings.sparse_weight,
            }
            apart = listing if self._contents == "apart" else set()
            total = fused(scores, weights, apart=apart)
            total = self._compared(question, asked, total, payloads, scores.get("dense"), apart)
        if self._across is not None and elsewhere:
            abroad = self._across.found(question, elsewhere)
            payloads.update(abroad.payloads)
            own = {point: score for point, score in total.items() if point not in listing}
            beside = self._across.beside(own, abroad, question, payloads)
            total.update(beside)
            every = tuple(self._revisions.values())
            same = self._across.translated(own, beside, payloads, every)
            if same is not None:
                payloads[same.id], total[same.id] = same.payload, same.score
                self._fill_gaps(lanes, scores, {same.id: same.payload})
            scores.setdefault("dense", {}).update(abroad.likeness)
        for chunk in self._defining:
            if chunk in payloads:
                total[chunk] = DEFINES + total.get(chunk, 0.0)
        best = sorted(total, key=lambda point: (-total[point], point))[: self._limit]
        hits = tuple(
            self._found(rank, point, total[point], payloads[point], scores)
            for rank, point in enumerate(best, 1)
        )
        self.timings_ms = {
            "encode": round((encoded - started) * 1000, 2),
            "retrieve": round((time.perf_counter() - encoded) * 1000, 2),
        }
        return hits

    def _defined(self, known: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        """The payloads of chunks that define a code, in the languages that are looked in."""
        there = self._index.fetch([chunk for chunk in self._defining if chunk not in known])
        return {chunk: found for chunk, found in there.items() if self._edition(found) is not None}

    def _edition(self, payload: Mapping[str, Any]) -> str | None:
        """Which of the editions and revisions looked in a chunk is of."""
        known = (payload.get(EDITION), payload["revision"])
        return next((str(name) for name in known if name in self._revisions), None)

    def _encoded(self, question: str) -> EncodedText | None:
        if not self._settings.dense_weight and self._late is None:
            return None
        return self._encoder.encode_tokens([question])[0]

    def _lanes(
        self,
        asked: EncodedText | None,
        keywords: str,
        forms: Sequence[str],
        revisions: Sequence[StoredRevision],
    ) -> list[tuple[Lane, tuple[str, ...]]]:
        """The lanes with the revisions that each looks in: keywords go by language."""
        everywhere = tuple(revision.edition for revision in revisions)
        lanes: list[tuple[Lane, tuple[str, ...]]] = []
        if self._settings.dense_weight and asked is not None:
            lanes.append((Lane("dense", asked.vector.tolist()), everywhere))
        if self._settings.sparse_weight:
            for language, spoken in by_language(revisions).items():
                words = query_vector(keywords, language, spoken=self._asked_in, beside=forms)
                words = words.scaled(weights_of_talking(language))
                weighed = self._vocabularies.frequencies(spoken).weighed(words)
                editions = tuple(revision.edition for revision in spoken)
                lanes.append((Lane("sparse", weighed), editions))
        return lanes

    def _searched(
        self,
        lanes: Sequence[tuple[Lane, tuple[str, ...]]],
        *,
        limit: int,
        contents: bool = False,
    ) -> dict[str, list[Scored]]:
        """Lanes that look in the same revisions go to the index as one request."""
        together: dict[tuple[str, ...], list[Lane]] = defaultdict(list)
        for lane, revisions in lanes:
            together[revisions].append(lane)
        results: dict[str, list[Scored]] = {lane.name: [] for lane, _ in lanes}
        for revisions, group in together.items():
            answers = self._index.search(group, revisions=revisions, limit=limit, contents=contents)
            for lane, points in zip(group, answers, strict=True):
                results[lane.name].extend(points)
        return results

    def _fill_gaps(
        self,
        lanes: Sequence[tuple[Lane, tuple[str, ...]]],
        scores: dict[str, dict[str, float]],
        payloads: Mapping[str, Mapping[str, Any]],
    ) -> None:
        """Score in each lane what only the other found: beyond its limit is not worth nothing."""
        for lane, revisions in lanes:
            known = scores[lane.name]
            missed = [
                point
                for point, payload in payloads.items()
                if point not in known and self._edition(payload) in revisions
            ]
            if missed:
                known.update(self._index.score(lane, ids=missed))

    def _compared(
        self,
        question: str,
        asked: EncodedText | None,
        total: Mapping[str, float],
        payloads: Mapping[str, Mapping[str, Any]],
        encoded: Mapping[str, float] | None,
        apart: Collection[str],
    ) -> dict[str, float]:
        """The scores of the best with the likeness of single words and of sentences mixed in.

        Chunks that are not `encoded` yet keep the score of their keywords: their words may not be
        known yet, which says nothing against them.
        """
        ready = [point for point in total if encoded is None or point in encoded]
        ready.sort(key=lambda point: (-total[point], point))
        told = [point for point in ready if point not in apart]
        first, behind = told[:_COMPARED], told[_COMPARED:]
        first += [point for point in ready if point in apart]
        settings = self._settings
        lanes = settings.dense_weight + settings.sparse_weight
        likenesses: list[Likeness] = []
        if self._late is not None and asked is not None:
            texts = [indexed_text(payloads[one]["path"], payloads[one]["text"]) for one in first]
            words = self._late.likeness(asked, texts, [tokens_in(payloads[one]) for one in first])
            if words is not None:
                alike = dict(zip(first, words.tolist(), strict=True))
                likenesses.append(Likeness(settings.late_weight / lanes, alike))
        if self._across is not None and settings.sentence_weight:
            sentences = self._across.likeness(question, first)
            likenesses.append(Likeness(settings.sentence_weight / lanes, sentences))
        return refined(total, likenesses, ranked_behind=behind, apart=apart)

    def _found(
        self,
        rank: int,
        point: str,
        score: float,
        payload: Mapping[str, Any],
        scores: Mapping[str, Mapping[str, float]],
    ) -> Found:
        revision = self._revisions[self._edition(payload) or payload["revision"]]
        places = tuple(Place.model_validate(place) for place in payload["places"])
        hit = Hit(
            rank=rank,
            chunk=point,
            manual=revision.manual,
            revision=revision.revision,
            revision_id=revision.id,
            file=revision.file,
            machines=revision.machines,
            language=revision.language,
            page=places[0].page if places else None,
            page_label=places[0].page_label if places else None,
            section=tuple(payload["section"]),
            kind=payload["kind"],
            text=payload["text"],
            places=places,
            score=round(score, 4),
        )
        return Found(
            hit,
            revision,
            payload["passage"],
            tuple(payload["rows"]),
            scores.get("dense", {}).get(point),
            scores.get("sparse", {}).get(point),
        )

"""The one way through answering: scope, retrieve, and an answer from each revision in force."""

import datetime
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.mistral import LanguageModel
from answer.respond import respond
from answer.retrieve import Retrieved, evidence, retrieved
from answer.understanding import standalone
from answer.variants import first_of_each, labelled, side_by_side, unmixed
from store.catalog import Catalog
from store.encoders import DenseEncoder
from store.index import ChunkIndex
from store.machines import Machines
from store.settings import Settings
from store.values import Answer, AnswerEvent, Method, Scope, Searched, StoredRevision

# Hits that composition may look at; the nearest of them are shown with a refusal.
_EVIDENCE = 8
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """Answers checked questions from what is in force on a day."""

    catalog: Catalog
    machines: Machines
    index: ChunkIndex
    encoder: DenseEncoder
    settings: Settings
    model: LanguageModel | None = None

    def found(
        self,
        question: str,
        scope: Scope,
        *,
        today: datetime.date,
        limit: int,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> Retrieved:
        """Return the best chunks in force within the scope, best first."""
        started = time.perf_counter()
        alone = standalone(question, history)
        result = retrieved(
            alone,
            scope,
            in_force=lambda narrowed: self.catalog.in_force(narrowed, today=today),
            machines=self.machines.all(),
            index=self.index,
            encoder=self.encoder,
            settings=self.settings,
            limit=limit,
            method=method,
        )
        spent = (time.perf_counter() - started) * 1000
        timings = {
            **result.timings_ms,
            "catalog": round(spent - sum(result.timings_ms.values()), 2),
        }
        understood = alone if alone != question else None
        return replace(result, understood=understood, timings_ms=timings)

    def stream(
        self, question: str, scope: Scope, *, today: datetime.date, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Yield the answer as it comes: notices, sentences, citations, then `done`.

        Where revisions of the manual that answers are in force side by side for different
        machines, and the scope does not tell which one is asked about, each gives its own part.
        """
        result = self.found(question, scope, today=today, limit=_EVIDENCE, history=history)
        beside: tuple[StoredRevision, ...] = ()
        if result.found and scope.revision is None:
            first = result.found[0].revision
            beside = side_by_side(result.revisions, first.manual, first.language)
        if not beside:
            yield from self._respond(question, result, result.revisions)
            return
        answers: list[tuple[StoredRevision, Answer]] = []
        for revision in beside:
            kept = unmixed(result.revisions, revision)
            again = self._again(question, result, kept)
            answers.extend(
                (revision, Answer.model_validate(event.data))
                for event in self._respond(question, again, kept)
                if event.event == "done"
            )
        yield from labelled(answers)

    def _again(
        self, question: str, result: Retrieved, revisions: tuple[StoredRevision, ...]
    ) -> Retrieved:
        """The same question among fewer revisions."""
        again = retrieved(
            result.understood or question,
            result.scope,
            in_force=lambda _: revisions,
            index=self.index,
            encoder=self.encoder,
            settings=self.settings,
            limit=_EVIDENCE,
        )
        return replace(again, understood=result.understood)

    def _respond(
        self, question: str, result: Retrieved, revisions: tuple[StoredRevision, ...]
    ) -> Iterator[AnswerEvent]:
        one_a_manual = first_of_each(revisions) if result.scope.revision is None else None
        found = tuple(
            item
            for item in result.found
            if one_a_manual is None or item.revision.id in one_a_manual
        )
        return respond(
            question,
            understood=result.understood,
            scope=result.scope,
            evidence=evidence(found, self.catalog, revisions),
            searched=Searched(
                manuals=tuple(sorted({r.manual for r in revisions})),
                revisions=tuple(sorted(f"{r.manual} {r.revision}" for r in revisions)),
            ),
            nearest=tuple(item.hit for item in result.found[:_NEAREST]),
            model=self.model,
            settings=self.settings,
            timings_ms=result.timings_ms,
        )

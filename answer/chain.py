"""The one way through answering: scope, retrieve, and an answer from each revision in force."""

import datetime
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial

from answer.arrangement import other_pages_first
from answer.identifiers import Identifier, identifiers, mentions
from answer.kinds import kinds
from answer.language import language_of
from answer.mistral import LanguageModel
from answer.named_manuals import product_names
from answer.offering import of_each_manual
from answer.passages import whole_text
from answer.refusal import refusal
from answer.respond import respond
from answer.retrieve import Parts, Retrieved, evidence, retrieved
from answer.scope import InForce, machine_names, others_named
from answer.sentence_likeness import SentenceLikeness
from answer.signals import Frequencies
from answer.understanding import standalone
from answer.variants import first_of_each, labelled, side_by_side, unmixed
from answer.wording import (
    elsewhere_line,
    names_another_line,
    no_machine_line,
    not_in_force_line,
)
from store.catalog import Catalog
from store.control_values import Machine
from store.machines import Machines, machine_called
from store.manual_values import StoredRevision
from store.values import Answer, AnswerEvent, Method, Scope, Searched

# Hits that composition may look at; the nearest of them are shown with a refusal.
_EVIDENCE = 8
_NEAREST = 5
# How like a name is to one that nobody knows, of 1, to be offered instead.
_LIKE = 0.75


@dataclass(frozen=True, slots=True)
class Chain:
    """Answers checked questions from what is in force on a day.

    Every search is handed to `turns`, which says how many are under way at once.
    """

    catalog: Catalog
    machines: Machines
    parts: Parts
    turns: Executor
    model: LanguageModel | None = None

    def found(
        self,
        question: str,
        scope: Scope,
        *,
        today: datetime.date,
        limit: int,
        history: Sequence[str] = (),
        spread: bool = False,
        method: Method = "search",
    ) -> Retrieved:
        """Return the best chunks in force within the scope, best first; see `retrieved`."""
        started = time.perf_counter()
        asked = (*history, question)
        called = self._called(scope, today, asked) if history else ()
        alone = standalone(question, history, called)
        result = self._retrieved(
            alone,
            scope,
            in_force=partial(self.catalog.in_force, today=today),
            machines=self.machines.all(),
            limit=limit,
            spread=spread,
            method=method,
        )
        spent = (time.perf_counter() - started) * 1000
        timings = {
            **result.timings_ms,
            "catalog": round(spent - sum(result.timings_ms.values()), 2),
        }
        understood = result.understood or (alone if alone != question else None)
        return replace(result, understood=understood, timings_ms=timings)

    def _retrieved(
        self,
        words: str,
        scope: Scope,
        *,
        in_force: InForce,
        limit: int = _EVIDENCE,
        machines: Sequence[Machine] = (),
        spread: bool = False,
        method: Method = "search",
    ) -> Retrieved:
        """Search when it is this search's turn; how long that took is told as `wait`."""
        asked = time.perf_counter()

        def search() -> Retrieved:
            waited = (time.perf_counter() - asked) * 1000
            result = retrieved(
                words,
                scope,
                in_force=in_force,
                machines=machines,
                parts=self.parts,
                limit=limit,
                spread=spread,
                method=method,
            )
            return replace(result, timings_ms={"wait": round(waited, 2), **result.timings_ms})

        return self.turns.submit(search).result()

    def _called(
        self, scope: Scope, today: datetime.date, asked: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """All that machines are called, and the products that are named in questions: of two that
        are asked about in turn the later counts.
        """
        revisions = self.catalog.in_force(scope, today=today)
        products = product_names(asked, revisions, self.parts.vocabularies.frequencies)
        return (*machine_names(revisions, self.machines.all()), *kinds(revisions), *products)

    def stream(
        self, question: str, scope: Scope, *, today: datetime.date, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Yield the answer as it comes: notices, sentences, citations, then `done`.

        Where revisions of the manual that answers are in force side by side for different
        machines, and the scope does not tell which one is asked about, each gives its own part.
        Where the machine's own manuals do not answer, a refusal offers what those of others say.
        """
        result = self.found(question, scope, today=today, limit=_EVIDENCE, history=history)
        for event in self._answers(question, result, scope):
            if event.event == "done":
                answer = Answer.model_validate(event.data)
                if answer.outcome == "refused":
                    answer = self._offering(answer, result, today)
                told = answer.model_copy(
                    update={
                        "question": question,
                        "not_in_force": self._not_in_force(answer, today),
                        "names_another": self._names_another(question, scope, today),
                    }
                )
                yield event.model_copy(update={"data": told.model_dump(mode="json")})
            else:
                yield event

    def _not_in_force(self, answer: Answer, today: datetime.date) -> str | None:
        """What is to be said of a citation from a revision that was asked for and is past."""
        if answer.scope.revision is None:
            return None
        now = self.catalog.in_force(answer.scope.model_copy(update={"revision": None}), today=today)
        for citation in answer.citations:
            current = {one.revision for one in now if one.manual == citation.manual}
            if citation.revision not in current:
                language = language_of(answer.question, answer.scope.language)
                return not_in_force_line(
                    citation.title, citation.revision, tuple(current), language
                )
        return None

    def _names_another(self, question: str, scope: Scope, today: datetime.date) -> str | None:
        """What is to be said of a question that names another machine than the one chosen."""
        named = others_named(
            question,
            scope,
            in_force=partial(self.catalog.in_force, today=today),
            machines=self.machines.all(),
            abroad=self.parts.across,
            frequencies=self.parts.vocabularies.frequencies,
        )
        language = language_of(question, scope.language)
        return names_another_line(scope.machine or "", named, language) if named else None

    def _answers(self, question: str, result: Retrieved, scope: Scope) -> Iterator[AnswerEvent]:
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
        again = self._retrieved(
            result.words or question, result.scope, in_force=lambda _: revisions
        )
        return replace(again, understood=result.understood)

    def _respond(
        self, question: str, result: Retrieved, revisions: tuple[StoredRevision, ...]
    ) -> Iterator[AnswerEvent]:
        one_a_manual = first_of_each(revisions) if result.scope.revision is None else None
        found = tuple(
            item
            for item in result.found
            if one_a_manual is None or item.revision.edition in one_a_manual
        )
        return respond(
            question,
            words=result.words,
            understood=result.understood,
            scope=result.scope,
            evidence=evidence(found, self.catalog, revisions),
            searched=Searched(
                manuals=tuple(sorted({r.manual for r in revisions})),
                revisions=tuple(sorted(f"{r.manual} {r.revision}" for r in revisions)),
            ),
            nearest=tuple(item.hit for item in other_pages_first(result.found)[:_NEAREST]),
            hint=result.hint,
            near_codes=self.near_codes(result),
            frequencies=self.frequencies(revisions),
            senses=self.parts.senses,
            alike=self._alike(result.hint),
            model=self.model,
            settings=self.parts.settings,
            timings_ms=result.timings_ms,
        )

    def _alike(self, hint: str | None) -> SentenceLikeness:
        late = self.parts.late if self.parts.settings.late_weight else None
        return SentenceLikeness(late, self.parts.senses, self.parts.across, hint)

    def frequencies(self, revisions: Sequence[StoredRevision]) -> Frequencies:
        """The words of these revisions, language by language."""
        return lambda language: self.parts.vocabularies.frequencies(
            [revision for revision in revisions if revision.language == language]
        )

    def near_codes(self, result: Retrieved) -> dict[Identifier, tuple[str, ...]]:
        """Codes like each of the question's that no manual in scope knows, the nearest first."""
        revisions = [revision.id for revision in result.revisions]
        return {code: self.parts.codes.nearest(code.keys, revisions) for code in result.unknown}

    def _offering(self, refused: Answer, result: Retrieved, today: datetime.date) -> Answer:
        """The refusal, with what the manuals of other machines would say, if they say anything."""
        machine = result.scope.machine
        if machine is None or result.scope.revision is not None:
            return refused
        if not self.catalog.in_force(Scope(machine=machine), today=today):
            known = machine_called(machine, self.machines.all())
            called = self._called(Scope(), today) if known is None else ()
            near = get_close_matches(machine, called, cutoff=_LIKE)
            line = no_machine_line(machine, known, near, language_of(refused.question))
            refused = refused.model_copy(update={"text": line})
        wider = Scope(language=result.scope.language)
        asked = self._retrieved(
            result.words, wider, in_force=lambda _: self.catalog.in_force(wider, today=today)
        )
        own = {revision.id for revision in result.revisions}
        others = evidence(
            [item for item in asked.found if item.revision.id not in own], self.catalog
        )
        # Whoever asks for a code is helped by no other one.
        codes = identifiers(result.words)
        if codes:
            others = tuple(
                one for one in others if any(mentions(whole_text(one), code) for code in codes)
            )
        language = language_of(refused.question, refused.scope.language)
        nothing = refusal(
            result.words,
            others,
            language,
            near_codes=self.near_codes(asked),
            frequencies=self.frequencies(asked.revisions),
            senses=self.parts.senses,
            settings=self.parts.settings,
        )
        if not others or nothing is not None:
            return refused
        hits = of_each_manual(result.words, others, self._alike(asked.hint))
        text = f"{refused.text} {elsewhere_line(hits, language)}"
        return refused.model_copy(update={"text": text, "elsewhere": hits})

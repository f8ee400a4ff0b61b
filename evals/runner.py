"""A run: each case asked of the service, scored, and kept as soon as it has ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from evals.drafts import DRAFT_TAG
from evals.metrics_answer import answer_given, failed_metrics
from evals.metrics_ranking import DEPTH, ranked, ranking_metrics
from evals.metrics_ranking import NAMES as RANKING_NAMES
from evals.run import (
    AnswerGiven,
    CaseResult,
    Judge,
    JudgeScore,
    Ranking,
    RunOptions,
    System,
)
from evals.suite import Case, Suite, SuiteError
from store.errors import MillwrightError, ModelUnavailable, NotFound, QuestionRejected
from store.manual_values import ManualSummary
from store.values import Answer, Hit, Method, Scope, SearchResult

# What one question can do wrong; all else (a home gone, a disk full) ends the run.
OF_THE_QUESTION = (QuestionRejected, NotFound)


class Asked(Protocol):
    """The service, as far as a run asks it."""

    def search(
        self,
        question: str,
        *,
        scope: Scope,
        limit: int = 10,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> SearchResult:
        """Return the best chunks, best first."""

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        """Return an answer, a quotation or a refusal."""


class Peer(Protocol):
    """A system beside the service that finds places too."""

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Return what it finds, best first."""


@dataclass(frozen=True, slots=True)
class Task:
    """A case of a suite that is to be asked."""

    suite: str
    case: Case

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from all others of a run."""
        return self.suite, self.case.id


def tasks_of(
    suites: Sequence[Suite], manuals: Sequence[ManualSummary], options: RunOptions
) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
    """Return the cases to ask, and those whose manuals are not in the home.

    With tags, those that bear one of them; with a limit, the first so many of each suite. Raises
    SuiteError where that leaves none, and where two suites have one name.
    """
    names = [suite.name for suite in suites]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SuiteError(f"Two suites are called {twice[0]}: rename one, results bear the name.")
    known = _known_names(manuals)
    asked: list[Task] = []
    missing: list[Task] = []
    for suite in suites:
        chosen = [
            Task(suite.name, case)
            for case in suite.cases
            # Nobody has said of a draft yet that it is right.
            if DRAFT_TAG not in case.tags
            and (not options.tags or set(options.tags) & set(case.tags))
        ]
        about = {place.manual for case in suite.cases for place in case.expected}
        for task in chosen[: options.limit]:
            # What no manual answers is asked of the manuals that the suite is about: without any
            # of them, to refuse it is no merit.
            wanted = {place.manual for place in task.case.expected} or about
            (asked if not wanted or wanted & known else missing).append(task)
    if not asked and not missing and not options.tags:
        raise SuiteError(
            f"Every question of {', '.join(names)} is a draft: confirm one first, or take its "
            "tag off."
        )
    if not asked and not missing:
        raise SuiteError(f"No question bears the tag {' or '.join(options.tags)}.")
    return tuple(asked), tuple(missing)


def require_manuals(asked: Sequence[Task], missing: Sequence[Task], *, skip_missing: bool) -> None:
    """Raise SuiteError where questions ask about manuals that are not in, unless they are to be
    skipped and others are left.
    """
    if not missing or (skip_missing and asked):
        return
    expected = ((task.suite, place) for task in missing for place in task.case.expected)
    named = dict.fromkeys(f"{place.manual} (suite {suite})" for suite, place in expected)
    manuals = ", ".join(named)
    if skip_missing:
        raise SuiteError(f"No question is about a manual that is in: add {manuals} first.")
    raise SuiteError(
        f"{len(missing)} {'question asks' if len(missing) == 1 else 'questions ask'} about "
        "manuals that are not in the home: "
        f"{manuals}. Ingest them, or leave these questions out with --skip-missing."
    )


def _known_names(manuals: Sequence[ManualSummary]) -> frozenset[str]:
    files = {revision.file for manual in manuals for revision in manual.revisions}
    return frozenset({manual.manual for manual in manuals} | files)


class Runner:
    """Asks cases of a service, several at once."""

    def __init__(
        self,
        service: Asked,
        options: RunOptions,
        *,
        languages: Mapping[str, Sequence[str]],
        judge: Judge | None = None,
        peers: Mapping[System, Peer] = MappingProxyType({}),
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare a run; `languages` are the files' by name, `check` raises to end it early."""
        self._service = service
        self._options = options
        self._languages = languages
        self._judge = judge
        self._peers = peers
        self._check = check

    def results(self, tasks: Sequence[Task]) -> Iterator[CaseResult]:
        """Yield the result of each case as it ends.

        Raises what ends a run: the cases that have ended by then have been yielded.
        """
        waiting = iter(tasks)
        running: set[Future[CaseResult]] = set()
        with ThreadPoolExecutor(self._options.jobs, thread_name_prefix="case") as pool:
            try:
                # No more are handed out than are asked at once: what a kill loses is those.
                while True:
                    self._check()
                    free = self._options.jobs - len(running)
                    running |= {pool.submit(self.result, task) for task in islice(waiting, free)}
                    if not running:
                        return
                    ended, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in ended:
                        yield future.result()
            finally:
                for future in running:
                    future.cancel()

    def result(self, task: Task) -> CaseResult:
        """Return what comes of one case."""
        case = task.case
        ranks = {system: self._ranking(case, system) for system in self._options.systems}
        answer: AnswerGiven | None = None
        judged: dict[str, JudgeScore] = {}
        errors = [ranking.error for ranking in ranks.values() if ranking.error]
        if self._options.answers:
            try:
                given = self._service.ask(case.question, scope=_scope(case), history=case.history)
            except OF_THE_QUESTION as error:
                errors.append(str(error))
                answer = _no_answer(case)
            else:
                answer = answer_given(case, given, self._languages)
                judged, complaint = self._judgement(case, given)
                errors += complaint
        return CaseResult(
            suite=task.suite,
            case=case.id,
            question=case.question,
            tags=case.tags,
            language=case.language,
            answerable=case.answerable,
            machine=case.machine,
            serial=case.serial,
            firmware=case.firmware,
            history=case.history,
            expected=case.expected,
            ranks=ranks,
            answer=answer,
            judged=judged,
            error=" ".join(dict.fromkeys(errors)) or None,
        )

    def _ranking(self, case: Case, system: System) -> Ranking:
        try:
            match system:
                case "starter" | "starter-bm25":
                    hits, timings_ms = self._peer_hits(system, case), {}
                case method:
                    result = self._service.search(
                        case.question,
                        scope=_scope(case),
                        limit=DEPTH,
                        history=case.history,
                        method=method,
                    )
                    hits, timings_ms = result.hits, result.timings_ms
        except OF_THE_QUESTION as error:
            metrics = dict.fromkeys(RANKING_NAMES, 0.0) if case.is_ranked else {}
            return Ranking(hits=(), metrics=metrics, error=str(error))
        found = ranked(case.expected, hits)
        metrics = ranking_metrics(case.expected, found) if case.is_ranked else {}
        return Ranking(hits=found, metrics=metrics, timings_ms=timings_ms)

    def _peer_hits(self, system: System, case: Case) -> tuple[Hit, ...]:
        if system not in self._peers:
            raise MillwrightError(f"The {system} was asked for, but there is none to ask.")
        return self._peers[system].hits(case.question)

    def _judgement(self, case: Case, answer: Answer) -> tuple[dict[str, JudgeScore], list[str]]:
        if self._judge is None:
            return {}, []
        try:
            return self._judge.scores(case, answer), []
        except ModelUnavailable as error:
            return {}, [str(error)]


def _scope(case: Case) -> Scope:
    return Scope(
        machine=case.machine,
        serial=case.serial,
        firmware=case.firmware,
        revision=case.revision,
    )


def _no_answer(case: Case) -> AnswerGiven:
    return AnswerGiven(
        id="",
        outcome=None,
        text="",
        model=None,
        fallback=None,
        citations=(),
        metrics=failed_metrics(case),
    )

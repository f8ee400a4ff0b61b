"""A run from its first question to its figures: begun, gone on with, closed."""

import datetime
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from evals.gates import check_gate, parse_gate
from evals.metrics import run_figures
from evals.provenance import bearing, changed_manuals, corpus_of
from evals.report import Images, write_report
from evals.report_images import Pictured
from evals.run import (
    CaseResult,
    Conditions,
    GateResult,
    Judge,
    Run,
    RunOptions,
    SuiteUsed,
    System,
)
from evals.runner import OF_THE_QUESTION, Asked, Peer, Runner, Task, require_manuals, tasks_of
from evals.runs import RunError, RunFolder, Runs
from evals.suite import Suite, read_suite
from store.manual_values import ManualSummary
from store.values import Scope


class Evaluated(Asked, Pictured, Protocol):
    """The service that a run is about, and whose pages its report shows."""

    def manuals(self) -> tuple[ManualSummary, ...]:
        """Return all manuals with their revisions."""


def begun(
    service: Evaluated,
    suites: Sequence[Suite],
    *,
    runs: Runs,
    options: RunOptions,
    conditions: Conditions,
    judge: Judge | None = None,
    name: str = "",
    note: str = "",
    skip_missing: bool = False,
) -> RunFolder:
    """Return the folder of a new run, none of its questions asked yet.

    The conditions are those of the process that answers, which may be another one than this.
    Raises SuiteError where a suite asks about manuals that are not in the home, unless they are to
    be skipped, and GateError for a gate that is none: before the first question is asked.
    """
    for suite in suites:
        for gate in suite.gates:
            parse_gate(gate, suite=suite.name)
    manuals = service.manuals()
    asked, missing = tasks_of(suites, manuals, options)
    require_manuals(asked, missing, skip_missing=skip_missing)
    started = datetime.datetime.now(datetime.UTC)
    return runs.create(
        Run(
            id=f"{started:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:4]}",
            name=name,
            note=note,
            started=started,
            options=options,
            settings=conditions.settings,
            versions=conditions.versions,
            encoder=conditions.encoder,
            glossary=conditions.glossary,
            model=conditions.model if options.answers else None,
            judge=judge.name if judge and options.answers else None,
            suites=tuple(
                SuiteUsed(
                    name=suite.name,
                    path=str(suite.path),
                    sha256=suite.sha256,
                    cases=sum(task.suite == suite.name for task in asked),
                    gates=suite.gates,
                )
                for suite in suites
            ),
            corpus=corpus_of(manuals),
            machine=conditions.machine,
            skipped=tuple("/".join(task.key) for task in missing),
        )
    )


def suites_of(run: Run) -> tuple[Suite, ...]:
    """Return the suites of a run; raises RunError where one is no longer what it was."""
    suites = tuple(read_suite(Path(used.path)) for used in run.suites)
    for used, suite in zip(run.suites, suites, strict=True):
        if used.sha256 != suite.sha256:
            raise RunError(
                f"{suite.path} has changed since the run {run.id} began: start a new run."
            )
    return suites


def tasks_left(
    folder: RunFolder, suites: Sequence[Suite], service: Evaluated, conditions: Conditions
) -> tuple[Task, ...]:
    """Return the cases of a run that have not ended.

    Raises RunError where manuals, glossary, settings, encoder or Millwright itself are no longer
    those that it began with: half of it would be about something else.
    """
    run = folder.run()
    manuals = service.manuals()
    others = changed_manuals(run.corpus, corpus_of(manuals))
    changed = [
        what
        for what, then, now in (
            (f"the manuals in force ({', '.join(others)})", (), others),
            ("the glossary", run.glossary, conditions.glossary),
            ("the settings", bearing(run.settings), bearing(conditions.settings)),
            ("the encoder", run.encoder, conditions.encoder),
            *(
                (f"the version of {name}", run.versions.get(name), now)
                for name, now in conditions.versions.items()
            ),
        )
        if then != now
    ]
    if changed:
        raise RunError(
            f"The run {run.id} cannot go on: {' and '.join(changed)} changed since it began. "
            "Start a new run."
        )
    asked, _ = tasks_of(suites, manuals, run.options)
    ended = {result.key for result in folder.cases()}
    return tuple(task for task in asked if task.key not in ended)


def gone_on(
    folder: RunFolder,
    tasks: Sequence[Task],
    service: Evaluated,
    *,
    judge: Judge | None = None,
    peers: Mapping[System, Peer] = MappingProxyType({}),
    check: Callable[[], None] = lambda: None,
    on_case: Callable[[CaseResult], None] = lambda _: None,
) -> None:
    """Ask what is left of a run, and keep each case as it ends.

    `check` is called between cases and ends it by raising; what has ended by then is kept.
    """
    run = folder.run()
    runner = Runner(
        service,
        run.options,
        languages={used.file: used.languages or (used.language,) for used in run.corpus.manuals},
        judge=judge,
        peers=peers,
        check=check,
    )
    if tasks:
        # The encoder loads at its first use: that is no time of the first question's. One that is
        # rejected there is told as its own failure, when it is asked.
        with suppress(*OF_THE_QUESTION):
            service.search(tasks[0].case.question, scope=Scope(), limit=1)
    for result in runner.results(tasks):
        folder.append(result)
        on_case(result)


def closed(
    folder: RunFolder,
    service: Evaluated,
    *,
    images: Images = "failed",
    more_gates: Sequence[str] = (),
) -> Run:
    """Return a run, all of whose cases have ended, with its figures.

    Its report is written first, so that a run that has ended has one; `images` are for which
    questions that shows a page. `more_gates` are over all questions, beside the suites' own.
    """
    run, results = folder.run(), folder.cases()
    ended = run.model_copy(
        update={
            "ended": datetime.datetime.now(datetime.UTC),
            "figures": run_figures(run, results),
            "gates": gates_of(run, results, more_gates),
            "manuals_changed": changed_manuals(run.corpus, corpus_of(service.manuals())),
            "machines_unknown": _machines_unknown(results),
            "fallbacks": _fallbacks(results),
        }
    )
    write_report(folder, ended, service, images=images)
    folder.write(ended)
    return ended


def _machines_unknown(results: Sequence[CaseResult]) -> tuple[str, ...]:
    """The machines for which none of their questions found anything at all."""
    picked = [(one.machine, one.ranks.get("search")) for one in results if one.machine]
    asked = {machine for machine, found in picked if found and not found.error}
    known = {machine for machine, found in picked if found and found.hits}
    return tuple(sorted(asked - known))


def _fallbacks(results: Sequence[CaseResult]) -> dict[str, int]:
    """Why answers were quoted though a model was set, and how many, the most frequent first."""
    reasons = Counter(
        one.answer.fallback for one in results if one.answer is not None and one.answer.fallback
    )
    return dict(reasons.most_common())


def gates_of(
    run: Run, results: Sequence[CaseResult], more: Sequence[str] = ()
) -> tuple[GateResult, ...]:
    """Return how the gates on rates stand: each suite's own, and `more` over all questions."""
    gates = [parse_gate(gate, suite=suite.name) for suite in run.suites for gate in suite.gates]
    gates += [parse_gate(gate) for gate in more]
    return tuple(check_gate(gate, results) for gate in gates if not gate.needs_other_run)

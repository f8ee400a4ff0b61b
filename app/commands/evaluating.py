"""`millwright eval run`: suites asked of whoever owns the home, kept, reported, held to gates."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import typer

from app.commands.console import interrupted_by_term, note, print_json, progress_bar, waiting
from app.commands.run_tables import print_run
from app.sessions import Session, with_service
from evals.drafts import DRAFT_TAG
from evals.evaluation import begun, closed, gone_on, suites_of, tasks_left
from evals.gates import parse_gate
from evals.judge import judge_of
from evals.provenance import bearing, settings_kept
from evals.run import Conditions, GateResult, Judge, Run, RunOptions, System
from evals.runs import RunError, RunFolder, Runs
from evals.suite import Suite, SuiteError, read_gates, read_suite
from store.encoders import EncoderFiles, SentenceTransformerEncoder
from store.errors import SettingsError
from store.home import Home
from store.settings import Settings, load_settings
from store.values import Value

if TYPE_CHECKING:
    from evals.runner import Peer


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    suites: tuple[Path, ...]
    out: Path | None
    systems: tuple[str, ...]
    answers: bool
    judge: bool
    tags: tuple[str, ...]
    limit: int | None
    jobs: int
    skip_missing: bool
    name: str
    note: str
    resume: str | None
    gates: Path | None
    images: Literal["failed", "all", "none"]


class RunDone(Value):
    """What `eval run --json` prints."""

    run: Run
    gates: tuple[GateResult, ...]
    folder: Path
    report: Path


def run_suites(order: Order, *, as_json: bool) -> None:
    """Print what comes of a run; exits 1 where a gate fell.

    Raises SuiteError, GateError or RunError for what cannot be run as ordered.
    """
    settings = load_settings()
    runs = Runs(order.out or Home(settings.home).runs)
    more = read_gates(order.gates) if order.gates else ()
    for gate in more:
        parse_gate(gate)
    if bool(order.suites) == (order.resume is not None):
        raise SuiteError("Name suites to run, or a run to go on with by --resume: one of the two.")
    work = _Work(order, settings, runs, more)
    try:
        with interrupted_by_term():
            run = with_service(settings, work)
    except KeyboardInterrupt:
        if work.folder is not None:
            elsewhere = f" --out {shlex.quote(str(order.out))}" if order.out else ""
            run_id = work.folder.folder.name
            note(f"Broken off. Go on: millwright eval run --resume {run_id}{elsewhere}")
        raise typer.Exit(130) from None
    folder = work.opened()
    if as_json:
        print_json(RunDone(run=run, gates=run.gates, folder=folder.folder, report=folder.report))
    else:
        print_run(run, folder.cases(), folder.report, more_gates=more)
    if not all(gate.passed for gate in run.gates):
        raise typer.Exit(1)


class _Work:
    """A run as an action of a session: called again when the home's owner changed in its middle."""

    def __init__(
        self, order: Order, settings: Settings, runs: Runs, more_gates: Sequence[str]
    ) -> None:
        self._order = order
        self._settings = settings
        self._runs = runs
        self._more_gates = more_gates
        self.folder: RunFolder | None = runs.find(order.resume) if order.resume else None
        self._judge = _judge_for(settings, order, self.folder)
        self._suites: Sequence[Suite] = (
            suites_of(self.folder.run()) if self.folder else [read_suite(p) for p in order.suites]
        )

    def opened(self) -> RunFolder:
        """Return the run's folder, once it has one."""
        assert self.folder is not None
        return self.folder

    def __call__(self, session: Session) -> Run:
        order = self._order
        conditions = session.service.evaluator.conditions()
        _tell_other_settings(self._settings, conditions)
        if self.folder is None:
            self.folder = begun(
                session.service,
                self._suites,
                runs=self._runs,
                options=RunOptions(
                    systems=tuple(one for one in get_args(System) if one in order.systems),
                    answers=order.answers,
                    tags=order.tags,
                    limit=order.limit,
                    jobs=order.jobs,
                ),
                conditions=conditions,
                judge=self._judge,
                name=order.name,
                note=order.note,
                skip_missing=order.skip_missing,
            )
        folder = self.folder
        began = folder.run()
        note(f"Run {began.id} in {folder.folder}")
        if drafts := sum(DRAFT_TAG in case.tags for one in self._suites for case in one.cases):
            note(f"{drafts} drafts are left out: nobody has confirmed them yet.")
        tasks = tasks_left(folder, self._suites, session.service, conditions)
        with progress_bar() as progress:
            total = sum(suite.cases for suite in began.suites)
            task = progress.add_task("Questions", total=total, completed=total - len(tasks))
            gone_on(
                folder,
                tasks,
                session.service,
                judge=self._judge,
                peers=_peers(began, self._settings),
                check=session.check,
                on_case=lambda _: progress.advance(task),
            )
        with waiting("Writing the report …"):
            return closed(folder, session.service, images=order.images, more_gates=self._more_gates)


def _tell_other_settings(own: Settings, conditions: Conditions) -> None:
    """Say which settings of this process have no say: questions are answered by another one."""
    mine, theirs = bearing(settings_kept(own)), bearing(conditions.settings)
    other = [name for name in mine if mine[name] != theirs.get(name)]
    if other:
        said = ", ".join(f"{name} {theirs.get(name)}, not {mine[name]}" for name in other)
        note(
            f"The service that owns the home answers under its own settings: {said}. The run is "
            "about those: to try yours, start the service with them, or stop it.",
            "yellow",
        )


def _judge_for(settings: Settings, order: Order, folder: RunFolder | None) -> Judge | None:
    """The judge that is asked for; a run that goes on has the one that it began with."""
    if folder is None:
        return _judge(settings) if order.judge else None
    began = folder.run()
    if began.judge is None:
        if order.judge:
            raise RunError(f"The run {began.id} began without a judge: start a new run for one.")
        return None
    judge = _judge(settings)
    if judge.name != began.judge:
        raise RunError(
            f"The run {began.id} was judged by {began.judge}, and {judge.name} is set now: set "
            "MILLWRIGHT_JUDGE_MODEL back, or start a new run."
        )
    return judge


def _judge(settings: Settings) -> Judge:
    judge = judge_of(settings)
    if judge is None:
        raise SettingsError(
            "There is no model that could judge: set MISTRAL_SERVER_URL or MISTRAL_API_KEY, or "
            "leave out --judge."
        )
    return judge


def _peers(run: Run, settings: Settings) -> "dict[System, Peer]":
    """The systems beside the service that a run asks, each over the originals of its corpus."""
    from evals.starter import Source, Starter, readable
    from evals.starter_bm25 import StarterBm25

    found: dict[System, Peer] = {}
    asked = {"starter", "starter-bm25"} & set(run.options.systems)
    if not asked:
        return found
    home = Home(settings.home)
    sources: list[Source] = []
    for used in run.corpus.manuals:
        path = home.kept_original(used.sha256)
        if path is None or not readable(path):
            note(f"The starter does not read {used.file}: its questions count as not found.")
            continue
        sources.append(Source(used.manual, used.revision, used.file, used.language, path))
    if "starter-bm25" in asked:
        with waiting("The starter's chunks are made …"):
            found["starter-bm25"] = StarterBm25(sources)
    if "starter" in asked:
        with waiting("The starter embeds the originals …"):
            encoder = SentenceTransformerEncoder(
                EncoderFiles(settings.encoder), batch=settings.encoder_batch
            )
            found["starter"] = Starter(sources, encoder)
    return found

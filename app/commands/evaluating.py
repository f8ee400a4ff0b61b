"""`millwright eval run`: suites asked of whoever owns the home, kept, reported, held to gates."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import typer

from app.commands.console import note, print_json, progress_bar, waiting
from app.commands.run_tables import print_run
from app.sessions import Session, with_service
from evals.drafts import DRAFT_TAG
from evals.evaluation import begun, closed, gates_of, gone_on, suites_of, tasks_left
from evals.gates import parse_gate
from evals.judge import judge_of
from evals.run import GateResult, Judge, Run, RunOptions, System
from evals.runs import RunFolder, Runs
from evals.suite import Suite, SuiteError, read_gates, read_suite
from store.encoders import EncoderFiles, SentenceTransformerEncoder
from store.errors import SettingsError
from store.home import Home
from store.settings import Settings, load_settings
from store.values import Value

if TYPE_CHECKING:
    from evals.starter import Starter


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
    work = _Work(order, settings, runs)
    try:
        run = with_service(settings, work)
    except KeyboardInterrupt:
        if work.folder is not None:
            note(f"Broken off. Go on: millwright eval run --resume {work.folder.folder.name}")
        raise typer.Exit(130) from None
    folder = work.opened()
    gates = (*run.gates, *gates_of(run.model_copy(update={"suites": ()}), folder.cases(), more))
    if as_json:
        print_json(RunDone(run=run, gates=gates, folder=folder.folder, report=folder.report))
    else:
        print_run(run, folder.cases(), gates, folder.report)
    if not all(gate.passed for gate in gates):
        raise typer.Exit(1)


class _Work:
    """A run as an action of a session: called again when the home's owner changed in its middle."""

    def __init__(self, order: Order, settings: Settings, runs: Runs) -> None:
        self._order = order
        self._settings = settings
        self._runs = runs
        self._judge = _judge(settings) if order.judge else None
        self.folder: RunFolder | None = runs.find(order.resume) if order.resume else None
        self._suites: Sequence[Suite] = (
            suites_of(self.folder.run()) if self.folder else [read_suite(p) for p in order.suites]
        )

    def opened(self) -> RunFolder:
        """Return the run's folder, once it has one."""
        assert self.folder is not None
        return self.folder

    def __call__(self, session: Session) -> Run:
        order = self._order
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
                settings=self._settings,
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
        tasks = tasks_left(folder, self._suites, session.service, self._settings)
        with progress_bar() as progress:
            total = sum(suite.cases for suite in began.suites)
            task = progress.add_task("Questions", total=total, completed=total - len(tasks))
            gone_on(
                folder,
                tasks,
                session.service,
                judge=self._judge,
                starter=_starter(began, self._settings)
                if "starter" in began.options.systems
                else None,
                check=session.check,
                on_case=lambda _: progress.advance(task),
            )
        with waiting("Writing the report …"):
            return closed(folder, session.service, images=order.images)


def _judge(settings: Settings) -> Judge:
    judge = judge_of(settings)
    if judge is None:
        raise SettingsError(
            "There is no model that could judge: set MISTRAL_SERVER_URL or MISTRAL_API_KEY, or "
            "leave out --judge."
        )
    return judge


def _starter(run: Run, settings: Settings) -> "Starter":
    from evals.starter import Source, Starter, readable

    home = Home(settings.home)
    sources: list[Source] = []
    for used in run.corpus.manuals:
        path = home.kept_original(used.sha256)
        if path is None or not readable(path):
            note(f"The starter does not read {used.file}: its questions count as not found.")
            continue
        sources.append(Source(used.manual, used.revision, used.file, used.language, path))
    with waiting("The starter embeds the originals …"):
        encoder = SentenceTransformerEncoder(
            EncoderFiles(settings.encoder), batch=settings.encoder_batch
        )
        return Starter(sources, encoder)

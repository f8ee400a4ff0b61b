"""`millwright eval ablation`: what each stage of search is worth, and what its parts do alone."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from app.commands.console import note, print_json, print_table, progress_bar, say
from app.commands.own_home import with_own_home
from app.counting import counted
from app.local import LocalService
from app.sessions import Session
from evals.ablation import FULL, METRICS, Ablation, Cell, ablated, variants
from evals.metrics_intervals import p_value
from evals.run import RunOptions
from evals.runner import Asked, Task, require_manuals, tasks_of
from evals.suite import Suite, read_suite
from store.settings import Settings, load_settings


def ablate(paths: Sequence[Path], *, skip_missing: bool, as_json: bool) -> None:
    """Print the ablation table of suites over the home that is set.

    Raises SuiteError for a suite in disorder or about manuals that are not in (unless they are to
    be skipped), and StoreUnavailable where another process owns the home.
    """
    suites = [read_suite(path) for path in paths]
    found = with_own_home(load_settings(), _Work(suites, skip_missing=skip_missing))
    if as_json:
        print_json(found)
    else:
        print_ablation(found)


@dataclass(frozen=True, slots=True)
class _Work:
    suites: Sequence[Suite]
    skip_missing: bool

    def __call__(self, service: LocalService, session: Session) -> Ablation:
        tasks, missing = tasks_in(service, self.suites, skip_missing=self.skip_missing)
        ways = variants(service.settings)
        count = sum(task.case.is_ranked for task in tasks)
        with progress_bar() as bar:
            rows = {way.name: bar.add_task(way.name, total=count) for way in ways}
            return ablated(
                lambda settings: under(service, settings),
                ways,
                tasks,
                skipped=missing,
                check=session.check,
                on_question=lambda way: bar.advance(rows[way.name]),
            )


def tasks_in(
    service: LocalService, suites: Sequence[Suite], *, skip_missing: bool
) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
    """Return the questions to ask, and those whose manuals are not in.

    Raises SuiteError where there are any of the latter and they are not to be skipped.
    """
    options = RunOptions(systems=("search",), answers=False)
    tasks, missing = tasks_of(suites, service.manuals(), options)
    require_manuals(tasks, missing, skip_missing=skip_missing)
    return tasks, missing


def under(service: LocalService, settings: Settings) -> Asked:
    """Return the service searching under other settings, with the index and the encoders loaded."""
    other = copy.copy(service)
    other.settings = settings
    if not settings.across_encoder:
        other.parts = replace(service.parts, across=None)
    return other


def print_ablation(found: Ablation) -> None:
    """Print the table, a block a suite."""
    say(f"{counted(found.questions, 'question')}, one at a time", "bold")
    for suite in dict.fromkeys(row.suite for row in found.rows):
        rows = [row for row in found.rows if row.suite == suite]
        title = escape(suite or "All questions")
        table = Table("", *METRICS, "ms median", "p95", title=title, title_justify="left")
        for row in rows:
            cells = (_cell_text(cell) for cell in row.cells)
            table.add_row(row.variant, *cells, f"{row.median_ms:.0f}", f"{row.p95_ms:.0f}")
        table.caption = counted(rows[0].cells[0].count, "question")
        print_table(table)
    say(
        f"Under each rate: its difference to {FULL}, and p of a paired permutation test (not "
        "corrected for the number of rows)."
    )
    if found.skipped:
        note(f"{len(found.skipped)} questions left out: their manuals are not in the home.")


def _cell_text(cell: Cell) -> str:
    if cell.change is None or cell.p is None:
        return f"{cell.value:.3f}"
    p = p_value(cell.p)
    return f"{cell.value:.3f}\n{cell.change:+.3f} p {p}"

"""`millwright eval calibrate-refusal`: weights of refusal's signals, fitted to suites."""

import datetime
import os
import shutil
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from pydantic import BaseModel, Field

from answer.language import language_of
from answer.refusal import is_too_risky, without_weighing
from answer.retrieve import evidence
from answer.signals import signals
from app.commands.ablating import tasks_in
from app.commands.console import note, print_json, progress_bar, say
from app.commands.own_home import with_own_home
from app.counting import counted
from app.local import LocalService
from app.sessions import Session
from evals.refusal_calibration import AtThreshold, Calibration, Judged, calibrated
from evals.runner import Task
from evals.suite import Suite, read_suite
from store.errors import SettingsError
from store.settings import load_settings, settings_file
from store.values import Scope

# As many hits as an answer looks at.
_EVIDENCE = 8
_NAMES = ("refusal_weights", "refusal_threshold")


class Calibrated(BaseModel):
    """What is printed as JSON: counts for each threshold, and the one that is chosen."""

    questions: int
    skipped: tuple[str, ...] = Field(description="questions about manuals that are not there")
    weights: dict[str, float]
    threshold: float
    now: AtThreshold
    table: tuple[AtThreshold, ...]


def calibrate_refusal(
    suites: Sequence[Path],
    *,
    precision: float | None,
    write: bool,
    skip_missing: bool,
    as_json: bool,
) -> None:
    """Print what each threshold gives, and write weights and threshold into the settings file.

    Exits 1 where no threshold has the precision that is asked for, and writes nothing then.

    Raises SuiteError for a suite that cannot be read or is about manuals that are not in (unless
    they are to be skipped), MillwrightError for too few questions, and SettingsError where what is
    to be written would not hold.
    """
    read = [read_suite(path) for path in suites]
    if write:
        _require_heard()
    found, skipped = with_own_home(load_settings(), _Work(read, skip_missing=skip_missing))
    chosen = found.chosen(precision)
    if as_json:
        print_json(
            Calibrated(
                questions=found.questions,
                skipped=skipped,
                weights=found.weights,
                threshold=chosen.threshold,
                now=found.now,
                table=found.table,
            )
        )
    else:
        _print(found, chosen, skipped, precision)
    if precision is not None and chosen.precision < precision:
        note(
            f"No threshold refuses with a precision of {precision}; the one marked has the best "
            f"F1.{' Nothing is written.' if write else ''}",
            "yellow",
        )
        raise typer.Exit(1)
    if write:
        path = settings_file()
        _write(path, found, chosen.threshold)
        note(
            f"Written to {path}: it holds from the next start. To undo it, take the lines "
            f"{' and '.join(_NAMES)} out again."
        )


def _print(
    found: Calibration, chosen: AtThreshold, skipped: Sequence[str], precision: float | None
) -> None:
    say(f"{counted(found.questions, 'question')}, judged by weights fitted to the others", "bold")
    for row in found.table:
        mark = "  <-" if row is chosen else ""
        say(f"  from {row.threshold:.2f}: {_counts(row)}{mark}")
    say(f"  as it is: {_counts(found.now)}")
    if precision is None and chosen.f1 <= found.now.f1:
        note("What is set refuses as well on these questions: there is nothing to gain.", "yellow")
    if skipped:
        note(f"{len(skipped)} questions left out: their manuals are not in the home.")


def _counts(row: AtThreshold) -> str:
    return (
        f"precision {row.precision:.3f} ({row.rightly} of {row.refused}), "
        f"recall {row.recall:.3f} ({row.rightly} of {row.unanswerable})"
    )


@dataclass(frozen=True, slots=True)
class _Work:
    suites: Sequence[Suite]
    skip_missing: bool

    def __call__(
        self, service: LocalService, session: Session
    ) -> tuple[Calibration, tuple[str, ...]]:
        tasks, missing = tasks_in(service, self.suites, skip_missing=self.skip_missing)
        with progress_bar() as bar:
            row = bar.add_task("Questions", total=len(tasks))
            judged = []
            for one in _judged(service, tasks):
                session.check()
                judged.append(one)
                bar.advance(row)
        fitted = calibrated(judged, threshold_now=service.settings.refusal_threshold)
        return fitted, tuple("/".join(task.key) for task in missing)


def _judged(service: LocalService, tasks: Iterable[Task]) -> Iterable[Judged]:
    chain, today = service.chain(), datetime.date.today()
    for case in (task.case for task in tasks):
        result = chain.found(
            case.question,
            Scope(machine=case.machine, revision=case.revision),
            today=today,
            limit=_EVIDENCE,
            history=case.history,
        )
        looked_at = evidence(result.found, service.catalog)
        words = result.words or case.question
        spoke = signals(
            words,
            looked_at,
            language_of(case.question),
            chain.frequencies(result.revisions),
            chain.parts.senses,
        )
        decided = without_weighing(words, looked_at, spoke, chain.near_codes(result))
        refused = None if decided is None else decided.refusal is not None
        risky = is_too_risky(spoke, service.settings, chain.parts.senses)
        yield Judged(spoke, case.answerable, refused, risky if refused is None else refused)


def _require_heard() -> None:
    """Raise SettingsError where the environment says what the file is to say: it wins."""
    for variable in (f"MILLWRIGHT_{name.upper()}" for name in _NAMES):
        if variable in os.environ:
            raise SettingsError(
                f"{variable} is set in the environment and wins over the file: unset it first, or "
                "leave out --write."
            )


def _write(path: Path, found: Calibration, threshold: float) -> None:
    """Put both settings in front of the file's others; tables, if there are any, come last.

    Who may read the file stays as it is, for it may hold a key; what links to it does, too.
    """
    path = path.resolve()
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    weights = ", ".join(f'["{name}", {value}]' for name, value in found.weights.items())
    new = [f"refusal_weights = [{weights}]", f"refusal_threshold = {threshold}"]
    written = "\n".join([*new, *_without(_NAMES, text)]) + "\n"
    partial = path.with_name(f"{path.name}.partial")
    if path.is_file():
        partial.touch(mode=0o600)
        shutil.copymode(path, partial)
    partial.write_text(written, encoding="utf-8")
    partial.replace(path)


def _without(names: Sequence[str], text: str) -> list[str]:
    """The lines of TOML without those keys; a value may take several lines."""
    kept: list[str] = []
    lines = text.splitlines()
    while lines:
        if lines[0].partition("=")[0].strip() not in names:
            kept.append(lines.pop(0))
            continue
        # As many as it takes until it is a whole one.
        taken = [lines.pop(0)]
        while lines and not _is_whole(taken):
            taken.append(lines.pop(0))
    return kept


def _is_whole(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True

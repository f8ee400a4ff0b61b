"""`millwright eval calibrate-refusal`: weights of refusal's signals, fitted to suites."""

import datetime
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel

from answer.language import language_of
from answer.refusal import without_weighing
from answer.retrieve import evidence
from answer.signals import signals
from app.commands.console import print_json, say
from app.commands.own_home import with_own_home
from app.counting import counted
from app.local import LocalService
from evals.refusal_calibration import AtThreshold, Calibration, Judged, calibrated
from evals.suite import Case, load_suite
from store.settings import load_settings, settings_file
from store.values import Scope

# As many hits as an answer looks at.
_EVIDENCE = 8
_NAMES = ("refusal_weights", "refusal_threshold")


class Calibrated(BaseModel):
    """What is printed as JSON: counts for each threshold, and the one that is chosen."""

    questions: int
    weights: dict[str, float]
    threshold: float
    table: tuple[AtThreshold, ...]


def calibrate_refusal(
    suites: Sequence[Path], *, precision: float | None, write: bool, as_json: bool
) -> None:
    """Print what each threshold gives, and write weights and threshold into the settings file.

    Raises SuiteError for a suite that cannot be read, MillwrightError for too few questions.
    """
    cases = [case for path in suites for case in load_suite(path)]
    found = with_own_home(
        load_settings(), lambda service, _: calibrated(list(_judged(service, cases)))
    )
    chosen = found.chosen(precision)
    if as_json:
        print_json(
            Calibrated(
                questions=found.questions,
                weights=found.weights,
                threshold=chosen.threshold,
                table=found.table,
            )
        )
    else:
        say(
            f"{counted(found.questions, 'question')}, judged by weights fitted to the others",
            "bold",
        )
        for row in found.table:
            mark = "  <-" if row is chosen else ""
            say(
                f"  from {row.threshold:.2f}: precision {row.precision:.3f} "
                f"({row.rightly} of {row.refused}), recall {row.recall:.3f} "
                f"({row.rightly} of {row.unanswerable}){mark}"
            )
    if write:
        path = settings_file()
        _write(path, found, chosen.threshold)
        say(f"Written to {path}: it holds from the next start.")


def _judged(service: LocalService, cases: Iterable[Case]) -> Iterable[Judged]:
    chain, today = service.chain(), datetime.date.today()
    for case in cases:
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
        yield Judged(spoke, case.answerable, refused)


def _write(path: Path, found: Calibration, threshold: float) -> None:
    """Put both settings in front of the file's others; tables, if there are any, come last."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = [
        line for line in text.splitlines() if not re.match(rf"(?:{'|'.join(_NAMES)})\s*=", line)
    ]
    weights = ", ".join(f'["{name}", {value}]' for name, value in found.weights.items())
    new = [f"refusal_weights = [{weights}]", f"refusal_threshold = {threshold}"]
    path.write_text("\n".join([*new, *lines]) + "\n", encoding="utf-8")

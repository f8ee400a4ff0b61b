"""`millwright eval calibrate-judge`: how far the judging model agrees with people."""

from pathlib import Path

from app.commands.console import note, print_json, say, waiting
from evals.calibration import Agreement, calibrated, load_labels
from evals.judge import judge_of
from store.errors import SettingsError
from store.settings import load_settings


def calibrate_judge(path: Path, *, as_json: bool) -> None:
    """Print Cohen's kappa of the judge against labels; raises SuiteError for labels in disorder."""
    labels = load_labels(path)
    judge = judge_of(load_settings())
    if judge is None:
        raise SettingsError(
            "There is no model that could judge: set MISTRAL_SERVER_URL or MISTRAL_API_KEY, and "
            "MILLWRIGHT_JUDGE_MODEL where another model than the answering one is to judge."
        )
    with waiting(f"{judge.name} judges {len(labels)} answers") as status:
        found = calibrated(
            judge,
            labels,
            progress=lambda done: status.update(f"{judge.name}: {done} of {len(labels)}"),
        )
    if as_json:
        print_json(found)
        return
    say(f"{found.judge} against {found.labels} labelled answers", "bold")
    for aspect in found.aspects:
        _print(aspect)


def _print(found: Agreement) -> None:
    kappa = "undefined" if found.kappa is None else f"{found.kappa:.2f}"
    agreed = found.both_yes + found.both_no
    say(f"  {found.aspect}: Cohen's κ {kappa}, {agreed} of {found.judged} alike")
    say("                     judge yes   judge no")
    say(f"    person yes       {found.both_yes:9d}  {found.only_person_yes:9d}")
    say(f"    person no        {found.only_judge_yes:9d}  {found.both_no:9d}")
    if found.kappa is None:
        say("    κ needs verdicts of both kinds: label answers that are bad, too.")
    if found.without_verdict:
        say(f"    {found.without_verdict} without a verdict")
    for problem in found.problems:
        note(f"    {problem}", "yellow")

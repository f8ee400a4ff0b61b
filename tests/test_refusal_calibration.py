"""Refusal is fitted to suites, and told how well it then does, with counts."""

import json
import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from answer.signals import Signals
from app.cli import app
from evals.refusal_calibration import Judged, calibrated
from store.errors import MillwrightError
from tests.suite_run import case_line


def judged(*, answerable: bool, coverage: float, refused: bool | None = None) -> Judged:
    values = {"coverage": coverage, "margin": 0.1}
    return Judged(Signals(1, (), (), None, values), answerable, refused)


SPREAD = [step / 100 for step in range(30)]
APART = [
    *(judged(answerable=True, coverage=0.6 + offset) for offset in SPREAD),
    *(judged(answerable=False, coverage=0.1 + offset) for offset in SPREAD),
]


def test_signals_that_tell_questions_apart_get_their_weight() -> None:
    found = calibrated(APART)
    assert found.weights["coverage"] < 0
    best = found.chosen(None)
    assert (best.rightly, best.refused, best.unanswerable) == (30, 30, 30)
    assert (best.precision, best.recall) == (1.0, 1.0)
    # Beside what is set, which these questions say nothing good of.
    assert (found.now.refused, found.now.unanswerable) == (0, 30)


def test_signals_that_tell_nothing_are_said_to_tell_nothing() -> None:
    alike = [judged(answerable=number % 2 == 0, coverage=0.5) for number in range(60)]
    assert calibrated(alike).chosen(0.9).precision < 0.9


def test_a_precision_that_is_asked_for_is_kept_by_refusing_less() -> None:
    mixed = [*APART, *(judged(answerable=True, coverage=0.3) for _ in range(12))]
    found = calibrated(mixed)
    assert found.chosen(0.95).recall <= found.chosen(None).recall


def test_what_a_rule_refuses_counts_at_every_threshold() -> None:
    ruled = [*APART, *(judged(answerable=True, coverage=0.9, refused=True) for _ in range(5))]
    assert all(row.refused - row.rightly >= 5 for row in calibrated(ruled).table)


def test_what_answers_without_weighing_is_refused_at_no_threshold_and_still_counts() -> None:
    answered = [*APART, *(judged(answerable=False, coverage=0.1, refused=False) for _ in range(5))]
    found = calibrated(answered)
    assert {row.unanswerable for row in found.table} == {35}
    assert max(row.rightly for row in found.table) == 30
    assert found.weights == calibrated(APART).weights


def test_too_few_questions_are_no_suite_to_fit_to() -> None:
    with pytest.raises(MillwrightError, match="10 of each"):
        calibrated(APART[:31])


def test_the_command_prints_counts_and_writes_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import calibrating_refusal

    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "millwright.toml"
    settings.write_text(
        'log_level = "error"\nrefusal_threshold = 0.9\n'
        'refusal_weights = [\n  ["coverage", -1.0],\n  ["bias", 2.0],\n]\ncandidates = 31\n'
    )
    # It may hold a key, and be a link to where the plant keeps its settings.
    kept = settings.rename(tmp_path / "plant.toml")
    kept.chmod(0o600)
    settings.symlink_to(kept)
    suite = tmp_path / "suite.jsonl"
    suite.write_text('{"id": "a", "question": "Why?", "answerable": false}\n')
    monkeypatch.setattr(calibrating_refusal, "with_own_home", lambda *_: (calibrated(APART), ()))
    order = ["eval", "calibrate-refusal", str(suite), "--write"]
    result = CliRunner().invoke(app, order)
    assert result.exit_code == 0, result.output
    assert "30 of 30" in result.output
    assert "as it is: precision 0.000 (0 of 0), recall 0.000 (0 of 30)" in result.output
    assert "take the lines refusal_weights and refusal_threshold out" in " ".join(
        result.stderr.split()
    )
    # Standard output is for programs, whatever else there is to say.
    assert json.loads(CliRunner().invoke(app, [*order, "--json"]).stdout)["questions"] == 60
    assert settings.is_symlink()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    written = kept.read_text()
    assert written.count("refusal_threshold") == 1
    assert 'log_level = "error"' in written
    assert "candidates = 31" in written
    from store.settings import load_settings

    assert dict(load_settings().refusal_weights)["coverage"] < 0


def test_a_precision_that_no_threshold_has_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import calibrating_refusal

    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "millwright.toml"
    settings.write_text("refusal_threshold = 0.5\n")
    suite = tmp_path / "suite.jsonl"
    suite.write_text('{"id": "a", "question": "Why?", "answerable": false}\n')
    alike = [judged(answerable=number % 2 == 0, coverage=0.5) for number in range(60)]
    monkeypatch.setattr(calibrating_refusal, "with_own_home", lambda *_: (calibrated(alike), ()))
    order = ["eval", "calibrate-refusal", str(suite), "--write"]
    told = CliRunner().invoke(app, [*order, "--precision", "0.95"])
    assert told.exit_code == 1
    assert "No threshold refuses with a precision of 0.95" in told.stderr
    assert settings.read_text() == "refusal_threshold = 0.5\n"
    monkeypatch.setenv("MILLWRIGHT_REFUSAL_THRESHOLD", "0.4")
    told = CliRunner().invoke(app, order)
    assert "MILLWRIGHT_REFUSAL_THRESHOLD is set in the environment" in str(told.exception)


def test_drafts_and_what_no_manual_here_answers_are_no_measure(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither drafts nor other plants' manuals tell when to refuse here."""
    home = shutil.copytree(samples, tmp_path / "home")
    monkeypatch.setenv("MILLWRIGHT_HOME", str(home))
    suite = tmp_path / "mixed.jsonl"
    suite.write_text(
        "\n".join(
            [
                case_line("draft", "How tight should the drive belt be?", 9, tags=["draft"]),
                case_line("in", "How tight should the drive belt be?", 9),
                case_line("out", "How tight should the belt be?", 9).replace("SC-75_", "XY-1_"),
            ]
        )
    )
    order = ["eval", "calibrate-refusal", str(suite)]
    told = CliRunner().invoke(app, order)
    assert "XY-1_Compressor_Manual (suite mixed)" in str(told.exception)
    told = CliRunner().invoke(app, [*order, "--skip-missing"])
    assert "0 questions without an answer and 1 with one" in str(told.exception)

"""Runs over the sample manuals: kept, gone on with, reported, held to gates."""

import json
import shutil
import signal
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.local import LocalService
from evals.comparison import Side, compared
from evals.evaluation import begun, closed, gone_on, suites_of, tasks_left
from evals.provenance import conditions_of
from evals.report import report_html
from evals.run import CaseResult, RunOptions
from evals.runs import RunError, Runs
from evals.suite import SuiteError, read_suite
from store.errors import StoreUnavailable
from store.values import Answer, Scope
from tests.commands import serving, started, typed
from tests.suite_run import SYSTEMS, belts_suite, case_line, run_over


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return belts_suite(tmp_path)


def test_a_run_keeps_what_it_needs_to_be_repeated(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    suite.with_suffix(".toml").write_text('gates = ["hit@5 >= 0.9", "refusal_recall[off] >= 1"]')
    folder, run = run_over(plant, suite, tmp_path / "runs")
    assert Runs(tmp_path / "runs").find("latest").run() == folder.run() == run
    folder.write(run.model_copy(update={"name": "before the new encoder"}))
    assert Runs(tmp_path / "runs").find("before the new encoder").run().id == run.id
    assert run.encoder == plant.encoder.fingerprint
    assert run.settings["dense_weight"] == plant.settings.dense_weight
    assert {one.manual for one in run.corpus.manuals} >= {"SC-75_Compressor_Manual"}
    assert [(gate.gate, gate.passed) for gate in run.gates] == [
        ("hit@5 >= 0.9", True),
        ("refusal_recall[off] >= 1", True),
    ]
    assert run.suites[0].sha256 == read_suite(suite).sha256
    results = {result.case: result for result in folder.cases()}
    assert set(results["tight"].ranks) == set(SYSTEMS)
    # Gates of the command line are the run's own: in its report, too.
    more = closed(folder, plant, more_gates=("mrr[belt] >= 0.1",))
    assert [gate.gate for gate in more.gates][2:] == ["mrr[belt] >= 0.1"]
    assert "mrr[belt] &gt;= 0.1" in folder.report.read_text()
    assert results["tight"].ranks["search"].metrics["hit@5"] == 1
    assert results["<b>none"].ranks["search"].metrics == {}
    refusal = results["<b>none"].answer
    assert refusal is not None
    assert refusal.outcome == "refused"
    assert compared(
        Side(run=run, system="bm25"), Side(run=run, system="search"), folder.cases(), folder.cases()
    ).differences


def test_a_question_that_is_rejected_is_a_failure_of_its_own_even_the_first(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    suite.write_text(f"{case_line('endless', 'belt ' * 20_000, 9)}\n{suite.read_text()}")
    folder, run = run_over(plant, suite, tmp_path / "runs", jobs=1)
    errors = {result.case: result.error for result in folder.cases()}
    assert "ask in at most" in str(errors.pop("endless"))
    assert set(errors.values()) == {None}
    assert run.ended is not None


def test_no_secret_is_kept(plant: LocalService, suite: Path, tmp_path: Path) -> None:
    from pydantic import SecretStr

    settings = plant.settings.model_copy(
        update={
            "mistral_api_key": SecretStr("very-secret"),
            "database_url": "postgresql://u:pw@h/d",
            "mistral_server_url": "http://u:secret-too@h:8000",
        }
    )
    folder = begun(
        plant,
        [read_suite(suite)],
        runs=Runs(tmp_path),
        options=RunOptions(systems=("search",)),
        conditions=conditions_of(settings),
    )
    kept = (folder.folder / "run.json").read_text()
    assert "very-secret" not in kept
    assert "pw@h" not in kept
    assert "secret-too" not in kept
    assert "//set@h:8000" in kept


def test_a_run_that_broke_off_goes_on_where_it_stood(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    class Failing:
        """The service, which goes away at its second answer."""

        answers = 0

        def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
            self.answers += 1
            if self.answers == 2:
                raise StoreUnavailable("The home went away.")
            return plant.ask(question, scope=scope, history=history)

        def __getattr__(self, name: str) -> Any:
            return getattr(plant, name)

    failing: Any = Failing()
    with pytest.raises(StoreUnavailable):
        run_over(failing, suite, tmp_path / "runs", jobs=1)
    folder = Runs(tmp_path / "runs").find("latest")
    assert folder.run().ended is None
    assert [result.case for result in folder.cases()] == ["tight"]
    with (folder.folder / "cases.jsonl").open("a") as file:
        file.write('{"suite": "belts", "case": "bo')  # a line that a kill cut off
    suites = suites_of(folder.run())
    left = tasks_left(folder, suites, plant, conditions_of(plant.settings))
    assert [task.case.id for task in left] == ["bolts", "<b>none"]
    gone_on(folder, left, plant)
    assert not folder.report.exists()
    assert closed(folder, plant).ended is not None
    assert folder.report.is_file()
    assert {result.case for result in folder.cases()} == {"tight", "bolts", "<b>none"}


def test_a_run_does_not_go_on_over_other_questions_or_manuals(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    folder, run = run_over(plant, suite, tmp_path / "runs", answers=False)
    other = plant.settings.model_copy(update={"candidates": 11})
    with pytest.raises(RunError, match="the settings changed since it began"):
        tasks_left(folder, [read_suite(suite)], plant, conditions_of(other))
    suite.write_text(suite.read_text() + "\n")
    with pytest.raises(RunError, match="has changed since the run"):
        suites_of(run)


def test_a_suite_about_other_manuals_is_refused_by_name(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    lathe = suite.with_name("planer.jsonl")
    lathe.write_text(suite.read_text().replace("SC-75_Compressor_Manual", "planer.pdf"))
    with pytest.raises(SuiteError, match=r"3 questions .* planer\.pdf \(suite planer\)"):
        run_over(plant, lathe, tmp_path / "runs")
    assert Runs(tmp_path / "runs").ids() == ()


def test_a_machine_that_no_manual_is_for_is_named(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    question = "How tight should the drive belt be?"
    suite.write_text(
        "\n".join(
            case_line(machine, question, 9, machine=machine) for machine in ("SC-75", "SC-750")
        )
    )
    folder, run = run_over(plant, suite, tmp_path / "runs")
    assert run.machines_unknown == ("SC-750",)
    assert run.remarks[0] in report_html(run, folder.cases(), plant, images="none")
    assert "SC-750, which questions pick" in run.remarks[0]


def test_answers_that_the_model_did_not_write_are_counted(
    plant: LocalService, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    away = {"mistral_server_url": nobody, "mistral_model": "writer"}
    monkeypatch.setattr(plant, "settings", plant.settings.model_copy(update=away))
    _, run = run_over(plant, suite, tmp_path / "runs")
    (remark,) = run.remarks
    assert remark.startswith("2 of the answers were quoted, not written by writer: The language ")


@pytest.fixture(scope="module")
def home(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the samples in, which nobody owns."""
    return Path(shutil.copytree(samples, tmp_path_factory.mktemp("home") / "home"))


class TestCommand:
    def test_exit_codes_tell_gates_from_failures(self, home: Path, suite: Path) -> None:
        """Asked over HTTP of the service that owns the home."""
        settings = suite.with_suffix(".toml")
        retrieval = ("--no-answers", "--system", "search", "--system", "bm25")
        with serving(home, MILLWRIGHT_CANDIDATES="40"):
            settings.write_text('gates = ["hit@5 >= 0.9"]')
            good = typed(home, "eval", "run", str(suite), *retrieval, "--json")
            assert good.returncode == 0, good.stderr
            done = json.loads(good.stdout)
            assert Path(done["report"]).is_file()
            assert Path(done["folder"]).parent == home / "runs"
            # It is about what answered, not about the settings of who asked.
            assert done["run"]["settings"]["candidates"] == 40
            assert "candidates 40, not 30" in good.stderr

            settings.write_text('gates = ["hit@5 >= 0.9", "citation_page >= 0.5"]')
            fallen = typed(home, "eval", "run", str(suite), *retrieval)
            assert fallen.returncode == 1
            assert "it was not measured" in fallen.stdout

            settings.write_text('gates = ["hits@5 >= 0.9"]')
            wrong = typed(home, "eval", "run", str(suite), *retrieval)
            assert wrong.returncode == 2
            assert "There is no metric hits@5" in wrong.stderr

        compared = typed(home, "eval", "compare", done["run"]["id"], "latest", "--json")
        assert compared.returncode == 1
        assert [gate["passed"] for gate in json.loads(compared.stdout)["gates"]] == [True, False]
        baseline = typed(home, "eval", "compare", "latest:bm25", done["run"]["id"])
        assert baseline.returncode == 0, baseline.stderr
        unknown = typed(home, "eval", "compare", "none-such", "latest")
        assert unknown.returncode == 2
        assert "There is no run none-such" in unknown.stderr

    def test_a_killed_run_goes_on_through_whoever_owns_the_home_then(
        self, home: Path, tmp_path: Path
    ) -> None:
        runs, many = tmp_path / "runs", 40
        long_suite = tmp_path / "long.jsonl"
        lines = [case_line(str(n), f"What is the torque of bolt {n}?", 10) for n in range(many)]
        long_suite.write_text("\n".join(lines))
        order = ("--no-answers", "--system", "search", "--out", str(runs))
        process = started(home, "eval", "run", str(long_suite), *order, "--jobs", "1")
        try:
            cases = _until_some_ended(runs)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        ended = {result.case for result in cases}
        assert 0 < len(ended) < many
        resumed = typed(home, "eval", "run", "--resume", "latest", "--out", str(runs))
        assert resumed.returncode == 0, resumed.stderr
        folder = Runs(runs).find("latest")
        assert len(folder.cases()) == many
        assert folder.run().ended is not None
        # What had ended before was not asked again.
        assert len((folder.folder / "cases.jsonl").read_text().splitlines()) <= many + 1


def _until_some_ended(runs: Path) -> tuple[CaseResult, ...]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if Runs(runs).ids() and (cases := Runs(runs).find("latest").cases()):
            return cases
        time.sleep(0.02)
    raise AssertionError("No question of the run ended.")

"""What a run was asked under, and what became of that while it was asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.local import LocalService
from evals.evaluation import begun
from evals.provenance import conditions_of, unlike
from evals.report import report_html
from evals.run import RunOptions
from evals.runs import RunError, Runs
from evals.suite import read_suite
from store.manual_values import ManualSummary
from store.values import Answer, Scope
from tests.eval_builders import run
from tests.suite_run import belts_suite, run_over


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return belts_suite(tmp_path)


def test_manuals_that_come_or_go_while_it_runs_are_named(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    class Withdrawn:
        """The service, whose manuals go out of force while it is asked."""

        asked = False

        def manuals(self) -> tuple[ManualSummary, ...]:
            return () if self.asked else plant.manuals()

        def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
            self.asked = True
            return plant.ask(question, scope=scope, history=history)

        def __getattr__(self, name: str) -> Any:
            return getattr(plant, name)

    service: Any = Withdrawn()
    folder, done = run_over(service, suite, tmp_path / "runs")
    assert "SC-75_Compressor_Manual 1.2" in done.manuals_changed
    (remark,) = done.remarks
    assert "SC-75_Compressor_Manual 1.2" in remark
    assert remark in report_html(done, folder.cases(), plant, images="none")
    unread = done.corpus.manuals[0].model_copy(update={"vectors": 0})
    corpus = done.corpus.model_copy(update={"manuals": (unread,)})
    early = done.model_copy(update={"corpus": corpus, "glossary": "0" * 64})
    assert early.remarks[0].startswith(f"{unread.chunks} chunks of {unread.manual} had no vectors")
    told = unlike(early, early.model_copy(update={"corpus": done.corpus, "glossary": None}))
    assert "glossary: sha256 000000000000 → none" in told
    same = done.corpus.model_copy(update={"manuals": done.corpus.manuals[:1]})
    (told_of_vectors,) = unlike(
        early, early.model_copy(update={"corpus": same.model_copy(update={"sha256": "0"})})
    )
    assert told_of_vectors.startswith(f"vectors of {unread.manual} ")


def test_a_damaged_run_does_not_hide_the_others(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    for name in ("20260101-a", "20260102-b"):
        runs.create(run(name))
    (tmp_path / "20260102-b" / "run.json").write_text('{"id": "20260102-b"')
    assert [one.id for one in runs.all()] == ["20260101-a"]
    (told,) = runs.unread()
    assert "20260102-b" in told
    with pytest.raises(RunError, match="There is no run before"):
        runs.find("before")


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="name another folder"):
        Runs(tmp_path / "file").create(run())


def test_a_judged_run_goes_on_with_its_judge_or_not_at_all(
    plant: LocalService, suite: Path, tmp_path: Path
) -> None:
    for judge, order, sentence in (
        ("mild", (), "no model that could judge"),
        (None, ("--judge",), "began without a judge"),
    ):
        folder = begun(
            plant,
            [read_suite(suite)],
            runs=Runs(tmp_path),
            options=RunOptions(systems=("search",)),
            conditions=conditions_of(plant.settings),
        )
        folder.write(folder.run().model_copy(update={"judge": judge}))
        resume = ("eval", "run", "--resume", str(folder.folder), *order)
        told = CliRunner().invoke(app, resume)
        assert (told.exit_code, sentence in told.output) == (2, True), told.output

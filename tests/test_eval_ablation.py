"""The ablation table over the sample manuals."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.commands.ablating import under
from app.local import LocalService
from evals.ablation import Ablation, Variant, ablated, variants
from evals.runner import Task
from evals.suite import Case, Expected, SuiteError
from store.settings import load_settings
from store.values import Answer, Scope, SearchResult

LATHE = "CL-450_Lathe_Manual"
COMPRESSOR = "SC-75_Compressor_Manual"


def task(suite: str, name: str, question: str, manual: str, page: int) -> Task:
    place = Expected(manual=manual, pages=(page,))
    return Task(suite, Case(id=name, question=question, expected=(place,)))


@pytest.fixture(scope="module")
def table(plant: LocalService) -> Ablation:
    tasks = [
        task("compressor", "tight", "How tight should the drive belt be?", COMPRESSOR, 9),
        task("compressor", "nowhere", "How tight should the drive belt be?", COMPRESSOR, 1),
        task("lathe", "code", "al204", LATHE, 13),
        Task("lathe", Case(id="off", question="Who won in 1972?", answerable=False)),
    ]
    ways = variants(plant.settings)
    return ablated(lambda settings: under(plant, settings), ways, tasks)


def rate(table: Ablation, variant: str, suite: str | None, metric: str = "hit@1") -> float:
    row = next(row for row in table.rows if (row.variant, row.suite) == (variant, suite))
    return next(cell.value for cell in row.cells if cell.metric == metric)


def test_every_stage_that_is_on_is_switched_off_once_and_the_parts_stand_alone() -> None:
    names = [way.name for way in variants(load_settings())]
    assert names[0] == "search"
    assert names[-3:] == ["bm25 alone", "dense alone", "rrf alone"]
    assert "without codes looked up first" in names
    assert "without the postprocessors" not in names
    off = load_settings(identifiers_first=False)
    assert "without codes looked up first" not in [way.name for way in variants(off)]


def test_the_only_lane_is_not_switched_off() -> None:
    names = [way.name for way in variants(load_settings(dense_weight=0))]
    assert "without the meaning lane" not in names
    assert "without the keyword lane" not in names


def test_each_suite_and_all_together_are_measured(table: Ablation) -> None:
    assert table.questions == 3
    assert {row.suite for row in table.rows} == {"compressor", "lathe", None}
    assert rate(table, "search", "compressor") == 0.5
    assert rate(table, "search", "lathe") == 1
    assert rate(table, "search", None) == pytest.approx(2 / 3)
    assert all(0 <= row.median_ms <= row.p95_ms for row in table.rows)


def test_a_way_is_held_against_the_full_search_question_by_question(plant: LocalService) -> None:
    tasks = [
        task("compressor", f"tight-{number}", "How tight should the drive belt be?", COMPRESSOR, 9)
        for number in range(8)
    ]
    keywordless = plant.settings.model_copy(update={"sparse_weight": 0.0})
    ways = [Variant("search", plant.settings), Variant("blind", keywordless)]
    found = ablated(
        lambda settings: plant if settings is plant.settings else Blind(plant), ways, tasks
    )
    full, blind = found.rows
    assert [(cell.value, cell.change, cell.p) for cell in full.cells] == [(1, None, None)] * 4
    for cell in blind.cells:
        assert (cell.value, cell.change, cell.count) == (0, -1, 8)
        assert cell.p is not None
        # Only two of 256 ways to exchange eight pairs are as extreme.
        assert cell.p == pytest.approx(2 / 256, abs=0.003)


class Blind:
    """Finds nothing."""

    def __init__(self, service: LocalService) -> None:
        self._service = service

    def search(self, question: str, *, scope: Scope, **how: Any) -> SearchResult:
        found = self._service.search(question, scope=scope, **how)
        return found.model_copy(update={"hits": ()})

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        return self._service.ask(question, scope=scope, history=history)


def test_questions_without_a_place_are_refused(plant: LocalService) -> None:
    nothing = Task("lathe", Case(id="off", question="Who won in 1972?", answerable=False))
    with pytest.raises(SuiteError, match="nothing to rank"):
        ablated(lambda _: plant, [Variant("search", plant.settings)], [nothing])

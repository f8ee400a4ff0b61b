"""The evaluator's figures: right by hand on small cases, and gained on the sample suite."""

import datetime
from pathlib import Path

import pytest

from app.local import LocalService
from evals.quality import outcomes, p_values, pooled
from evals.ranking import figures, permutation_p, reciprocal_ranks
from evals.starter import Starter
from evals.suite import Case, Expected, SuiteError, load_suite
from store.section_names import comparable_section
from store.values import Scope
from tests.homes import SAMPLES


def test_rank_figures_by_hand() -> None:
    found = figures([1, 2, None, 10, 11])
    assert found.count == 5
    assert found.hit_at_1 == pytest.approx(0.2)
    assert found.hit_at_5 == pytest.approx(0.4)
    assert found.mrr_at_10 == pytest.approx((1 + 0.5 + 0.1) / 5)
    assert reciprocal_ranks([4, None, 11]) == [0.25, 0.0, 0.0]


def test_the_permutation_test_tells_a_difference_from_none() -> None:
    better, worse = [1.0] * 30, [0.2] * 30
    assert permutation_p(better, worse) < 0.001
    assert permutation_p(better, better) == 1.0
    assert permutation_p([1.0, 0.0], [0.0, 1.0]) == 1.0
    # Two questions, both won: the exact p of flipping two signs is 1/2.
    assert permutation_p([1.0, 1.0], [0.0, 0.0]) == pytest.approx(0.5, abs=0.02)


def test_sections_are_compared_without_case_number_and_spaces() -> None:
    assert comparable_section(" 5.2.1 Checking the Belt ") == comparable_section(
        "checking the belt"
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: not JSON"),
        ('{"id": "a"}', "line 2: question"),
        ('{"id": "a", "question": "q", "colour": 1}', "line 2: colour"),
    ],
)
def test_a_wrong_line_of_a_suite_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_text('{"id": "ok", "question": "q"}\n' + line + "\n")
    with pytest.raises(SuiteError, match=sentence):
        load_suite(path)


def test_a_right_hit_needs_manual_and_page_or_section(plant: LocalService) -> None:
    (hit,) = plant.search("drive belt deflection frequency", scope=Scope(), limit=1).hits
    page = hit.page or 0
    assert Expected(manual=hit.manual, pages=(page,)).is_met_by(hit)
    assert Expected(manual=hit.file, sections=(hit.section[-1].upper(),)).is_met_by(hit)
    assert not Expected(manual=hit.manual, pages=(page + 3,)).is_met_by(hit)
    assert not Expected(manual="other", pages=(page,)).is_met_by(hit)
    several = Case.model_validate(
        {
            "id": "1",
            "question": "q",
            "expected": [{"manual": "x"}, {"manual": hit.file, "pages": [page]}],
        }
    )
    assert several.first_right((hit,)) == 1


def test_search_finds_the_sample_suite_and_beats_its_own_parts(plant: LocalService) -> None:
    cases = load_suite(SAMPLES / "suite.jsonl")
    revisions = plant.catalog.in_force(Scope(), today=datetime.date.today())
    files = sorted(SAMPLES.glob("*.pdf"))
    results = outcomes(
        cases,
        revisions,
        index=plant.index,
        encoder=plant.encoder,
        settings=plant.settings,
        starter=Starter(files, plant.encoder),
    )
    by_name = {result.system: result.figures for result in results}
    asked = sum(case.answerable for case in cases)
    assert by_name["search"].count == asked
    assert by_name["search"].hit_at_5 >= 0.9
    for part in ("bm25", "dense", "starter"):
        assert by_name["search"].mrr_at_10 > by_name[part].mrr_at_10
    assert set(p_values(results)) == {"bm25", "dense", "starter"}
    assert pooled([results, results])[0].figures.count == 2 * asked

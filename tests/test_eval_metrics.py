"""The evaluator's figures, worked out by hand on small cases."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import MetricError, figure, metric_named
from evals.metrics_answer import answer_given
from evals.metrics_boxes import box_agreement
from evals.metrics_facts import facts_found, token_f1
from evals.metrics_intervals import (
    difference_interval,
    mcnemar_p,
    mean_interval,
    permutation_p,
)
from evals.metrics_ranking import NAMES, first_right, ranked, ranking_metrics
from evals.suite import Case, Expected
from evals.verdict import is_right
from store.values import Box, Elsewhere
from tests.eval_builders import answer, case, citation, hit, hits, result


def metrics(expected: Case, *pages: int) -> dict[str, float]:
    return ranking_metrics(expected.expected, ranked(expected.expected, hits(*pages)))


def test_one_expected_page_at_rank_three() -> None:
    found = metrics(case(9), 1, 2, 9, 4)
    assert (found["hit@1"], found["hit@3"], found["hit@5"]) == (0, 1, 1)
    assert (found["recall@1"], found["recall@3"]) == (0, 1)
    assert found["mrr@10"] == pytest.approx(1 / 3)
    assert found["ndcg@10"] == pytest.approx(1 / math.log2(4))


def test_two_expected_pages_each_count_once() -> None:
    found = metrics(case(9, 10), 9, 9, 10)
    assert (found["recall@1"], found["recall@3"]) == (0.5, 1)
    # The second hit on page 9 takes a rank and gains nothing.
    ideal = 1 + 1 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx((1 + 1 / math.log2(4)) / ideal)


def test_a_hit_over_both_pages_finds_both() -> None:
    both = hit(9).model_copy(update={"places": hit(9).places + hit(10).places})
    expected = case(9, 10).expected
    found = ranking_metrics(expected, ranked(expected, [both]))
    assert found["recall@1"] == 1
    assert found["ndcg@10"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("pages", "exact"),
    [((9,), 1), ((8, 9), 1 / 2), ((9, 10), 1), ((7, 8, 9, 10), 1 / 2), ((8,), 0)],
)
def test_the_more_other_pages_a_hit_stands_on_the_less_exact_it_is(
    pages: tuple[int, ...], exact: float
) -> None:
    places = tuple(place for page in pages for place in hit(page).places)
    expected = case(9, 10).expected
    found = ranked(expected, [hit(pages[0]).model_copy(update={"places": places}), hit(9)])
    assert ranking_metrics(expected, found)["precision@1"] == pytest.approx(exact)


def test_a_hit_right_by_its_section_shows_the_place() -> None:
    expected = (Expected(manual="press", pages=(9,), sections=("4.2 Filter",)),)
    found = ranked(expected, [hit(10, section=["4 Care", "4.2 FILTER"])])
    assert first_right(found) == 1
    figures = ranking_metrics(expected, found)
    assert (figures["recall@1"], figures["precision@1"]) == (1, 1)


def test_a_hit_shows_the_expected_place_where_its_words_are_printed_too() -> None:
    expected = (Expected(manual="press", pages=(9, 12)),)
    twin = hit(9)
    places = twin.model_dump(include=set(Elsewhere.model_fields))
    elsewhere = hit(12, manual="saw").model_copy(
        update={"also": (Elsewhere.model_validate(places),)}
    )
    # Page 12 of the saw is not the press's.
    assert ranked(expected, [elsewhere])[0].shows == (0,)


def test_a_case_that_names_no_place_is_held_to_its_facts_alone() -> None:
    places = (Expected(manual="press", facts=("45 Nm",)),)
    asked = case(9).model_copy(update={"expected": places})
    given = [
        answer_given(asked, answer(text, citation(9)), {}) for text in ("With 45 Nm.", "With 4 Nm.")
    ]
    assert [one.metrics for one in given] == [
        {"answered": 1, "facts": 1},
        {"answered": 1, "facts": 0},
    ]
    both = [result(asked, [9]).model_copy(update={"answer": one}) for one in given]
    assert [is_right(one) for one in both] == [True, False]
    near_miss = case(9).model_copy(update={"answerable": False})
    assert not near_miss.is_ranked


def test_nothing_found_counts_as_nothing_and_the_unanswerable_has_no_rank() -> None:
    assert metrics(case(9)) == dict.fromkeys(NAMES, 0.0)
    assert metrics(case(), 1, 2) == {}


@given(st.sets(st.integers(1, 6), min_size=1, max_size=3), st.lists(st.integers(1, 8), max_size=10))
def test_rank_metrics_keep_their_bounds(expected: set[int], pages: list[int]) -> None:
    found = metrics(case(*sorted(expected)), *pages)
    assert all(0 <= value <= 1 + 1e-9 for value in found.values())
    for depth, deeper in ((1, 3), (3, 5), (5, 10)):
        assert found[f"hit@{depth}"] <= found[f"hit@{deeper}"]
        assert found[f"recall@{depth}"] <= found[f"recall@{deeper}"]
        assert found[f"recall@{depth}"] <= found[f"hit@{depth}"]
    assert found["hit@1"] <= found["mrr@10"] <= found["hit@10"]
    assert found["recall@10"] == len(expected & set(pages)) / len(expected)


@pytest.mark.parametrize(
    ("fact", "text", "languages"),
    [
        ("45 Nm", "Tighten with 45 N·m.", ["en"]),
        ("45 Nm", "45 newton metres will do", ["en"]),
        ("45 Nm", "45 Newtonmeter", ["de"]),
        ("45 Nm", "Torque [Nm]: 45", ["en"]),
        ("7,5 bar", "at 7.5 bar", ["de", "en"]),
        ("1,500 rpm", "1500 min-1", ["en"]),
        ("B6, gap 0.8 mm", "The sensor B6 needs a gap of 0,8 mm", ["en"]),
        ("AL-204", "AL204: turret not locked", ["en"]),
        ("Every shift", "clean it every  shift.", ["en"]),
        ("3 minutes", "wait three minutes", ["en"]),
        ("-5 °C", "from (−5 °C) on", ["en"]),
        ("5 bar", "3–5 bar", ["en"]),
        ("3 to 5 bar", "It lies at 3–5 bar.", ["en"]),
        ("0 °C bis 40 °C", "zwischen 0-40 °C", ["de"]),
        ("5 bar", "3 –5 bar", ["en"]),
    ],
)
def test_a_fact_is_found_however_it_is_spelled(fact: str, text: str, languages: list[str]) -> None:
    assert facts_found([fact], text, languages) == (fact,)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("45 Nm", "Tighten with 145 Nm."),
        ("45 Nm", "45 bar"),
        ("8.04 kN", "8.04"),
        ("clockwise 2 mm", "2 mm"),
        ("Every shift", "every day shift"),
        ("AL-204", "AL-205"),
        ("5 °C", "at −5 °C"),
        ("-5 °C", "at 5 °C"),
    ],
)
def test_another_figure_unit_or_word_is_not_the_fact(fact: str, text: str) -> None:
    assert facts_found([fact], text, ["en"]) == ()


def test_token_f1_as_squad_counts_it() -> None:
    # 3 shared of 5 given and of 4 wanted; "the" and the marker do not count.
    assert token_f1("8 mm at middle", "the deflection: 8 mm, middle span [1]") == pytest.approx(
        2 * (3 / 5) * (3 / 4) / (3 / 5 + 3 / 4)
    )
    assert token_f1("yes", "no") == 0


def test_boxes_agree_by_their_areas() -> None:
    overlap, covered = box_agreement({1: [(0, 0, 10, 10)]}, {1: [(5, 0, 15, 10)]})
    assert overlap == pytest.approx(1 / 3)
    assert covered == pytest.approx(1 / 2)
    # Two boxes that overlap mark no more than their union.
    assert box_agreement({1: [(0, 0, 10, 10)]}, {1: [(0, 0, 10, 6), (0, 4, 10, 10)]}) == (1, 1)
    assert box_agreement({1: [(0, 0, 10, 10)]}, {2: [(0, 0, 10, 10)]}) == (0, 0)


BOXES = st.lists(
    st.tuples(*[st.integers(0, 20)] * 4).map(
        lambda e: (min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]) + 1, max(e[1], e[3]) + 1)
    ),
    min_size=1,
    max_size=4,
)


@given(BOXES, BOXES)
def test_box_areas_are_those_of_counted_squares(one: list[Box], other: list[Box]) -> None:
    def squares(boxes: list[Box]) -> set[tuple[int, int]]:
        return {
            (x, y)
            for x0, y0, x1, y1 in boxes
            for x in range(int(x0), int(x1))
            for y in range(int(y0), int(y1))
        }

    wanted, marked = squares(one), squares(other)
    overlap, covered = box_agreement({1: one}, {1: other})
    assert overlap == pytest.approx(len(wanted & marked) / len(wanted | marked))
    assert covered == pytest.approx(len(wanted & marked) / len(wanted))


def test_an_answer_is_measured_by_what_it_cites_and_says() -> None:
    asked = case(9, 10, facts=["45 Nm", "60 Nm"], answer="45 Nm", boxes={9: [(0, 0, 10, 10)]})
    given_answer = answer(
        "Tighten with 45 Nm [1].", citation(9, boxes=[(0, 0, 10, 5)]), citation(3)
    )
    found = answer_given(asked, given_answer, {})
    assert found.facts_missing == ("60 Nm",)
    assert found.metrics == {
        "answered": 1,
        "citation_page": 1,
        "citation_precision": 0.5,
        "citation_recall": 0.5,
        "box_overlap": 0.5,
        "box_covered": 0.5,
        "facts": 0.5,
        "token_f1": pytest.approx(2 * 0.5 * 1 / 1.5),
    }


def test_refusals_are_measured_both_ways() -> None:
    refusal = answer("No.", refused=True)
    assert answer_given(case(), refusal, {}).metrics == {
        "refusal_recall": 1,
        "refusal_precision": 1,
    }
    assert answer_given(case(9), refusal, {}).metrics == {"answered": 0, "refusal_precision": 0}
    assert answer_given(case(), answer("45 Nm", citation(9)), {}).metrics == {"refusal_recall": 0}


def test_rates_bear_their_counts_and_are_none_where_nothing_defines_them() -> None:
    results = [result(case(9), [9]), result(case(9, name="2"), [1]), result(case(name="3"), [1])]
    found = figure(results, "hit@1")
    assert (found.value, found.count) == (0.5, 2)
    assert found.low == 0
    assert found.high == 1
    assert figure(results, "facts").value is None
    assert figure(results, "hit@1", tag="none such").count == 0


def test_a_metric_is_known_by_its_short_name_and_a_misspelt_one_is_corrected() -> None:
    assert metric_named("mrr") == "mrr@10"
    with pytest.raises(MetricError, match="Did you mean refusal_recall"):
        metric_named("refusal_recal")


def test_an_interval_is_that_of_the_binomial_for_outcomes_of_yes_and_no() -> None:
    low, high = mean_interval([1.0] * 80 + [0.0] * 20)
    # 0.8 with a standard error of 0.04.
    assert low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)
    low, high = difference_interval([0.0] * 10 + [1.0] * 90, [1.0] * 100)
    assert low > 0
    assert low < 0.1 < high


def test_mcnemar_by_hand() -> None:
    # Five won, none lost: twice one in thirty-two.
    assert mcnemar_p([0.0] * 5 + [1.0], [1.0] * 6) == pytest.approx(2 / 32)
    assert mcnemar_p([1.0, 0.0], [0.0, 1.0]) == 1


def test_the_permutation_test_tells_a_difference_from_none() -> None:
    better, worse = [1.0] * 30, [0.2] * 30
    assert permutation_p(worse, better) < 0.001
    assert permutation_p(better, better) == 1
    # Two questions, both won: the exact p of exchanging two pairs is 1/2.
    assert permutation_p([0.0, 0.0], [1.0, 1.0]) == pytest.approx(0.5, abs=0.03)
    # A rate over other questions on each side, as precision is.
    assert 0 < permutation_p([1.0, math.nan, 0.0], [1.0, 1.0, math.nan]) <= 1
    assert math.isnan(permutation_p([math.nan], [1.0]))

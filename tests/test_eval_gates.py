"""A gate says no, and two runs are told apart: question by question, with a test."""

from collections.abc import Sequence

import pytest

from evals.comparison import Comparison, Side, compared
from evals.gates import GateError, check_gate, check_regression, parse_gate
from evals.metrics_answer import answer_given
from evals.run import CaseResult
from evals.runs import RunError
from evals.verdict import is_failed
from tests.eval_builders import answer, case, citation, result, run


def results(right: int, wrong: int, tag: str = "belt") -> list[CaseResult]:
    """Questions of which so many have the right page first, and so many nowhere."""
    pages = [[9]] * right + [[1]] * wrong
    return [result(case(9, name=f"{n}", tags=[tag]), found) for n, found in enumerate(pages)]


@pytest.mark.parametrize(
    ("gate", "passed"),
    [
        ("hit@1 >= 0.95", True),
        ("hit@1 > 0.95", False),
        ("hit@1>=0.96", False),
        ("mrr <= 0.95", True),
        ("hit@1[belt] >= 0.9", True),
    ],
)
def test_a_rate_is_held_to_its_bound(gate: str, passed: bool) -> None:
    found = check_gate(parse_gate(gate), results(19, 1))
    assert found.passed is passed
    assert found.reason == "0.950 over 20 questions"


NO_ANSWERS = "facts is a rate of answers: it was not measured, none were asked for"


@pytest.mark.parametrize(
    ("gate", "reason"),
    [
        ("hit@1[pump] >= 0.1", "no question bears the tag pump"),
        ("facts >= 0.1", NO_ANSWERS),
        ("no_regression: facts", NO_ANSWERS),
    ],
)
def test_a_gate_that_cannot_be_computed_has_fallen(gate: str, reason: str) -> None:
    parsed = parse_gate(gate)
    asked = results(2, 0)
    found = (
        check_regression(parsed, asked, asked)
        if parsed.needs_other_run
        else check_gate(parsed, asked)
    )
    assert not found.passed
    assert found.reason == reason


def test_a_rate_that_no_question_defines_has_fallen_though_there_are_answers() -> None:
    asked = [
        one.model_copy(update={"answer": answer_given(case(9), answer("62 Hz", citation(9)), {})})
        for one in results(2, 0)
    ]
    found = check_gate(parse_gate("facts >= 0.1"), asked)
    assert found.reason == "no question defines facts: it was not measured"


@pytest.mark.parametrize(
    ("gate", "sentence"),
    [
        ("hit@5", "not understood"),
        ("hit@5 >= high", "not understood"),
        ("hitt@5 >= 0.9", "There is no metric hitt@5. Did you mean hit@5"),
        ("no_regression: hit@7", "There is no metric hit@7"),
    ],
)
def test_a_gate_that_is_none_is_an_error(gate: str, sentence: str) -> None:
    with pytest.raises(GateError, match=sentence):
        parse_gate(gate)


@pytest.mark.parametrize(
    ("gate", "before", "after", "passed"),
    [
        ("no_regression: mrr", 20, 20, True),
        ("no_regression: mrr", 10, 20, True),
        # One of twenty lost may be chance, ten are none.
        ("no_regression: mrr", 20, 19, True),
        ("no_regression: mrr", 20, 10, False),
        ("no_regression: mrr within 0.02", 20, 19, False),
        ("no_regression: mrr within 0.05", 20, 19, True),
    ],
)
def test_a_regression_is_a_significant_loss_or_one_beyond_the_tolerance(
    gate: str, before: int, after: int, passed: bool
) -> None:
    old, new = results(before, 20 - before), results(after, 20 - after)
    assert check_regression(parse_gate(gate), old, new).passed is passed


def compare(
    old: Sequence[CaseResult], new: Sequence[CaseResult], *, gates: Sequence[str] = ()
) -> Comparison:
    return compared(
        Side(run=run("r1"), system="search"),
        Side(run=run("r2", gates=gates), system="search"),
        old,
        new,
    )


def test_what_was_won_and_lost_is_listed_with_its_ranks() -> None:
    old = [result(case(9, name="1"), [1, 9]), result(case(9, name="2"), [9])]
    new = [result(case(9, name="1"), [9]), result(case(9, name="2"), [1, 2])]
    found = compare(old, new, gates=["hit@1 >= 0.5", "no_regression: mrr"])
    assert [(c.case, c.before, c.after) for c in found.won] == [("1", "rank 2", "rank 1")]
    assert [(c.case, c.before, c.after) for c in found.lost] == [("2", "rank 1", "not among ten")]
    hit, mrr = (next(d for d in found.differences if d.metric == m) for m in ("hit@1", "mrr@10"))
    assert (hit.before, hit.after, hit.won, hit.lost, hit.test) == (0.5, 0.5, 1, 1, "McNemar")
    assert (mrr.before, mrr.after, mrr.test) == (0.75, 0.5, "permutation")
    assert [gate.passed for gate in found.gates] == [True, True]


def test_only_the_same_questions_are_compared() -> None:
    old = [result(case(9, name="1"), [9]), result(case(9, name="2"), [9])]
    asked_otherwise = case(9, name="2").model_copy(update={"question": "Another?"})
    new = [result(case(9, name="1"), [9]), result(asked_otherwise, [1])]
    found = compare(old, new)
    assert (found.questions, found.only_before, found.only_after) == (1, 1, 1)
    assert (found.won, found.lost) == ((), ())
    with pytest.raises(RunError, match="share no question"):
        compare(old[:1], new[1:])


def test_gates_of_a_run_that_broke_off_have_fallen() -> None:
    asked = [result(case(9), [9])]
    part = run("r2", gates=["hit@1 >= 0.5"], cases=300).model_copy(update={"ended": None})
    found = compared(
        Side(run=run("r1"), system="search"), Side(run=part, system="search"), asked, asked
    )
    (gate,) = found.gates
    assert not gate.passed
    assert "1 of 300 were asked" in gate.reason


def test_a_question_that_was_put_right_is_no_question_won() -> None:
    old = [result(case(9, name="1"), [1, 9]), result(case(9, name="2"), [9])]
    new = [result(case(1, name="1"), [1, 9]), result(case(9, name="2", facts=["45 Nm"]), [9])]
    found = compare(old, new)
    assert (found.questions, found.won, found.lost) == (1, (), ())
    assert (found.only_before, found.only_after) == (0, 0)
    assert [line[-3:] for line in found.unlike] == [": 1", ": 1"]
    with pytest.raises(RunError, match="were put right in between"):
        compare(old[:1], new[:1])


def test_an_answer_that_is_refused_now_is_lost() -> None:
    asked = case(9)
    quoted = answer_given(asked, answer("45 Nm", citation(9)), {})
    refused = answer_given(asked, answer("No.", refused=True), {})
    both = [result(asked, [9]).model_copy(update={"answer": given}) for given in (quoted, refused)]
    assert [is_failed(one) for one in both] == [False, True]
    (lost,) = compare(both[:1], both[1:]).lost
    assert (lost.what, lost.before, lost.after) == ("answer", "quoted, press page 9", "refused")


def test_a_baseline_of_a_run_is_compared_with_search() -> None:
    asked = case(9)
    one = result(asked, [9])
    both = one.model_copy(update={"ranks": one.ranks | result(asked, [1, 9], system="bm25").ranks})
    same = run()
    found = compared(Side(run=same, system="bm25"), Side(run=same, system="search"), [both], [both])
    assert [(c.before, c.after) for c in found.won] == [("rank 2", "rank 1")]
    with pytest.raises(RunError, match="did not ask starter: it has search, bm25"):
        compared(Side(run=same, system="starter"), Side(run=same, system="search"), [both], [both])

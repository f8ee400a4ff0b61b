"""Two runs, or two systems of one, on the same questions: what got better, and what worse."""

import math
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from evals.gates import check_gate, check_regression, fallen, parse_gate
from evals.metrics import NAMES, TAG_ANSWERS, TAG_RANKING, tags_of, values
from evals.metrics_intervals import difference_interval, mcnemar_p, permutation_p
from evals.metrics_ranking import first_right
from evals.provenance import unlike
from evals.run import CaseResult, GateResult, Run, System
from evals.runs import RunError
from evals.verdict import answer_line, is_right
from store.values import Value


class Side(Value):
    """One side of a comparison: a system of a run."""

    run: Run
    system: System

    @property
    def label(self) -> str:
        """Return how it is named in print."""
        return f"{self.run.name or self.run.id}:{self.system}"


class Difference(Value):
    """A metric on both sides; `count` questions define it on both, `p` is of the paired test."""

    metric: str
    suite: str | None
    tag: str | None
    before: float
    after: float
    change: float
    low: float = Field(description="of the change, 95 %")
    high: float
    p: float
    test: Literal["McNemar", "permutation"]
    count: int
    won: int
    lost: int


class Change(Value):
    """A question that one side does better: by rank, or by what was answered."""

    suite: str
    case: str
    question: str
    tags: tuple[str, ...]
    what: Literal["rank", "answer"]
    before: str
    after: str


class Comparison(Value):
    """All that tells two sides apart."""

    before: str
    after: str
    questions: int = Field(description="the same on both sides: suite, id and text")
    only_before: int
    only_after: int
    unlike: tuple[str, ...] = Field(description="what else differs between the runs, a line each")
    differences: tuple[Difference, ...]
    won: tuple[Change, ...]
    lost: tuple[Change, ...]
    gates: tuple[GateResult, ...]


def compared(
    before: Side,
    after: Side,
    old_results: Sequence[CaseResult],
    new_results: Sequence[CaseResult],
    *,
    more_gates: Sequence[str] = (),
) -> Comparison:
    """Return what tells two sides apart on the questions that both were asked.

    A question whose expected place or machine was put right in between is another one: that its
    result changed says nothing about the runs. The gates are those of the later run's suites, and
    `more_gates` over all questions. Raises RunError where they share no question, or a side did not
    ask its system.
    """
    for side in (before, after):
        if side.system not in side.run.options.systems:
            raise RunError(
                f"The run {side.run.id} did not ask {side.system}: it has "
                f"{', '.join(side.run.options.systems)}."
            )
    old_by_key = {(one.key, one.question, one.history): one for one in old_results}
    shared = [
        (old_by_key[key], new)
        for new in new_results
        if (key := (new.key, new.question, new.history)) in old_by_key
    ]
    if not shared:
        asked = " and ".join(
            ", ".join(suite.name for suite in side.run.suites) for side in (before, after)
        )
        raise RunError(
            f"The runs {before.run.id} and {after.run.id} share no question: of the suites {asked}."
        )
    pairs = [(old, new) for old, new in shared if _judged_by(old) == _judged_by(new)]
    if not pairs:
        raise RunError(
            f"All questions that the runs {before.run.id} and {after.run.id} share were put right "
            "in between, their places or machines: run the suite again as it is now, for both."
        )
    old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    changes = [change for pair in pairs for change in _changes(*pair, before.system, after.system)]
    return Comparison(
        before=before.label,
        after=after.label,
        questions=len(pairs),
        only_before=len(old_results) - len(shared),
        only_after=len(new_results) - len(shared),
        unlike=(*unlike(before.run, after.run), *_put_right(shared, pairs)),
        differences=_differences(pairs, before.system, after.system),
        won=tuple(change for better, change in changes if better),
        lost=tuple(change for better, change in changes if not better),
        gates=_gates(before, after, old, new, new_results, more_gates),
    )


def _judged_by(result: CaseResult) -> tuple[object, ...]:
    """What decides whether a hit, a source or a refusal is right."""
    places = (
        (one.manual, one.revision, frozenset(one.pages), frozenset(one.sections))
        for one in result.expected
    )
    return result.answerable, result.machine, frozenset(places)


def _put_right(
    shared: Sequence[tuple[CaseResult, CaseResult]], pairs: Sequence[tuple[CaseResult, CaseResult]]
) -> Iterator[str]:
    """What was changed in the suites between the runs, of the questions themselves."""
    if left_out := len(shared) - len(pairs):
        yield f"questions with another expected place or machine than then, left out: {left_out}"
    otherwise = sum(old.expected != new.expected for old, new in pairs)
    if otherwise:
        yield (
            "questions with other facts, words, notices or boxes expected than then, whose rates "
            f"are of unlike things: {otherwise}"
        )


def _differences(
    pairs: Sequence[tuple[CaseResult, CaseResult]], old_system: System, new_system: System
) -> tuple[Difference, ...]:
    new = [pair[1] for pair in pairs]
    suites = tuple(dict.fromkeys(one.suite for one in new))
    wanted: list[tuple[str, str | None, str | None]] = [(name, None, None) for name in NAMES]
    headline = (*TAG_RANKING, *TAG_ANSWERS)
    if len(suites) > 1:
        wanted += [(name, suite, None) for suite in suites for name in headline]
    wanted += [(name, None, tag) for tag in tags_of(new) for name in headline]
    found = (
        _difference(
            name,
            suite,
            tag,
            [
                pair
                for pair in pairs
                if suite in (None, pair[1].suite) and (tag is None or tag in pair[1].tags)
            ],
            (old_system, new_system),
        )
        for name, suite, tag in wanted
    )
    return tuple(one for one in found if one is not None)


def _difference(
    metric: str,
    suite: str | None,
    tag: str | None,
    pairs: Sequence[tuple[CaseResult, CaseResult]],
    systems: tuple[System, System],
) -> Difference | None:
    was = values([old for old, _ in pairs], metric, systems[0])
    now = values([new for _, new in pairs], metric, systems[1])
    old_defined = [value for value in was if not math.isnan(value)]
    new_defined = [value for value in now if not math.isnan(value)]
    if not old_defined or not new_defined:
        return None
    both = [
        (one, other)
        for one, other in zip(was, now, strict=True)
        if not (math.isnan(one) or math.isnan(other))
    ]
    # Exact where it applies: outcomes of 0 and 1, of the same questions on both sides.
    exact = {*old_defined, *new_defined} <= {0.0, 1.0} and len(both) == len(old_defined) == len(
        new_defined
    )
    low, high = difference_interval(was, now)
    before, after = sum(old_defined) / len(old_defined), sum(new_defined) / len(new_defined)
    return Difference(
        metric=metric,
        suite=suite,
        tag=tag,
        before=before,
        after=after,
        change=after - before,
        low=low,
        high=high,
        p=mcnemar_p(*zip(*both, strict=True)) if exact else permutation_p(was, now),
        test="McNemar" if exact else "permutation",
        count=len(both),
        won=sum(other > one for one, other in both),
        lost=sum(other < one for one, other in both),
    )


def _changes(
    old: CaseResult, new: CaseResult, old_system: System, new_system: System
) -> list[tuple[bool, Change]]:
    """The ways in which a question's result changed, each with whether it became better."""
    found: list[tuple[bool, Change]] = []

    def changed(what: Literal["rank", "answer"], before: str, after: str, better: bool) -> None:
        found.append(
            (
                better,
                Change(
                    suite=new.suite,
                    case=new.case,
                    question=new.question,
                    tags=new.tags,
                    what=what,
                    before=before,
                    after=after,
                ),
            )
        )

    if old_system in old.ranks and new_system in new.ranks and new.is_ranked:
        was = first_right(old.ranks[old_system].hits) or math.inf
        now = first_right(new.ranks[new_system].hits) or math.inf
        if was != now:
            changed("rank", _rank(was), _rank(now), now < was)
    if old_system == new_system == "search" and old.answer and new.answer:
        was_right, now_right = is_right(old), is_right(new)
        if was_right != now_right:
            changed("answer", answer_line(old), answer_line(new), now_right)
    return found


def _rank(rank: float) -> str:
    return "not among ten" if math.isinf(rank) else f"rank {rank:.0f}"


def _gates(
    before: Side,
    after: Side,
    old: Sequence[CaseResult],
    new: Sequence[CaseResult],
    all_new: Sequence[CaseResult],
    more: Sequence[str],
) -> tuple[GateResult, ...]:
    gates = [
        parse_gate(text, suite=suite.name) for suite in after.run.suites for text in suite.gates
    ]
    gates += [parse_gate(text) for text in more]
    if after.run.ended is None:
        asked = sum(suite.cases for suite in after.run.suites)
        part = f"the run broke off, or goes on still: {len(all_new)} of {asked} were asked"
        return tuple(fallen(gate, part) for gate in gates)
    return tuple(
        check_regression(gate, old, new, systems=(before.system, after.system))
        if gate.needs_other_run
        else check_gate(gate, all_new, system=after.system)
        for gate in gates
    )

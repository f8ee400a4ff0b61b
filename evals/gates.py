"""Gates: the sentences in a suite's settings that a run has to make true.

hit@5 >= 0.95                        a rate over all questions of the suite
hit@1[technician] >= 0.7             over those that bear a tag
no_regression: mrr                   not significantly worse than the other run (p < 0.05)
no_regression: mrr within 0.02       and not worse by more than this, significant or not
"""

import math
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics import figure, metric_named, of_tag, values
from evals.metrics_intervals import p_value, permutation_p
from evals.run import OUR_SYSTEM, CaseResult, GateResult, System
from store.errors import MillwrightError

SIGNIFICANT = 0.05
_TARGET = r"(?P<metric>[a-z_0-9]+(?:@\d+)?)\s*(?:\[(?P<tag>[^\]]+)\])?"
_BOUND = re.compile(rf"{_TARGET}\s*(?P<sign>>=|<=|>|<)\s*(?P<bound>\d+(?:\.\d+)?)")
_REGRESSION = re.compile(rf"no_regression:\s*{_TARGET}(?:\s+within\s+(?P<bound>\d+(?:\.\d+)?))?")
_SIGNS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


class GateError(MillwrightError):
    """A gate cannot be understood, or names a metric that does not exist."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as it is meant; `sign` is empty where it looks for a regression."""

    text: str
    suite: str | None
    metric: str
    tag: str | None
    sign: str
    bound: float | None

    @property
    def needs_other_run(self) -> bool:
        """Whether it compares with another run."""
        return not self.sign


def parse_gate(text: str, *, suite: str | None = None) -> Gate:
    """Return a gate over a suite's questions (None: all); raises GateError for what is none."""
    plain = " ".join(text.split())
    match = _BOUND.fullmatch(plain) or _REGRESSION.fullmatch(plain)
    if match is None:
        raise GateError(
            f"The gate {text!r} is not understood. Write `hit@5 >= 0.95`, "
            "`hit@1[tag] >= 0.7` or `no_regression: mrr`."
        )
    found = match.groupdict()
    try:
        metric = metric_named(found["metric"])
    except MillwrightError as error:
        raise GateError(f"The gate {text!r}: {error}") from error
    bound = found.get("bound")
    return Gate(
        text=plain,
        suite=suite,
        metric=metric,
        tag=found["tag"],
        sign=found.get("sign") or "",
        bound=None if bound is None else float(bound),
    )


def check_gate(
    gate: Gate, results: Sequence[CaseResult], *, system: System = OUR_SYSTEM
) -> GateResult:
    """Return whether a gate on a rate stands; without a question that defines it, it has fallen."""
    chosen = [one for one in results if gate.suite in (None, one.suite)]
    rate = figure(chosen, gate.metric, system=system, tag=gate.tag)
    if rate.value is None or gate.bound is None:
        return fallen(gate, _nothing(gate, chosen))
    # A rate of 19/20 is at least 0.95, whatever its last binary digit says.
    difference = round(rate.value - gate.bound, 12)
    passed = bool(_SIGNS[gate.sign](difference, 0))
    return GateResult(
        gate=gate.text,
        suite=gate.suite,
        passed=passed,
        value=rate.value,
        count=rate.count,
        reason=f"{rate.value:.3f} over {rate.count} question{'s' * (rate.count != 1)}",
    )


def check_regression(
    gate: Gate,
    before: Sequence[CaseResult],
    after: Sequence[CaseResult],
    *,
    systems: tuple[System, System] = (OUR_SYSTEM, OUR_SYSTEM),
) -> GateResult:
    """Return whether a rate is no worse than before; both hold the same questions in order.

    It is worse where it is lower and a paired permutation test gives p < 0.05, or where it is
    lower by more than the gate's own bound.
    """
    pairs = [
        (old, new)
        for old, new in zip(before, after, strict=True)
        if gate.suite in (None, new.suite) and (gate.tag is None or gate.tag in new.tags)
    ]
    was = values([old for old, _ in pairs], gate.metric, systems[0])
    now = values([new for _, new in pairs], gate.metric, systems[1])
    old_rate, old_count = _rate(was)
    new_rate, new_count = _rate(now)
    if old_rate is None or new_rate is None:
        return fallen(gate, _nothing(gate, [new for _, new in pairs]))
    change = new_rate - old_rate
    p = permutation_p(was, now)
    too_far = gate.bound is not None and round(change + gate.bound, 12) < 0
    passed = not too_far and not (change < 0 and p < SIGNIFICANT)
    return GateResult(
        gate=gate.text,
        suite=gate.suite,
        passed=passed,
        value=change,
        count=min(old_count, new_count),
        reason=f"{old_rate:.3f} before, {new_rate:.3f} after ({change:+.3f}, p {p_value(p)})",
    )


def _rate(found: Sequence[float]) -> tuple[float | None, int]:
    defined = [value for value in found if not math.isnan(value)]
    return (sum(defined) / len(defined) if defined else None), len(defined)


def _nothing(gate: Gate, chosen: Sequence[CaseResult]) -> str:
    if not of_tag(chosen, gate.tag):
        return f"no question bears the tag {gate.tag}" if gate.tag else "there is no question"
    ranked = any(gate.metric in ranks.metrics for case in chosen for ranks in case.ranks.values())
    if not ranked and all(case.answer is None for case in chosen):
        return f"{gate.metric} is a rate of answers: it was not measured, none were asked for"
    return f"no question defines {gate.metric}: it was not measured"


def fallen(gate: Gate, reason: str) -> GateResult:
    """Return a gate that does not stand, for nothing can be said of it."""
    return GateResult(
        gate=gate.text, suite=gate.suite, passed=False, value=None, count=0, reason=reason
    )

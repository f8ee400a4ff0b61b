"""The metrics by name: what each says, its value for a question, its rate over many."""

import difflib
import math
from collections.abc import Sequence

from evals.metrics_answer import MEANINGS as ANSWER_MEANINGS
from evals.metrics_answer import NAMES as ANSWER_NAMES
from evals.metrics_intervals import mean_interval
from evals.metrics_ranking import DEPTH, DEPTHS
from evals.metrics_ranking import NAMES as RANKING_NAMES
from evals.run import OUR_SYSTEM, CaseResult, Figure, Run, System
from store.errors import MillwrightError

JUDGED_NAMES = ("faithfulness", "relevance")
NAMES = (*RANKING_NAMES, *ANSWER_NAMES, *JUDGED_NAMES)
MEANINGS = {
    **{f"hit@{k}": f"questions with a right hit among the first {k}" for k in DEPTHS},
    **{f"recall@{k}": f"expected places that the first {k} hits show" for k in DEPTHS},
    f"mrr@{DEPTH}": "mean of 1/rank of the first right hit",
    f"ndcg@{DEPTH}": "gain of expected places, discounted by rank",
    "precision@1": "pages of the first hit that are expected",
    **ANSWER_MEANINGS,
    "faithfulness": "says nothing that its sources do not (judge)",
    "relevance": "answers the question (judge)",
}
# Told by tag too: all of them by every tag would be a wall of figures.
TAG_RANKING = ("hit@1", "hit@5", f"mrr@{DEPTH}", f"ndcg@{DEPTH}")
TAG_ANSWERS = ("answered", "refusal_precision", "refusal_recall", "citation_page", "facts")
_SHORT = {"mrr": f"mrr@{DEPTH}", "ndcg": f"ndcg@{DEPTH}"}


class MetricError(MillwrightError):
    """No metric bears that name."""


def metric_named(name: str) -> str:
    """Return a metric's full name: `mrr` is `mrr@10`. Raises MetricError for one that is none."""
    full = _SHORT.get(name, name)
    if full in NAMES:
        return full
    close = difflib.get_close_matches(name, NAMES, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"There are {', '.join(NAMES)}."
    raise MetricError(f"There is no metric {name}. {hint}")


def value_of(result: CaseResult, metric: str, system: System = OUR_SYSTEM) -> float | None:
    """Return a metric of one question; None where it is not defined for it.

    Answers and what a judge says of them are Millwright's own: baselines have none.
    """
    if metric in RANKING_NAMES:
        ranking = result.ranks.get(system)
        return None if ranking is None else ranking.metrics.get(metric)
    if system != OUR_SYSTEM:
        return None
    if metric in JUDGED_NAMES:
        score = result.judged.get(metric)
        return None if score is None else score.score
    return None if result.answer is None else result.answer.metrics.get(metric)


def values(results: Sequence[CaseResult], metric: str, system: System = OUR_SYSTEM) -> list[float]:
    """Return a metric of many questions, NaN where it is not defined."""
    found = [value_of(result, metric, system) for result in results]
    return [math.nan if value is None else value for value in found]


def of_tag(results: Sequence[CaseResult], tag: str | None) -> list[CaseResult]:
    """Return the questions that bear a tag; all of them for None."""
    return [result for result in results if tag is None or tag in result.tags]


def tags_of(results: Sequence[CaseResult]) -> tuple[str, ...]:
    """Return the tags of these questions, the most frequent first."""
    counts: dict[str, int] = {}
    for result in results:
        for tag in result.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))


def figure(
    results: Sequence[CaseResult],
    metric: str,
    *,
    system: System = OUR_SYSTEM,
    suite: str | None = None,
    tag: str | None = None,
) -> Figure:
    """Return a metric's rate over the questions of a suite (None: all) that bear a tag."""
    chosen = [one for one in of_tag(results, tag) if suite is None or one.suite == suite]
    defined = [value for value in values(chosen, metric, system) if not math.isnan(value)]
    low, high = mean_interval(defined)
    return Figure(
        metric=metric,
        system=system,
        suite=suite,
        tag=tag,
        value=sum(defined) / len(defined) if defined else None,
        low=low if defined else None,
        high=high if defined else None,
        count=len(defined),
    )


def run_figures(run: Run, results: Sequence[CaseResult]) -> tuple[Figure, ...]:
    """Return all figures of a run that anything defines: in total, by suite, by tag."""
    found: list[Figure] = []
    suites = [suite.name for suite in run.suites] if len(run.suites) > 1 else []
    for system in run.options.systems:
        for suite in (None, *suites):
            found += [figure(results, name, system=system, suite=suite) for name in NAMES]
        for tag in tags_of(results):
            found += [
                figure(results, name, system=system, tag=tag)
                for name in (*TAG_RANKING, *TAG_ANSWERS)
            ]
    return tuple(one for one in found if one.count)

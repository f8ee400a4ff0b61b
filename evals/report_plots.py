"""Plots of a run as SVG that stands in the page itself, each with what it shows in words."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot

from evals.metrics import figure, tags_of
from evals.run import OUR_SYSTEM, CaseResult, Figure, Run, System

_METRICS = ("hit@1", "hit@5", "mrr@10", "ndcg@10")
# Told apart without colour vision, too (Okabe and Ito 2008).
_COLOURS: dict[System, str] = {
    "search": "#0072B2",
    "bm25": "#E69F00",
    "dense": "#009E73",
    "rrf": "#CC79A7",
    "starter": "#7F7F7F",
    "starter-bm25": "#000000",
}
_OTHER = "#D55E00"
_MOST_TAGS = 24


@dataclass(frozen=True, slots=True)
class PlotShown:
    """A plot: its title, the SVG element, and the same in words."""

    title: str
    svg: str
    words: str


def plots(run: Run, results: Sequence[CaseResult]) -> tuple[PlotShown, ...]:
    """Return the plots of a run that it has figures for."""
    found = (
        _systems_plot(run),
        _tags_plot(results),
        _stages_plot(results),
        _scores_plot(results),
    )
    return tuple(plot for plot in found if plot is not None)


def _systems_plot(run: Run) -> PlotShown | None:
    rates = {
        (one.system, one.metric): one
        for one in run.figures
        if one.metric in _METRICS and one.suite is None and one.tag is None
    }
    systems = [system for system in run.options.systems if (system, _METRICS[0]) in rates]
    if not systems:
        return None
    plot, axes = _empty(7.2, 3.6)
    width = 0.8 / len(systems)
    for number, system in enumerate(systems):
        chosen = [rates[system, metric] for metric in _METRICS]
        at = np.arange(len(_METRICS)) + (number - (len(systems) - 1) / 2) * width
        axes.bar(
            at,
            [one.value or 0 for one in chosen],
            width * 0.92,
            yerr=_errors(chosen),
            color=_COLOURS[system],
            label=system,
            error_kw={"elinewidth": 1, "capsize": 2},
        )
    axes.set_xticks(range(len(_METRICS)), _METRICS)
    axes.set_ylim(0, 1)
    plot.legend(loc="outside upper center", ncols=len(systems), frameon=False, fontsize=9)
    words = "; ".join(
        f"{system}: "
        + ", ".join(f"{metric} {rates[system, metric].value:.3f}" for metric in _METRICS)
        for system in systems
    )
    return _shown("What each system finds, with 95 % intervals", plot, words)


def _tags_plot(results: Sequence[CaseResult]) -> PlotShown | None:
    rates = [figure(results, "hit@1", tag=tag) for tag in tags_of(results)[:_MOST_TAGS]]
    rates = [one for one in rates if one.count]
    if not rates:
        return None
    plot, axes = _empty(7.2, 1.2 + 0.26 * len(rates))
    axes.barh(
        [f"{one.tag} ({one.count})" for one in rates],
        [one.value or 0 for one in rates],
        xerr=_errors(rates),
        color=_COLOURS[OUR_SYSTEM],
        error_kw={"elinewidth": 1, "capsize": 2},
    )
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    words = "; ".join(f"{one.tag} {one.value:.3f} of {one.count}" for one in rates)
    return _shown("hit@1 of search by tag (questions), with 95 % intervals", plot, words)


def stage_times(results: Sequence[CaseResult]) -> dict[str, tuple[float, float, int]]:
    """Return median and 95th percentile in milliseconds, and the count, of each stage timed."""
    times: dict[str, list[float]] = {}
    for one in results:
        ranking = one.ranks.get(OUR_SYSTEM)
        for name, took in (ranking.timings_ms if ranking else {}).items():
            times.setdefault(f"search: {name}", []).append(took)
        for name, took in (one.answer.timings_ms if one.answer else {}).items():
            times.setdefault(f"answer: {name}", []).append(took)
    return {
        name: (float(np.median(took)), float(np.percentile(took, 95)), len(took))
        for name, took in times.items()
    }


def _stages_plot(results: Sequence[CaseResult]) -> PlotShown | None:
    times = stage_times(results)
    if not times:
        return None
    plot, axes = _empty(7.2, 1.2 + 0.26 * len(times))
    medians = [median for median, _, _ in times.values()]
    tails = [slow - median for median, slow, _ in times.values()]
    axes.barh(
        list(times),
        medians,
        xerr=[[0.0] * len(tails), tails],
        color=[
            _COLOURS["search"] if name.startswith("search") else _COLOURS["bm25"] for name in times
        ],
        error_kw={"elinewidth": 1, "capsize": 2},
    )
    axes.invert_yaxis()
    axes.set_xlabel("milliseconds")
    words = "; ".join(
        f"{name} {median:.1f} ms, 95 % within {slow:.1f} ms"
        for name, (median, slow, _) in times.items()
    )
    return _shown("Time per stage: median, and up to the 95th percentile", plot, words)


def _scores_plot(results: Sequence[CaseResult]) -> PlotShown | None:
    scores: dict[bool, list[float]] = {True: [], False: []}
    for one in results:
        ranking = one.ranks.get(OUR_SYSTEM)
        if ranking is not None and ranking.hits:
            scores[one.answerable].append(ranking.hits[0].score)
    everything = [*scores[True], *scores[False]]
    if not everything:
        return None
    plot, axes = _empty(7.2, 3.0)
    bins = np.linspace(min(everything), max(everything) or 1.0, 25)
    words = []
    for answerable, colour, name in (
        (True, _COLOURS["search"], "answerable"),
        (False, _OTHER, "unanswerable"),
    ):
        found = scores[answerable]
        if not found:
            continue
        label = f"{name} ({len(found)})"
        axes.hist(found, bins=list(bins), color=colour, alpha=0.55, label=label)
        low, middle, high = np.percentile(found, (5, 50, 95))
        words.append(f"{label}: median {middle:.3f}, nine in ten from {low:.3f} to {high:.3f}")
    axes.set_xlabel("score of the first hit")
    axes.set_ylabel("questions")
    axes.legend(frameon=False, fontsize=9)
    return _shown("Scores of first hits", plot, "; ".join(words))


def _errors(rates: Sequence[Figure]) -> list[list[float]]:
    """How far the intervals reach below and above, as matplotlib takes them."""
    below = [max(0.0, (one.value or 0) - (one.low or 0)) for one in rates]
    above = [max(0.0, (one.high or 0) - (one.value or 0)) for one in rates]
    return [below, above]


def _empty(width: float, height: float) -> tuple[Plot, Axes]:
    plot = Plot(figsize=(width, height), layout="constrained")
    axes = plot.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return plot, axes


def _shown(title: str, plot: Plot, words: str) -> PlotShown:
    buffer = io.StringIO()
    # Text stays text, and the same run gives the same drawing.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": title}):
        plot.savefig(buffer, format="svg", metadata={"Date": None})
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    # Several drawings share a page: their ids must not meet.
    prefix = re.sub(r"\W+", "-", title.casefold())
    drawn = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', drawn)
    drawn = re.sub(r'(href="|url\()#', rf"\g<1>#{prefix}-", drawn)
    return PlotShown(title, drawn, words)

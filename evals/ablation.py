"""Search without each of its stages in turn, and its parts alone, on the same questions."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from pydantic import Field

from evals.metrics import TAG_RANKING, values
from evals.metrics_intervals import permutation_p
from evals.run import CaseResult, RunOptions
from evals.runner import OF_THE_QUESTION, Asked, Runner, Task
from evals.suite import SuiteError
from store.settings import Settings
from store.values import Method, Scope, Value

# What is measured of each variant.
METRICS = TAG_RANKING
FULL = "search"

# A stage by its switch, and what switches it off. Those that are off already are left out.
_STAGES: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("codes looked up first", {"identifiers_first": False}),
    ("spelling corrected", {"correct_spelling": False}),
    ("words found in compounds", {"find_in_compounds": False}),
    ("named manuals first", {"named_manuals_first": False}),
    ("definitions first", {"definitions_first": False}),
    ("other pages first", {"other_pages_first": False}),
    ("the best in each language", {"each_language_shown": False}),
    ("the meaning lane", {"dense_weight": 0.0}),
    ("the keyword lane", {"sparse_weight": 0.0}),
    ("late interaction", {"late_weight": 0.0}),
    ("sentences compared", {"sentence_weight": 0.0}),
    ("the lane across languages", {"across_encoder": ""}),
    ("words by their sense", {"word_senses": False}),
    ("the cross-encoder", {"cross_encoder": None}),
    ("the postprocessors", {"postprocessors": ()}),
)
_PARTS: tuple[Method, ...] = ("bm25", "dense", "rrf")


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to search: under these settings, by this method."""

    name: str
    settings: Settings
    method: Method = "search"


class Cell(Value):
    """A metric of a variant; `change` and `p` are against the full search on the same questions."""

    metric: str
    value: float
    count: int = Field(description="questions that it is the mean of")
    change: float | None = Field(default=None, description="None for the full search itself")
    p: float | None = Field(default=None, description="of a paired permutation test")


class Row(Value):
    """A variant on the questions of a suite (None: of all suites)."""

    variant: str
    suite: str | None
    cells: tuple[Cell, ...]
    median_ms: float = Field(description="of a search, one at a time")
    p95_ms: float


class Ablation(Value):
    """The table: for each suite and for all together, the full search first."""

    questions: int
    skipped: tuple[str, ...] = Field(description="questions about manuals that are not there")
    rows: tuple[Row, ...]


class Searching(Protocol):
    """What searches under settings."""

    def __call__(self, settings: Settings) -> Asked:
        """Return a service over the same manuals that searches under these settings."""


def variants(settings: Settings) -> tuple[Variant, ...]:
    """Return the full search, it without each stage that is on, and its parts alone."""
    found = [Variant(FULL, settings)]
    for stage, switches in _STAGES:
        off = settings.model_copy(update=dict(switches))
        # Without either lane there is nothing left to search with.
        if off != settings and off.dense_weight + off.sparse_weight > 0:
            found.append(Variant(f"without {stage}", off))
    found += [Variant(f"{part} alone", settings, part) for part in _PARTS]
    return tuple(found)


def require_ranked(tasks: Sequence[Task]) -> Sequence[Task]:
    """Return the tasks whose answers have a rank; raises SuiteError where there are none."""
    ranked = [task for task in tasks if task.case.is_ranked]
    if not ranked:
        raise SuiteError("None of these questions says which place answers it: nothing to rank.")
    return ranked


def ablated(
    searching: Searching,
    ways: Sequence[Variant],
    tasks: Sequence[Task],
    *,
    skipped: Sequence[Task] = (),
    check: Callable[[], None] = lambda: None,
    on_question: Callable[[Variant], None] = lambda _: None,
) -> Ablation:
    """Return the table of these ways to search, the first being what the others are held against.

    Questions are asked one at a time, so that times are a question's own; unanswerable ones have no
    rank and are left out. `check` is called between questions and ends it by raising. Raises
    SuiteError where no question has an expected place.
    """
    ranked = require_ranked(tasks)
    results: dict[str, list[CaseResult]] = {}
    for way in ways:
        results[way.name] = []
        for result in _asked(searching(way.settings), way, ranked, check):
            results[way.name].append(result)
            on_question(way)
    suites = tuple(dict.fromkeys(task.suite for task in ranked))
    return Ablation(
        questions=len(ranked),
        skipped=tuple("/".join(task.key) for task in skipped),
        rows=tuple(
            _row(way, suite, results[way.name], ways[0], results[ways[0].name])
            for suite in (*(suites if len(suites) > 1 else ()), None)
            for way in ways
        ),
    )


def _asked(
    service: Asked, way: Variant, tasks: Sequence[Task], check: Callable[[], None]
) -> Iterator[CaseResult]:
    # What is loaded at its first use is no time of the first question's.
    with suppress(*OF_THE_QUESTION):
        service.search(tasks[0].case.question, scope=Scope(), limit=1, method=way.method)
    options = RunOptions(systems=(way.method,), answers=False, jobs=1)
    # One at a time keeps the order, which pairs the questions of two variants.
    yield from Runner(service, options, languages={}, check=check).results(tasks)


def _row(
    way: Variant,
    suite: str | None,
    results: Sequence[CaseResult],
    full: Variant,
    full_results: Sequence[CaseResult],
) -> Row:
    mine = [one for one in results if suite in (None, one.suite)]
    ours = [one for one in full_results if suite in (None, one.suite)]
    times = [
        ranking.timings_ms["total"]
        for one in mine
        if "total" in (ranking := one.ranks[way.method]).timings_ms
    ]
    return Row(
        variant=way.name,
        suite=suite,
        cells=tuple(
            _cell(metric, values(mine, metric, way.method), values(ours, metric, full.method), way)
            for metric in METRICS
        ),
        median_ms=float(np.median(times)) if times else math.nan,
        p95_ms=float(np.percentile(times, 95)) if times else math.nan,
    )


def _cell(metric: str, mine: Sequence[float], ours: Sequence[float], way: Variant) -> Cell:
    value, base = sum(mine) / len(mine), sum(ours) / len(ours)
    return Cell(
        metric=metric,
        value=value,
        count=len(mine),
        change=None if way.name == FULL else value - base,
        p=None if way.name == FULL else permutation_p(ours, mine),
    )

"""Small cases, hits and results, for tests of the evaluator."""

import datetime
from collections.abc import Sequence
from typing import Any

from evals.metrics_ranking import ranked, ranking_metrics
from evals.run import CaseResult, Corpus, Machine, Ranking, Run, RunOptions, SuiteUsed, System
from evals.suite import Case, Expected
from store.values import Answer, Citation, Hit, Place, Scope, Searched


def hit(page: int, *, section: Sequence[str] = (), manual: str = "press", rank: int = 1) -> Hit:
    """Return a hit on one page of a manual."""
    return Hit(
        rank=rank,
        chunk=f"{manual}-{page}-{rank}",
        manual=manual,
        revision="A",
        file=f"{manual}.pdf",
        machines=(),
        language="en",
        page=page,
        page_label=None,
        section=tuple(section),
        kind="text",
        text="Text",
        places=(Place(page=page),),
        score=1 / rank,
    )


def hits(*pages: int) -> tuple[Hit, ...]:
    """Return hits on these pages, in this order."""
    return tuple(hit(page, rank=rank) for rank, page in enumerate(pages, 1))


def citation(page: int, *, manual: str = "press", boxes: Sequence[Any] = ()) -> Citation:
    """Return a source on one page."""
    return Citation(
        marker=1,
        manual=manual,
        title="Press",
        revision="A",
        effective=None,
        file=f"{manual}.pdf",
        page=page,
        page_label=None,
        section=(),
        kind="text",
        quote="Tighten with 45 Nm.",
        places=(Place(page=page, boxes=tuple(boxes)),),
    )


def answer(text: str = "", *citations: Citation, refused: bool = False) -> Answer:
    """Return an answer quoted from its sources, or a refusal."""
    return Answer(
        id="a",
        question="q",
        scope=Scope(),
        outcome="refused" if refused else "quoted",
        text=text,
        citations=citations,
        notices=(),
        checks=(),
        searched=Searched(manuals=(), revisions=()),
        nearest=(),
        fallback=None,
        model=None,
        timings_ms={},
    )


def case(*pages: int, name: str = "1", tags: Sequence[str] = (), **more: Any) -> Case:
    """Return a case that these pages of the press's manual answer; without any, none does."""
    expected = (Expected(manual="press", pages=pages, **more),) if pages else ()
    return Case(
        id=name,
        question=f"Question {name}?",
        answerable=bool(pages),
        expected=expected,
        tags=tuple(tags),
    )


def result(
    of: Case, pages: Sequence[int], *, system: System = "search", suite: str = "suite"
) -> CaseResult:
    """Return what a run keeps where a system found these pages."""
    found = ranked(of.expected, hits(*pages))
    return CaseResult(
        suite=suite,
        case=of.id,
        question=of.question,
        tags=of.tags,
        language=of.language,
        answerable=of.answerable,
        machine=of.machine,
        history=of.history,
        expected=of.expected,
        ranks={system: Ranking(hits=found, metrics=ranking_metrics(of.expected, found))},
    )


def run(name: str = "r1", *, gates: Sequence[str] = (), cases: int = 1) -> Run:
    """Return a run over one suite."""
    return Run(
        id=name,
        started=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        ended=datetime.datetime(2026, 1, 1, 1, tzinfo=datetime.UTC),
        options=RunOptions(systems=("search", "bm25")),
        settings={},
        versions={},
        encoder="encoder/384/0",
        model=None,
        suites=(
            SuiteUsed(
                name="suite", path="suite.jsonl", sha256="0", cases=cases, gates=tuple(gates)
            ),
        ),
        corpus=Corpus(sha256="0", manuals=()),
        machine=Machine(system="Linux", processor="one", cores=2, memory_mb=1, load=0.0),
    )

"""Evaluation over the fake service: real folders of runs, drafts and suites, without an index."""

import datetime
import json
import math
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from app.evaluator import RunOrder
from app.local_evaluator import LocalEvaluator
from app.run_desk import RunDesk, Watch
from evals.drafts import Draft, now
from evals.metrics import run_figures
from evals.report_images import Pictured
from evals.run import (
    AnswerGiven,
    CaseResult,
    CitationGiven,
    Corpus,
    GateResult,
    JudgeScore,
    Machine,
    ManualUsed,
    RankedHit,
    Ranking,
    Run,
    RunOptions,
    SuiteUsed,
)
from evals.runs import Runs
from evals.suite import Case, Expected
from store.home import Home
from store.manual_values import ManualSummary
from store.settings import load_settings
from store.values import Citation, Complaint

SUITE = "belts_of_press"
ELSEWHERE = "belts_of_saw"
LATE = "Late *question* of ~the~ run"
_SHA = "0" * 64


class FakeRuns:
    """Does runs of two questions; waits in their middle while `go_on` is not set."""

    def __init__(self, home: Home, pictured: Pictured, citation: Citation, text: str) -> None:
        """Keep runs in a home; questions are answered with this text and source.

        `pictured` gives the pages of their reports.
        """
        self._pictured = pictured
        self.runs = Runs(home.runs)
        self.go_on = threading.Event()
        self.go_on.set()
        self._citation = citation
        self._text = text

    def add(self, name: str, *, day: int, rank: int | None, answered: bool = True) -> str:
        """Keep a run in which the belt's place is found at a rank, and return its id."""
        run = _run(name, day)
        folder = self.runs.create(run)
        results = (self._belt(rank, answered=answered), _gearbox())
        for result in results:
            folder.append(result)
        ended = run.model_copy(
            update={
                "ended": run.started + datetime.timedelta(minutes=3),
                "figures": run_figures(run, results),
                "gates": (_gate(rank),),
            }
        )
        # Here, not above: it imports what draws plots, and most fake services keep no run.
        from evals.report import write_report

        write_report(folder, ended, self._pictured, images="all")
        folder.write(ended)
        return run.id

    def __call__(self, order: RunOrder, suites: Sequence[Path], watch: Watch) -> None:
        """Do a run: a question, then another one as soon as it may go on."""
        assert [path.stem for path in suites] == list(order.suites)
        watch.report("going", 1, 2)
        while not self.go_on.wait(0.05):
            watch.check()
        watch.check()
        self.add(order.name, day=20, rank=1)
        watch.report("going", 2, 2)

    def _belt(self, rank: int | None, *, answered: bool) -> CaseResult:
        source = self._citation
        hits = tuple(
            RankedHit(
                rank=number,
                chunk=f"chunk-{number}",
                manual=source.manual,
                revision=source.revision,
                file=source.file,
                page=source.page,
                page_label=source.page_label,
                section=source.section,
                score=1 / number,
                right=number == rank,
                places=source.places if number == 1 else (),
            )
            for number in range(1, 4)
        )
        cited = CitationGiven(
            **source.model_dump(include=set(CitationGiven.model_fields) - {"right"}), right=True
        )
        return CaseResult(
            suite=SUITE,
            case="b-1",
            question="How tight is the belt?",
            tags=("torque",),
            language="en",
            answerable=True,
            machine="Press 4",
            history=(),
            expected=(
                Expected(manual=source.manual, pages=(4,), facts=("24 Nm",), answer="24 Nm"),
            ),
            ranks={
                "search": Ranking(
                    hits=hits,
                    metrics={
                        "hit@1": float(rank == 1),
                        "hit@5": float(rank is not None),
                        "mrr@10": 1 / rank if rank else 0.0,
                        "ndcg@10": 1 / math.log2(1 + rank) if rank else 0.0,
                    },
                )
            },
            answer=AnswerGiven(
                id="a-1",
                outcome="quoted" if answered else "refused",
                text=self._text if answered else "The manuals in force say nothing about this.",
                model=None,
                fallback=None,
                citations=(cited,) if answered else (),
                facts_found=("24 Nm",) if answered else (),
                facts_missing=() if answered else ("24 Nm",),
                metrics={
                    "answered": float(answered),
                    "facts": float(answered),
                    **({"citation_page": 1.0} if answered else {}),
                },
            ),
            judged={"relevance": JudgeScore(score=1.0, reason=f"It says {LATE}.")},
        )


def _gearbox() -> CaseResult:
    return CaseResult(
        suite=SUITE,
        case="b-2",
        question=LATE,
        tags=("unanswerable",),
        language="en",
        answerable=False,
        machine=None,
        history=(),
        expected=(),
        ranks={"search": Ranking(hits=())},
        answer=AnswerGiven(
            id="a-2",
            outcome="refused",
            text="The manuals in force say nothing about this.",
            model=None,
            fallback=None,
            citations=(),
            metrics={"refusal_recall": 1.0},
        ),
    )


def _run(name: str, day: int) -> Run:
    return Run(
        id=f"202603{day:02d}-083000-{len(name):04d}",
        name=name,
        started=datetime.datetime(2026, 3, day, 8, 30, tzinfo=datetime.UTC),
        options=RunOptions(systems=("search",)),
        settings={"dense_weight": 0.4},
        versions={"millwright": "0.1.0"},
        encoder="all-MiniLM-L6-v2/384",
        model=None,
        suites=(SuiteUsed(name=SUITE, path=f"{SUITE}.jsonl", sha256=_SHA, cases=2),),
        corpus=Corpus(
            sha256=_SHA,
            manuals=(
                ManualUsed(
                    manual="hpx-160-service",
                    revision="C",
                    language="en",
                    file="HPX-160 service manual rev C.pdf",
                    sha256=_SHA,
                    chunks=10,
                    vectors=10,
                ),
            ),
        ),
        machine=Machine(system="Linux", processor="a processor", cores=2, memory_mb=4096, load=0.1),
    )


def _gate(rank: int | None) -> GateResult:
    value = float(rank == 1)
    return GateResult(
        gate="hit@1 >= 0.9",
        suite=SUITE,
        passed=value >= 0.9,
        value=value,
        count=1,
        reason=f"{value:.3f} over 1 question",
    )


def fake_evaluator(
    home: Home,
    work: FakeRuns,
    manuals: Callable[[], tuple[ManualSummary, ...]],
    complaints: Callable[[], tuple[Complaint, ...]],
) -> LocalEvaluator:
    """Return an evaluator with two suites of its own, one of them about a manual that is not in;
    it proposes one draft of any manual.
    """
    home.suites.mkdir(exist_ok=True)
    for suite, manual in ((SUITE, "hpx-160-service"), (ELSEWHERE, "saw <12>.pdf")):
        place = {"manual": manual, "pages": [4], "facts": ["24 Nm"]}
        case = {"id": "b-1", "question": "How tight is the belt?", "expected": place}
        line = json.dumps(case)
        (home.suites / f"{suite}.jsonl").write_text(f"{line}\n", encoding="utf-8")
    return LocalEvaluator(
        home,
        RunDesk(work),
        manuals=manuals,
        complaints=complaints,
        propose=_proposed,
        settings=load_settings(home=home.folder),
        shipped=(),
    )


def _proposed(
    manual: str, limit: int, known: Collection[str]
) -> tuple[tuple[Draft, ...], str | None]:
    assert limit > 0
    if "draft-1" in known:
        return (), None
    case = Case(
        id="draft-1",
        question="What is the torque in Nm for “Belt *M8*”?",
        expected=(Expected(manual=manual, pages=(4,), facts=("24 Nm",)),),
        tags=("draft", "table"),
    )
    draft = Draft(
        id="draft-1", source="manual", case=case, made_at=now(), basis="Table 5-1: Belt × Torque"
    )
    return (draft,), None

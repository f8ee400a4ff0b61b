"""A small suite about a sample manual, and a run over it."""

import json
from pathlib import Path
from typing import Any

from app.local import LocalService
from evals.evaluation import begun, closed, gone_on, tasks_left
from evals.provenance import conditions_of
from evals.run import Run, RunOptions, System
from evals.runs import RunFolder, Runs
from evals.suite import read_suite

SYSTEMS: tuple[System, ...] = ("search", "bm25", "dense", "rrf")


def case_line(name: str, question: str, page: int | None, **more: Any) -> str:
    """Return a case on a page of the compressor's manual; without one nothing answers it."""
    place = {"manual": "SC-75_Compressor_Manual", "pages": [page]} if page else {}
    return json.dumps(
        {
            "id": name,
            "question": question,
            "answerable": page is not None,
            "expected": place,
            **more,
        }
    )


def belts_suite(folder: Path) -> Path:
    """Return a suite of three questions to the compressor's manual, one without an answer."""
    path = folder / "belts.jsonl"
    lines = [
        case_line("tight", "How tight should the drive belt be?", 9, tags=["belt"]),
        case_line("bolts", "What torque for the motor foot bolts after tensioning?", 10),
        case_line(
            "<b>none", "Who won the chess championship in 1972? <script>", None, tags=["off"]
        ),
    ]
    path.write_text("\n".join(lines))
    return path


def run_over(
    service: LocalService, path: Path, folder: Path, *, answers: bool = True, jobs: int = 2
) -> tuple[RunFolder, Run]:
    """Return a run of all systems over one suite, to its end."""
    suites = [read_suite(path)]
    run = begun(
        service,
        suites,
        runs=Runs(folder),
        options=RunOptions(systems=SYSTEMS, answers=answers, jobs=jobs),
        conditions=conditions_of(service.settings),
    )
    tasks = tasks_left(run, suites, service, conditions_of(service.settings))
    gone_on(run, tasks, service)
    return run, closed(run, service)

"""`millwright eval compare`: two runs, or baselines of them, question by question."""

from pathlib import Path
from typing import get_args

import typer

from app.commands.console import note, print_json
from app.commands.run_tables import print_comparison
from app.counting import counted
from evals.comparison import Side, compared
from evals.gates import parse_gate
from evals.run import OUR_SYSTEM, CaseResult, System
from evals.runs import Runs
from evals.suite import read_gates
from store.home import Home
from store.settings import load_settings


def compare_runs(
    before: str,
    after: str,
    *,
    out: Path | None,
    gates: Path | None,
    tags: bool,
    as_json: bool,
) -> None:
    """Print what got better and worse; exits 1 where a gate fell.

    Raises RunError for what is no run, and where two share no question.
    """
    runs = Runs(out or Home(load_settings().home).runs)
    more = read_gates(gates) if gates else ()
    for gate in more:
        parse_gate(gate)
    (old, old_results), (new, new_results) = _side(runs, before), _side(runs, after)
    comparison = compared(old, new, old_results, new_results, more_gates=more)
    if as_json:
        print_json(comparison)
    else:
        print_comparison(comparison, tags=tags)
    if not all(gate.passed for gate in comparison.gates):
        raise typer.Exit(1)


def _side(runs: Runs, name: str) -> tuple[Side, tuple[CaseResult, ...]]:
    run_name, _, system = name.rpartition(":")
    chosen: System = OUR_SYSTEM
    if run_name and system in get_args(System):
        chosen = next(one for one in get_args(System) if one == system)
    else:
        run_name = name
    folder = runs.find(run_name)
    run, results = folder.run(), folder.cases()
    if run.ended is None:
        asked = sum(suite.cases for suite in run.suites)
        note(
            f"The run {run.id} broke off, or goes on still: it has {len(results)} of its "
            f"{counted(asked, 'question')}.",
            "yellow",
        )
    return Side(run=run, system=chosen), results

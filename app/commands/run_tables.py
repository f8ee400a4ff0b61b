"""Runs and comparisons as tables in a terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from app.commands.console import note, print_table, say
from app.counting import counted
from evals.comparison import Change, Comparison, Difference
from evals.gates import parse_gate
from evals.metrics import MEANINGS
from evals.metrics_intervals import p_value
from evals.metrics_ranking import NAMES as RANKING_NAMES
from evals.metrics_ranking import first_right
from evals.run import CaseResult, Figure, GateResult, Run
from evals.verdict import answer_line, is_right

_MOST_LISTED = 20


def print_run(
    run: Run, results: Sequence[CaseResult], report: Path, *, more_gates: Sequence[str] = ()
) -> None:
    """Print a run's figures, its gates, and what went wrong."""
    suites = ", ".join(f"{suite.name} ({suite.cases})" for suite in run.suites)
    say(f"Run {run.id}{f' ({run.name})' if run.name else ''}: {suites}", "bold")
    for remark in run.remarks:
        note(remark, "yellow")
    for suite in (None, *(suite.name for suite in run.suites if len(run.suites) > 1)):
        figures = [one for one in run.figures if one.suite == suite and one.tag is None]
        print_table(_ranking_table(figures, suite or "All questions", run))
    ours = [one for one in run.figures if one.suite is None and one.tag is None]
    if run.options.answers:
        print_table(_answer_table([one for one in ours if one.metric not in RANKING_NAMES]))
    _print_failures(results)
    _print_gates(run.gates)
    all_gates = [*(gate for suite in run.suites for gate in suite.gates), *more_gates]
    waiting_for = [gate for gate in all_gates if parse_gate(gate).needs_other_run]
    for gate in dict.fromkeys(waiting_for):
        note(f"Not checked: {gate}. It needs another run: millwright eval compare RUN {run.id}")
    say(f"Report: {report}")


def print_comparison(found: Comparison, *, tags: bool) -> None:
    """Print the differences with their tests, the questions won and lost, and the gates."""
    say(f"{found.before} → {found.after}: {counted(found.questions, 'question')} in both", "bold")
    for count, where in ((found.only_before, found.before), (found.only_after, found.after)):
        if count:
            say(f"  {count} only in {where}: left out")
    for line in found.unlike:
        say(f"  differs: {line}")
    print_table(_difference_table([d for d in found.differences if not d.tag], "All questions"))
    by_tag = [difference for difference in found.differences if difference.tag]
    if tags and by_tag:
        print_table(_difference_table(by_tag, "By tag"))
    _print_changes("Won", found.won)
    _print_changes("Lost", found.lost)
    _print_gates(found.gates)


def _ranking_table(figures: Sequence[Figure], title: str, run: Run) -> Table:
    table = Table("", *run.options.systems, "questions", title=escape(title), title_justify="left")
    by_name = {(one.metric, one.system): one for one in figures}
    for metric in RANKING_NAMES:
        row = [by_name.get((metric, system)) for system in run.options.systems]
        counts = sorted({one.count for one in row if one is not None})
        if counts:
            table.add_row(metric, *map(_cell, row), " ".join(map(str, counts)))
    return table


def _answer_table(figures: Sequence[Figure]) -> Table:
    table = Table("", "rate", "questions", "which is", title="Answers", title_justify="left")
    for one in figures:
        table.add_row(one.metric, _cell(one), str(one.count), MEANINGS[one.metric])
    return table


def _cell(one: Figure | None) -> str:
    if one is None or one.value is None:
        return "–"
    return f"{one.value:.3f} ({one.low:.2f}–{one.high:.2f})"


def _print_failures(results: Sequence[CaseResult]) -> None:
    missed = [
        one
        for one in results
        if one.is_ranked and "search" in one.ranks and first_right(one.ranks["search"].hits) is None
    ]
    _print_questions("Not among ten", [(one, "") for one in missed])
    wrong = [one for one in results if one.answer is not None and not is_right(one)]
    _print_questions("Not answered rightly", [(one, answer_line(one)) for one in wrong])
    _print_questions("Failed", [(one, one.error) for one in results if one.error])


def _print_questions(title: str, found: Sequence[tuple[CaseResult, str]]) -> None:
    if not found:
        return
    say(f"{title}: {len(found)}", "bold")
    for one, what in found[:_MOST_LISTED]:
        say(f"  {one.suite}/{one.case}  {one.question}{f'  → {what}' if what else ''}")
    if len(found) > _MOST_LISTED:
        say(f"  and {len(found) - _MOST_LISTED} more: see the report")


def _difference_table(found: Sequence[Difference], title: str) -> Table:
    table = Table(
        *("", "of", "before", "after", "change", "95 %", "p", "test", "questions", "won", "lost"),
        title=title,
        title_justify="left",
    )
    for one in found:
        style = "" if one.p >= 0.05 else "green" if one.change > 0 else "red"
        table.add_row(
            one.metric,
            escape(one.tag or one.suite or "all"),
            f"{one.before:.3f}",
            f"{one.after:.3f}",
            f"{one.change:+.3f}",
            f"{one.low:+.3f} to {one.high:+.3f}",
            p_value(one.p),
            one.test,
            str(one.count),
            str(one.won),
            str(one.lost),
            style=style,
        )
    return table


def _print_changes(title: str, changes: Sequence[Change]) -> None:
    say(f"{title}: {len(changes)}", "bold")
    for one in changes:
        say(f"  {one.suite}/{one.case}  {one.question}  ({one.what}: {one.before} → {one.after})")


def _print_gates(gates: Sequence[GateResult]) -> None:
    if not gates:
        return
    say("Gates", "bold")
    for gate in gates:
        where = f"{gate.suite}: " if gate.suite else ""
        style = "green" if gate.passed else "bold red"
        say(
            f"  {'stands' if gate.passed else 'FELL  '}  {where}{gate.gate}  ({gate.reason})", style
        )

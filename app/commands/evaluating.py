"""`millwright eval run`: a suite's questions asked, ranks and refusals counted."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from app.commands.console import print_json, say
from app.sessions import Session, with_service
from evals.ranking import figures
from evals.suite import Case, load_suite
from store.settings import load_settings
from store.values import Scope


class SuiteFigures(BaseModel):
    """What came of one suite. Counts stand beside every rate."""

    suite: str
    answerable: int
    hit_at_1: float
    hit_at_5: float
    mrr_at_10: float
    missed: list[str]
    unanswerable: int
    refused_rightly: int
    refused_wrongly: int
    answered_wrongly: list[str]


def run_suites(paths: Sequence[Path], *, as_json: bool) -> None:
    """Print the figures of each suite; raises SuiteError for one that cannot be read."""
    suites = [(path.name, load_suite(path)) for path in paths]
    results = with_service(
        load_settings(),
        lambda session: [_figures(session, name, cases) for name, cases in suites],
    )
    if as_json:
        print_json(results)
        return
    for result in results:
        say(result.suite, "bold")
        say(
            f"  {result.answerable} answerable: hit@1 {result.hit_at_1:.3f}, "
            f"hit@5 {result.hit_at_5:.3f}, MRR@10 {result.mrr_at_10:.3f}; "
            f"{result.refused_wrongly} of them refused"
        )
        say(
            f"  {result.unanswerable} unanswerable: {result.refused_rightly} refused, "
            f"{len(result.answered_wrongly)} not"
        )
        for question in result.missed:
            say(f"  not among ten: {question}")
        for question in result.answered_wrongly:
            say(f"  not refused: {question}")


def _figures(session: Session, name: str, cases: Sequence[Case]) -> SuiteFigures:
    ranks: list[int | None] = []
    missed: list[str] = []
    answered: list[str] = []
    refused_rightly = refused_wrongly = 0
    for case in cases:
        scope = Scope(machine=case.machine)
        refused = session.service.ask(case.question, scope=scope).outcome == "refused"
        if not case.answerable:
            refused_rightly += refused
            if not refused:
                answered.append(case.question)
            continue
        refused_wrongly += refused
        rank = case.first_right(session.service.search(case.question, scope=scope).hits)
        ranks.append(rank)
        if rank is None:
            missed.append(case.question)
    rates = figures(ranks)
    return SuiteFigures(
        suite=name,
        answerable=rates.count,
        hit_at_1=rates.hit_at_1,
        hit_at_5=rates.hit_at_5,
        mrr_at_10=rates.mrr_at_10,
        missed=missed,
        unanswerable=refused_rightly + len(answered),
        refused_rightly=refused_rightly,
        refused_wrongly=refused_wrongly,
        answered_wrongly=answered,
    )

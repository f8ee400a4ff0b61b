"""`millwright eval run`: a suite's questions asked, ranks and refusals counted."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.commands.console import print_json, say
from app.sessions import Session, with_service
from evals.ranking import figures, permutation_p, reciprocal_ranks
from evals.suite import Case, SuiteError, load_suite
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
    ranks: dict[str, int | None]
    """The rank of the first right hit of each answerable question, by the case's id."""


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
    ranks: dict[str, int | None] = {}
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
        ranks[case.id] = rank
        if rank is None:
            missed.append(case.question)
    rates = figures(list(ranks.values()))
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
        ranks=ranks,
    )


class Comparison(BaseModel):
    """Two runs of one suite, question by question; `p` is of the paired difference in MRR@10."""

    suite: str
    questions: int
    mrr_at_10_before: float
    mrr_at_10_after: float
    p: float
    won: list[str]
    lost: list[str]


def compare_runs(before: Path, after: Path, *, as_json: bool) -> None:
    """Print what became better and worse between two outputs of `eval run --json`.

    Raises SuiteError for a file that is none, or where they share no suite.
    """
    old, new = _runs(before), _runs(after)
    shared = [name for name in old if name in new]
    if not shared:
        raise SuiteError(f"{before.name} and {after.name} hold no run of the same suite.")
    comparisons = [_comparison(name, old[name], new[name]) for name in shared]
    if as_json:
        print_json(comparisons)
        return
    for found in comparisons:
        say(found.suite, "bold")
        say(
            f"  {found.questions} questions: MRR@10 {found.mrr_at_10_before:.3f} before, "
            f"{found.mrr_at_10_after:.3f} after (p {found.p:.3f}, paired permutation test)"
        )
        say(f"  won {len(found.won)}: {', '.join(found.won) or 'none'}")
        say(f"  lost {len(found.lost)}: {', '.join(found.lost) or 'none'}")


def _runs(path: Path) -> dict[str, SuiteFigures]:
    try:
        found = TypeAdapter(list[SuiteFigures]).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SuiteError(f"{path} is no output of `millwright eval run --json`.") from error
    return {run.suite: run for run in found}


def _comparison(name: str, old: SuiteFigures, new: SuiteFigures) -> Comparison:
    asked = [case for case in old.ranks if case in new.ranks]
    before = reciprocal_ranks([old.ranks[case] for case in asked])
    after = reciprocal_ranks([new.ranks[case] for case in asked])
    count = max(len(asked), 1)
    pairs = list(zip(asked, before, after, strict=True))
    return Comparison(
        suite=name,
        questions=len(asked),
        mrr_at_10_before=sum(before) / count,
        mrr_at_10_after=sum(after) / count,
        p=permutation_p(after, before),
        won=[case for case, was, now in pairs if now > was],
        lost=[case for case, was, now in pairs if now < was],
    )

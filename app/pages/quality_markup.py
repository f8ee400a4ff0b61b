"""Runs and their questions, as HTML in which all their text is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from app.counting import counted
from app.evaluator import SuiteOnHand
from app.pages.markup import page_name, section_path
from evals.run import OUR_SYSTEM, AnswerGiven, CaseResult, Figure, GateResult, RankedHit, Run
from evals.suite import Expected

# What the list of runs shows of each: metric, and how it is called there.
HEADLINE = (
    ("hit@1", "found first"),
    ("hit@5", "among five"),
    ("answered", "answered"),
    ("refusal_recall", "rightly refused"),
    ("facts", "facts found"),
    ("faithfulness", "faithful"),
    ("relevance", "to the point"),
)
_MOST_NAMED = 3


def total(run: Run, metric: str, suite: str | None = None) -> Figure | None:
    """Return a metric of our own search over a whole run, or one suite of it."""
    # A run of one suite keeps its figures once, under no suite's name.
    wanted = suite if len(run.suites) > 1 else None
    if suite is not None and all(used.name != suite for used in run.suites):
        return None
    for found in run.figures:
        if (found.metric, found.system, found.suite, found.tag) == (metric, "search", wanted, None):
            return found
    return None


def whole_runs(runs: Iterable[Run], suite: str) -> tuple[list[Run], int]:
    """Return the runs that asked all of a suite, and how many asked a part of it.

    The rates of some questions are no point in time of the rates of all. What the last of `runs`
    left out, because its manual is not in, is nothing that the others have to have asked; where
    one left out other questions, it asked a part.
    """
    asked = [run for run in runs if any(used.name == suite for used in run.suites)]
    whole = [run for run in asked if not run.options.tags and run.options.limit is None]
    same = [run for run in whole if _left_out(run, suite) == _left_out(whole[-1], suite)]
    return same, len(asked) - len(same)


def _left_out(run: Run, suite: str) -> set[str]:
    return {case for case in run.skipped if case.startswith(f"{suite}/")}


def title(run: Run) -> str:
    """Return how a run is called: by its name, and when it was."""
    when = f"{run.started:%d %b %Y, %H:%M} UTC"
    return f"{run.name} · {when}" if run.name else when


def not_offered(suites: Sequence[SuiteOnHand]) -> str:
    """Return which suites cannot be asked here, and the manuals that each is about."""
    listed = "".join(
        f"<li><b>{escape(suite.name)}</b>: {escape(_named(suite.manuals_missing))}</li>"
        for suite in suites
    )
    return (
        '<div class="mw-hint">Not offered, for none of the manuals that they ask about is in:'
        f"<ul>{listed}</ul></div>"
    )


def _named(manuals: Sequence[str]) -> str:
    more = len(manuals) - _MOST_NAMED
    return ", ".join(manuals[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def run_card(run: Run) -> str:
    """Return a run in the list: what it asked, and what came of it."""
    suites = ", ".join(used.name for used in run.suites)
    asked = sum(used.cases for used in run.suites)
    state = ""
    fallen = [gate for gate in run.gates if not gate.passed]
    if run.ended is None:
        state = '<span class="mw-state mw-state-past">not ended</span>'
    elif fallen:
        gates = counted(len(fallen), "gate")
        state = f'<span class="mw-state mw-grave">{gates} fallen</span>'
    elif run.gates:
        state = '<span class="mw-state mw-state-force">gates stand</span>'
    return (
        f'<div class="mw-run"><div class="mw-run-head"><b>{escape(title(run))}</b>{state}</div>'
        f'<div class="mw-brief"><span>{escape(suites)} · {counted(asked, "question")} · '
        f"{escape(run.model or 'quoted, no model')}</span></div>"
        f"{rates(run)}</div>"
    )


def rates(run: Run) -> str:
    """Return the main rates of a run; nothing before it has ended."""
    told = "".join(
        f'<span class="mw-rate"><b>{rate(figure)}</b> {name}, of {figure.count:,}</span>'
        for metric, name in HEADLINE
        if (figure := total(run, metric)) is not None
    )
    return f'<div class="mw-rates">{told}</div>' if told else ""


def rate(figure: Figure | None) -> str:
    """Return a rate as it is printed; a dash where there is none."""
    return "–" if figure is None or figure.value is None else f"{figure.value:.3f}"


def run_head(run: Run) -> str:
    """Return what a run was: what it asked, with what."""
    said = [
        ("suites", ", ".join(f"{used.name} ({used.cases})" for used in run.suites)),
        ("manuals in force", str(len(run.corpus.manuals))),
        ("answers", "not asked" if not run.options.answers else run.model or "quoted, no model"),
        ("judge", run.judge or "none"),
        ("encoder", run.encoder),
        ("version", run.versions.get("commit") or run.versions.get("millwright", "")),
        ("id", run.id),
    ]
    said.extend(("mind", remark) for remark in run.remarks)
    lines = "".join(f"<div><span>{escape(k)}</span>{escape(v)}</div>" for k, v in said)
    return f'<div class="mw-facts">{lines}</div>'


def report_link(run: Run) -> str:
    """Return the way to the run's report, as a file to keep or to send on."""
    address = f"/api/evals/runs/{quote(run.id, safe='')}/report"
    return f'<a class="mw-report" href="{address}" download>Download the report (one HTML file)</a>'


def gates(results: Iterable[GateResult]) -> str:
    """Return which gates stand and which have fallen."""
    return "".join(
        f'<div class="mw-line mw-line-{"good" if gate.passed else "problem"}" role="status">'
        f"{escape(gate.gate)}{f' ({escape(gate.suite)})' if gate.suite else ''}: "
        f"{'stands' if gate.passed else 'has fallen'} · {escape(gate.reason)}</div>"
        for gate in results
    )


def figures(run: Run, meanings: dict[str, str]) -> str:
    """Return all metrics of a run in total, by system, with interval and count."""
    rows = "".join(
        f"<tr><td>{escape(one.metric)}</td><td>{escape(one.system)}</td><td>{rate(one)}</td>"
        f"<td>{_interval(one.low, one.high)}</td><td>{one.count:,}</td>"
        f"<td>{escape(meanings.get(one.metric, ''))}</td></tr>"
        for one in run.figures
        if one.suite is None and one.tag is None
    )
    head = "".join(
        f"<th>{name}</th>"
        for name in ("Metric", "System", "Rate", "95 %", "Questions", "What it says")
    )
    return _table(head, rows)


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.3f} to {high:.3f}"


def _table(head: str, rows: str) -> str:
    return (
        f'<div class="mw-table mw-rows" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def case_row(result: CaseResult, rank: int | None, said: str, *, right: bool | None) -> str:
    """Return a question in a run's list: where it was found, and what was answered."""
    searched = result.is_ranked and OUR_SYSTEM in result.ranks
    found = "" if not searched else (f"rank {rank}" if rank else "not among ten")
    kind = "force" if rank == 1 else "draft" if rank else "grave"
    chips = f'<span class="mw-state mw-state-{kind}">{found}</span>' if found else ""
    if said:
        kind = "past" if right is None else "force" if right else "grave"
        chips += f'<span class="mw-state mw-state-{kind}">{escape(said)}</span>'
    if result.error:
        chips += f'<span class="mw-state mw-grave">{escape(result.error)}</span>'
    return (
        f'<div class="mw-case"><b>{escape(result.question)}</b><div class="mw-brief">'
        f"<span>{escape(result.suite)} · {escape(result.case)}</span></div>"
        f'<div class="mw-chips">{chips}</div></div>'
    )


def case_head(result: CaseResult) -> str:
    """Return the question of a drill-down, with what it was about."""
    about = [result.suite, result.case, *result.tags]
    if result.asked_at:
        about.insert(0, f"machine {result.asked_at}")
    return (
        f'<div class="mw-manual-title">{escape(result.question)}</div>'
        f'<div class="mw-manual-id">{escape(" · ".join(about))}</div>'
        f"{asked_before(result.history)}"
    )


def asked_before(history: Sequence[str]) -> str:
    """Return the questions that one goes on from, if any."""
    return "".join(f"<div>after: {escape(asked)}</div>" for asked in history)


def expected(places: Sequence[Expected], *, answerable: bool) -> str:
    """Return what was expected: places, facts, the answer in the suite's words."""
    if not answerable:
        return '<div class="mw-wanted">A refusal: no manual answers this.</div>'
    cards = []
    for place in places:
        pages = ", ".join(str(page) for page in place.pages)
        lines = [f"<b>{escape(place.manual)}</b>{f', PDF page {pages}' if pages else ''}"]
        lines += [section_path((section,)) for section in place.sections]
        if place.answer:
            lines.append(f"<div>{escape(place.answer)}</div>")
        if place.facts:
            lines.append(_facts(place.facts, "mw-chip"))
        cards.append(f'<div class="mw-wanted">{"".join(lines)}</div>')
    return "".join(cards)


def _facts(facts: Iterable[str], kind: str) -> str:
    return "".join(f'<span class="{kind}">{escape(fact)}</span> ' for fact in facts)


def answered(answer: AnswerGiven) -> str:
    """Return what was answered, with its facts and sources."""
    parts = [f'<div class="mw-brief">{escape(answer.outcome or "failed")}</div>']
    parts.append(f'<div class="mw-quote">{escape(answer.text)}</div>')
    if answer.facts_found or answer.facts_missing:
        found = _facts(answer.facts_found, "mw-state mw-state-force")
        missing = _facts(answer.facts_missing, "mw-state mw-grave")
        parts.append(f'<div class="mw-chips">{found}{missing}</div>')
    for source in answer.citations:
        where = page_name(source.page, source.page_label)
        sign = "right" if source.right else "wrong"
        parts.append(
            f'<div class="mw-found mw-found-{sign}"><span class="mw-marker">{source.marker}</span>'
            f"<div>{escape(source.manual)} {escape(source.revision)}, {escape(where)}"
            f"{section_path(source.section)}</div></div>"
        )
    return "".join(parts)


def judged(result: CaseResult) -> str:
    """Return what the judge said of the answer."""
    return "".join(
        f'<div class="mw-brief"><b>{escape(name)} {said.score:.2f}</b> {escape(said.reason)}</div>'
        for name, said in result.judged.items()
    )


def retrieved(hits: Iterable[RankedHit]) -> str:
    """Return the hits of one system by rank, those in an expected place set off."""
    return "".join(
        f'<div class="mw-found mw-found-{"right" if hit.right else "other"}">'
        f'<span class="mw-rank">{hit.rank}</span><div>{escape(hit.manual)} {escape(hit.revision)}, '
        f"{escape(page_name(hit.page, hit.page_label) or 'no pages')}"
        f"{section_path(hit.section)}</div></div>"
        for hit in hits
    )

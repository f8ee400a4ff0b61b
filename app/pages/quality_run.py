"""One run: its figures and gates, and each of its questions."""

from collections.abc import Callable, Sequence

import streamlit as st

from app.counting import counted
from app.pages import markup, quality_markup, sitemap
from app.pages.manual_filter import page_of
from app.pages.quality_head import quality_head
from app.pages_context import service
from evals.metrics import MEANINGS
from evals.metrics_ranking import first_right
from evals.run import OUR_SYSTEM, CaseResult
from evals.verdict import answer_line, is_right
from store.errors import MillwrightError

_A_PAGE = 20


def rank_of(result: CaseResult) -> int | None:
    """Return the rank of the first right hit of our own search."""
    ranking = result.ranks.get(OUR_SYSTEM)
    return first_right(ranking.hits) if ranking is not None else None


def _is_ranked(result: CaseResult) -> bool:
    """Whether there is a right place, and our own search was asked for it."""
    return result.is_ranked and OUR_SYSTEM in result.ranks


def _wrong(result: CaseResult) -> bool:
    return result.answer is not None and not is_right(result)


_KINDS: dict[str, Callable[[CaseResult], bool]] = {
    "All": lambda _: True,
    "Answer not right": _wrong,
    "Right place not first": lambda one: _is_ranked(one) and rank_of(one) != 1,
    "Right place not among ten": lambda one: _is_ranked(one) and rank_of(one) is None,
    "Wrongly refused": lambda one: (
        one.answerable and one.answer is not None and one.answer.outcome == "refused"
    ),
    "Should have been refused": lambda one: (
        not one.answerable and one.answer is not None and one.answer.outcome != "refused"
    ),
    "Facts missing": lambda one: one.answer is not None and bool(one.answer.facts_missing),
    "Failed": lambda one: one.error is not None,
}


def main() -> None:
    """Draw the page."""
    run_id = st.query_params.get("run", "")
    try:
        run = service().evaluator.run(run_id)
        cases = service().evaluator.cases(run_id)
    except MillwrightError as error:
        quality_head(markup.line(str(error), "problem"))
        return
    quality_head(f'<div class="mw-manual-title">{markup.plain(quality_markup.title(run))}</div>')
    st.html(quality_markup.run_head(run))
    if run.note:
        st.html(markup.line(run.note, "info"))
    if run.ended is None:
        st.html(markup.line("This run has not ended: it has no figures.", "info"))
    else:
        st.html(quality_markup.report_link(run))
    if run.gates:
        st.html(quality_markup.gates(run.gates))
    if run.figures:
        st.html(quality_markup.rates(run))
        with st.expander("All figures"):
            st.html(quality_markup.figures(run, MEANINGS))
    _questions(run.id, cases)


def _questions(run_id: str, cases: Sequence[CaseResult]) -> None:
    counts = {kind: sum(map(fits, cases)) for kind, fits in _KINDS.items()}
    kinds = [kind for kind, count in counts.items() if count or kind == "All"]
    if not cases:
        return
    kind = st.selectbox(
        "Show", kinds, key="case_kind", filter_mode=None,
        format_func=lambda one: f"{one} ({counts[one]})",
    )  # fmt: skip
    found = [case for case in cases if _KINDS[kind](case)]
    st.html(markup.heading(counted(len(found), "question")))
    shown, page, pages = page_of(found, st.session_state.get("cases_at", 0), _A_PAGE)
    for number, case in enumerate(shown):
        with st.container(key=f"case_card_{number}", horizontal=True):
            said = answer_line(case) if case.answer is not None else ""
            right = is_right(case) if case.answer is not None else None
            st.html(quality_markup.case_row(case, rank_of(case), said, right=right))
            query = {"run": run_id, "suite": case.suite, "case": case.case}
            sitemap.link("case", "Look", query, key=f"case_{number}")
    if pages > 1:
        _turn(page, pages)


def _turn(page: int, pages: int) -> None:
    def to(at: int) -> None:
        st.session_state.cases_at = at

    with st.container(key="turn", horizontal=True, vertical_alignment="center"):
        st.button("Previous", key="cases_before", on_click=to, args=(page - 1,),
                  disabled=page == 0)  # fmt: skip
        st.html(f'<div class="mw-turned">{page + 1} of {pages}</div>')
        st.button("Next", key="cases_after", on_click=to, args=(page + 1,),
                  disabled=page + 1 == pages)  # fmt: skip


main()

"""One question of a run: what was expected, found and answered, with the page beside it."""

import streamlit as st

from app.pages import markup, quality_markup
from app.pages.page_view import Source, page_beside
from app.pages.quality_head import quality_head
from app.pages_context import service
from evals.run import OUR_SYSTEM, CaseResult, Run
from store.errors import MillwrightError, NotFound
from store.values import Place

_COLUMNS = (6, 5)
_SYSTEM_NAMES = {
    "search": "Found by search",
    "starter": "Found by the starter",
    "starter-bm25": "Found by BM25 over the starter's chunks",
}


def main() -> None:
    """Draw the page."""
    query = st.query_params
    run_id, suite, case = (query.get(name, "") for name in ("run", "suite", "case"))
    back = {"run": run_id}
    try:
        run = service().evaluator.run(run_id)
        result = _result(run_id, suite, case)
    except MillwrightError as error:
        quality_head(markup.line(str(error), "problem"), "run", back)
        return
    quality_head(quality_markup.case_head(result), "run", back)
    pages = _pages(run, result)
    left, right = st.columns(_COLUMNS, gap="medium") if pages else (st.container(), None)
    with left:
        _words(result)
    if right is not None:
        with right:
            names = list(pages)
            name = names[0]
            if len(names) > 1:
                name = st.selectbox("Page", names, key="shown_page", filter_mode=None)
            page_beside(pages[name])


def _result(run_id: str, suite: str, case: str) -> CaseResult:
    for result in service().evaluator.cases(run_id):
        if result.key == (suite, case):
            return result
    raise NotFound(f"The run {run_id} has no question {case} of a suite {suite}.")


def _words(result: CaseResult) -> None:
    if result.error:
        st.html(markup.line(result.error, "problem"))
    st.html(markup.heading("Expected"))
    if result.expected or not result.answerable:
        st.html(quality_markup.expected(result.expected, answerable=result.answerable))
    if result.answer is not None:
        st.html(markup.heading("Answered"))
        if result.answer.fallback:
            st.html(markup.line(result.answer.fallback, "info"))
        st.html(quality_markup.answered(result.answer) + quality_markup.judged(result))
    for system, ranking in result.ranks.items():
        st.html(markup.heading(_SYSTEM_NAMES.get(system, f"Found by {system}")))
        if ranking.hits:
            st.html(quality_markup.retrieved(ranking.hits))
        else:
            st.html('<p class="mw-hint">Nothing.</p>')


def _pages(run: Run, result: CaseResult) -> dict[str, Source]:
    """The pages that can be looked at: cited, expected and found first."""
    found: dict[str, Source] = {}
    if result.answer is not None:
        for cited in result.answer.citations[:1]:
            if cited.places:
                found["Cited first"] = Source(
                    cited.manual, cited.revision, cited.manual, cited.places
                )
    in_force = {used.manual: used.revision for used in run.corpus.manuals}
    in_force |= {used.file: used.revision for used in run.corpus.manuals}
    ids = {used.file: used.manual for used in run.corpus.manuals}
    for place in result.expected:
        revision = place.revision or in_force.get(place.manual)
        if revision is None or not place.pages:
            continue
        manual = ids.get(place.manual, place.manual)
        pages = tuple(Place(page=page, boxes=place.boxes.get(page, ())) for page in place.pages)
        found.setdefault("Expected", Source(manual, revision, manual, pages))
    ranking = result.ranks.get(OUR_SYSTEM)
    if ranking is not None and ranking.hits and ranking.hits[0].places:
        first = ranking.hits[0]
        found["Found first"] = Source(first.manual, first.revision, first.manual, first.places)
    return found


main()

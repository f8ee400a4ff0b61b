"""The document owner's overview: what is kept and in force, and how new files come in."""

from collections.abc import Sequence

import streamlit as st

from app.counting import counted
from app.pages import manual_markup, markup, sitemap
from app.pages.job_list import jobs_on_their_way, watch
from app.pages.manual_filter import STATES, matching, page_of
from app.pages.owner_name import show_said
from app.pages.upload_form import upload_form
from app.pages_context import service
from store.errors import MillwrightError
from store.manual_values import ManualSummary

_A_PAGE = 20
_REFUSED = "refused_uploads"


def main() -> None:
    """Draw the page."""
    try:
        manuals = service().manuals()
        watch(job.id for job in reversed(service().jobs()) if job.state in ("queued", "running"))
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    show_said()
    asked = st.query_params.get("of", "")
    _upload(asked if any(one.manual == asked for one in manuals) else "", expanded=not manuals)
    # Below the form, which would else move under the finger with each job that comes and goes.
    with st.container(key="way_in"):
        if st.session_state.get("watched_jobs"):
            jobs_on_their_way()
    if manuals:
        _overview(manuals)
    else:
        st.html(markup.line("There are no manuals yet: add the first above.", "info"))


def _upload(manual: str, *, expanded: bool) -> None:
    with st.expander("Add manuals or new revisions", expanded=expanded or bool(manual)):
        sent = upload_form(manual)
        if sent.jobs or sent.problems:
            # The page is drawn anew whenever a job ends, and what was refused has to stay readable.
            st.session_state[_REFUSED] = sent.problems
        for problem in st.session_state.get(_REFUSED, ()):
            st.html(markup.line(problem, "problem"))
    watch(sent.jobs)


def _overview(manuals: Sequence[ManualSummary]) -> None:
    words, state = _filter()
    found = matching(manuals, words, state)
    shown, page, pages = page_of(found, st.session_state.get("manuals_page", 0), _A_PAGE)
    of = "" if len(found) == len(manuals) else f" of {len(manuals):,}"
    st.html(markup.heading(f"{counted(len(found), 'manual')}{of}"))
    if not found:
        st.html(markup.line("No manual is like that: take a word or the state away.", "info"))
    for number, summary in enumerate(shown):
        with st.container(key=f"manual_card_{number}", horizontal=True):
            st.html(manual_markup.overview(summary))
            sitemap.link("manual", "Open", {"manual": summary.manual}, key=f"open_{number}")
    if pages > 1:
        _turn(page, pages, len(found))


def _filter() -> tuple[str, str]:
    """Draw search field and states; both are kept while other pages are looked at."""
    kept = st.session_state.setdefault("manuals_filter", ("", STATES[0]))
    with st.container(key="manuals_filter_bar"):
        search, states = st.columns((3, 2), gap="small")
        words = search.text_input(
            "Search",
            value=kept[0],
            key="manuals_words",
            placeholder="Title, machine, maker, number or file",
            autocomplete="off",
        )
        state = states.selectbox(
            "Show",
            STATES,
            index=STATES.index(kept[1]),
            key="manuals_state",
            filter_mode=None,
        )
    chosen = (words or "", state)
    if chosen != kept:
        st.session_state.manuals_filter = chosen
        st.session_state.manuals_page = 0
    return chosen


def _turn(page: int, pages: int, manuals: int) -> None:
    def to(number: int) -> None:
        st.session_state.manuals_page = number

    first = page * _A_PAGE + 1
    last = min(manuals, first + _A_PAGE - 1)
    with st.container(key="turn", horizontal=True, vertical_alignment="center"):
        st.button(
            "Previous", key="manuals_before", on_click=to, args=(page - 1,), disabled=page == 0
        )
        st.html(f'<div class="mw-turned">{first:,} to {last:,} of {manuals:,}</div>')
        st.button(
            "Next", key="manuals_after", on_click=to, args=(page + 1,), disabled=page + 1 == pages
        )


main()

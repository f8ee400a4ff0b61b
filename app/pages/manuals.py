"""The document owner's page: what is kept and in force, and how new files come in."""

from collections.abc import Iterable

import streamlit as st

from app.pages import manual_markup, markup
from app.pages.upload_form import upload_form
from app.pages_context import service
from store.errors import MillwrightError
from store.values import Job

_UNDER_WAY = ("queued", "running")
_POLL_SECONDS = 0.7
_MOST_JOBS = 12


def main() -> None:
    """Draw the page."""
    try:
        manuals = service().manuals()
        _watch(job.id for job in reversed(service().jobs()) if job.state in _UNDER_WAY)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    watched = st.session_state.setdefault("watched_jobs", [])
    way_in = st.container(key="way_in")
    # Drawn above the form and after it: what was sent just now is among the jobs.
    _upload(expanded=not manuals)
    if watched:
        with way_in:
            _jobs_on_their_way()
    st.html(markup.heading(f"Manuals ({len(manuals)})"))
    if manuals:
        st.html("".join(map(manual_markup.manual, manuals)))
    else:
        st.html(markup.line("There are none yet.", "info"))


def _upload(*, expanded: bool) -> None:
    with st.expander("Add manuals or new revisions", expanded=expanded):
        sent = upload_form()
        for problem in sent.problems:
            st.html(markup.line(problem, "problem"))
    _watch(sent.jobs)


def _watch(job_ids: Iterable[str]) -> None:
    watched = st.session_state.setdefault("watched_jobs", [])
    watched.extend(job_id for job_id in job_ids if job_id not in watched)
    del watched[:-_MOST_JOBS]


def _watched() -> list[Job]:
    """Return the jobs of this visit, the newest first."""
    return [service().job(job_id) for job_id in reversed(st.session_state.watched_jobs)]


def _jobs_on_their_way() -> None:
    """Show the jobs, and ask for them again and again only while there is something to see."""
    under_way = any(job.state in _UNDER_WAY for job in _watched())

    def jobs() -> None:
        try:
            shown = _watched()
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))
            return
        st.html(markup.heading("On the way in"))
        st.html("".join(map(manual_markup.job, shown)))
        if under_way and not any(job.state in _UNDER_WAY for job in shown):
            # All are in or out: the list below has changed, and there is nothing left to ask for.
            st.rerun(scope="app")

    st.fragment(jobs, run_every=_POLL_SECONDS if under_way else None)()


main()

"""Jobs on a page: asked for again and again, but only while there is something to see."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from app.pages import job_markup, markup
from app.pages_context import service
from store.errors import MillwrightError
from store.manual_values import Job

UNDER_WAY = ("queued", "running")
_POLL_SECONDS = 0.7
_MOST_WATCHED = 12


def watch(job_ids: Iterable[str]) -> None:
    """Keep jobs in sight for the length of the visit."""
    watched = st.session_state.setdefault("watched_jobs", [])
    watched.extend(job_id for job_id in job_ids if job_id not in watched)
    del watched[:-_MOST_WATCHED]


def jobs_on_their_way() -> None:
    """Show the jobs of this visit, the newest first."""

    def draw(jobs: Sequence[Job]) -> None:
        waiting = any(job.state in UNDER_WAY for job in jobs)
        st.html(markup.heading("On the way in" if waiting else "Handed in on this visit"))
        parents = {job.parent for job in jobs}
        shown = (job_markup.job(job, archive=job.id in parents) for job in jobs)
        st.html("".join(shown))

    polled(_watched, draw)


def polled(ask: Callable[[], Sequence[Job]], draw: Callable[[Sequence[Job]], None]) -> None:
    """Draw jobs, and draw them anew while one is under way; the page follows when all are in."""
    under_way = any(job.state in UNDER_WAY for job in ask())

    def jobs() -> None:
        try:
            shown = ask()
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))
            return
        draw(shown)
        if under_way and not any(job.state in UNDER_WAY for job in shown):
            # All are in or out: the rest of the page has changed, and nothing is left to ask for.
            st.rerun(scope="app")

    st.fragment(jobs, run_every=_POLL_SECONDS if under_way else None)()


def grouped(jobs: Sequence[Job]) -> list[tuple[Job, list[Job]]]:
    """Return the jobs in their order, each with those that came out of it as an archive."""
    children: dict[str, list[Job]] = defaultdict(list)
    ids = {job.id for job in jobs}
    for job in jobs:
        if job.parent in ids:
            children[str(job.parent)].append(job)
    return [(job, children[job.id]) for job in jobs if job.parent not in ids]


def _watched() -> list[Job]:
    known = {job.id: job for job in service().jobs()}
    watched = reversed(st.session_state.watched_jobs)
    # What was dismissed meanwhile is not asked after any more.
    return [known[job_id] for job_id in watched if job_id in known]

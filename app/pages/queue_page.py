"""The queue: what is on its way in, what failed and why, and what came in lately."""

from collections.abc import Sequence

import streamlit as st

from app.counting import counted
from app.pages import job_markup, markup, sitemap
from app.pages.job_list import UNDER_WAY, grouped, polled
from app.pages_context import service
from store.errors import MillwrightError
from store.manual_values import Job

_MOST_DONE = 10
_MOST_SHOWN = 40


def main() -> None:
    """Draw the page."""
    try:
        polled(lambda: service().jobs(), _draw)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))


def _draw(jobs: Sequence[Job]) -> None:
    problem = st.session_state.pop("queue_problem", None)
    with st.container(key="said"):
        if problem:
            st.html(markup.line(problem, "problem"))
    groups = grouped(jobs)
    on_way = [g for g in groups if _any(g, *UNDER_WAY)]
    failed = [g for g in groups if g not in on_way and _any(g, "failed", "cancelled")]
    done = [g for g in groups if g not in on_way and g not in failed]
    _section("On the way in", on_way, "Nothing is on its way in.")
    _section("Did not come in", failed, "Nothing has failed.")
    _section("In", done[:_MOST_DONE], "Nothing yet.")
    if len(done) > _MOST_DONE:
        st.html(f'<p class="mw-hint">and {counted(len(done) - _MOST_DONE, "more file")}</p>')


def _any(group: tuple[Job, list[Job]], *states: str) -> bool:
    return any(job.state in states for job in (group[0], *group[1]))


def _section(title: str, groups: Sequence[tuple[Job, list[Job]]], none: str) -> None:
    st.html(markup.heading(f"{title} ({len(groups)})" if groups else title))
    if not groups:
        st.html(f'<p class="mw-hint">{none}</p>')
    for job, children in groups[:_MOST_SHOWN]:
        _job(job, archive=bool(children))
        if children:
            with st.container(key=f"archive_{job.id}"):
                for child in children[:_MOST_SHOWN]:
                    _job(child)
                if len(children) > _MOST_SHOWN:
                    more = counted(len(children) - _MOST_SHOWN, "more file")
                    st.html(f'<p class="mw-hint">and {more} of this archive</p>')
    if len(groups) > _MOST_SHOWN:
        more = counted(len(groups) - _MOST_SHOWN, "more file")
        st.html(f'<p class="mw-hint">and {more}: deal with these first.</p>')


def _job(job: Job, *, archive: bool = False) -> None:
    with st.container(key=f"job_card_{job.id}"):
        st.html(job_markup.job(job, archive=archive))
        with st.container(key=f"job_do_{job.id}", horizontal=True):
            if job.state in UNDER_WAY:
                _button("Cancel", f"cancel_{job.id}", job.id)
            elif job.state in ("failed", "cancelled"):
                if job.state == "failed":
                    _button("Retry", f"retry_{job.id}", job.id)
                _button("Dismiss", f"dismiss_{job.id}", job.id)
            elif job.manual is not None and job.stage != "deleted":
                label = "Open, to release it" if job.draft else "Open the manual"
                sitemap.link("manual", label, {"manual": job.manual}, key=f"of_{job.id}")


def _button(label: str, key: str, job_id: str) -> None:
    if not st.button(label, key=key):
        return
    owner = service().owner
    act = {"Cancel": owner.cancel, "Retry": owner.retry, "Dismiss": owner.dismiss}[label]
    try:
        act(job_id)
    except MillwrightError as error:
        st.session_state.queue_problem = str(error)
    st.rerun(scope="app")


main()

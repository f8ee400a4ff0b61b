"""The document owner's page: what is kept and in force, and how new files come in."""

import time
from pathlib import Path
from typing import Any

import streamlit as st
from pydantic import ValidationError

from app.pages import manual_markup, markup
from app.pages_context import service
from app.uploads import as_path, shown_name
from store.errors import MillwrightError
from store.values import IngestOptions, Job

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
    _upload_form()
    watched = st.session_state.setdefault("watched_jobs", [])
    if watched:
        under_way = any(_job(job_id).state in _UNDER_WAY for job_id in watched)
        # Asks again only while there is something to see.
        st.fragment(_jobs, run_every=_POLL_SECONDS if under_way else None)(under_way)
    st.html(markup.heading(f"Manuals ({len(manuals)})"))
    if manuals:
        st.html("".join(map(manual_markup.manual, manuals)))
    else:
        st.html(markup.line("There are none yet.", "info"))


def _upload_form() -> None:
    with st.expander("Add manuals or new revisions", expanded=not _has_watched()):
        # Cleared when sent, so that the browser's files do not stay in this process's memory.
        with st.form("upload_form", border=False, clear_on_submit=True):
            files = st.file_uploader(
                "PDF or HTML files",
                type=["pdf", "html", "htm"],
                accept_multiple_files=True,
                key="files",
            )
            st.html(
                '<div class="mw-hint">All fields below may stay empty: '
                "manual and revision are then read from the file's name.</div>"
            )
            left, middle, right = st.columns(3)
            said = {
                "manual": left.text_input("Manual id", key="manual", placeholder="hpx-160"),
                "title": middle.text_input("Title", key="title"),
                "machines": right.text_input(
                    "Machines", key="machines", placeholder="Press 4; Press 5"
                ),
                "revision": left.text_input("Revision", key="revision", placeholder="C"),
                "language": middle.text_input("Language", key="language", placeholder="en"),
                "effective": right.date_input(
                    "Effective from", value=None, key="effective", format="YYYY-MM-DD"
                ),
            }
            sent = st.form_submit_button("Add to Millwright", type="primary")
        if sent:
            _submit(files or [], said)


def _submit(files: list[Any], said: dict[str, Any]) -> None:
    if not files:
        st.html(markup.line("Choose a file first.", "problem"))
        return
    machines = tuple(part.strip() for part in said["machines"].split(";") if part.strip())
    values = {
        name: value.strip() if isinstance(value, str) else value for name, value in said.items()
    }
    try:
        options = IngestOptions.model_validate(
            {name: value for name, value in values.items() if value} | {"machines": machines}
        )
    except ValidationError as error:
        st.html(markup.line(f"{error.errors()[0]['msg']}.", "problem"))
        return
    for file in files:
        name = shown_name(file.name)
        try:
            with as_path(name, file) as path:
                _watch([service().submit(Path(path), options, name=name).id])
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))


def _has_watched() -> bool:
    return bool(st.session_state.get("watched_jobs"))


def _watch(job_ids: Any) -> None:
    watched = st.session_state.setdefault("watched_jobs", [])
    watched.extend(job_id for job_id in job_ids if job_id not in watched)
    del watched[:-_MOST_JOBS]


def _job(job_id: str) -> Job:
    return service().job(job_id)


def _jobs(under_way: bool) -> None:
    """Show the jobs of this visit, the newest first; when the last one ends, redraw the list."""
    try:
        jobs = [_job(job_id) for job_id in reversed(st.session_state.watched_jobs)]
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    st.html(markup.heading("On the way in"))
    st.html("".join(map(manual_markup.job, jobs)))
    if under_way and not any(job.state in _UNDER_WAY for job in jobs):
        # The last state stays on the screen for a moment; without it the end cannot be followed.
        time.sleep(0.1)
        st.rerun(scope="app")


main()

"""One manual: its revisions, what its owner can do with each, and what was done."""

from collections.abc import Sequence

import streamlit as st

from app.pages import manual_markup, markup, sitemap
from app.pages.owner_name import show_said
from app.pages.revision_actions import actions
from app.pages.wording import day
from app.pages_context import service
from store.errors import MillwrightError
from store.manual_values import ManualSummary, RevisionSummary


def main() -> None:
    """Draw the page."""
    sitemap.link("manuals", "All manuals", {}, key="back", icon=":material/chevron_left:")
    show_said()
    try:
        manuals = service().manuals()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    asked = st.query_params.get("manual", "")
    summary = next((manual for manual in manuals if manual.manual == asked), None)
    if summary is None:
        st.html(markup.line(f"There is no manual {asked} here.", "problem"))
        return
    st.html(f'<div class="mw-manual-head">{manual_markup.heading(summary)}</div>')
    sitemap.link("manuals", "Add a revision", {"of": summary.manual}, key="add_revision")
    for number, kept in enumerate(summary.revisions):
        with st.container(key=f"revision_{number}"):
            st.html(manual_markup.revision(kept))
            actions(summary, kept)
    if len(summary.revisions) > 1:
        _compare(summary)
    _bulletins(summary, manuals)
    _history(summary)


def _compare(summary: ManualSummary) -> None:
    st.html(markup.heading("What changed between two revisions"))
    revisions = {summary.name_of(kept): kept for kept in by_age(summary.revisions)}
    names = list(revisions)

    def said(name: str) -> str:
        kept = revisions[name]
        return kept.revision if name == kept.revision else f"{kept.revision}, {kept.file}"

    with st.container(key="compare_bar"):
        old_column, new_column, button = st.columns(3, gap="small", vertical_alignment="bottom")
        old = old_column.selectbox(
            "From revision", names, index=len(names) - 2, key="compare_old", filter_mode=None,
            format_func=said,
        )  # fmt: skip
        new = new_column.selectbox(
            "To revision", names, index=len(names) - 1, key="compare_new", filter_mode=None,
            format_func=said,
        )  # fmt: skip
        if button.button("Show what changed", key="compare", width="stretch"):
            sitemap.go("compare", {"manual": summary.manual, "old": old, "new": new})


def by_age(revisions: Sequence[RevisionSummary]) -> list[RevisionSummary]:
    """Return revisions from the oldest to the newest."""
    return sorted(revisions, key=lambda kept: (kept.effective, kept.ingested_at))


def _bulletins(summary: ManualSummary, manuals: Sequence[ManualSummary]) -> None:
    """Show the bulletins that amend this manual, each with a way to it."""
    amending = [
        (manual, kept)
        for manual in manuals
        for kept in manual.revisions
        if kept.amends_manual == summary.manual and kept.in_force
    ]
    if not amending:
        return
    st.html(markup.heading("Amended by"))
    for number, (manual, kept) in enumerate(amending):
        with st.container(key=f"amending_{number}", horizontal=True, vertical_alignment="center"):
            what = f" § {kept.amends_section}" if kept.amends_section else ""
            st.html(
                markup.line(f"{manual.title}, since {day(kept.effective)}{what and ':' + what}")
            )
            sitemap.link("manual", "Open", {"manual": manual.manual}, key=f"amending_{number}")


def _history(summary: ManualSummary) -> None:
    with st.expander("History: who did what, and when"):
        try:
            done = service().owner.events(summary.manual)
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))
            return
        st.html(manual_markup.events(done) if done else markup.line("Nothing is noted yet."))


main()

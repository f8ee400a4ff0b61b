"""Page by page: what a page looks like, and beside it what was read of it."""

import streamlit as st

from app.counting import counted
from app.pages import contents_markup, manual_markup, markup
from app.pages.manual_filter import page_of
from app.pages.page_head import page_head
from app.pages.page_strip import page_strip
from app.pages.wording import state
from app.pages_context import service
from store.control_values import PageContents
from store.errors import MillwrightError
from store.manual_values import ManualSummary, RevisionSummary
from store.page_images import page_size_points

_CHUNKS_AT_ONCE = 40


def main() -> None:
    """Draw the page."""
    manual, label = st.query_params.get("manual", ""), st.query_params.get("revision", "")
    try:
        found = _asked(manual, label)
        if found is None:
            page_head(
                manual, markup.line(f"There is no revision {label} of {manual} here.", "problem")
            )
            return
        summary, kept = found
        _head(summary, kept)
        name = summary.name_of(kept)
        if kept.pages:
            _paged(kept, name)
        else:
            _unpaged(kept, name)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))


def _asked(manual: str, label: str) -> tuple[ManualSummary, RevisionSummary] | None:
    for summary in service().manuals():
        for kept in summary.revisions:
            if kept.manual == manual and label in (kept.revision, kept.id):
                return summary, kept
    return None


def _head(summary: ManualSummary, kept: RevisionSummary) -> None:
    words = state(kept)[0]
    page_head(kept.manual, manual_markup.name(summary, kept, words))


def _paged(kept: RevisionSummary, name: str) -> None:
    page = _page(kept)
    tapped = page_strip(kept, name, page)
    if tapped is not None and tapped != page:
        _to(tapped)
        st.rerun()
    _turning(kept, page)
    contents = service().owner.page(kept.manual, name, page)
    with st.container(key="side_by_side"):
        left, right = st.columns(2, gap="medium")
        with left, st.container(key="looked_at"):
            st.html(contents_markup.outcome(contents))
            _picture(kept, name, contents, page)
        with right:
            if contents.chunks:
                st.html(contents_markup.chunks(contents.chunks))
            else:
                st.html(markup.line("Nothing of this page can be found.", "info"))


def _picture(kept: RevisionSummary, name: str, contents: PageContents, page: int) -> None:
    try:
        png = service().page_image(kept.manual, name, page)
    except MillwrightError as error:
        # What was read is worth seeing without the picture.
        st.html(markup.line(str(error), "problem"))
        return
    size = page_size_points(png)
    st.html(contents_markup.page_with_boxes(png, size, contents.chunks, page))


def _page(kept: RevisionSummary) -> int:
    """Return the page that the link names, kept within the document."""
    try:
        asked = int(st.query_params.get("page", "1"))
    except ValueError:
        asked = 1
    return min(max(1, asked), kept.pages)


def _to(page: int) -> None:
    st.query_params["page"] = str(page)


def _turning(kept: RevisionSummary, page: int) -> None:
    def typed() -> None:
        _to(int(st.session_state.go_to_page))

    gaps = [gap for gap in kept.pages_without_text if gap > page] or list(kept.pages_without_text)
    # The field follows the page; it may only be set before it is drawn.
    st.session_state.go_to_page = page
    with st.container(key="turn", horizontal=True, vertical_alignment="center"):
        st.button(
            "Previous", key="page_before", icon=":material/chevron_left:", on_click=_to,
            args=(page - 1,), disabled=page <= 1,
        )  # fmt: skip
        st.number_input(
            "Go to page", min_value=1, max_value=kept.pages, step=1, key="go_to_page",
            on_change=typed, width=110, label_visibility="collapsed",
        )  # fmt: skip
        st.html(f'<div class="mw-turned">of {kept.pages:,}</div>')
        st.button(
            "Next", key="page_after", icon=":material/chevron_right:", on_click=_to,
            args=(page + 1,), disabled=page >= kept.pages,
        )  # fmt: skip
        if gaps:
            st.button("Next page without text", key="next_gap", on_click=_to, args=(gaps[0],))


def _unpaged(kept: RevisionSummary, name: str) -> None:
    """Show a document without pages: all of it, section by section, some at a time."""
    contents = service().owner.page(kept.manual, name, None)
    part = st.session_state.get("part", {}).get(kept.id, 0)
    shown, part, parts = page_of(contents.chunks, part, _CHUNKS_AT_ONCE)
    st.html(markup.heading(f"{counted(len(contents.chunks), 'passage')}, in reading order"))
    st.html(contents_markup.chunks(shown, first=part * _CHUNKS_AT_ONCE + 1))
    if parts > 1:

        def to(number: int) -> None:
            st.session_state["part"] = {kept.id: number}

        with st.container(key="turn", horizontal=True, vertical_alignment="center"):
            st.button("Previous", key="part_before", on_click=to, args=(part - 1,),
                      disabled=part == 0)  # fmt: skip
            st.button("Next", key="part_after", on_click=to, args=(part + 1,),
                      disabled=part + 1 == parts)  # fmt: skip


main()

"""What stands at the top of a page about one manual: the way back, and what it is about."""

import streamlit as st

from app.pages import sitemap


def page_head(manual: str, html: str) -> None:
    """Draw the way back to a manual, and beside it what the page is about as HTML of ours."""
    with st.container(key="head_bar", horizontal=True, vertical_alignment="center"):
        sitemap.link(
            "manual",
            "Back",
            {"manual": manual} if manual else {},
            key="back",
            icon=":material/chevron_left:",
        )
        st.html(f'<div class="mw-contents-head">{html}</div>')

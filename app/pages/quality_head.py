"""What stands at the top of a page about runs: the way back, and what it is about."""

from collections.abc import Mapping

import streamlit as st

from app.pages import sitemap


def quality_head(html: str, back: str = "quality", query: Mapping[str, str] | None = None) -> None:
    """Draw the way back, and beside it what the page is about as HTML of ours."""
    with st.container(key="head_bar", horizontal=True, vertical_alignment="center"):
        sitemap.link(back, "Back", query or {}, key="back", icon=":material/chevron_left:")
        st.html(f'<div class="mw-contents-head">{html}</div>')

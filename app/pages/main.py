"""The pages' entry: header, way between the pages, and the page asked for."""

from pathlib import Path

import streamlit as st
from PIL import Image, ImageDraw

_HERE = Path(__file__).resolve().parent


def _icon() -> Image.Image:
    """Return the browser tab's picture; a named one would be fetched from the internet."""
    icon = Image.new("RGB", (64, 64), "#12263a")
    pen = ImageDraw.Draw(icon)
    pen.line([(12, 52), (12, 14), (32, 38), (52, 14), (52, 52)], fill="#ffb81c", width=9)
    return icon


def main() -> None:
    """Draw the header and the page."""
    st.set_page_config(
        page_title="Millwright",
        page_icon=_icon(),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(_HERE / "style.css")
    ask = st.Page(_HERE / "ask.py", title="Ask", default=True)
    manuals = st.Page(_HERE / "manuals.py", title="Manuals", url_path="manuals")
    page = st.navigation([ask, manuals], position="hidden")
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(
            '<div class="mw-brand" role="heading" aria-level="1">Millwright'
            "<span>answers from your manuals</span></div>"
        )
        for target in (ask, manuals):
            chosen = "chosen" if target.title == page.title else "other"
            with st.container(key=f"nav_{chosen}_{target.title.lower()}", width="content"):
                # The machine of the link stays with the tablet; links drop it otherwise.
                machine = st.query_params.get("machine")
                st.page_link(target, query_params={"machine": machine} if machine else None)
    page.run()


main()

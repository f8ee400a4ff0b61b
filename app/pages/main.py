"""The pages' entry: header, way between the pages, and the page asked for."""

from html import escape
from pathlib import Path

import streamlit as st
from PIL import Image, ImageDraw

from app.pages import sitemap
from app.pages_context import readers_labels

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
    for sheet in ("style.css", "owner.css", "quality.css"):
        st.html(_HERE / sheet)
    labels = readers_labels()
    pages = sitemap.all_pages()
    page = st.navigation(list(pages.values()), position="hidden")
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(
            '<div class="mw-brand" role="heading" aria-level="1">Millwright'
            f"<span>{escape(labels('tagline'))}</span></div>"
        )
        for path, target in pages.items():
            if not sitemap.in_header(path):
                continue
            chosen = "chosen" if target.title == sitemap.header_title(page) else "other"
            with st.container(key=f"nav_{chosen}_{target.title.lower()}", width="content"):
                # The machine of the link stays with the tablet; links drop it otherwise.
                kept = {
                    name: st.query_params[name]
                    for name in ("machine", "serial")
                    if name in st.query_params
                }
                label = labels(f"nav_{target.title.lower()}")
                st.page_link(target, label=label, query_params=kept or None)
    page.run()


main()

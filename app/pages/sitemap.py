"""The pages there are, and the ways between them."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).resolve().parent
# Script, title and whether the header leads there.
_PAGES = {
    "": ("ask.py", "Ask", True),
    "manuals": ("manuals.py", "Manuals", True),
    "queue": ("queue_page.py", "Queue", True),
    "machines": ("machines_page.py", "Machines", True),
    "manual": ("manual.py", "Manual", False),
    "contents": ("contents.py", "Contents", False),
    "compare": ("compare.py", "Compare", False),
    "quality": ("quality.py", "Quality", True),
    "run": ("quality_run.py", "Run", False),
    "case": ("quality_case.py", "Question", False),
    "runs": ("quality_compare.py", "Runs", False),
    "drafts": ("quality_drafts.py", "Drafts", False),
}
# Which entry of the header a page without one belongs to.
_UNDER = {
    **dict.fromkeys(("Manual", "Contents", "Compare"), "Manuals"),
    **dict.fromkeys(("Run", "Question", "Runs", "Drafts"), "Quality"),
}


def page_at(path: str) -> st.Page:
    """Return the page at a path of the site; "" is the technician's."""
    script, title, _ = _PAGES[path]
    return st.Page(_HERE / script, title=title, url_path=path or None, default=not path)


def all_pages() -> dict[str, st.Page]:
    """Return all pages by path."""
    return {path: page_at(path) for path in _PAGES}


def in_header(path: str) -> bool:
    """Return whether the header leads to a page."""
    return _PAGES[path][2]


def header_title(page: st.Page) -> str:
    """Return the title of the header's entry that a page belongs to."""
    return _UNDER.get(page.title, page.title)


def link(path: str, label: str, query: Mapping[str, str], *, key: str, icon: str = "") -> None:
    """Draw a link that keeps the session; `label` is ours, never a document's."""
    with st.container(key=f"link_{key}", width="content"):
        st.page_link(page_at(path), label=label, query_params=dict(query), icon=icon or None)


def go(path: str, query: Mapping[str, str]) -> None:
    """Leave for another page."""
    st.switch_page(page_at(path), query_params=dict(query))

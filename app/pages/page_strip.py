"""The pages of a revision as a strip: what each gave, and a tap away."""

from pathlib import Path
from typing import Any

import streamlit as st

from app.pages.wording import OUTCOMES
from app.pages_context import service
from store.manual_values import SILENT, RevisionSummary

_UNKNOWN = ("?", "unknown")
_HERE = Path(__file__).resolve().parent


def page_strip(kept: RevisionSummary, name: str, page: int) -> int | None:
    """Draw the strip of a revision, which its manual calls by that name, and return the page that
    was tapped since it was drawn last.
    """
    strip = st.components.v2.component(
        "millwright_strip",
        html='<div class="mw-strip" role="navigation" aria-label="Pages"></div>',
        js=(_HERE / "page_strip.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
    pages = service().owner.pages(kept.manual, name)
    cells = [
        [*OUTCOMES.get(account.outcome, _UNKNOWN), account.outcome in SILENT] for account in pages
    ]
    data = {"cells": cells, "current": page}
    tapped: Any = strip(key="strip", data=data, on_page_change=_nothing).page
    # It comes from a browser, and so may be anything.
    valid = isinstance(tapped, int | float) and 1 <= int(tapped) <= kept.pages
    return int(tapped) if valid else None


def _nothing() -> None:
    """Streamlit gives the event back only where somebody listens."""

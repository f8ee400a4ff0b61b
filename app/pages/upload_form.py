"""The form that files come in by, as a component of the page."""

from pathlib import Path
from typing import Any

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from app.pages.owner_name import known_name, remember_name
from store.values import Value

_HERE = Path(__file__).resolve().parent


class Sent(Value):
    """What came of the files sent: a job for each that was taken, a sentence for each other."""

    jobs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    by: str = ""


_SENT = TypeAdapter(Sent)


def upload_form(manual: str) -> Sent:
    """Draw the form, and return what was sent since the page was drawn last.

    It begins with the id of the `manual` that a revision is to be added to, if that is said.
    """
    form = st.components.v2.component(
        "millwright_upload",
        html=(_HERE / "upload.html").read_text(encoding="utf-8"),
        js=(_HERE / "upload.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
    came: Any = form(
        key="upload", data={"by": known_name(), "manual": manual}, on_sent_change=_nothing
    ).sent
    try:
        sent = _SENT.validate_python(came) if came else Sent()
    except ValidationError:
        # It comes from a browser, and so may be anything; what was uploaded is in all the same.
        return Sent()
    remember_name(sent.by)
    return sent


def _nothing() -> None:
    """Streamlit gives the event back only where somebody listens."""

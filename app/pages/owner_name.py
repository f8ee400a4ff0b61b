"""Who acts: asked for once, and kept as long as the tablet's session lasts."""

import streamlit as st

from app.pages import markup

_KEPT = "owner_name"
_SAID = "said"


def name_field(key: str, label: str = "Your name") -> str | None:
    """Draw the field with the name that was said last, and return what stands in it now."""
    name = st.text_input(label, value=known_name(), key=key, autocomplete="name")
    return (name or "").strip() or None


def known_name() -> str:
    """Return the name said last, or nothing."""
    return str(st.session_state.get(_KEPT, ""))


def remember_name(name: str | None) -> None:
    """Keep a name for the next field that asks for it."""
    if name:
        st.session_state[_KEPT] = name


def say(sentence: str) -> None:
    """Keep a sentence on what was done, for the page that is drawn next."""
    st.session_state[_SAID] = sentence


def show_said() -> None:
    """Show what was done since the page was drawn last, once.

    Its place stands also when it is empty: what is below would move by one, and an opened form
    close, when the sentence goes.
    """
    sentence = st.session_state.pop(_SAID, None)
    with st.container(key="said"):
        if sentence:
            st.html(markup.line(str(sentence), "good"))

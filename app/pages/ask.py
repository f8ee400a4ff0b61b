"""The technician's page: a question, its answer with sources, and the page that says so."""

from typing import Literal

import streamlit as st

from app.pages import markup
from app.pages.answer_view import AnswerView, show_answer
from app.pages_context import service
from store.errors import MillwrightError
from store.values import Answer, Scope

_ALL = "All machines"
_LONG_LIST = 12


def main() -> None:
    """Draw the page, and answer what was asked."""
    try:
        manuals = service().manuals()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    machines = sorted({machine for manual in manuals for machine in manual.machines})
    asked_now = _form(machines)
    # Both places stand on every run: what comes and goes in them are single elements only. Were a
    # block replaced by another, updates still under way to the first would find no place.
    live, whole = st.container(key="live"), st.container(key="whole")
    with live:
        view = AnswerView()
    if asked_now or "pending" in st.session_state:
        _answer(view)
    with whole:
        if "answer" in st.session_state:
            show_answer(st.session_state.answer)
        elif "problem" in st.session_state:
            st.html(markup.line(st.session_state.problem, "problem"))
        else:
            st.html(markup.welcome(len(manuals)))


def _form(machines: list[str]) -> bool:
    """Draw the question form; True if something is asked now, by button or by the link."""
    linked = st.query_params.get("machine")
    choices = [_ALL, *machines]
    if linked and linked not in choices:
        # Kept as it stands: answering for all machines instead could answer for a wrong one.
        choices.append(linked)
    if "machine" not in st.session_state:
        st.session_state.machine = linked or st.session_state.get("last_machine") or _ALL
    if st.session_state.machine not in choices:
        choices.append(st.session_state.machine)
    if "question" not in st.session_state:
        asked = st.session_state.get("last_question")
        st.session_state.question = asked or st.query_params.get("q") or ""
    with st.form("ask_form", border=False, enter_to_submit=True):
        question_column, machine_column, button_column = st.columns((12, 6, 3), gap="small")
        question_column.text_input(
            "Your question",
            key="question",
            placeholder="How tight should the drive belt be?",
            autocomplete="off",
        )
        # Typing to narrow a short list would only bring up the tablet's keyboard.
        narrowing: Literal["contains"] | None = "contains" if len(choices) > _LONG_LIST else None
        machine_column.selectbox("Machine", choices, key="machine", filter_mode=narrowing)
        pressed = button_column.form_submit_button("Ask", type="primary", width="stretch")
    by_link = not pressed and "last_question" not in st.session_state and "q" in st.query_params
    if pressed or by_link:
        _remember()
    elif "last_question" in st.session_state and "q" not in st.query_params:
        # Back from the other page, whose link held no question.
        _link()
    return pressed or by_link


def _remember() -> None:
    """Keep what is asked in the session and in the address, so that a reload asks it again."""
    question, machine = st.session_state.question.strip(), st.session_state.machine
    st.session_state.last_question = question
    st.session_state.last_machine = machine
    st.session_state.pending = (question, None if machine == _ALL else machine)
    for before in ("answer", "problem"):
        st.session_state.pop(before, None)
    _link()


def _link() -> None:
    """Put question and machine into the page's address, which can be kept and passed on."""
    machine = st.session_state.last_machine
    asked = {"q": st.session_state.last_question}
    st.query_params.from_dict(asked | ({"machine": machine} if machine != _ALL else {}))


def _answer(view: AnswerView) -> None:
    """Show the answer as it comes, and keep it whole in the session.

    What is pending stays so until it is answered: a tap in the middle starts the script anew.
    """
    question, machine = st.session_state.pending
    view.start(question)
    problem = "The answer broke off before it was complete: ask again."
    try:
        for event in service().stream(question, scope=Scope(machine=machine)):
            if event.event == "done":
                st.session_state.answer = Answer.model_validate(event.data)
            elif event.event == "error":
                problem = str(event.data.get("error", problem))
            else:
                view.take(event)
    except MillwrightError as error:
        problem = str(error)
    del st.session_state.pending
    if "answer" not in st.session_state:
        st.session_state.problem = problem
    view.clear()


main()

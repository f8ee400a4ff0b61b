"""The technician's page: a question, its answer with sources, and the page that says so."""

import streamlit as st

from answer.follow_up import standalone
from app.pages import answer_markup, markup
from app.pages.answer_view import AnswerView, show_answer
from app.pages.scope_picker import Picked, known_machines, pick_scope
from app.pages_context import readers_labels, service
from store.errors import MillwrightError
from store.manual_values import ManualSummary
from store.values import Answer, Scope

# Questions that a follow-up can go back over.
_REMEMBERED = 5


def main() -> None:
    """Draw the page, and answer what was asked."""
    try:
        manuals = service().manuals()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    labels = readers_labels()
    asked_now, picked = _form(manuals)
    # Both places stand on every run: what comes and goes in them are single elements only. Were a
    # block replaced by another, updates still under way to the first would find no place.
    live, whole = st.container(key="live"), st.container(key="whole")
    with live:
        view = AnswerView()
    if asked_now or "pending" in st.session_state:
        _answer(view)
    with whole:
        kept = st.empty()
        if "answer" in st.session_state:
            answer: Answer = st.session_state.answer
            if st.session_state.get("kept_answer") == answer.id:
                kept.html(answer_markup.kept_answer(answer, labels))
            # A slip of the pen that was mended is understood otherwise, too, and no follow-up.
            after = st.session_state.get("after", ())
            goes_on = standalone(answer.question, after) != answer.question
            show_answer(answer, _ask_alone if goes_on else None)
        elif "problem" in st.session_state:
            st.html(markup.line(st.session_state.problem, "problem"))
        else:
            st.html(answer_markup.welcome(len(manuals), picked.scope.machine, labels))


def _form(manuals: tuple[ManualSummary, ...]) -> tuple[bool, Picked]:
    """Draw the question form; return whether something is asked now, by button or by the link, and
    what is picked.
    """
    labels = readers_labels()
    _take_kept()
    _follow_back()
    if "question" not in st.session_state:
        asked = st.session_state.get("last_question")
        st.session_state.question = asked or st.query_params.get("q") or ""
    with st.container(key="asking"):
        scope_column, question_column = st.columns((9, 14), gap="small")
        with scope_column:
            picked = pick_scope(manuals, known_machines())
        with question_column, st.form("ask_form", border=False, enter_to_submit=True):
            text_column, button_column = st.columns((21, 7), gap="small")
            text_column.text_input(
                labels("question"),
                key="question",
                placeholder=labels("example"),
                autocomplete="off",
            )
            pressed = button_column.form_submit_button(
                labels("ask"), type="primary", width="stretch"
            )
    by_link = not pressed and "last_question" not in st.session_state and "q" in st.query_params
    if pressed or by_link:
        _remember(picked)
    elif "last_question" in st.session_state and "q" not in st.query_params:
        # Back from the other page, whose link held no question.
        _link()
    return pressed or by_link, picked


def _take_kept() -> None:
    """Take the answer that the link names, as it was given, in place of asking."""
    answer_id = st.query_params.get("answer")
    if answer_id is None or st.session_state.get("kept_answer") == answer_id:
        return
    st.session_state.kept_answer = answer_id
    for before in ("answer", "problem", "pending", "last_question", "after"):
        st.session_state.pop(before, None)
    try:
        st.session_state.answer = service().answer(answer_id)
        st.session_state.question = st.session_state.answer.question
    except MillwrightError as error:
        st.session_state.problem = str(error)


def _follow_back() -> None:
    """Take up the link's question where it is not the one on the page: back in the browser leads
    to the one before, and to its address.
    """
    linked = st.query_params.get("q")
    if linked is None or linked == st.session_state.get("last_question", linked):
        return
    of_the_other = ("last_question", "last_machine", "last_serial", "question", "machine", "serial")
    for key in (*of_the_other, "after"):
        st.session_state.pop(key, None)


def _remember(picked: Picked) -> None:
    """Keep what is asked in the session and in the address, so that a reload asks it again."""
    question = st.session_state.question.strip()
    before = st.session_state.get("last_question")
    history = [*st.session_state.get("after", ()), *([before] if before else [])]
    # The same again is no follow-up on itself.
    st.session_state.after = [asked for asked in history if asked != question][-_REMEMBERED:]
    st.session_state.last_question = question
    st.session_state.last_machine = picked.machine
    st.session_state.last_serial = picked.serial
    _ask(question, picked.scope)
    _link()


def _ask(question: str, scope: Scope) -> None:
    st.session_state.pending = (question, scope)
    st.session_state.last_scope = scope
    for before in ("answer", "problem", "kept_answer"):
        st.session_state.pop(before, None)


def _ask_alone() -> None:
    """Ask what was asked last without the questions before it: it was no follow-up."""
    st.session_state.after = []
    _ask(st.session_state.last_question, st.session_state.last_scope)


def _link() -> None:
    """Put question and scope into the page's address, which can be kept and passed on."""
    picked = Picked(st.session_state.last_machine, st.session_state.last_serial)
    st.query_params.from_dict({"q": st.session_state.last_question} | picked.query)


def _answer(view: AnswerView) -> None:
    """Show the answer as it comes, and keep it whole in the session.

    What is pending stays so until it is answered: a tap in the middle starts the script anew.
    """
    question, scope = st.session_state.pending
    view.start(question)
    problem = readers_labels()("broke_off")
    try:
        for event in service().stream(question, scope=scope, history=st.session_state.after):
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

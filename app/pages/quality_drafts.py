"""Drafts: answers that did not help and proposals from manuals, on their way into a suite."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.counting import counted
from app.pages import draft_markup, markup
from app.pages.draft_form import draft_form
from app.pages.owner_name import say, show_said
from app.pages.quality_head import quality_head
from app.pages_context import service
from evals.drafts import Draft
from store.errors import MillwrightError
from store.manual_values import ManualSummary
from store.values import Complaint

_MOST = 20
_SET_ASIDE = "It is set aside; among the dismissed ones it can be taken up again."
_STATES = ("Open", "Confirmed", "Dismissed")
_STATE_OF = {"Open": "draft", "Confirmed": "confirmed", "Dismissed": "dismissed"}


def main() -> None:
    """Draw the page."""
    evaluator = service().evaluator
    try:
        complaints, drafts = evaluator.complaints(), evaluator.drafts()
        manuals = service().manuals()
    except MillwrightError as error:
        quality_head(markup.line(str(error), "problem"))
        return
    quality_head('<div class="mw-manual-title">Drafts of questions</div>')
    show_said()
    problem = st.session_state.pop("draft_problem", None)
    with st.container(key="draft_problem"):
        if problem:
            st.html(markup.line(problem, "problem"))
    _complaints(complaints)
    _propose(manuals)
    _drafts(drafts, manuals)


def _complaints(complaints: tuple[Complaint, ...]) -> None:
    if not complaints:
        return
    st.html(markup.heading(f"Answers that did not help ({len(complaints)})"))
    for number, said in enumerate(complaints[:_MOST]):
        with st.container(key=f"draft_card_said_{number}"):
            st.html(draft_markup.complaint(said))
            with st.container(key=f"draft_do_said_{number}", horizontal=True):
                if st.button("Make a draft", key=f"make_{said.answer.id}", type="primary"):
                    _do(
                        partial(service().evaluator.draft_answer, said.answer.id),
                        "It is among the drafts: put right where the answer stands, and confirm "
                        "it.",
                    )
                if st.button("Dismiss", key=f"dismiss_{said.answer.id}"):
                    _do(partial(_dismiss_answer, said.answer.id), _SET_ASIDE)


def _propose(manuals: tuple[ManualSummary, ...]) -> None:
    titles = {manual.manual: manual.title for manual in manuals}
    if not titles:
        return
    with (
        st.expander("Propose questions from a manual"),
        st.form("propose", border=False),
    ):
        manual = st.selectbox(
            "Manual", list(titles), key="propose_manual", filter_mode=None,
            format_func=titles.__getitem__,
        )  # fmt: skip
        if st.form_submit_button("Propose 20", type="primary"):
            try:
                found = service().evaluator.propose(str(manual), limit=20)
            except MillwrightError as error:
                st.html(markup.line(str(error), "problem"))
                return
            remark = f" Worded by template: {found.remark}" if found.remark else ""
            say(f"{counted(found.new, 'new draft')}.{remark}")
            st.rerun()


def _drafts(drafts: tuple[Draft, ...], manuals: tuple[ManualSummary, ...]) -> None:
    with st.container(key="draft_states"):
        shown = st.selectbox("Drafts", _STATES, key="draft_state", filter_mode=None)
    found = [draft for draft in drafts if draft.state == _STATE_OF[shown]]
    # Not in the options: the browser goes on showing the one it has, with the number of before.
    st.html(markup.heading(counted(len(found), "question")))
    for draft in found[:_MOST]:
        with st.container(key=f"draft_card_{draft.id}"):
            st.html(draft_markup.draft(draft))
            if draft.state == "draft":
                _open_draft(draft, manuals)
            elif st.button("Undo", key=f"undo_{draft.id}"):
                _do(
                    partial(service().evaluator.reopen_draft, draft.id),
                    "It is a draft again.",
                )
    if len(found) > _MOST:
        st.html(f'<p class="mw-hint">and {len(found) - _MOST:,} more: deal with these first.</p>')


def _open_draft(draft: Draft, manuals: tuple[ManualSummary, ...]) -> None:
    if st.session_state.get("draft_open") == draft.id:
        draft_form(draft, manuals)
        return
    with st.container(key=f"draft_do_{draft.id}", horizontal=True):
        if st.button("Correct or confirm", key=f"open_draft_{draft.id}", type="primary"):
            st.session_state.draft_open = draft.id
            st.rerun()
        if st.button("Dismiss", key=f"dismiss_{draft.id}"):
            _do(partial(service().evaluator.dismiss_draft, draft.id), _SET_ASIDE)


def _dismiss_answer(answer: str) -> Draft:
    evaluator = service().evaluator
    return evaluator.dismiss_draft(evaluator.draft_answer(answer).id)


def _do(step: Callable[[], Draft], sentence: str) -> None:
    try:
        step()
    except MillwrightError as error:
        st.session_state.draft_problem = str(error)
    else:
        say(sentence)
    st.rerun()


main()

"""An answer on the page: while it comes, and when it is whole."""

from collections.abc import Callable

import streamlit as st

from app.pages import markup
from app.pages.page_view import Source, open_page, page_beside
from app.pages_context import service
from store.errors import MillwrightError
from store.values import Answer, AnswerEvent, Citation, Feedback, Hit, NoticeShown

_COLUMNS = (6, 5)


class AnswerView:
    """What is shown of an answer that is still coming: nothing in it can be tapped yet."""

    def __init__(self) -> None:
        self._slots = self._notices_slot, self._text_slot, self._cards_slot = (
            st.empty(),
            st.empty(),
            st.empty(),
        )
        self._notices: list[NoticeShown] = []
        self._sentences: list[str] = []
        self._citations: dict[int, Citation] = {}

    def start(self, question: str) -> None:
        """Say that the manuals are being searched."""
        self._text_slot.html(markup.searching(question))

    def clear(self) -> None:
        """Make room for the whole answer."""
        for slot in self._slots:
            slot.empty()

    def take(self, event: AnswerEvent) -> None:
        """Show one more notice, sentence or citation."""
        if event.event == "notice":
            self._notices.append(NoticeShown.model_validate(event.data))
            self._notices_slot.html(markup.notices(self._notices))
        elif event.event == "sentence":
            self._sentences.append(str(event.data["text"]))
            self._show_text()
        elif event.event == "citation":
            citation = Citation.model_validate(event.data)
            self._citations[citation.marker] = citation
            self._show_text()
            self._cards_slot.html("".join(map(markup.citation, self._citations.values())))

    def _show_text(self) -> None:
        text = "\n".join(self._sentences)
        if text:
            self._text_slot.html(markup.answer_text(text, self._citations, unfinished=True))


@st.fragment
def show_answer(answer: Answer, ask_alone: Callable[[], None] | None = None) -> None:
    """Show a whole answer; taps in it redraw nothing but itself.

    `ask_alone` asks its question again without those before it, where it came after some.
    """
    sources: list[Citation | Hit] = list(answer.citations or answer.nearest)
    beside = next((source for source in answer.citations if source.places), None)
    left, right = st.columns(_COLUMNS, gap="medium") if beside else (st.container(), None)
    with left:
        # One place, drawn or not: what stands below keeps its own.
        with st.container(key="understood"):
            if answer.understood:
                st.html(markup.understood(answer.understood))
                if ask_alone is not None and st.button("New topic: ask it alone", key="alone"):
                    ask_alone()
                    st.rerun()
        if answer.not_in_force:
            st.html(markup.line(answer.not_in_force, "problem"))
        if answer.notices:
            st.html(markup.notices(answer.notices))
        if answer.fallback:
            st.html(markup.line(answer.fallback, "info"))
        _words(answer)
        titles = _titles() if answer.nearest else {}
        quoted = answer.outcome == "quoted"
        for number, source in enumerate(sources, 1):
            if quoted and isinstance(source, Citation) and source.introduction:
                st.html(markup.part(source.introduction))
            _card(number, source, titles)
        # One place for whatever is asked or said: what stands below keeps its own.
        with st.container(key="feedback_place"):
            _feedback(answer)
        st.html(markup.answer_link(answer.id))
    if beside is not None and right is not None:
        with right:
            page_beside(_source(beside, {}))


def _words(answer: Answer) -> None:
    if answer.outcome == "refused":
        st.html(markup.refusal(answer))
        if answer.nearest:
            st.html(markup.nearest_heading(answer))
    elif answer.outcome == "answered":
        markers = [citation.marker for citation in answer.citations]
        st.html(markup.answer_text(answer.text, markers))
        st.html(markup.heading("Sources"))
    else:
        # The cards hold the same words: quoted twice they would only push the page down.
        st.html(markup.heading("Word for word from the manual"))


def _card(number: int, source: Citation | Hit, titles: dict[str, str]) -> None:
    shown = _source(source, titles)
    with st.container(key=f"card_{number}"):
        if isinstance(source, Citation):
            st.html(markup.citation(source))
        else:
            st.html(markup.nearest(source, shown.title))
        if source.places and st.button("Open the page", key=f"open_{number}", width="stretch"):
            open_page(shown)


def _source(source: Citation | Hit, titles: dict[str, str]) -> Source:
    known = titles.get(source.manual, source.manual)
    title = source.title if isinstance(source, Citation) else known
    return Source(source.manual, source.revision, title, source.places, source.revision_id)


def _titles() -> dict[str, str]:
    """Return the titles of manuals by id, which a hit does not hold."""
    try:
        return {manual.manual: manual.title for manual in service().manuals()}
    except MillwrightError:
        # The ids stand in for them: a refusal is worth showing without.
        return {}


def _feedback(answer: Answer) -> None:
    said = st.session_state.setdefault("feedback", {})
    if said.get(answer.id) is False:
        _comment(answer)
        return
    with st.container(key="feedback", horizontal=True, vertical_alignment="center"):
        if answer.id in said:
            st.html(markup.line("Thank you: the owner of the manuals will see it.", "good"))
            return
        st.html('<div class="mw-ask-feedback">Did this help?</div>')
        helped = st.button("Yes", key="helped", icon=":material/thumb_up:")
        did_not = st.button("No", key="did_not_help", icon=":material/thumb_down:")
        if helped or did_not:
            try:
                service().feedback(Feedback(answer=answer.id, helpful=helped))
            except MillwrightError as error:
                st.html(markup.line(str(error), "problem"))
                return
            said[answer.id] = helped
            st.rerun(scope="fragment")


def _comment(answer: Answer) -> None:
    """Ask what was wrong: the tap on No counts already, whatever becomes of this."""
    st.html(markup.line("Thank you: it will be looked into.", "good"))
    with st.form("feedback_comment", border=False):
        words = st.text_input(
            "What was wrong or missing? (if you have a moment)",
            key=f"comment_{answer.id}",
            max_chars=1000,
            autocomplete="off",
        )
        if not st.form_submit_button("Send") or not (words or "").strip():
            return
    try:
        service().feedback(Feedback(answer=answer.id, helpful=False, comment=words.strip()))
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    st.session_state.feedback[answer.id] = True
    st.rerun(scope="fragment")

"""An answer on the page: while it comes, and when it is whole."""

import streamlit as st

from app.pages import markup
from app.pages.page_view import Source, open_page, page_beside
from app.pages_context import service
from store.errors import MillwrightError
from store.values import Answer, AnswerEvent, Citation, Feedback, Hit, NoticeShown

_COLUMNS = (6, 5)


class AnswerView:
    """What is shown of an answer that is still coming: nothing in it can be tapped yet."""

    def __init__(self, question: str) -> None:
        left, _ = st.columns(_COLUMNS, gap="medium")
        with left:
            self._notices_slot = st.empty()
            self._text_slot = st.empty()
            self._cards_slot = st.empty()
        self._text_slot.html(markup.searching(question))
        self._notices: list[NoticeShown] = []
        self._sentences: list[str] = []
        self._citations: dict[int, Citation] = {}

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
def show_answer(answer: Answer) -> None:
    """Show a whole answer; taps in it redraw nothing but itself."""
    sources: list[Citation | Hit] = list(answer.citations or answer.nearest)
    pages = [source for source in sources if source.places]
    left, right = st.columns(_COLUMNS, gap="medium")
    with left:
        if answer.notices:
            st.html(markup.notices(answer.notices))
        if answer.fallback:
            st.html(markup.line(answer.fallback, "info"))
        _words(answer)
        for number, source in enumerate(sources, 1):
            _card(number, source)
        _feedback(answer)
    with right:
        if pages and answer.outcome != "refused":
            page_beside(_source(pages[0]))


def _words(answer: Answer) -> None:
    if answer.outcome == "refused":
        st.html(markup.refusal(answer))
        if answer.nearest:
            st.html(markup.heading("Nearest sections"))
    elif answer.outcome == "answered":
        markers = [citation.marker for citation in answer.citations]
        st.html(markup.answer_text(answer.text, markers))
        st.html(markup.heading("Sources"))
    else:
        # The cards hold the same words: quoted twice they would only push the page down.
        st.html(markup.heading("Word for word from the manual"))


def _card(number: int, source: Citation | Hit) -> None:
    with st.container(key=f"card_{number}"):
        st.html(markup.citation(source) if isinstance(source, Citation) else markup.nearest(source))
        if source.places and st.button("Open the page", key=f"open_{number}", width="stretch"):
            open_page(_source(source))


def _source(source: Citation | Hit) -> Source:
    title = source.title if isinstance(source, Citation) else source.manual
    return Source(source.manual, source.revision, title, source.places)


def _feedback(answer: Answer) -> None:
    said = st.session_state.setdefault("feedback", {})
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

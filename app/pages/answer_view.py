"""An answer on the page: while it comes, and when it is whole."""

from collections.abc import Callable

import streamlit as st

from app.pages import answer_markup, markup
from app.pages.labels import Labels
from app.pages.page_view import Source, open_page, page_beside
from app.pages_context import readers_labels, service
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
        self._labels = readers_labels()

    def start(self, question: str) -> None:
        """Say that the manuals are being searched."""
        self._text_slot.html(answer_markup.searching(question, self._labels))

    def clear(self) -> None:
        """Make room for the whole answer."""
        for slot in self._slots:
            slot.empty()

    def take(self, event: AnswerEvent) -> None:
        """Show one more notice, sentence or citation."""
        if event.event == "notice":
            self._notices.append(NoticeShown.model_validate(event.data))
            self._notices_slot.html(answer_markup.notices(self._notices, self._labels))
        elif event.event == "sentence":
            self._sentences.append(str(event.data["text"]))
            self._show_text()
        elif event.event == "citation":
            citation = Citation.model_validate(event.data)
            self._citations[citation.marker] = citation
            self._show_text()
            cards = (answer_markup.citation(one, self._labels) for one in self._citations.values())
            self._cards_slot.html("".join(cards))

    def _show_text(self) -> None:
        text = "\n".join(self._sentences)
        if text:
            written = answer_markup.unfinished_text(text, self._citations, self._labels)
            self._text_slot.html(written)


@st.fragment
def show_answer(answer: Answer, ask_alone: Callable[[], None] | None = None) -> None:
    """Show a whole answer; taps in it redraw nothing but itself.

    `ask_alone` asks its question again without those before it, where it came after some.
    """
    labels = readers_labels()
    sources: list[Citation | Hit] = list(answer.citations or answer.nearest)
    beside = next((source for source in answer.citations if source.places), None)
    left, right = st.columns(_COLUMNS, gap="medium") if beside else (st.container(), None)
    with left:
        # One place, drawn or not: what stands below keeps its own.
        with st.container(key="understood"):
            if answer.understood:
                st.html(answer_markup.understood(answer.understood, labels))
                if ask_alone is not None and st.button(labels("ask_alone"), key="alone"):
                    ask_alone()
                    st.rerun()
        for doubt in filter(None, (answer.names_another, answer.not_in_force)):
            st.html(markup.line(doubt, "problem"))
        if answer.notices:
            st.html(answer_markup.notices(answer.notices, labels))
        if answer.fallback:
            st.html(markup.line(answer.fallback, "info"))
        _words(answer, labels)
        titles = _titles() if answer.nearest else {}
        quoted = answer.outcome == "quoted"
        for number, source in enumerate(sources, 1):
            if quoted and isinstance(source, Citation) and source.introduction:
                st.html(answer_markup.part(source.introduction))
            _card(number, source, titles, labels)
        # One place for whatever is asked or said: what stands below keeps its own.
        with st.container(key="feedback_place"):
            _feedback(answer, labels)
        st.html(answer_markup.answer_link(answer.id, labels))
    if beside is not None and right is not None:
        with right:
            page_beside(_source(beside, {}))


def _words(answer: Answer, labels: Labels) -> None:
    if answer.outcome == "refused":
        st.html(answer_markup.refusal(answer, labels))
        if answer.nearest:
            st.html(answer_markup.nearest_heading(answer))
    elif answer.outcome == "answered":
        markers = [citation.marker for citation in answer.citations]
        st.html(answer_markup.answer_text(answer.text, markers))
        st.html(markup.heading(labels("sources")))
    else:
        # The cards hold the same words: quoted twice they would only push the page down.
        st.html(markup.heading(labels("word_for_word")))


def _card(number: int, source: Citation | Hit, titles: dict[str, str], labels: Labels) -> None:
    shown = _source(source, titles)
    with st.container(key=f"card_{number}"):
        if isinstance(source, Citation):
            st.html(answer_markup.citation(source, labels))
        else:
            st.html(answer_markup.nearest(source, shown.title, labels))
        opens = labels("open_page")
        if source.places and st.button(opens, key=f"open_{number}", width="stretch"):
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


def _feedback(answer: Answer, labels: Labels) -> None:
    said = st.session_state.setdefault("feedback", {})
    if said.get(answer.id) is False:
        _comment(answer, labels)
        return
    with st.container(key="feedback", horizontal=True, vertical_alignment="center"):
        if answer.id in said:
            st.html(markup.line(labels("thanks_helped"), "good"))
            return
        st.html(answer_markup.helped(labels))
        helped = st.button(labels("yes"), key="helped", icon=":material/thumb_up:")
        did_not = st.button(labels("no"), key="did_not_help", icon=":material/thumb_down:")
        if helped or did_not:
            try:
                service().feedback(Feedback(answer=answer.id, helpful=helped))
            except MillwrightError as error:
                st.html(markup.line(str(error), "problem"))
                return
            said[answer.id] = helped
            st.rerun(scope="fragment")


def _comment(answer: Answer, labels: Labels) -> None:
    """Ask what was wrong: the tap on No counts already, whatever becomes of this."""
    st.html(markup.line(labels("thanks_missed"), "good"))
    with st.form("feedback_comment", border=False):
        words = st.text_input(
            labels("what_was_wrong"),
            key=f"comment_{answer.id}",
            max_chars=1000,
            autocomplete="off",
        )
        if not st.form_submit_button(labels("send")) or not (words or "").strip():
            return
    try:
        service().feedback(Feedback(answer=answer.id, helpful=False, comment=words.strip()))
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    st.session_state.feedback[answer.id] = True
    st.rerun(scope="fragment")

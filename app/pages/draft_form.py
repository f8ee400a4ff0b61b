"""The form in which a draft is put right and confirmed."""

from collections.abc import Sequence

import streamlit as st

from app.pages import markup
from app.pages.owner_name import say
from app.pages_context import service
from evals.drafts import Draft
from evals.suite import Case, Expected
from store.errors import MillwrightError, NotAllowed
from store.manual_values import ManualSummary

_SUITE = "plant"
_NOBODY = "no manual: it is to be refused"


def draft_form(draft: Draft, manuals: Sequence[ManualSummary]) -> None:
    """Draw the form of a draft, and do what it says."""
    # One place is asked for; further ones that stand in the draft are kept or taken out.
    first = draft.case.expected[0] if draft.case.expected else Expected()
    titles = {_NOBODY: _NOBODY} | {manual.manual: manual.title for manual in manuals}
    if first.manual and first.manual not in titles:
        titles[first.manual] = first.manual
    names = list(titles)
    chosen = names.index(first.manual) if first.manual and draft.case.answerable else 0
    key = draft.id
    with st.form(f"draft_{key}", border=False):
        question = st.text_input("Question", value=draft.case.question, key=f"dq_{key}",
                                 autocomplete="off")  # fmt: skip
        manual = st.selectbox(
            "Manual that answers", names, index=chosen, key=f"dm_{key}", filter_mode=None,
            format_func=titles.__getitem__,
        )  # fmt: skip
        left, right = st.columns((1, 2), gap="small")
        pages = left.text_input("PDF pages", value=", ".join(map(str, first.pages)),
                                key=f"dp_{key}", autocomplete="off")  # fmt: skip
        sections = right.text_input("Sections, as printed", value="; ".join(first.sections),
                                    key=f"ds_{key}", autocomplete="off")  # fmt: skip
        facts = st.text_input("Facts that the answer must hold", value="; ".join(first.facts),
                              key=f"df_{key}", autocomplete="off",
                              placeholder="45 Nm; AL-204")  # fmt: skip
        said = st.text_input("The right answer, in a sentence", value=first.answer,
                             key=f"da_{key}", autocomplete="off")  # fmt: skip
        others = [
            place
            for number, place in enumerate(draft.case.expected[1:])
            if st.checkbox(f"Also right: {_named(place)}", value=True, key=f"do_{number}_{key}")
        ]
        suite = st.text_input("Suite that it goes to", value=_kept_suite(), key=f"dn_{key}",
                              autocomplete="off")  # fmt: skip
        with st.container(key=f"submit_bar_draft_{key}", horizontal=True):
            confirm = st.form_submit_button("Confirm", type="primary")
            save = st.form_submit_button("Save as draft")
            leave = st.form_submit_button("Leave it")
        if leave:
            _closed()
        if not (confirm or save):
            return
        try:
            corrected = _case(
                draft.case,
                first,
                others,
                question=question or "",
                manual="" if manual == _NOBODY else str(manual),
                pages=pages or "",
                sections=sections or "",
                facts=facts or "",
                answer=said or "",
            )
            _check_pages(corrected.expected[:1], manuals)
            service().evaluator.change_draft(draft.id, corrected)
            if confirm:
                service().evaluator.confirm_draft(draft.id, (suite or "").strip())
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))
            return
        if confirm:
            st.session_state.draft_suite = (suite or "").strip()
            say("It is a question of the suite now; among the confirmed ones it can be undone.")
        else:
            say("The draft is kept.")
        _closed()


def _case(
    case: Case,
    first: Expected,
    others: Sequence[Expected],
    *,
    question: str,
    manual: str,
    pages: str,
    sections: str,
    facts: str,
    answer: str,
) -> Case:
    """The case as the form says; raises NotAllowed for pages that are no numbers."""
    try:
        numbers = tuple(int(part) for part in pages.replace(",", " ").split())
    except ValueError as error:
        raise NotAllowed(f"{pages!r} are no pages: write PDF pages as 9, 10.") from error
    place = first.model_copy(
        update={
            "manual": manual,
            "pages": numbers,
            "sections": _listed(sections),
            "facts": _listed(facts),
            "answer": answer.strip(),
        }
    )
    expected = (place, *others) if manual else ()
    return case.model_copy(
        update={
            "question": question.strip(),
            "answerable": bool(manual),
            "expected": expected,
        }
    )


def _check_pages(expected: Sequence[Expected], manuals: Sequence[ManualSummary]) -> None:
    """Raise NotAllowed for a page that no revision of the manual has: nothing would be right."""
    for place in expected:
        counts = [r.pages for m in manuals if m.manual == place.manual for r in m.revisions]
        beyond = [page for page in place.pages if not 1 <= page <= max(counts, default=page)]
        if beyond and any(counts):
            raise NotAllowed(f"There is no PDF page {beyond[0]}: {place.manual} has {max(counts)}.")


def _named(place: Expected) -> str:
    pages = f", PDF page {', '.join(map(str, place.pages))}" if place.pages else ""
    return markup.label(f"{place.manual}{pages} {'; '.join(place.sections)}".rstrip())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _kept_suite() -> str:
    return str(st.session_state.get("draft_suite", _SUITE))


def _closed() -> None:
    st.session_state.pop("draft_open", None)
    st.rerun()

"""Answers that did not help and drafts of cases, as HTML in which all their text is escaped."""

from html import escape

from app.pages.markup import page_name
from app.pages.quality_markup import asked_before, expected
from evals.drafts import Draft
from store.values import Answer, Complaint


def complaint(said: Complaint) -> str:
    """Return an answer that did not help: question, comment, answer and what it cited."""
    comment = f'<div class="mw-comment">{escape(said.comment)}</div>' if said.comment else ""
    return (
        f'<div class="mw-case"><b>{escape(said.answer.question)}</b>'
        f'<div class="mw-brief"><span>{said.given_at:%d %b %Y, %H:%M} · {said.answer.outcome}'
        f"{_about(said.answer)}</span></div>{comment}"
        f'<div class="mw-quote mw-short">{escape(said.answer.text)}</div>'
        f"{_cited(said.answer)}</div>"
    )


def _about(answer: Answer) -> str:
    return f" · {escape(answer.scope.machine)}" if answer.scope.machine else ""


def _cited(answer: Answer) -> str:
    return "".join(
        f'<div class="mw-brief"><span>[{one.marker}] {escape(one.title)} {escape(one.revision)}, '
        f"{escape(page_name(one.page, one.page_label))}</span></div>"
        for one in answer.citations
    )


def draft(kept: Draft) -> str:
    """Return a draft: its question, where it comes from, what it expects."""
    states = {"draft": "draft", "confirmed": "force", "dismissed": "past"}
    state = f"in suite {kept.suite}" if kept.suite else kept.state
    basis = kept.basis or ("an answer that did not help" if kept.source == "feedback" else "")
    comment = f'<div class="mw-comment">{escape(kept.comment)}</div>' if kept.comment else ""
    return (
        f'<div class="mw-case"><div class="mw-run-head"><b>{escape(kept.case.question)}</b>'
        f'<span class="mw-state mw-state-{states[kept.state]}">{escape(state)}</span></div>'
        f"{asked_before(kept.case.history)}"
        f'<div class="mw-brief"><span>{escape(basis)}</span></div>{comment}'
        f"{expected(kept.case.expected, answerable=kept.case.answerable)}</div>"
    )

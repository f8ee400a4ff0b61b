"""What an owner does with a revision: buttons under it, and a form where something is asked."""

from collections.abc import Callable

import streamlit as st

from app.counting import counted
from app.pages import manual_markup, markup, sitemap
from app.pages.owner_name import known_name, name_field, remember_name, say
from app.pages.revision_form import change_form
from app.pages_context import service
from store.errors import MillwrightError
from store.manual_values import ManualSummary, RevisionSummary

_OPEN = "revision_action"


def actions(summary: ManualSummary, kept: RevisionSummary) -> None:
    """Draw what can be done with a revision, and the form of what is being done."""
    if not kept.confirmed and kept.status != "withdrawn":
        _described(summary, kept)
    opened = st.session_state.get(_OPEN)
    with st.container(key=f"do_{kept.id}", horizontal=True, vertical_alignment="center"):
        look = {"manual": kept.manual, "revision": summary.name_of(kept)}
        if kept.pages:
            look["page"] = str(kept.pages_without_text[0] if kept.mostly_silent else 1)
        label = "Look at pages" if kept.pages else "Look at what was read"
        sitemap.link("contents", label, look, key=f"look_{kept.id}")
        for name in _possible(kept):
            if st.button(name, key=f"{name.lower()}_{kept.id}", type="secondary"):
                opened = (name, kept.id)
                st.session_state[_OPEN] = opened
    if opened is not None and opened[1] == kept.id:
        with st.container(key=f"form_{kept.id}", border=True):
            _FORMS[opened[0]](summary, kept)


def _possible(kept: RevisionSummary) -> list[str]:
    names = ["Release"] if kept.status == "draft" else []
    names.append("Change")
    names.append("Restore" if kept.status == "withdrawn" else "Withdraw")
    return [*names, "Delete"]


def _described(summary: ManualSummary, kept: RevisionSummary) -> None:
    """Show what was read from the document, to be confirmed or changed."""
    with st.container(key=f"described_{kept.id}"):
        st.html(manual_markup.described(kept.described))
        with st.container(key=f"confirm_bar_{kept.id}", horizontal=True):
            if st.button("Confirm", key=f"confirm_{kept.id}", type="primary"):
                by = known_name() or None
                _done(
                    kept.manual,
                    lambda: service().owner.confirm(kept.manual, summary.name_of(kept), by=by),
                    f"Revision {kept.revision} is confirmed.",
                )
            if st.button("Change it", key=f"confirm_change_{kept.id}"):
                st.session_state[_OPEN] = ("Change", kept.id)


def _release(summary: ManualSummary, kept: RevisionSummary) -> None:
    with st.form(f"release_form_{kept.id}", border=False):
        st.html(markup.heading(f"Release revision {kept.revision}"))
        st.html(
            '<p class="mw-hint">It answers from its effective date on, in place of the revision '
            "before it for the same machines.</p>"
        )
        by = name_field(f"release_by_{kept.id}")
        if _submitted("Release it", kept):
            remember_name(by)
            _done(
                kept.manual,
                lambda: service().owner.release(kept.manual, summary.name_of(kept), by=by),
                f"Revision {kept.revision} is released.",
            )


def _withdraw(summary: ManualSummary, kept: RevisionSummary) -> None:
    with st.form(f"withdraw_form_{kept.id}", border=False):
        st.html(markup.heading(f"Withdraw revision {kept.revision}"))
        st.html(
            '<p class="mw-hint">It answers no more, not even when asked for by its label. It is '
            "kept, and can be restored.</p>"
        )
        by = name_field(f"withdraw_by_{kept.id}")
        why = st.text_input("Why", key=f"withdraw_why_{kept.id}", autocomplete="off")
        if _submitted("Withdraw it", kept):
            remember_name(by)
            _done(
                kept.manual,
                lambda: service().owner.withdraw(
                    kept.manual, summary.name_of(kept), by=by, why=(why or "").strip()
                ),
                f"Revision {kept.revision} is withdrawn.",
            )


def _restore(summary: ManualSummary, kept: RevisionSummary) -> None:
    with st.form(f"restore_form_{kept.id}", border=False):
        st.html(markup.heading(f"Restore revision {kept.revision}"))
        by = name_field(f"restore_by_{kept.id}")
        if _submitted("Restore it", kept):
            remember_name(by)
            _done(
                kept.manual,
                lambda: service().owner.restore(kept.manual, summary.name_of(kept), by=by),
                f"Revision {kept.revision} is restored.",
                as_draft=" As a draft: it answers when somebody releases it again.",
            )


def _delete(summary: ManualSummary, kept: RevisionSummary) -> None:
    last = len(summary.revisions) == 1
    with st.form(f"delete_form_{kept.id}", border=False):
        st.html(markup.heading(f"Delete revision {kept.revision}"))
        st.html(
            markup.line(
                f"This deletes for good the original file {kept.file}, its "
                f"{counted(kept.chunks, 'passage')} and the pictures of its pages. Answers given "
                "before keep their words, but their pages open no more."
                + (" It is the last revision: the manual goes with it." if last else "")
                + " To take it out of the answers alone, withdraw it.",
                "problem",
            )
        )
        by = name_field(f"delete_by_{kept.id}")
        st.html(
            f'<div class="mw-type">To confirm, type its label: {markup.literal(kept.revision)}'
            "</div>"
        )
        typed = st.text_input("Label of the revision", key=f"typed_{kept.id}", autocomplete="off")
        if not _submitted("Delete for good", kept):
            return
        remember_name(by)
        if (typed or "").strip() != kept.revision.strip():
            st.html(
                markup.line(
                    f"Nothing was deleted: the label is {kept.revision}, not {typed!r}.", "problem"
                )
            )
            return
        gone = f"Revision {kept.revision} of {kept.manual} is deleted."
        _done(
            kept.manual,
            lambda: service().owner.delete(kept.manual, summary.name_of(kept), by=by),
            gone,
            then=(lambda: sitemap.go("manuals", {})) if last else None,
        )


def _change(summary: ManualSummary, kept: RevisionSummary) -> None:
    with st.form(f"change_form_{kept.id}", border=False):
        st.html(markup.heading(f"Change what is known of revision {kept.revision}"))
        by = name_field(f"change_by_{kept.id}")
        read = change_form(summary, kept)
        if not _submitted("Save the changes", kept):
            return
        remember_name(by)
        _done(
            kept.manual,
            lambda: service().owner.change(kept.manual, summary.name_of(kept), read(by)),
            f"Revision {kept.revision} is changed.",
        )


def _submitted(label: str, kept: RevisionSummary) -> bool:
    """Draw the buttons of a form; True if it is to be done."""
    with st.container(key=f"submit_bar_{kept.id}", horizontal=True):
        yes = st.form_submit_button(label, type="primary")
        if st.form_submit_button("Leave it"):
            st.session_state.pop(_OPEN, None)
            st.rerun()
    return yes


def _done(
    manual: str,
    act: Callable[[], RevisionSummary | None],
    sentence: str,
    *,
    as_draft: str = "",
    then: Callable[[], None] | None = None,
) -> None:
    """Do it and say so on the page drawn anew, with `as_draft` where that is what came of it, and
    which revision answers now; what is not allowed is said in the form, which stays as it is.
    """
    try:
        now = act()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    st.session_state.pop(_OPEN, None)
    if now is not None and now.status == "draft":
        sentence += as_draft
    say(f"{sentence} {_answering(manual)}".rstrip())
    if then is not None:
        then()
    st.rerun()


def _answering(manual: str) -> str:
    return next((one.answering for one in service().manuals() if one.manual == manual), "")


_FORMS: dict[str, Callable[[ManualSummary, RevisionSummary], None]] = {
    "Release": _release,
    "Withdraw": _withdraw,
    "Restore": _restore,
    "Change": _change,
    "Delete": _delete,
}

"""What changed from one revision of a manual to another: numbers first."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from app.counting import counted
from app.pages import compare_markup, markup
from app.pages.page_head import page_head
from app.pages.page_view import Source, open_page
from app.pages_context import service
from store.errors import MillwrightError
from store.revision_diff_values import RevisionDiff
from store.values import Place, Value

T = TypeVar("T", bound=Value)
_MOST = 25


class _Pair:
    """The two revisions by name and by label, and how a page of either is opened."""

    def __init__(self, manual: str, old: str, new: str) -> None:
        self.manual, self.title, self.old, self.new = manual, manual, old, new
        self._labels: dict[str, str] = {}
        for summary in service().manuals():
            if summary.manual == manual:
                self.title = summary.title
                self._labels = {summary.name_of(kept): kept.revision for kept in summary.revisions}

    def label(self, name: str) -> str:
        """What stands on a revision; the name itself where it is not kept."""
        return self._labels.get(name, name)

    def open(self, name: str, places: tuple[Place, ...], key: str) -> None:
        """Draw the button that opens the first of the places, if there is one."""
        when = "before" if name == self.old else "now"
        if places and st.button(f"Page {_page(places)} {when}", key=key):
            open_page(Source(self.manual, self.label(name), self.title, places, name))


def main() -> None:
    """Draw the page."""
    query = st.query_params
    manual, old, new = (query.get(name, "") for name in ("manual", "old", "new"))
    try:
        pair = _Pair(manual, old, new)
        found = _difference(manual, old, new)
    except MillwrightError as error:
        page_head(manual, markup.line(str(error), "problem"))
        return
    page_head(
        manual,
        f'<div class="mw-manual-title">{markup.plain(pair.title)}</div>'
        f'<div class="mw-manual-id">What changed from revision {markup.plain(pair.label(old))} '
        f"to revision {markup.plain(pair.label(new))}</div>",
    )
    _show(found, pair)


def _difference(manual: str, old: str, new: str) -> RevisionDiff:
    """Return the difference; made once, not at every tap."""
    asked = (manual, old, new)
    kept: tuple[tuple[str, str, str], RevisionDiff] | None = st.session_state.get("difference")
    if kept is None or kept[0] != asked:
        kept = (asked, service().owner.difference(manual, old, new))
        st.session_state.difference = kept
    return kept[1]


def _show(found: RevisionDiff, pair: _Pair) -> None:
    lists = (found.numbers, found.changed, found.added, found.removed, found.moved)
    if not any(lists):
        st.html(markup.line("Nothing changed in the text.", "good"))
    _list("Changed numbers", found.numbers, compare_markup.number, pair)
    _list("Changed sections", found.changed, compare_markup.section, pair)
    _list("New sections", found.added, compare_markup.come, pair)
    _list("Sections gone", found.removed, compare_markup.gone, pair)
    _list("Sections moved", found.moved, compare_markup.moved, pair)
    same = counted(found.unchanged, "section")
    says = "says" if found.unchanged == 1 else "say"
    st.html(f'<p class="mw-hint">{same} {says} the same as before.</p>')


def _list(title: str, changes: Sequence[T], draw: Callable[[T], str], pair: _Pair) -> None:
    if not changes:
        return
    st.html(markup.heading(f"{title} ({len(changes):,})"))
    name = title.split()[-1] + title.split()[0]
    more = f"more_{name}"
    shown = len(changes) if st.session_state.get(more) else _MOST
    for number, change in enumerate(changes[:shown]):
        with st.container(key=f"change_card_{name}_{number}"):
            st.html(draw(change))
            with st.container(key=f"change_pages_{name}_{number}", horizontal=True):
                old, new = _places(change, gone=title == "Sections gone")
                pair.open(pair.old, old, f"old_{name}_{number}")
                pair.open(pair.new, new, f"new_{name}_{number}")
    if len(changes) > shown and st.button(f"Show all {len(changes):,}", key=f"all_{name}"):
        st.session_state[more] = True
        st.rerun()


def _places(change: Value, *, gone: bool) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    own: tuple[Place, ...] = getattr(change, "places", ())
    old: tuple[Place, ...] = getattr(change, "old_places", own if gone else ())
    new: tuple[Place, ...] = getattr(change, "new_places", () if gone else own)
    return old, new


def _page(places: tuple[Place, ...]) -> str:
    """Return the number of a page; a printed one only where it cannot be taken for markup."""
    label = places[0].page_label or ""
    return label if label.isalnum() else str(places[0].page)


main()

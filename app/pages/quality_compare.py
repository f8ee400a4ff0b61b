"""Two runs side by side: what became better, what worse, question by question."""

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st

from app.pages import markup, quality_markup, sitemap
from app.pages.quality_head import quality_head
from app.pages_context import service
from evals.comparison import Change, Comparison, Difference
from evals.gates import SIGNIFICANT
from evals.metrics_intervals import p_value
from evals.run import Run
from store.errors import MillwrightError

_MOST = 25


def main() -> None:
    """Draw the page."""
    query = st.query_params
    try:
        runs = [run for run in reversed(service().evaluator.runs()) if run.ended is not None]
    except MillwrightError as error:
        quality_head(markup.line(str(error), "problem"))
        return
    quality_head('<div class="mw-manual-title">Two runs compared</div>')
    if len(runs) < 2:
        st.html(markup.line("Two runs are needed to compare.", "info"))
        return
    known = {run.id for run in runs}
    for asked in {query.get("before"), query.get("after")} - known - {None}:
        st.html(markup.line(f"{asked} cannot be compared: no such run has ended.", "problem"))
    before = _picked("Before", runs, query.get("before"), runs[1])
    after = _picked("After", runs, query.get("after"), runs[0])
    st.query_params.from_dict({"before": before, "after": after})
    if before == after:
        st.html(markup.line("That is one run twice: choose another one to compare.", "info"))
        return
    try:
        found = service().evaluator.compare(before, after)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    _show(found, after)


def _picked(label: str, runs: Sequence[Run], asked: str | None, default: Run) -> str:
    ids = [run.id for run in runs]
    titles = {run.id: quality_markup.title(run) for run in runs}
    chosen = asked if asked in ids else default.id
    return str(
        st.selectbox(
            label, ids, index=ids.index(chosen), key=f"run_{label.lower()}", filter_mode=None,
            format_func=titles.__getitem__,
        )
    )  # fmt: skip


def _show(found: Comparison, after: str) -> None:
    for line in found.unlike:
        st.html(markup.line(f"Not alike: {line}.", "info"))
    if found.gates:
        st.html(quality_markup.gates(found.gates))
    only = found.only_before + found.only_after
    st.html(
        f'<div class="mw-turned">{found.questions:,} questions in both'
        f"{f', {only:,} in one alone' if only else ''}</div>"
    )
    _changes("Lost", found.lost, after, "grave")
    _changes("Won", found.won, after, "force")
    st.html(markup.heading("Rates"))
    st.html(_table([one for one in found.differences if one.suite is None and one.tag is None]))
    parts = [one for one in found.differences if one.suite or one.tag]
    if parts:
        with st.expander("By suite and by tag"):
            st.html('<p class="mw-hint">The p of a part is not corrected for their number.</p>')
            st.html(_table(parts))


def _table(differences: Sequence[Difference]) -> str:
    rows = "".join(
        f"<tr><td>{escape(_name(one))}</td><td>{one.before:.3f}</td><td>{one.after:.3f}</td>"
        f'<td class="{"mw-sure" if one.p < SIGNIFICANT else ""}">{one.change:+.3f}</td>'
        f"<td>{one.low:+.3f} to {one.high:+.3f}</td><td>{escape(p_value(one.p))}</td>"
        f"<td>{one.won}</td><td>{one.lost}</td><td>{one.count}</td></tr>"
        for one in differences
    )
    head = "".join(
        f"<th>{name}</th>"
        for name in ("Metric", "Before", "After", "Change", "95 %", "p", "Won", "Lost", "Of")
    )
    return (
        f'<div class="mw-table mw-rows" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _name(one: Difference) -> str:
    part = one.tag or one.suite
    return f"{one.metric} · {part}" if part else one.metric


def _changes(
    title: str, changes: Sequence[Change], run: str, kind: Literal["grave", "force"]
) -> None:
    st.html(markup.heading(f"{title} ({len(changes)})"))
    if not changes:
        st.html('<p class="mw-hint">None.</p>')
    more = f"all_{title}"
    shown = changes if st.session_state.get(more) else changes[:_MOST]
    for number, change in enumerate(shown):
        with st.container(key=f"case_card_{title}_{number}", horizontal=True):
            st.html(
                f'<div class="mw-case"><b>{escape(change.question)}</b><div class="mw-brief"><span>'
                f"{escape(change.suite)} · {escape(change.case)} · {change.what}</span></div>"
                f'<div class="mw-chips"><span class="mw-state mw-state-past">'
                f'{escape(change.before)}</span> → <span class="mw-state mw-state-{kind}">'
                f"{escape(change.after)}</span></div></div>"
            )
            query = {"run": run, "suite": change.suite, "case": change.case}
            sitemap.link("case", "Look", query, key=f"look_{title}_{number}")
    if len(changes) > len(shown) and st.button(f"Show all {len(changes):,}", key=f"show_{title}"):
        st.session_state[more] = True
        st.rerun()


main()

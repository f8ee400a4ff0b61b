"""The evaluator's page: runs over time, one under way, and what waits to become a question."""

import datetime

import streamlit as st

from app.counting import counted
from app.evaluator import RunOrder, RunProgress, SuiteOnHand
from app.pages import markup, quality_markup, sitemap
from app.pages.owner_name import say, show_said
from app.pages.quality_chart import chart
from app.pages_context import service
from evals.run import Run
from store.errors import MillwrightError

_POLL_SECONDS = 1.0
_MOST_RUNS = 12
_PLOTTED = (
    ("hit@1", "found first"),
    ("hit@5", "among five"),
    ("facts", "facts found"),
    ("refusal_recall", "rightly refused"),
)


def main() -> None:
    """Draw the page."""
    evaluator = service().evaluator
    try:
        runs, unread = evaluator.runs(), evaluator.runs_unread()
        waiting = len(evaluator.complaints())
        open_drafts = sum(draft.state == "draft" for draft in evaluator.drafts())
        progress = evaluator.progress()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    show_said()
    for sentence in unread:
        st.html(markup.line(sentence, "problem"))
    _drafts_bar(waiting, open_drafts)
    going = progress is not None and progress.stage == "running"
    if progress is not None:
        _under_way(going=going)
    if not going:
        _start_form(has_runs=bool(runs))
    shown = [run for run in runs if not (going and progress and run.id == progress.run)]
    if shown:
        _over_time([run for run in shown if run.figures])
        _list(shown)
    elif not going:
        st.html(markup.line("There is no run yet: start the first above.", "info"))


def _drafts_bar(waiting: int, open_drafts: int) -> None:
    with st.container(key="drafts_bar", horizontal=True, vertical_alignment="center"):
        st.html(
            '<div class="mw-turned">'
            f"{counted(waiting, 'answer')} that did not help, {counted(open_drafts, 'draft')}</div>"
        )
        sitemap.link("drafts", "Drafts", {}, key="drafts", icon=":material/edit_note:")


def _under_way(*, going: bool) -> None:
    """Show how far the run is; drawn anew while it goes, and the page follows at its end."""

    def draw() -> None:
        progress = service().evaluator.progress()
        if progress is None:
            return
        with st.container(key="run_card_going"):
            st.html(_progress(progress))
            if progress.stage == "running" and st.button("Cancel", key="cancel_run"):
                _cancel()
        if going and progress.stage != "running":
            st.rerun(scope="app")

    st.fragment(draw, run_every=_POLL_SECONDS if going else None)()


def _progress(progress: RunProgress) -> str:
    share = progress.done / progress.total if progress.total else 0.0
    said = f"{', '.join(progress.suites)}: {progress.done} of {progress.total} questions"
    if progress.stage == "running":
        took = datetime.datetime.now(datetime.UTC) - progress.started
        done = f"{said}, for {took.seconds // 60} min {took.seconds % 60} s"
        if progress.done == progress.total > 0:
            done += "; the report is being written"
        return (
            f'<div class="mw-run-head"><b>A run is under way</b></div><div>{markup.plain(done)}'
            f'</div><div class="mw-pages-bar"><div class="mw-page-text" style="width:{share:.1%}">'
            "</div></div>"
        )
    ends = {
        "ended": ("The run has ended", "good"),
        "cancelled": ("The run was cancelled; what came of it stays", "info"),
        "failed": (f"The run failed: {progress.problem}", "problem"),
    }
    sentence, kind = ends[progress.stage]
    return markup.line(f"{sentence} ({said}).", kind)


def _cancel() -> None:
    try:
        service().evaluator.cancel()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
    else:
        say("The run ends after the question that it is at.")
        st.rerun(scope="app")


def _start_form(*, has_runs: bool) -> None:
    suites = service().evaluator.suites()
    sound = [suite for suite in suites if suite.problem is None]
    usable = [suite for suite in sound if suite.missing < suite.cases]
    with st.expander("Start a run", expanded=not has_runs):
        for suite in suites:
            if suite.problem is not None:
                st.html(markup.line(suite.problem, "problem"))
        if usable:
            _order_form({suite.name: _label(suite) for suite in usable})
        elif not sound:
            st.html(markup.line("There is no suite yet: confirm a draft into one.", "info"))
        if len(sound) > len(usable):
            st.html(quality_markup.not_offered([one for one in sound if one not in usable]))


def _order_form(labels: dict[str, str]) -> None:
    with st.form("start_run", border=False):
        st.html('<div class="mw-turned">Suites</div>')
        with st.container(key="suite_choice", horizontal=True):
            chosen = [
                name
                for name, label in labels.items()
                if st.checkbox(markup.label(label), key=f"suite_{name}")
            ]
        name = st.text_input("Name of the run", key="run_name", max_chars=80,
                             placeholder="What is being tried", autocomplete="off")  # fmt: skip
        with st.container(key="run_choice", horizontal=True):
            answers = st.checkbox("Answers, not search alone", value=True, key="run_answers")
            judge = st.checkbox("A model judges the answers", key="run_judge")
            baselines = st.checkbox("Baselines beside it", key="run_baselines")
        if st.form_submit_button("Start", type="primary"):
            _start(chosen, name or "", answers=answers, judge=judge, baselines=baselines)


def _label(suite: SuiteOnHand) -> str:
    missing = f", {suite.missing} about manuals that are not in" if suite.missing else ""
    own = ", your own" if suite.own else ""
    return f"{suite.name} ({counted(suite.cases, 'question')}{missing}{own})"


def _start(suites: list[str], name: str, *, answers: bool, judge: bool, baselines: bool) -> None:
    if not suites:
        st.html(markup.line("Choose a suite first.", "problem"))
        return
    order = RunOrder(
        suites=tuple(suites), name=name.strip(), answers=answers, judge=judge, baselines=baselines
    )
    try:
        service().evaluator.start(order)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    st.rerun()


def _over_time(runs: list[Run]) -> None:
    if not runs:
        return
    st.html(markup.heading("Over time"))
    names = list(dict.fromkeys(used.name for run in reversed(runs) for used in run.suites))
    # Runs of different suites have nothing to do with each other.
    suite = st.selectbox("Suite", names, key="plotted_suite", filter_mode=None)
    plotted, parts = quality_markup.whole_runs(runs, str(suite))
    if parts:
        st.html(
            f'<p class="mw-hint">Without {counted(parts, "run")} of a part of its questions.</p>'
        )
    if not plotted:
        return
    series = []
    for metric, name in _PLOTTED:
        rates = [quality_markup.total(run, metric, suite) for run in plotted]
        series.append((name, [rate.value if rate else None for rate in rates]))
    labels = [f"{run.started:%d %b %Y, %H:%M}" for run in plotted]
    st.html(chart(labels, series))


def _list(runs: list[Run]) -> None:
    st.html(markup.heading(counted(len(runs), "run")))
    newest = list(reversed(runs))
    shown = newest if st.session_state.get("all_runs") else newest[:_MOST_RUNS]
    for number, run in enumerate(shown):
        with st.container(key=f"run_card_{number}"):
            st.html(quality_markup.run_card(run))
            with st.container(key=f"run_do_{number}", horizontal=True):
                sitemap.link("run", "Open", {"run": run.id}, key=f"run_{number}")
                before = _comparable_before(newest[number + 1 :], run)
                if before is not None:
                    query = {"before": before.id, "after": run.id}
                    sitemap.link("runs", "Compare with the one before", query, key=f"cmp_{number}")
    if len(newest) > len(shown) and st.button(f"Show all {len(newest):,}", key="show_all_runs"):
        st.session_state.all_runs = True
        st.rerun()


def _comparable_before(older: list[Run], run: Run) -> Run | None:
    """The last run before it that asked one of its suites; only what has ended is compared."""
    names = {used.name for used in run.suites if run.ended is not None}
    alike = (r for r in older if names & {used.name for used in r.suites})
    return next((r for r in alike if r.ended is not None), None)


main()

"""The report of a run: one HTML file that needs nothing beside it."""

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Literal

from evals.metrics import MEANINGS, tags_of
from evals.metrics_ranking import NAMES as RANKING_NAMES
from evals.report_cases import case_html
from evals.report_images import PagePictures, Pictured
from evals.report_plots import plots, stage_times
from evals.run import CaseResult, Figure, GateResult, Run
from evals.runs import RunFolder
from evals.verdict import is_failed

Images = Literal["failed", "all", "none"]

# The page may run its own script and styles, show its own pictures, and fetch nothing at all.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def write_report(
    folder: RunFolder, run: Run, service: Pictured, *, images: Images = "failed"
) -> None:
    """Write a run's report into its folder; `images` are for which questions a page is shown."""
    folder.write_report(report_html(run, folder.cases(), service, images=images))


def report_html(
    run: Run, results: Sequence[CaseResult], service: Pictured, *, images: Images = "failed"
) -> str:
    """Return the report: figures, gates, plots, and each question with what came of it."""
    order = {suite.name: number for number, suite in enumerate(run.suites)}
    results = sorted(results, key=lambda one: (order.get(one.suite, 0), one.case))
    pictures = PagePictures(service)
    cases = []
    left_out = 0
    for result in results:
        wanted = images == "all" or (images == "failed" and is_failed(result))
        picture = pictures.of(result) if wanted else None
        left_out += wanted and picture is None and pictures.is_full
        cases.append(case_html(result, picture))
    title = escape(f"Run {run.name or run.id}")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{_asset("report.css")}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{_head(run, results)}
{_gates(run.gates)}
<h2>Figures</h2>
{_ranking_tables(run)}
{_answer_table(run)}
<h2>Plots</h2>
<div class="plots">{"".join(_plot(*parts) for parts in _plots(run, results))}</div>
{_times(results)}
<h2>Questions</h2>
{_filters(results)}
{_left_out(left_out)}
{"".join(cases)}
<h2>How it was run</h2>
{_provenance(run)}
</main>
<script>{_asset("report.js")}</script>
</body>
</html>
"""


def _asset(name: str) -> str:
    return files("evals").joinpath(name).read_text(encoding="utf-8")


def _head(run: Run, results: Sequence[CaseResult]) -> str:
    failed = sum(is_failed(one) for one in results)
    suites = ", ".join(f"{suite.name} ({suite.cases})" for suite in run.suites)
    ended = f"to {run.ended:%H:%M:%S}" if run.ended else "and broken off"
    lines = [
        f"{len(results)} questions of {suites}; {failed} to look at.",
        f"{run.started:%Y-%m-%d, %H:%M:%S} {ended} (UTC). "
        f"Answers {'written by ' + run.model if run.model else 'quoted'}; "
        f"judged by {run.judge or 'nobody'}.",
    ]
    if run.note:
        lines.append(run.note)
    lines.extend(run.remarks)
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _gates(gates: Sequence[GateResult]) -> str:
    if not gates:
        return ""
    rows = "".join(
        f'<tr><td class="{"good" if gate.passed else "bad"}">'
        f"{'stands' if gate.passed else 'fell'}</td><td>{escape(gate.suite or 'all')}</td>"
        f"<td>{escape(gate.gate)}</td><td>{escape(gate.reason)}</td></tr>"
        for gate in gates
    )
    return (
        "<h2>Gates</h2><div class=wide><table><thead><tr><th></th><th>suite</th><th>gate</th>"
        f"<th>because</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _ranking_tables(run: Run) -> str:
    tables = []
    for suite in (None, *(suite.name for suite in run.suites if len(run.suites) > 1)):
        by_name = {
            (one.metric, one.system): one
            for one in run.figures
            if one.suite == suite and one.tag is None
        }
        head = "".join(f"<th class=number>{system}</th>" for system in run.options.systems)
        rows = []
        for metric in RANKING_NAMES:
            row = [by_name.get((metric, system)) for system in run.options.systems]
            count = max((one.count for one in row if one), default=0)
            if count:
                cells = "".join(f"<td class=number>{_cell(one)}</td>" for one in row)
                rows.append(f"<tr><th>{metric}</th>{cells}<td class=number>{count}</td></tr>")
        if rows:
            tables.append(
                f"<div class=wide><table><caption>{escape(suite or 'All questions')}</caption>"
                f"<thead><tr><th></th>{head}<th class=number>questions</th></tr></thead>"
                f"<tbody>{''.join(rows)}</tbody></table></div>"
            )
    return "".join(tables)


def _answer_table(run: Run) -> str:
    rows = "".join(
        f"<tr><th>{one.metric}</th><td class=number>{_cell(one)}</td>"
        f"<td class=number>{one.count}</td><td>{escape(MEANINGS[one.metric])}</td></tr>"
        for one in run.figures
        if one.metric not in RANKING_NAMES and one.suite is None and one.tag is None
    )
    if not rows:
        return ""
    return (
        "<div class=wide><table><caption>Answers</caption><thead><tr><th></th>"
        "<th class=number>rate</th><th class=number>questions</th><th>which is</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(one: Figure | None) -> str:
    if one is None or one.value is None:
        return "–"
    return f"{one.value:.3f} <span class=interval>{one.low:.2f}–{one.high:.2f}</span>"


def _plots(run: Run, results: Sequence[CaseResult]) -> list[tuple[str, str, str]]:
    return [(plot.title, plot.svg, plot.words) for plot in plots(run, results)]


def _plot(title: str, svg: str, words: str) -> str:
    labelled = svg.replace("<svg", f'<svg role="img" aria-label="{escape(words)}"', 1)
    return (
        f"<figure><h3>{escape(title)}</h3>{labelled}"
        f"<figcaption><details><summary>In words</summary>{escape(words)}</details></figcaption>"
        "</figure>"
    )


def _times(results: Sequence[CaseResult]) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td class=number>{median:.1f}</td>"
        f"<td class=number>{slow:.1f}</td><td class=number>{count}</td></tr>"
        for name, (median, slow, count) in stage_times(results).items()
    )
    tokens = [one.answer.tokens for one in results if one.answer and one.answer.tokens]
    spent = {name: sum(one.get(name, 0) for one in tokens) for one in tokens for name in one}
    said = ", ".join(f"{count:,} {name}" for name, count in spent.items()) or "none known"
    if not rows:
        return ""
    return (
        "<div class=wide><table><caption>Time, in milliseconds</caption><thead><tr><th></th>"
        "<th class=number>median</th><th class=number>95 % within</th>"
        f"<th class=number>questions</th></tr></thead><tbody>{rows}</tbody></table></div>"
        f"<p>Tokens: {escape(said)}.</p>"
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    return f'<p class="soft">{count} pages are left out: the report would be too large.</p>'


def _filters(results: Sequence[CaseResult]) -> str:
    options = "".join(f"<option>{escape(tag)}</option>" for tag in tags_of(results))
    return (
        '<div class=filters><label>Tag <select id="tag"><option value="">all</option>'
        f'{options}</select></label><label><input type="checkbox" id="failed"> '
        'Only those to look at</label><span id="shown" class=soft role="status"></span></div>'
    )


def _provenance(run: Run) -> str:
    options = run.options.model_dump(mode="json")
    facts = {
        "id": run.id,
        "encoder": run.encoder,
        "corpus": f"sha256 {run.corpus.sha256}",
        "machine": f"{run.machine.processor}, {run.machine.cores} cores, "
        f"{run.machine.memory_mb} MB, {run.machine.system}; load at the start {run.machine.load}",
        **{f"suite {suite.name}": f"sha256 {suite.sha256}" for suite in run.suites},
        **{
            f"manual {one.manual}": f"{one.revision}, {one.file}, {one.chunks} chunks, "
            f"{one.vectors} with vectors, sha256 {one.sha256}"
            for one in run.corpus.manuals
        },
        **{name: json.dumps(value) for name, value in options.items()},
        **{f"setting {name}": json.dumps(value) for name, value in run.settings.items()},
        **{f"version of {name}": value for name, value in run.versions.items()},
    }
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts.items()
    )
    return f"<div class=wide><table><tbody>{rows}</tbody></table></div>"

"""One question of a report: what was found, answered and expected, with the page beside it."""

import json
from html import escape

from evals.metrics_ranking import first_right
from evals.run import AnswerGiven, CaseResult, Ranking
from evals.suite import Expected
from evals.verdict import answer_line, is_failed


def case_html(result: CaseResult, picture: tuple[str, str] | None) -> str:
    """Return a question as a `details` element; a picture is its address and its caption."""
    failed = is_failed(result)
    tags = escape(json.dumps(result.tags))
    beside = ""
    if picture is not None:
        address, caption = picture
        beside = (
            f'<figure><img src="{address}" alt="{escape(caption)}" loading="lazy">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )
    return (
        f'<details class="case" data-tags="{tags}"{" data-failed" if failed else ""}>'
        f"<summary>{_summary(result, failed=failed)}</summary>"
        f"<div class=case-body><div>{_text(result)}</div>{beside}</div></details>"
    )


def _summary(result: CaseResult, *, failed: bool) -> str:
    word, colour = ("look", "bad") if failed else ("right", "good")
    came = answer_line(result) if result.answer else ""
    ranking = result.ranks.get("search")
    rank = first_right(ranking.hits) if ranking and result.is_ranked else None
    found = "" if result.answerable else "unanswerable"
    if ranking and result.is_ranked:
        found = f"rank {rank}" if rank else "not among ten"
    line = "; ".join(part for part in (found, came) if part)
    return (
        f'<span class="mark {colour}">{word}</span>{escape(result.question)} '
        f'<span class="soft">{escape(result.suite)}/{escape(result.case)}: {escape(line)}</span>'
    )


def _text(result: CaseResult) -> str:
    parts = ["".join(f'<span class="tag">{escape(tag)}</span>' for tag in result.tags)]
    if result.asked_at:
        parts.append(f"<p>At the machine {escape(result.asked_at)}</p>")
    parts.extend(f"<p class=soft>Asked before: {escape(asked)}</p>" for asked in result.history)
    if result.error:
        parts.append(f'<p class="bad">{escape(result.error)}</p>')
    parts.append("<h3>Expected</h3>")
    if not result.answerable:
        parts.append("<p>A refusal: no manual answers it.</p>")
    parts.extend(_expected(place) for place in result.expected)
    if result.answer:
        parts.append(_answer(result.answer))
    parts.extend(
        f"<p><strong>{escape(name)} {score.score:.2f}</strong> {escape(score.reason)}</p>"
        for name, score in result.judged.items()
    )
    parts.extend(_ranking(system, ranking) for system, ranking in result.ranks.items())
    return "".join(parts)


def _expected(place: Expected) -> str:
    pages = ", ".join(map(str, place.pages))
    where = "; ".join(
        part
        for part in (
            place.manual + (f" {place.revision}" if place.revision else ""),
            f"page {pages}" if pages else "",
            ", ".join(place.sections),
        )
        if part
    )
    facts = f"<p>Facts: {escape(', '.join(place.facts))}</p>" if place.facts else ""
    answer = f"<p>{escape(place.answer)}</p>" if place.answer else ""
    return f"<p>{escape(where)}</p>{answer}{facts}"


def _answer(answer: AnswerGiven) -> str:
    parts = [f"<h3>Answered ({escape(answer.outcome or 'failed')})</h3>"]
    if answer.understood:
        parts.append(f"<p class=soft>Understood as: {escape(answer.understood)}</p>")
    if answer.fallback:
        parts.append(f'<p class="bad">{escape(answer.fallback)}</p>')
    parts.extend(f"<p>{escape(notice)}</p>" for notice in answer.notices)
    parts.append(f'<div class="said">{escape(answer.text)}</div>')
    for one in answer.citations:
        where = f"page {one.page}" if one.page else ""
        line = f"[{one.marker}] {one.manual} {one.revision} {where} {' > '.join(one.section)}"
        parts.append(f"<p>{_right(one.right)} {escape(line)}</p>")
    if answer.facts_missing and answer.outcome != "refused":
        parts.append(f'<p class="bad">Not in it: {escape(", ".join(answer.facts_missing))}</p>')
    figures = ", ".join(f"{name} {value:.2f}" for name, value in answer.metrics.items())
    parts.append(f"<p class=soft>{escape(figures)}</p>")
    return "".join(parts)


def _ranking(system: str, ranking: Ranking) -> str:
    rows = "".join(
        f"<tr><td class=number>{hit.rank}</td><td>{_right(hit.right)}</td>"
        f"<td>{escape(hit.manual)} {escape(hit.revision)}</td>"
        f"<td class=number>{hit.page or ''}</td><td>{escape(' > '.join(hit.section))}</td>"
        f"<td class=number>{hit.score:.3f}</td></tr>"
        for hit in ranking.hits
    )
    table = (
        "<div class=wide><table><thead><tr><th class=number>rank</th><th></th><th>manual</th>"
        "<th class=number>page</th><th>section</th><th class=number>score</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        if rows
        else "<p>Nothing.</p>"
    )
    rank = first_right(ranking.hits)
    summary = f"Found by {system}" + (f": right at {rank}" if rank else "")
    opened = " open" if system == "search" else ""
    return f"<details{opened}><summary>{escape(summary)}</summary>{table}</details>"


def _right(right: bool) -> str:
    return '<span class="good">right</span>' if right else '<span class="bad">other</span>'

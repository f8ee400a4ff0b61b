"""Manuals, revisions and events as HTML in which all their text is escaped."""

from collections.abc import Iterable, Mapping
from html import escape

from app.counting import counted
from app.pages.wording import OUTCOMES, applies, day, findable, languages, state
from store.control_values import Event
from store.manual_values import Described, ManualSummary, RevisionSummary

_MOST_PAGES_NAMED = 12
_MOST_REVISIONS_NAMED = 4
_MOST_MACHINES_NAMED = 8
_FIELDS = {
    "effective": "in force from",
    "serials": "serial numbers",
    "document_number": "document number",
    "amends_manual": "amends",
    "amends_section": "amends section",
}


def heading(summary: ManualSummary) -> str:
    """Return what a manual is: title, id, maker, document number, machines, languages."""
    said = [summary.manual, summary.maker, summary.document_number]
    said += sorted({languages(kept) for kept in summary.revisions})
    known = '<span class="mw-dot">·</span>'.join(escape(part) for part in said if part)
    shown = summary.machines[:_MOST_MACHINES_NAMED]
    machines = "".join(f'<span class="mw-chip">{escape(name)}</span>' for name in shown)
    if len(summary.machines) > len(shown):
        machines += f'<span class="mw-chip">{len(summary.machines) - len(shown)} more</span>'
    if not shown:
        machines = '<span class="mw-unsaid">no machine said: not found where one is picked</span>'
    return (
        f'<div class="mw-manual-title">{escape(summary.title)}</div>'
        f'<div class="mw-manual-id">{known}</div><div class="mw-chips">{machines}</div>'
    )


def name(summary: ManualSummary, kept: RevisionSummary, words: str) -> str:
    """Return which revision of which manual is looked at, and its state."""
    return (
        f'<div class="mw-manual-title">{escape(summary.title)}</div>'
        f'<div class="mw-manual-id">Revision {escape(kept.revision)}'
        f'<span class="mw-dot">·</span>{escape(words)}<span class="mw-dot">·</span>'
        f"{escape(kept.file)}</div>"
    )


def overview(summary: ManualSummary) -> str:
    """Return a manual as a card: what it is, and a line for each of its first revisions."""
    shown = summary.revisions[:_MOST_REVISIONS_NAMED]
    lines = "".join(_line(kept) for kept in shown)
    more = len(summary.revisions) - len(shown)
    if more > 0:
        lines += f'<div class="mw-brief">and {counted(more, "more revision")}</div>'
    silent = any(kept.mostly_silent and kept.status != "withdrawn" for kept in summary.revisions)
    look = " mw-silent" if silent else ""
    return f'<div class="mw-manual{look}">{heading(summary)}{lines}</div>'


def _line(kept: RevisionSummary) -> str:
    notes = [f"since {day(kept.effective)}"] if kept.in_force else []
    if kept.serials or kept.firmware:
        notes.append(f"for {applies(kept)}")
    if kept.amends_manual:
        notes.append(f"amends {_amended(kept)}")
    if kept.vectors < kept.chunks:
        notes.append(findable(kept))
    if not kept.confirmed:
        notes.append("to be confirmed")
    words = escape(" · ".join(notes))
    if kept.pages_without_text:
        lost = f"{len(kept.pages_without_text)} of {counted(kept.pages, 'page')} without text"
        grave = " mw-grave" if kept.mostly_silent else ""
        words += f' <span class="mw-lost{grave}">{lost}</span>'
    return (
        f'<div class="mw-brief"><b>{escape(kept.revision)}</b>{_state(kept)}'
        f"<span>{words}</span></div>"
    )


def _state(kept: RevisionSummary) -> str:
    words, kind = state(kept)
    return f'<span class="mw-state mw-state-{kind}">{escape(words)}</span>'


def revision(kept: RevisionSummary) -> str:
    """Return one revision: whether it answers, what came of its file, what to know of it."""
    facts = [
        ("Language", languages(kept)),
        ("In force from", day(kept.effective)),
        ("Applies to", applies(kept)),
        ("Length", counted(kept.pages, "page") if kept.pages else "no pages"),
        ("Passages", findable(kept)),
        ("Handed in by", kept.submitted_by or "not said"),
        ("Released by", kept.released_by or ("nobody yet" if kept.status == "draft" else "")),
    ]
    if kept.amends_manual:
        facts.append(("Amends", _amended(kept)))
    cells = "".join(
        f'<div class="mw-fact"><span>{name}</span>{escape(value)}</div>'
        for name, value in facts
        if value
    )
    grave = " mw-silent" if kept.mostly_silent else ""
    return (
        f'<div class="mw-revision{grave}"><div class="mw-revision-name">'
        f"<b>Revision {escape(kept.revision)}</b>{_state(kept)}</div>"
        f'<div class="mw-facts">{cells}</div>{page_counts(kept.page_counts)}'
        f'<div class="mw-file">{escape(kept.file)}</div>{_remarks(kept)}</div>'
    )


def page_counts(counts: Mapping[str, int]) -> str:
    """Return how many pages gave what: a bar, and the same in letters, words and numbers."""
    total = sum(counts.values())
    if not total:
        return ""
    names = [*(name for name in OUTCOMES if name in counts), *sorted(set(counts) - set(OUTCOMES))]
    bar = "".join(
        f'<div class="mw-page-{escape(name)}" style="width: {100 * counts[name] / total:.2f}%">'
        "</div>"
        for name in names
    )
    words = "".join(
        f'<span class="mw-count"><i class="mw-page-{escape(name)}">{outcome_letter(name)}</i>'
        f"{counts[name]:,} {escape(outcome_words(name))}</span>"
        for name in names
    )
    return f'<div class="mw-pages-bar">{bar}</div><div class="mw-counts">{words}</div>'


def outcome_letter(outcome: str) -> str:
    """Return the letter that stands for what a page gave."""
    return OUTCOMES.get(outcome, ("?", outcome))[0]


def outcome_words(outcome: str) -> str:
    """Return what a page gave, in words."""
    return OUTCOMES.get(outcome, ("?", outcome))[1]


def _remarks(kept: RevisionSummary) -> str:
    lost = kept.pages_without_text
    gaps = ""
    if lost:
        named = ", ".join(map(str, lost[:_MOST_PAGES_NAMED]))
        more = f" and {len(lost) - _MOST_PAGES_NAMED} more" if len(lost) > _MOST_PAGES_NAMED else ""
        # A page of drawings is no loss; red is for what an owner must look into.
        kind = "mw-gap" if kept.mostly_silent else "mw-remark"
        gaps = (
            f'<div class="{kind}">{counted(len(lost), "page")} gave no text and cannot be found: '
            f"PDF {'pages' if len(lost) > 1 else 'page'} {named}{more}.</div>"
        )
    return gaps + "".join(f'<div class="mw-remark">{escape(line)}</div>' for line in kept.remarks)


def _amended(kept: RevisionSummary) -> str:
    section = f" § {kept.amends_section}" if kept.amends_section else ""
    return f"{kept.amends_manual}{section}"


def described(said: Iterable[Described]) -> str:
    """Return what was read from the document itself, with the words that say it."""
    lines = "".join(
        f"<li>{escape(_FIELDS.get(one.field, one.field))} <b>{escape(one.value)}</b> "
        f"(“{escape(one.words)}”{f' on page {one.page}' if one.page else ''})</li>"
        for one in said
    )
    return (
        '<div class="mw-described"><b>Read from the document, not yet confirmed:</b>'
        f"<ul>{lines}</ul></div>"
    )


def events(done: Iterable[Event]) -> str:
    """Return what was done, the newest first, as a table."""
    rows = "".join(
        f"<tr><td>{event.at:%d %b %Y %H:%M}</td><td>{escape(event.by or 'not said')}</td>"
        f"<td>Revision {escape(event.revision)} {escape(event.action)}</td>"
        f"<td>{escape(event.note)}</td></tr>"
        for event in done
    )
    head = "".join(f"<th>{name}</th>" for name in ("When (UTC)", "Who", "What", "Note"))
    return (
        f'<div class="mw-table mw-events" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )

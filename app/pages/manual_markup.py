"""Manuals, revisions and jobs as HTML in which all their text is escaped."""

from html import escape

from app.pages.markup import section_path
from store.values import Job, ManualSummary, RevisionSummary

_LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish", "tr": "Turkish",
    "cs": "Czech", "da": "Danish", "fi": "Finnish", "zh": "Chinese", "ja": "Japanese",
}  # fmt: skip
_STAGES = {
    "waiting": "Waiting",
    "reading": "Reading pages",
    "encoding": "Making it findable by meaning",
    "storing": "Storing",
    "done": "In",
    "failed": "Not in",
}
_MOST_PAGES_NAMED = 12


def manual(summary: ManualSummary) -> str:
    """Return a manual with its machines and a row for each revision, what is in force first."""
    machines = "".join(f'<span class="mw-chip">{escape(name)}</span>' for name in summary.machines)
    rows = "".join(map(revision, summary.revisions))
    return (
        f'<div class="mw-manual"><div class="mw-manual-title">{escape(summary.title)}</div>'
        f'<div class="mw-manual-id">{escape(summary.manual)}{machines}</div>{rows}</div>'
    )


def revision(kept: RevisionSummary) -> str:
    """Return one revision: whether it answers, what came of its file, what to know of it."""
    state: str = "in force" if kept.in_force else kept.status
    if kept.status == "effective" and not kept.in_force:
        state = f"effective {kept.effective:%d %b %Y}"
    kind = "force" if kept.in_force else "past"
    language = _LANGUAGES.get(kept.language, kept.language)
    pages = _counted(kept.pages, "page") if kept.pages else "no pages"
    facts = (
        ("Language", language),
        ("Since", f"{kept.effective:%d %b %Y}"),
        ("Length", pages),
        ("Passages", f"{kept.chunks:,}"),
    )
    cells = "".join(
        f'<div class="mw-fact"><span>{name}</span>{escape(value)}</div>' for name, value in facts
    )
    return (
        f'<div class="mw-revision"><div class="mw-revision-name">'
        f'<b>Revision {escape(kept.revision)}</b><span class="mw-state mw-state-{kind}">'
        f'{escape(state)}</span></div><div class="mw-facts">{cells}</div>'
        f'<div class="mw-file">{escape(kept.file)}</div>{_remarks(kept)}</div>'
    )


def _remarks(kept: RevisionSummary) -> str:
    lines = list(kept.remarks)
    lost = kept.pages_without_text
    gaps = ""
    if lost:
        named = ", ".join(map(str, lost[:_MOST_PAGES_NAMED]))
        more = f" and {len(lost) - _MOST_PAGES_NAMED} more" if len(lost) > _MOST_PAGES_NAMED else ""
        gaps = (
            f'<div class="mw-gap">{_counted(len(lost), "page")} gave no text and cannot be found: '
            f"PDF {'pages' if len(lost) > 1 else 'page'} {named}{more}.</div>"
        )
    return gaps + "".join(f'<div class="mw-remark">{escape(line)}</div>' for line in lines)


def job(shown: Job) -> str:
    """Return a file on its way in: stage, pages, chunks and rate; why it failed; what it became."""
    kind = {"failed": "failed", "done": "done"}.get(shown.state, "under-way")
    stage = _STAGES.get(shown.stage, shown.stage)
    share = shown.chunks_done / shown.chunks_total if shown.chunks_total else 0.0
    if shown.state == "done":
        share = 1.0
    detail = _outcome(shown) if shown.state in ("done", "failed") else escape(_progress(shown))
    remarks = "".join(f'<div class="mw-remark">{escape(line)}</div>' for line in shown.remarks)
    bar = (
        f'<div class="mw-bar" role="progressbar" aria-valuenow="{share * 100:.0f}">'
        f'<div style="width: {share * 100:.1f}%"></div></div>'
        if shown.state != "failed"
        else ""
    )
    return (
        f'<div class="mw-job mw-job-{kind}"><div class="mw-job-head"><b>{escape(shown.file)}</b>'
        f"<span>{escape(stage)}</span></div>{bar}<div>{detail}</div>{remarks}</div>"
    )


def _outcome(shown: Job) -> str:
    if shown.error is not None:
        return escape(shown.error)
    if shown.unchanged:
        return "This file was here already: nothing has changed."
    into = section_path((shown.manual or "", f"Revision {shown.revision}"))
    return f"{into}{escape(_progress(shown))}"


def _progress(shown: Job) -> str:
    parts = [_counted(shown.pages, "page")] if shown.pages else []
    if shown.chunks_total:
        parts.append(f"{shown.chunks_done:,} of {_counted(shown.chunks_total, 'passage')}")
    if shown.seconds > 0 and shown.chunks_done:
        parts.append(f"{shown.chunks_done / shown.seconds:,.0f} passages a second")
    return " · ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

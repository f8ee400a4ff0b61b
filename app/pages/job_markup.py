"""Jobs as HTML in which all their text is escaped."""

from html import escape

from app.counting import counted, scans_read, share_done
from app.pages.markup import section_path
from store.manual_values import Job

_STAGES = {
    "waiting": "Waiting",
    "reading": "Reading pages",
    "encoding": "Answers by keyword, meaning follows",
    "storing": "Storing",
    "done": "In",
    "deleted": "Deleted since",
    "failed": "Not in",
}
# A draft is read in like any other, but answers nobody.
_STAGES_OF_A_DRAFT = {
    "encoding": "A draft, meaning follows",
    "done": "In as a draft: waits for release",
}


def job(shown: Job, *, archive: bool = False) -> str:
    """Return a file on its way in: stage, pages, chunks and rate; why it failed; what it became.

    With `archive` other jobs came out of it; but for an e-mail, it is itself nothing to be found.
    """
    kind = shown.state if shown.state in ("failed", "done", "cancelled") else "under-way"
    stages = _STAGES | _STAGES_OF_A_DRAFT if shown.draft else _STAGES
    stage = "Cancelled" if shown.state == "cancelled" else stages.get(shown.stage, shown.stage)
    look = " mw-job-draft" if shown.draft else ""
    if shown.state == "queued" and shown.retry_at is not None:
        stage = "Waiting to be tried again"
    elif archive and shown.state == "done" and shown.manual is None:
        stage = "Unpacked"
    remarks = "".join(f'<div class="mw-remark">{escape(line)}</div>' for line in shown.remarks)
    return (
        f'<div class="mw-job mw-job-{kind}{look}"><div class="mw-job-head">'
        f"<b>{escape(shown.file)}</b><span>{escape(stage)}</span></div>{_bar(shown)}<div>{_detail(shown)}</div>"
        f"{_attempts(shown)}{remarks}</div>"
    )


def _bar(shown: Job) -> str:
    if shown.state in ("failed", "cancelled"):
        return ""
    share = share_done(shown)
    return (
        f'<div class="mw-bar" role="progressbar" aria-valuenow="{share * 100:.0f}">'
        f'<div style="width: {share * 100:.1f}%"></div></div>'
    )


def _detail(shown: Job) -> str:
    if shown.error is not None:
        return escape(shown.error)
    if shown.state == "cancelled":
        return "It was cancelled: nothing of it is kept."
    into = ""
    if shown.state == "done" and shown.manual is not None:
        into = section_path((shown.manual, f"Revision {shown.revision}"))
    if shown.unchanged:
        return f"{into}This file was here already: nothing has changed."
    return f"{into}{escape(_progress(shown))}"


def _attempts(shown: Job) -> str:
    """Return what to expect of a job that has failed: it alone needs somebody to decide."""
    if shown.state != "failed" and shown.retry_at is None:
        return ""
    parts = []
    if shown.attempts > 1:
        parts.append(f"{shown.attempts} attempts")
    if shown.retry_at is not None:
        parts.append(f"next try at {shown.retry_at:%d %b %Y %H:%M} UTC")
    elif shown.permanent:
        parts.append("it is not tried again by itself: another file or another setting is needed")
    else:
        parts.append("it is not tried again by itself")
    words = "; ".join(parts)
    return f'<div class="mw-attempts">{escape(words[0].upper() + words[1:])}.</div>'


def _progress(shown: Job) -> str:
    parts = [counted(shown.pages, "page")] if shown.pages else []
    if shown.stage == "reading" and shown.scans:
        return scans_read(shown)
    if shown.state == "done":
        # How fast it went helps only those who still wait.
        parts += [counted(shown.chunks_total, "passage")] if shown.chunks_total else []
        return " · ".join(parts)
    if shown.chunks_total:
        parts.append(f"{shown.chunks_done:,} of {counted(shown.chunks_total, 'passage')}")
    if shown.rate:
        parts.append(f"{counted(round(shown.rate), 'passage')} a second")
    return " · ".join(parts)

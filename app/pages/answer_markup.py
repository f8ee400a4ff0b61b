"""An answer as HTML, in which all text of manuals, questions and models is escaped.

What stands around it is in the reader's language (`app.pages.labels`).
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate
from urllib.parse import urlencode

from answer import phrases
from app.pages.labels import Labels
from app.pages.markup import heading, line, page_name, quote, section_path, table
from store.values import Answer, Citation, Hit, NoticeLevel, NoticeShown, Place, Table

_MARKER = re.compile(r"\[(\d{1,3})\]")
_LEVELS: tuple[NoticeLevel, ...] = ("danger", "warning", "caution", "notice")
_MOST_LISTED = 6
_BAR = " | "
# Characters of what is near to a question without an answer.
_LONGEST = 320


def welcome(manuals: int, machine: str | None, labels: Labels) -> str:
    """Return what stands on the page before the first question."""
    if not manuals:
        return line(labels("no_manuals"))
    if machine:
        where = labels("manuals_of", machine=machine)
    else:
        where = labels("one_manual") if manuals == 1 else labels("many_manuals", count=manuals)
    return (
        f'<div class="mw-welcome"><b>{escape(labels("welcome"))}</b>'
        f"{escape(labels('welcome_where', where=where))}</div>"
    )


def searching(question: str, labels: Labels) -> str:
    """Return what is shown from the question until the first word of the answer."""
    return (
        '<div class="mw-searching"><span class="mw-waiting"></span>'
        f"{escape(labels('searching'))} <b>{escape(question)}</b></div>"
    )


def understood(question: str, labels: Labels) -> str:
    """Return the question as it was understood, where that is not what was typed."""
    said = escape(labels("understood"))
    return f'<div class="mw-line mw-line-info">{said} <b>{escape(question)}</b></div>'


def notices(shown: Sequence[NoticeShown], labels: Labels) -> str:
    """Return the safety notices, the gravest first, word for word."""
    ordered = sorted(shown, key=lambda notice: _LEVELS.index(notice.level))
    return "".join(
        f'<div class="mw-notice mw-{notice.level}" role="alert">'
        f'<div class="mw-signal"><span class="mw-sign" aria-hidden="true"></span>'
        f"{escape(labels(notice.level))}</div>"
        f'<div class="mw-notice-text">{escape(notice.text)}</div></div>'
        for notice in ordered
    )


def answer_text(text: str, markers: Iterable[int]) -> str:
    """Return a written answer with its source numbers set off; line breaks stay."""
    return f'<div class="mw-answer">{_numbered(text, markers)}</div>'


def unfinished_text(text: str, markers: Iterable[int], labels: Labels) -> str:
    """Return the part of a written answer that is there already."""
    coming = escape(labels("more_to_come"))
    waiting = f'<span class="mw-waiting" aria-label="{coming}"></span>'
    return f'<div class="mw-answer">{_numbered(text, markers)}{waiting}</div>'


def _numbered(text: str, markers: Iterable[int]) -> str:
    known = {str(marker) for marker in markers}

    def set_off(match: re.Match[str]) -> str:
        return f'<span class="mw-marker">{match[1]}</span>' if match[1] in known else match.group()

    return _MARKER.sub(set_off, escape(text))


def citation(source: Citation, labels: Labels) -> str:
    """Return a source card: which manual, revision and page, which section, and its words."""
    meta = labels("revision", label=source.revision)
    if source.effective:
        meta += f" · {labels('in_force_since', date=labels.date(source.effective))}"
    words = table(source.table) if source.table is not None else quote(source.quote, source.kind)
    return _card(
        marker=str(source.marker),
        title=source.title,
        meta=meta,
        page=page_name(source.page, source.page_label, labels),
        section=source.section,
        body=words + line(labels("by_ocr")) if source.by_ocr else words,
    )


def nearest(hit: Hit, title: str, labels: Labels) -> str:
    """Return the card of a section that is near to a question without an answer."""
    return _card(
        marker="",
        title=title,
        meta=f"{labels('revision', label=hit.revision)} · {hit.file}",
        page=page_name(hit.page, hit.page_label, labels),
        section=hit.section,
        body=_beginning(hit),
    )


def _beginning(hit: Hit) -> str:
    """The first words of a hit; the first rows, where it is a table with a bar between cells."""
    lines = [line for line in hit.text.splitlines() if line.strip()]
    above = next((number for number, line in enumerate(lines) if _BAR in line), len(lines))
    header, *rows = [tuple(line.split(_BAR)) for line in lines[above:]] or [()]
    if hit.kind != "table" or not rows or any(len(row) == 1 for row in rows):
        return quote(_shortened(hit.text), hit.kind)
    length = accumulate(sum(map(len, row)) for row in rows)
    shown = tuple(row for row, so_far in zip(rows, length, strict=True) if so_far <= _LONGEST)
    caption = quote("\n".join(lines[:above])) if above else ""
    more = '<div class="mw-more-rows">…</div>' if len(shown) < len(rows) else ""
    return f"{caption}{table(Table(header=(header,), rows=shown or (rows[0],)))}{more}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _card(
    *, marker: str, title: str, meta: str, page: str, section: Sequence[str], body: str
) -> str:
    number = f'<span class="mw-marker">{escape(marker)}</span>' if marker else ""
    where = f'<div class="mw-page-label">{escape(page)}</div>' if page else ""
    return (
        f'<div class="mw-card"><div class="mw-card-head">{number}'
        f'<div class="mw-card-title"><b>{escape(title)}</b><span>{escape(meta)}</span></div>'
        f"{where}</div>{section_path(section)}{body}</div>"
    )


def part(text: str) -> str:
    """Return the line that says for which machines the quotation under it is."""
    return f'<div class="mw-part">{escape(text)}</div>'


def refusal(answer: Answer, labels: Labels) -> str:
    """Return an answer that says there is none, and what was looked in."""
    headline = phrases.line("no_answer", phrases.spoken(answer.text))
    return (
        f'<div class="mw-refusal"><div class="mw-headline">{escape(headline)}</div>'
        f"<div>{escape(answer.text)}</div>{_looked_in(answer, labels)}</div>"
    )


def nearest_heading(answer: Answer) -> str:
    """Return the heading of the sections that are nearest to a question without an answer."""
    return heading(phrases.line("nearest_sections", phrases.spoken(answer.text)))


def _looked_in(answer: Answer, labels: Labels) -> str:
    revisions = answer.searched.revisions
    # The answer's own words may name them already, in its own language.
    if not revisions or any(name in answer.text for name in revisions):
        return ""
    listed = "".join(f"<li>{escape(name)}</li>" for name in revisions[:_MOST_LISTED])
    more = len(revisions) - _MOST_LISTED
    if more > 0:
        listed += f"<li>{escape(labels('and_more', count=more))}</li>"
    one = len(revisions) == 1
    head = labels("looked_in_one") if one else labels("looked_in_many", count=len(revisions))
    return f'<div class="mw-looked">{escape(head)}<ul>{listed}</ul></div>'


def viewed_page(title: str, revision: str, place: Place, pages: int, labels: Labels) -> str:
    """Return the heading of an opened page: its printed number where known, and its PDF page."""
    name = page_name(place.page, place.page_label, labels)
    of = labels("of_pages", pages=pages) if pages else ""
    detail = of
    if place.page_label:
        detail = f"{labels('pdf_page', page=place.page)} {of}".rstrip()
    kept = escape(labels("revision", label=revision))
    return (
        f'<div class="mw-viewed"><div class="mw-viewed-page"><b>{escape(name)}</b>'
        f"<span>{escape(detail)}</span></div>"
        f'<div class="mw-viewed-title">{escape(title)} · {kept}</div></div>'
    )


def kept_answer(answer: Answer, labels: Labels) -> str:
    """Return what stands above an answer that was given before."""
    serial = answer.scope.serial and labels("kept_serial", serial=answer.scope.serial)
    about = ", ".join(str(said) for said in (answer.scope.machine, serial) if said)
    scope = f" {escape(labels('kept_for', about=about))}" if about else ""
    return (
        f'<div class="mw-line mw-line-info" role="status">{escape(labels("kept"))} '
        f"<b>{escape(answer.question)}</b>{scope} – {escape(labels('ask_again'))}</div>"
    )


def answer_link(answer_id: str, labels: Labels) -> str:
    """Return the way to this very answer, to keep or to pass on."""
    return (
        f'<a class="mw-answer-link" href="?{urlencode({"answer": answer_id})}" target="_self">'
        f"{escape(labels('link'))}</a>"
    )


def helped(labels: Labels) -> str:
    """Return the question whether an answer helped."""
    return f'<div class="mw-ask-feedback">{escape(labels("helped"))}</div>'

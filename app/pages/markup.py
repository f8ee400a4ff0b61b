"""What pages show of manuals, questions and models: as HTML in which all their text is escaped.

Nothing of theirs is ever handed to Markdown, which would strike out `~45 Nm~` and load pictures.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate, groupby
from urllib.parse import urlencode

from answer import phrases
from app.counting import counted
from app.pages.wording import CHECK_OCR
from store.values import Answer, Citation, Hit, NoticeLevel, NoticeShown, Place, Table

_MARKER = re.compile(r"\[(\d{1,3})\]")
_LEVELS: tuple[NoticeLevel, ...] = ("danger", "warning", "caution", "notice")
_MOST_LISTED = 6
_BAR = " | "
# Characters of what is near to a question without an answer.
_LONGEST = 320
# Characters: longer ones may take more than their column's share.
_SHORT = 12


def page_name(page: int | None, label: str | None) -> str:
    """Return how a page is called: by its printed number, else by its place in the PDF."""
    if label:
        return f"Page {label}"
    return f"PDF page {page}" if page is not None else ""


def notices(shown: Sequence[NoticeShown]) -> str:
    """Return the safety notices, the gravest first, word for word."""
    ordered = sorted(shown, key=lambda notice: _LEVELS.index(notice.level))
    return "".join(
        f'<div class="mw-notice mw-{notice.level}" role="alert">'
        f'<div class="mw-signal"><span class="mw-sign" aria-hidden="true"></span>'
        f"{notice.level.upper()}</div>"
        f'<div class="mw-notice-text">{escape(notice.text)}</div></div>'
        for notice in ordered
    )


def answer_text(text: str, markers: Iterable[int], *, unfinished: bool = False) -> str:
    """Return a written answer with its source numbers set off; line breaks stay."""
    known = {str(marker) for marker in markers}

    def numbered(match: re.Match[str]) -> str:
        return f'<span class="mw-marker">{match[1]}</span>' if match[1] in known else match.group()

    waiting = '<span class="mw-waiting" aria-label="more to come"></span>' if unfinished else ""
    return f'<div class="mw-answer">{_MARKER.sub(numbered, escape(text))}{waiting}</div>'


def searching(question: str) -> str:
    """Return what is shown from the question until the first word of the answer."""
    return (
        '<div class="mw-searching"><span class="mw-waiting"></span>'
        f"Looking in the manuals: <b>{escape(question)}</b></div>"
    )


def welcome(manuals: int, machine: str | None) -> str:
    """Return what stands on the page before the first question."""
    if not manuals:
        return line("There are no manuals yet: add them on the page Manuals.", "info")
    where = f"the manuals of {escape(machine)}" if machine else counted(manuals, "manual")
    return (
        '<div class="mw-welcome"><b>What do you need to know?</b>'
        f"Ask in your own words, or type a fault code. Millwright looks in {where} and shows the "
        "page that answers.</div>"
    )


def citation(source: Citation) -> str:
    """Return a source card: which manual, revision and page, which section, and its words."""
    since = f" · in force since {source.effective:%d %b %Y}" if source.effective else ""
    words = table(source.table) if source.table is not None else quote(source.quote, source.kind)
    return _card(
        marker=str(source.marker),
        title=source.title,
        meta=f"Revision {source.revision}{since}",
        page=page_name(source.page, source.page_label),
        section=source.section,
        body=words + line(CHECK_OCR) if source.by_ocr else words,
    )


def nearest(hit: Hit, title: str) -> str:
    """Return the card of a section that is near to a question without an answer."""
    return _card(
        marker="",
        title=title,
        meta=f"Revision {hit.revision} · {hit.file}",
        page=page_name(hit.page, hit.page_label),
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


def section_path(section: Sequence[str]) -> str:
    """Return the path of headings as printed."""
    if not section:
        return ""
    steps = '<span class="mw-step">&rsaquo;</span>'.join(escape(heading) for heading in section)
    return f'<div class="mw-section">{steps}</div>'


def quote(text: str, kind: str = "paragraph") -> str:
    """Return a passage word for word, its line breaks kept."""
    shape = " mw-code" if kind == "code" else ""
    return f'<div class="mw-quote{shape}">{escape(text)}</div>'


def table(cells: Table) -> str:
    """Return quoted rows as a table; a merged heading, repeated in each column, is one again."""
    *upper, last = cells.header or ((),)
    head = "".join(
        "<tr>"
        + "".join(
            f'<th colspan="{len(list(same))}">{escape(text)}</th>' for text, same in groupby(row)
        )
        + "</tr>"
        for row in upper
    )
    if last:
        head += "<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in last) + "</tr>"
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in cells.rows)
    return (
        f'<div class="mw-table" tabindex="0"><table><thead>{head}</thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    # A browser breaks lines at hyphens and blanks: `AL-204` and `75 N` are to be read in one.
    whole = ' class="mw-whole"' if len(text) <= _SHORT else ""
    return f"<td{whole}>{escape(text)}</td>"


def refusal(answer: Answer) -> str:
    """Return an answer that says there is none, and what was looked in."""
    headline = phrases.line("no_answer", phrases.spoken(answer.text))
    return (
        f'<div class="mw-refusal"><div class="mw-headline">{escape(headline)}</div>'
        f"<div>{escape(answer.text)}</div>{_looked_in(answer)}</div>"
    )


def nearest_heading(answer: Answer) -> str:
    """Return the heading of the sections that are nearest to a question without an answer."""
    return heading(phrases.line("nearest_sections", phrases.spoken(answer.text)))


def _looked_in(answer: Answer) -> str:
    revisions = answer.searched.revisions
    # The answer's own words may name them already, in its own language.
    if not revisions or any(name in answer.text for name in revisions):
        return ""
    listed = "".join(f"<li>{escape(name)}</li>" for name in revisions[:_MOST_LISTED])
    more = len(revisions) - _MOST_LISTED
    if more > 0:
        listed += f"<li>and {more} more</li>"
    return (
        f'<div class="mw-looked">Looked in {counted(len(revisions), "revision")} in force:'
        f"<ul>{listed}</ul></div>"
    )


def line(text: str, kind: str = "info") -> str:
    """Return one sentence to a person: `info`, `problem` or `good`."""
    return f'<div class="mw-line mw-line-{kind}" role="status">{escape(text)}</div>'


def plain(text: str) -> str:
    """Return a text as HTML that shows it as it stands."""
    return escape(text)


def literal(text: str) -> str:
    """Return a text to be typed off, as it stands."""
    return f'<code class="mw-literal">{escape(text)}</code>'


def heading(text: str) -> str:
    """Return a heading of the page's own."""
    return f'<div class="mw-heading" role="heading" aria-level="2">{escape(text)}</div>'


def viewed_page(title: str, revision: str, place: Place, pages: int) -> str:
    """Return the heading of an opened page: its printed number where known, and its PDF page."""
    of = f" of {pages}" if pages else ""
    pdf = f"PDF page {place.page}{of}"
    name = f"<b>{escape(page_name(place.page, place.page_label))}</b>"
    detail = pdf if place.page_label else of.strip()
    return (
        f'<div class="mw-viewed"><div class="mw-viewed-page">{name}<span>{escape(detail)}</span>'
        f'</div><div class="mw-viewed-title">{escape(title)} · Revision {escape(revision)}'
        "</div></div>"
    )


def part(text: str) -> str:
    """Return the line that says for which machines the quotation under it is."""
    return f'<div class="mw-part">{escape(text)}</div>'


def kept_answer(answer: Answer) -> str:
    """Return what stands above an answer that was given before."""
    scope = [answer.scope.machine, answer.scope.serial and f"serial number {answer.scope.serial}"]
    about = ", ".join(str(said) for said in scope if said)
    return (
        '<div class="mw-line mw-line-info" role="status">This is a kept answer, shown as it was '
        "given: revisions may have changed since. It was asked: "
        f"<b>{escape(answer.question)}</b>{f' for {escape(about)}' if about else ''} "
        "– ask again for what is in force today.</div>"
    )


def understood(question: str) -> str:
    """Return the question as it was understood, where that is not what was typed."""
    return f'<div class="mw-line mw-line-info">Understood as: <b>{escape(question)}</b></div>'


def answer_link(answer_id: str) -> str:
    """Return the way to this very answer, to keep or to pass on."""
    return (
        f'<a class="mw-answer-link" href="?{urlencode({"answer": answer_id})}" target="_self">'
        "Link to this answer</a>"
    )


def _shortened(text: str, length: int = _LONGEST) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"

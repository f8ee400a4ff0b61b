"""What pages show of manuals, questions and models: as HTML in which all their text is escaped.

Nothing of theirs is ever handed to Markdown, which would strike out `~45 Nm~` and load pictures.
"""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from app.pages.labels import ENGLISH, Labels
from store.values import Table

# Characters: longer ones may take more than their column's share.
_SHORT = 12


def page_name(page: int | None, label: str | None, labels: Labels = ENGLISH) -> str:
    """Return how a page is called: by its printed number, else by its place in the PDF."""
    if label:
        return labels("page", label=label)
    return labels("pdf_page", page=page) if page is not None else ""


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


def line(text: str, kind: str = "info") -> str:
    """Return one sentence to a person: `info`, `problem` or `good`."""
    return f'<div class="mw-line mw-line-{kind}" role="status">{escape(text)}</div>'


def plain(text: str) -> str:
    """Return a text as HTML that shows it as it stands."""
    return escape(text)


def literal(text: str) -> str:
    """Return a text to be typed off, as it stands."""
    return f'<code class="mw-literal">{escape(text)}</code>'


def label(text: str) -> str:
    """Return a label that Markdown leaves as it is: names of suites have dashes and underscores."""
    return "".join(f"\\{c}" if c in "\\`*_[]<~:$" else c for c in text)


def heading(text: str) -> str:
    """Return a heading of the page's own."""
    return f'<div class="mw-heading" role="heading" aria-level="2">{escape(text)}</div>'

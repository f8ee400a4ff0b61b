"""What changed between two revisions, as HTML in which all its text is escaped."""

from collections.abc import Iterable
from html import escape

from app.counting import counted
from app.pages.markup import section_path
from store.revision_diff_values import NumberChange, SectionChange, SectionMove, SectionOfOne


def number(change: NumberChange) -> str:
    """Return a changed number: before, after, and both sentences with it set off."""
    return (
        f'<div class="mw-change"><div class="mw-numbers"><del>{escape(change.before)}</del>'
        f'<span aria-label="becomes">→</span><ins>{escape(change.after)}</ins></div>'
        f"{section_path(change.section)}"
        f"{_sentence('Before', change.old_sentence, change.before, 'del')}"
        f"{_sentence('Now', change.new_sentence, change.after, 'ins')}</div>"
    )


def _sentence(when: str, sentence: str, figure: str, tag: str) -> str:
    before, found, after = sentence.partition(figure)
    words = escape(before) + (f"<{tag}>{escape(found)}</{tag}>" if found else "") + escape(after)
    return f'<div class="mw-sentence"><span>{when}</span><div>{words}</div></div>'


def section(change: SectionChange) -> str:
    """Return a changed section: what went, and what came."""
    renamed = ""
    if change.old_section != change.section:
        renamed = (
            f'<div class="mw-was"><span>formerly</span>{section_path(change.old_section)}</div>'
        )
    return (
        f'<div class="mw-change">{section_path(change.section)}{renamed}'
        f"{_lines(change.removed, 'del')}{_lines(change.added, 'ins')}</div>"
    )


def _lines(sentences: Iterable[str], tag: str) -> str:
    sign = "−" if tag == "del" else "+"
    return "".join(
        f'<div class="mw-sentence mw-{tag}"><span>{sign}</span><div>{escape(sentence)}</div></div>'
        for sentence in sentences
    )


def come(found: SectionOfOne) -> str:
    """Return a section that only the new revision has."""
    return _one(found, "ins")


def gone(found: SectionOfOne) -> str:
    """Return a section that only the old revision has."""
    return _one(found, "del")


def _one(found: SectionOfOne, tag: str) -> str:
    holds = counted(found.sentences, "sentence")
    if found.only_here:
        holds += f", {len(found.only_here):,} of them only in this revision"
        holds = f"<details><summary>{holds}</summary>{_lines(found.only_here, tag)}</details>"
    else:
        holds = f"<div>{holds}, all of them in the other revision too</div>"
    return f'<div class="mw-change">{section_path(found.section)}{holds}</div>'


def moved(change: SectionMove) -> str:
    """Return a section that stands elsewhere now."""
    return (
        f'<div class="mw-change"><div class="mw-was"><span>from</span>'
        f'{section_path(change.old_section)}</div><div class="mw-was"><span>to</span>'
        f"{section_path(change.section)}</div></div>"
    )

"""Whether a file that came in as a manual of its own reads like a revision of one that is here."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from store.applicability import later_label
from store.document_kinds import without_kind
from store.manual_values import ManualSummary

# Titles of two revisions of one manual, worded differently: 85. Of an operating and a maintenance
# manual of one machine: 72.
_ALIKE = 80


def kinship_remark(
    known: Iterable[ManualSummary], *, manual: str, title: str, label: str | None, language: str
) -> str | None:
    """Return what to tell the owner of a file that seems to be another manual's revision, if so.

    Its title is like that manual's and names the same machine, and the label counts on from, or
    comes before, that of a revision which would answer beside it.
    """
    for other in known:
        if other.manual == manual or label is None or not _alike(title, other.title):
            continue
        for revision in other.revisions:
            if (
                revision.language == language
                and revision.status == "effective"
                and revision.amends_manual is None
                and _count_on(label, revision.revision)
            ):
                return (
                    f"It reads like a revision of {other.manual}, whose revision "
                    f"{revision.revision} answers beside it: if it is one, delete it and add it on "
                    f"that manual's page (--manual {other.manual})."
                )
    return None


def _alike(one: str, other: str) -> bool:
    ours, theirs = _words(one), _words(other)
    # "Technical manual" is what all manuals of a maker may be called: alike is what they are of.
    of, also_of = _words(without_kind(one)), _words(without_kind(other))
    likeness = min(_likeness(ours, theirs), _likeness(of, also_of))
    if not of or not also_of or likeness < _ALIKE:
        return False
    # What bears a number names the machine: SC-75 and SC-90 may share all other words.
    named, also = (
        {word for word in words if any(map(str.isdigit, word))} for words in (ours, theirs)
    )
    return bool(named & also) or not (named or also)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    return fuzz.token_set_ratio(" ".join(one), " ".join(other))


def _words(title: str) -> list[str]:
    return re.findall(r"[^\W_]+", title.casefold())


def _count_on(one: str, other: str) -> bool:
    return later_label(one, other) or later_label(other, one)

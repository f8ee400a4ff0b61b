"""Words for what an owner sees: states, languages, ranges and counts."""

import datetime

from app.counting import counted
from store.applicability import Range
from store.errors import FileRejected
from store.manual_values import RevisionSummary

LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish", "tr": "Turkish",
    "cs": "Czech", "da": "Danish", "fi": "Finnish", "zh": "Chinese", "ja": "Japanese",
}  # fmt: skip
# What came of a page: letter and word.
OUTCOMES = {
    "text": ("T", "text"),
    "ocr": ("O", "read by OCR"),
    "contents": ("C", "contents"),
    "figure": ("F", "figure"),
    "empty": ("E", "empty"),
    "failed": ("!", "failed"),
}


def day(date: datetime.date) -> str:
    """Return a date as everybody reads it alike: 01 Mar 2025."""
    return f"{date:%d %b %Y}"


def language(code: str) -> str:
    """Return the English name of a language, or its code."""
    return LANGUAGES.get(code, code)


def languages(kept: RevisionSummary) -> str:
    """Return the English names of a revision's languages."""
    return ", ".join(language(code) for code in kept.spoken)


def _only_in(kept: RevisionSummary) -> str:
    return f" in {', '.join(map(language, kept.answers_in))}" if kept.answers_in else ""


def state(kept: RevisionSummary) -> tuple[str, str]:
    """Return a revision's state in words, and its kind for the look."""
    if kept.in_force:
        return f"in force{_only_in(kept)}", "force"
    if kept.status == "draft":
        return "draft, waiting for release", "draft"
    if kept.coming:
        return f"from {day(kept.effective)}", "coming"
    if kept.status == "withdrawn":
        return "withdrawn", "withdrawn"
    return "superseded", "past"


def applies(kept: RevisionSummary) -> str:
    """Return which machines of its manual a revision is for."""
    named = (("serial numbers", kept.serials), ("firmware", kept.firmware))
    parts = [f"{name} {_range(text)}" for name, text in named if text]
    return ", ".join(parts) if parts else "all its machines"


def findable(kept: RevisionSummary) -> str:
    """Return how the passages of a revision are found."""
    if kept.vectors >= kept.chunks:
        return counted(kept.chunks, "passage")
    return f"answers by keyword; {kept.vectors:,} of {kept.chunks:,} found by meaning"


def _range(text: str) -> str:
    try:
        found = Range.parse(text)
    except FileRejected:
        # An older store may hold what is no range: shown as it stands.
        return text
    if found.start == found.end:
        return str(found.start)
    if found.start is None:
        return f"up to {found.end}"
    if found.end is None:
        return f"from {found.start}"
    return f"{found.start} to {found.end}"

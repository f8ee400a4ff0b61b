"""What a file's name says of the manual and revision in it."""

import re
import unicodedata
from pathlib import PurePosixPath

_MARK = re.compile(
    r"[\s_\-.(]+(?:"
    r"rev(?:ision|isione|isión)?[\s_\-.]*(?P<rev>[A-Z]{1,2}|\d[\w.]*)"
    r"|(?:révision|rév)[\s_\-.]*(?P<french>[A-Z]{1,2}|\d[\w.]*)"
    r"|v(?:er(?:sion)?)?[\s_\-.]*(?P<version>\d+(?:\.\d+)*[a-z]?)"
    r"|(?:ausgabe|stand)[\s_\-.]*(?P<issue>[\w.\-]*\d[\w.\-]*)"
    # A word of the language too: "Special edition", so its label is set off and short.
    r"|(?:edition|édition|edizione|edición|issue|indice)[\s_\-.]+"
    r"(?P<edition>[A-Z]|\d[\w.]*(?:-\d+)?)"
    r")\)?$",
    re.IGNORECASE,
)
# What a browser or a desktop adds to a second copy: "(2)" alone may also count parts, so it is
# one behind a revision's mark only.
_COPY = re.compile(r"\s*[-_]\s*(?:copy|kopie|copie|copia)(?:\s*\(\d{1,2}\))?$", re.IGNORECASE)
_COUNTED_COPY = re.compile(r"\s*\(\d{1,2}\)$")
_LANGUAGE = re.compile(r"[_\-.](?P<code>de|en|fr|it|es)$", re.IGNORECASE)
_LONGEST = 200


def shown_name(name: str) -> str:
    """Return a client's file name as it may be shown: no folders, no control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    if not clean.strip("."):
        return "unnamed"
    stem, dot, suffix = clean.rpartition(".")
    if len(clean) > _LONGEST and dot and len(suffix) <= 8:
        # Shortened in its middle: the ending still says what it is.
        return f"{stem[: _LONGEST - 9]}.{suffix}"
    return clean[:_LONGEST]


def manual_and_revision(name: str) -> tuple[str, str | None]:
    """Return the manual's id and the revision's label of a file name.

    `HP-200_Manual_RevC.pdf` gives `HP-200_Manual` and `C`; without a mark the label is None. A
    language stays in the id, wherever the mark stands: `Pump_RevC_de.pdf` gives `Pump_de`.
    """
    stem = PurePosixPath(shown_name(name)).stem
    whole = _COPY.sub("", stem) or stem
    bare = _COUNTED_COPY.sub("", whole)
    language = _LANGUAGE.search(bare)
    for text, suffix in (
        (bare, ""),
        *([(bare[: language.start()], language.group())] if language else []),
    ):
        match = _MARK.search(text)
        if match is not None and match.start() > 0:
            label = next(value for value in match.groupdict().values() if value)
            return text[: match.start()] + suffix, label
    return whole, None


def language_of_name(name: str) -> str | None:
    """Return the language that a file's name ends in, before or behind its revision (ISO 639-1)."""
    manual, _ = manual_and_revision(name)
    match = _LANGUAGE.search(manual)
    return match["code"].lower() if match else None

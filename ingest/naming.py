"""What a file's name says of the manual and revision in it."""

import re
import unicodedata
from pathlib import PurePosixPath

_MARK = re.compile(
    r"[\s_\-.(]+(?:"
    r"rev(?:ision)?[\s_\-.]*(?P<rev>[A-Z]{1,2}|\d[\w.]*)"
    r"|v(?:er(?:sion)?)?[\s_\-.]*(?P<version>\d+(?:\.\d+)*[a-z]?)"
    r"|ausgabe[\s_\-.]*(?P<issue>[\w.\-]+)"
    r")\)?$",
    re.IGNORECASE,
)
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

    `HP-200_Manual_RevC.pdf` gives `HP-200_Manual` and `C`; without a mark the label is None.
    """
    stem = PurePosixPath(shown_name(name)).stem
    match = _MARK.search(stem)
    if match is None or match.start() == 0:
        return stem, None
    label = next(value for value in match.groupdict().values() if value)
    return stem[: match.start()], label

"""A revision whose file holds several languages has an edition in each, which is searched apart.

The index knows a chunk of it by its edition as well as by its revision.
"""

from collections.abc import Iterable

# What it is called in a chunk's payload.
EDITION = "edition"
_MARK = "/"


def edition_of(revision: str, language: str) -> str:
    """Return the id of what a revision says in one of its languages."""
    return f"{revision}{_MARK}{language}"


def language_of_edition(edition: str) -> str:
    """Return the language of an edition's id."""
    return edition.partition(_MARK)[2]


def apart(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return those ids that are of whole revisions, and those of editions."""
    known = list(names)
    return [one for one in known if _MARK not in one], [one for one in known if _MARK in one]

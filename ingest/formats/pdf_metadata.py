"""What a PDF's own properties say: title and author, where whoever made it filled them in."""

import logging
from collections.abc import Mapping
from pathlib import Path

from ingest.formats.damage import read_as
from store.errors import FileRejected

Metadata = tuple[tuple[str, str], ...]
_WANTED = ("/Title", "/Author", "/Subject")
_LONGEST = 300


def metadata_of(path: Path) -> Metadata:
    """Return title, author and subject by name, those that are filled in; () where none can be
    read.
    """
    from pypdf import PdfReader

    # It tells at length of each little damage that the other reader has mended.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with read_as("a PDF"):
            found: Mapping[str, object] = PdfReader(path).metadata or {}
            said = [(name, str(found.get(name) or "").strip()[:_LONGEST]) for name in _WANTED]
    except FileRejected:
        # Properties are a bonus: without them the manual is read all the same.
        return ()
    return tuple((name, text) for name, text in said if text)

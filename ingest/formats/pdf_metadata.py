"""What a PDF's own properties say: title and author, where whoever made it filled them in."""

import logging
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfReader

Metadata = tuple[tuple[str, str], ...]
_WANTED = ("/Title", "/Author", "/Subject")
_LONGEST = 300


def metadata_of(path: Path) -> Metadata:
    """Return title, author and subject by name, those that are filled in; () where none can be
    read.
    """
    # It tells at length of each little damage that the other reader has mended.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        found: Mapping[str, object] = PdfReader(path).metadata or {}
        said = [(name, str(found.get(name) or "").strip()[:_LONGEST]) for name in _WANTED]
    except Exception:
        # Properties are a bonus, and damage of any kind may stand in their way.
        return ()
    return tuple((name, text) for name, text in said if text)

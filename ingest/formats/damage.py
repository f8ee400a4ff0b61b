"""A reader's fault on a damaged file becomes the file's rejection."""

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.formats.plain_text import plain
from store.errors import FileRejected


@contextmanager
def read_as(kind: str) -> Iterator[None]:
    """Turn whatever a parser raises in the block into FileRejected: "cannot be read as `kind`".

    Wide on purpose: parsers of Office files, mail and HTML promise no error classes, and hostile
    bytes draw KeyError, RecursionError or zlib.error out of them. The class's name is in the
    sentence, and the error is chained, so that a fault of ours is still found.
    """
    try:
        yield
    except FileRejected:
        raise
    except Exception as error:
        reason = plain(str(error))[:120]
        told = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
        raise FileRejected(
            f"It cannot be read as {kind}, so it is damaged or not one ({told})."
        ) from error

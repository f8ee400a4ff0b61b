"""A reader's fault on a damaged file becomes the file's rejection."""

import errno
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.formats.plain_text import plain
from store.errors import FileRejected


@contextmanager
def read_as(kind: str) -> Iterator[None]:
    """Turn whatever a parser raises in the block into FileRejected: "cannot be read as `kind`".

    Wide on purpose: parsers of Office files, mail and HTML promise no error classes, and hostile
    bytes draw KeyError, AssertionError or zlib.error out of them. The sentence, which is all that
    leaves the reader's process, names class and line, so that a fault of ours is found by it.
    Too much memory, too deep a nesting and a full disk pass: the reader's process has its own
    words for them.
    """
    try:
        yield
    except (FileRejected, MemoryError, RecursionError):
        raise
    except Exception as error:
        if is_full_disk(error):
            raise
        reason = plain(str(error))[:120]
        told = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
        raised = traceback.extract_tb(error.__traceback__)[-1]
        told += f", {Path(raised.filename).name} line {raised.lineno}"
        raise FileRejected(
            f"It cannot be read as {kind}, so it is damaged or not one ({told})."
        ) from error


def is_full_disk(error: BaseException) -> bool:
    """Return whether it was the disk that had no room: no fault of the file that was read."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)

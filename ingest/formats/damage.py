"""A reader's fault on a damaged file becomes the file's rejection."""

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
    Too much memory and too deep a nesting pass: the reader's process has its own words for them.
    """
    try:
        yield
    except (FileRejected, MemoryError, RecursionError):
        raise
    except Exception as error:
        reason = plain(str(error))[:120]
        told = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
        raised = traceback.extract_tb(error.__traceback__)[-1]
        told += f", {Path(raised.filename).name} line {raised.lineno}"
        raise FileRejected(
            f"It cannot be read as {kind}, so it is damaged or not one ({told})."
        ) from error

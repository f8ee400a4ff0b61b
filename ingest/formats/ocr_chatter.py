"""Tesseract's remarks kept off standard error: native code writes them there, quiet or not."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_CHATTER = re.compile(
    rb"^(?:Detected \d+ diacritics|Image too small to scale!!.*|Line cannot be recognized!!"
    rb"|Estimating resolution as \d+|Empty page!!|Warning: Invalid resolution \d+ dpi.*)\s*$"
)
_STANDARD_ERROR = 2


class _Strainer:
    """Passes on what is written to standard error, line by line, without the chatter.

    All threads of a process share standard error, so what others write must not get lost: it is
    strained, not closed. Several documents may be read at once; the last one out puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._kept = -1
        self._thread: threading.Thread | None = None

    def enter(self) -> None:
        with self._lock:
            self._users += 1
            if self._users > 1:
                return
            self._kept = os.dup(_STANDARD_ERROR)
            source, sink = os.pipe()
            os.dup2(sink, _STANDARD_ERROR)
            os.close(sink)
            self._thread = threading.Thread(
                target=_strain, args=(source, self._kept), name="ocr-chatter", daemon=True
            )
            self._thread.start()

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users:
                return
            # The pipe's last writer is closed with it: the thread reads to the end and stops.
            os.dup2(self._kept, _STANDARD_ERROR)
            if self._thread is not None:
                # A child process that was started meanwhile may hold the pipe open.
                self._thread.join(timeout=1.0)
                if not self._thread.is_alive():
                    os.close(self._kept)


_STRAINER = _Strainer()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keep Tesseract's remarks from standard error meanwhile; everything else gets through."""
    try:
        _STRAINER.enter()
    except OSError:
        # A service may have no standard error: then there is nothing to keep clean.
        yield
        return
    try:
        yield
    finally:
        _STRAINER.leave()


def _strain(source: int, target: int) -> None:
    with os.fdopen(source, "rb", closefd=True) as lines:
        for line in lines:
            if not _CHATTER.match(line):
                os.write(target, line)

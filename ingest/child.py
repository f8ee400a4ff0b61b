"""Reading in a process of its own: a file that crashes or hangs a parser costs that file only.

A plain Python process, not `multiprocessing`: that one would run the main module of this process
again, and the page server puts its page script in that place.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.passages import Identity
from ingest.reading import Reading, read
from store.encoders import EncoderFiles
from store.errors import FileRejected
from store.settings import CHECKOUT

_LOOK_SECONDS = 0.1
_START = "from ingest.child import main; main()"


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What the child needs to know to read a file."""

    path: Path
    manual: str
    sha256: str
    encoder: str
    max_pages: int
    language: str | None


class Stopped(Exception):
    """The owner of the home is to change; what was encoded so far is kept in the cache."""


def read_in_child(
    order: ReadingOrder, *, timeout: float, should_stop: Callable[[], bool]
) -> Reading:
    """Return what the file holds, read by a child that is gone afterwards.

    Raises FileRejected with the reason where it cannot be read, takes longer than `timeout`
    seconds, or kills its reader, and Stopped as soon as `should_stop` says so.
    """
    deadline = time.monotonic() + timeout
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as told:
        pickle.dump(order, asked)
        asked.seek(0)
        # The code of this very checkout, wherever the service was started.
        path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
        with subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=asked,
            stdout=told,
            env={**os.environ, "PYTHONPATH": path},
        ) as child:
            try:
                while child.poll() is None:
                    if should_stop():
                        raise Stopped
                    if time.monotonic() > deadline:
                        raise FileRejected(
                            f"It took longer than {timeout:.0f} s to read "
                            "(setting parse_timeout_seconds)."
                        )
                    with suppress(subprocess.TimeoutExpired):
                        child.wait(_LOOK_SECONDS)
            finally:
                child.kill()
        told.seek(0)
        try:
            outcome = pickle.load(told)
        except (EOFError, pickle.UnpicklingError) as error:
            raise FileRejected(
                f"It crashed its reader (exit code {child.returncode}), so nothing of it was kept."
            ) from error
    if isinstance(outcome, str):
        raise FileRejected(outcome)
    if not isinstance(outcome, Reading):
        raise FileRejected("Its reader gave nothing back.")
    return outcome


def main() -> None:
    """Read the file that standard input orders, and give the outcome on standard output."""
    with suppress(OSError):
        os.nice(5)  # Questions come first.
    # A parser that prints must not print into the outcome.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    order: ReadingOrder = pickle.load(sys.stdin.buffer)
    files = EncoderFiles(order.encoder)
    try:
        outcome: Reading | str = read(
            order.path,
            Identity(order.manual, order.sha256),
            files.count_tokens,
            max_tokens=files.max_tokens,
            max_pages=order.max_pages,
            language=order.language,
        )
    except FileRejected as rejection:
        outcome = str(rejection)
    with told:
        pickle.dump(outcome, told)

"""Reading in a process of its own: a file that crashes or hangs a parser costs that file only."""

import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.passages import Identity
from ingest.reading import Reading, read
from store.encoders import EncoderFiles
from store.errors import FileRejected

_LOOK_SECONDS = 0.2


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
    # Spawned, not forked: this process runs threads and holds an index that must not be shared.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_read, args=(order, sender), daemon=True)
    child.start()
    sender.close()
    try:
        deadline = time.monotonic() + timeout
        while not receiver.poll(_LOOK_SECONDS):
            if should_stop():
                raise Stopped
            if time.monotonic() > deadline:
                raise FileRejected(
                    f"It took longer than {timeout:.0f} s to read (setting parse_timeout_seconds)."
                )
        outcome = receiver.recv()
    except EOFError as error:
        child.join(10)
        raise FileRejected(
            f"It crashed its reader (exit code {child.exitcode}), so nothing of it was kept."
        ) from error
    finally:
        receiver.close()
        child.join(0.1)
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
    if isinstance(outcome, str):
        raise FileRejected(outcome)
    if not isinstance(outcome, Reading):
        raise FileRejected("Its reader gave nothing back.")
    return outcome


def _read(order: ReadingOrder, sender: Connection) -> None:
    with suppress(OSError):
        os.nice(5)  # Questions come first.
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
    sender.send(outcome)
    sender.close()

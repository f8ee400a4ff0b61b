"""Reading in a process of its own: a file that crashes or hangs a parser costs that file only."""

import multiprocessing
import os
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.passages import Identity
from ingest.reading import Reading, read
from store.encoders import EncoderFiles
from store.errors import FileRejected


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What the child needs to know to read a file."""

    path: Path
    manual: str
    sha256: str
    encoder: str
    max_pages: int
    language: str | None


def read_in_child(order: ReadingOrder, *, timeout: float) -> Reading:
    """Return what the file holds, read by a child that is gone afterwards.

    Raises FileRejected with the reason where it cannot be read, takes longer than `timeout`
    seconds, or kills its reader.
    """
    # Spawned, not forked: this process runs threads and holds an index that must not be shared.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_read, args=(order, sender), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise FileRejected(
                f"It took longer than {timeout:.0f} s to read (parse_timeout_seconds)."
            )
        outcome = receiver.recv()
    except EOFError as error:
        child.join(10)
        raise FileRejected(
            f"It crashed its reader (exit code {child.exitcode}), so nothing of it was kept."
        ) from error
    finally:
        receiver.close()
        if child.is_alive():
            child.join(0.5)
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

"""Reading in a process of its own: a file that crashes, hangs or bloats a parser costs that file.

A plain Python process, not `multiprocessing`: that one would run the main module of this process
again, and the page server puts its page script in that place.
"""

import ctypes
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import cast

import psutil

from ingest.formats.archive import Part, parts
from ingest.formats.budgets import Limits
from ingest.formats.damage import is_full_disk
from ingest.passages import Identity
from ingest.reading import Reading, read
from store.encoders import EncoderFiles
from store.errors import FileRejected, StoreUnavailable
from store.settings import CHECKOUT

_LOOK_SECONDS = 0.1
_MEGABYTE = 1024 * 1024
# The parent's look at resident memory decides, so often and so far below the limit that what
# grows between two looks stays under it, though a look can come late beside other work.
_MEMORY_LOOK_SECONDS = 0.01
_OF_LIMIT = 7 / 8
# The kernel's own limit counts what threads reserve, too: 1.1 GB that are never touched.
_BEYOND_LIMIT_MB = 1024
_PR_SET_PDEATHSIG = 1
# What a child ends with that found no room; Python's own errors end it with 1.
_DISK_FULL = 74
# What a reader's command line holds, and no other process' does.
READER = "ingest.child"
_START = f"from {READER} import main; main()"

Look = Callable[[], None]
"""Raises Stopped or Cancelled when the work is not to go on."""


class Stopped(Exception):
    """The owner of the home is to change; what was encoded so far is kept in the cache."""


class Cancelled(Exception):
    """Whoever handed the file in does not want it any more."""


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What the child needs to know to read a file; `name` is the one it was handed in under."""

    path: Path
    manual: str
    sha256: str
    encoder: str
    language: str | None
    name: str
    limits: Limits = field(default_factory=Limits)
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnpackingOrder:
    """What the child needs to know to take the documents out of a file, into a folder."""

    path: Path
    media_type: str
    into: Path
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take: seconds by the clock, and MB of resident memory."""

    seconds: float
    memory_mb: int


def read_in_child(order: ReadingOrder, *, bounds: Bounds, look: Look) -> Reading:
    """Return what the file holds, read by a child that is gone afterwards.

    Raises FileRejected with the reason where it cannot be read, goes beyond its bounds, or kills
    its reader, StoreUnavailable where the disk is full, and whatever `look` raises.
    """
    return cast(Reading, _outcome_of(order, bounds, look, Reading))


def unpacked_in_child(order: UnpackingOrder, *, bounds: Bounds, look: Look) -> tuple[Part, ...]:
    """Return the documents that a file holds, taken out by a child; raises as `read_in_child`."""
    return cast("tuple[Part, ...]", _outcome_of(order, bounds, look, tuple))


def _outcome_of(
    order: ReadingOrder | UnpackingOrder, bounds: Bounds, look: Look, kind: type
) -> object:
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as told:
        pickle.dump((order, bounds), asked)
        asked.seek(0)
        # The code of this very checkout, wherever the service was started.
        path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
        with subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=asked,
            stdout=told,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        ) as child:
            try:
                _watch(child, bounds, look)
            finally:
                # With whatever it has started itself.
                with suppress(OSError):
                    os.killpg(child.pid, signal.SIGKILL)
        if child.returncode == _DISK_FULL:
            raise StoreUnavailable("The disk is full, so it could not be read: free some of it.")
        told.seek(0)
        try:
            outcome = pickle.load(told)
        except (EOFError, pickle.UnpicklingError) as error:
            raise FileRejected(
                f"It crashed its reader ({_ending(child.returncode)}), so nothing of it was kept."
            ) from error
    if isinstance(outcome, str):
        raise FileRejected(outcome)
    if not isinstance(outcome, kind):
        raise FileRejected("Its reader gave nothing back.")
    return outcome


def _watch(child: "subprocess.Popen[bytes]", bounds: Bounds, look: Look) -> None:
    next_look = time.monotonic()
    deadline = next_look + bounds.seconds
    most = bounds.memory_mb * _OF_LIMIT * _MEGABYTE
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(child.pid)
    while child.poll() is None:
        now = time.monotonic()
        if now >= next_look:
            look()
            next_look = now + _LOOK_SECONDS
        if now > deadline:
            raise FileRejected(
                f"It took longer than {bounds.seconds:.0f} s to read "
                "(setting parse_timeout_seconds)."
            )
        with suppress(psutil.Error):
            if process.memory_info().rss > most:
                raise _too_much(bounds)
        with suppress(subprocess.TimeoutExpired):
            child.wait(_MEMORY_LOOK_SECONDS)


def _too_much(bounds: Bounds) -> FileRejected:
    return FileRejected(
        f"It takes more than {bounds.memory_mb} MB of memory to read (setting parse_memory_mb)."
    )


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def main() -> None:
    """Do what standard input orders, and give the outcome on standard output."""
    _end_with_parent()
    with suppress(OSError):
        os.nice(5)  # Questions come first.
    # spaCy imports torch wherever it finds it, and web pages, Markdown and mails are read through
    # spaCy: two seconds a file, for nothing. None is how Python is told that a module is not here.
    sys.modules.setdefault("torch", cast(ModuleType, None))
    # A parser that prints must not print into the outcome.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    order, bounds = pickle.load(sys.stdin.buffer)
    most = (bounds.memory_mb + _BEYOND_LIMIT_MB) * _MEGABYTE
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        outcome = _done_or_why_not(order, bounds)
        with told:
            pickle.dump(outcome, told, pickle.HIGHEST_PROTOCOL)
    except OSError as error:
        if not is_full_disk(error):
            raise
        sys.exit(_DISK_FULL)


def _done_or_why_not(order: ReadingOrder | UnpackingOrder, bounds: Bounds) -> object:
    """What the order asks for, or a sentence on why there is nothing."""
    try:
        return _done(order)
    except FileRejected as rejection:
        return str(rejection)
    except MemoryError:
        return str(_too_much(bounds))
    except RecursionError:
        return "It is nested deeper than any manual is, so it was not read."


def _done(order: ReadingOrder | UnpackingOrder) -> object:
    if isinstance(order, UnpackingOrder):
        return tuple(parts(order.path, order.media_type, order.limits, order.into))
    files = EncoderFiles(order.encoder)
    return read(
        order.path,
        Identity(order.manual, order.sha256),
        files.count_tokens,
        max_tokens=files.max_tokens,
        max_pages=order.limits.max_pages,
        language=order.language,
        name=order.name,
        limits=order.limits,
        patterns=order.patterns,
    )


def _end_with_parent() -> None:
    """A service that is killed leaves no reader behind; only Linux knows such a way."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)

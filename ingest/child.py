"""Reading in a process of its own: a file that crashes, hangs or bloats a parser costs that file.

What such processes are forked from is a plain Python process, not one of `multiprocessing`: that
would run the main module of this process again, and the page server puts its page script in that
place.
"""

import ctypes
import gc
import os
import pickle
import resource
import signal
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import cast

import psutil

from ingest.forked_readers import Asked, Reader, fork_readers, forked_reader
from ingest.formats.archive import Part, parts
from ingest.formats.damage import is_full_disk
from ingest.formats.ocr import OnScan, tell_nobody
from ingest.formats.web_page import prepare_html
from ingest.orders import Bounds, ReadingOrder, UnpackingOrder
from ingest.passages import Identity
from ingest.reading import Reading, read
from store.encoders import EncoderFiles
from store.errors import FileRejected, StoreUnavailable

_LOOK_SECONDS = 0.1
_MEGABYTE = 1024 * 1024
# The parent's look at resident memory decides, so often and so far below the limit that what
# grows between two looks stays under it, though a look can come late beside other work.
_MEMORY_LOOK_SECONDS = 0.01
_OF_LIMIT = 7 / 8
# The kernel's own limit counts what threads reserve, too: 1.1 GB that are never touched.
_BEYOND_LIMIT_MB = 1024
_PR_SET_PDEATHSIG = 1
# The outcome comes after how many scans were read, of how many: both 0 where there are none.
_SCANS = struct.Struct("<ii")
# What a child ends with that found no room; Python's own errors end it with 1.
_DISK_FULL = 74
# Files whose readers import the most, by the ends of their names.
_WEB = {".html", ".htm", ".xhtml", ".md", ".markdown", ".eml"}
# Objects made between two searches for garbage, and how many of these make a longer one.
_GARBAGE = (50_000, 10, 10)
# What a reader's command line holds, and no other process' does.
READER = "ingest.child"
_START = f"from {READER} import main; main()"

Look = Callable[[], None]
"""Raises Stopped or Cancelled when the work is not to go on."""


class Stopped(Exception):
    """The owner of the home is to change; what was encoded so far is kept in the cache."""


class Cancelled(Exception):
    """Whoever handed the file in does not want it any more."""


def read_in_child(
    order: ReadingOrder, *, bounds: Bounds, look: Look, on_scan: OnScan = tell_nobody
) -> Reading:
    """Return what the file holds, read by a child that is gone afterwards.

    `on_scan` is told now and then how many scans it has read, of how many.
    Raises FileRejected with the reason where it cannot be read, goes beyond its bounds, or kills
    its reader, StoreUnavailable where the disk is full, and whatever `look` raises.
    """
    return cast(Reading, _outcome_of(order, bounds, look, Reading, on_scan))


def unpacked_in_child(order: UnpackingOrder, *, bounds: Bounds, look: Look) -> tuple[Part, ...]:
    """Return the documents that a file holds, taken out by a child; raises as `read_in_child`."""
    return cast("tuple[Part, ...]", _outcome_of(order, bounds, look, tuple))


def _outcome_of(
    order: ReadingOrder | UnpackingOrder,
    bounds: Bounds,
    look: Look,
    kind: type,
    on_scan: OnScan = tell_nobody,
) -> object:
    name = order.name if isinstance(order, ReadingOrder) else ""
    with (
        # What a child that is ended puts down while it reads goes with it.
        tempfile.TemporaryDirectory(prefix="millwright-reading-") as scratch,
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as told,
    ):
        ordered = pickle.dumps((order, bounds))
        environment = {**os.environ, "TMPDIR": scratch}
        pickle.dump(Asked(name, _folder(), environment, ordered), asked)
        asked.flush()
        child = forked_reader(_START, asked, told)
        try:
            _watch(child, bounds, look, told.fileno(), on_scan)
        finally:
            code = child.end()
        if code == _DISK_FULL:
            raise StoreUnavailable("The disk is full, so it could not be read: free some of it.")
        told.seek(_SCANS.size)
        try:
            outcome = pickle.load(told)
        except (EOFError, pickle.UnpicklingError) as error:
            raise FileRejected(
                f"It crashed its reader ({_ending(code)}), so nothing of it was kept."
            ) from error
    if isinstance(outcome, str):
        raise FileRejected(outcome)
    if not isinstance(outcome, kind):
        raise FileRejected("Its reader gave nothing back.")
    return outcome


def _folder() -> str:
    """The folder that names of files are meant from, or none where it is gone by now."""
    try:
        return str(Path.cwd())
    except FileNotFoundError:
        return ""


def _watch(child: Reader, bounds: Bounds, look: Look, told: int, on_scan: OnScan) -> None:
    next_look = time.monotonic()
    scans = 0
    deadline = next_look + bounds.seconds
    most = bounds.memory_mb * _OF_LIMIT * _MEGABYTE
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(child.pid)
    while child.wait(_MEMORY_LOOK_SECONDS) is None:
        now = time.monotonic()
        if now >= next_look:
            look()
            next_look = now + _LOOK_SECONDS
            before, scans = scans, _heard(told, scans, on_scan)
            if scans > before:
                # Many scans take their time; what stands still gets no more of it.
                deadline = now + bounds.seconds
        if now > deadline:
            raise FileRejected(
                f"It took longer than {bounds.seconds:.0f} s to read "
                "(setting parse_timeout_seconds)."
            )
        with suppress(psutil.Error):
            if process.memory_info().rss > most:
                raise _too_much(bounds)
    _heard(told, scans, on_scan)


def _heard(told: int, before: int, on_scan: OnScan) -> int:
    """Pass on how many scans the child has read, if more than before, and return it."""
    written = os.pread(told, _SCANS.size, 0)
    read, of = _SCANS.unpack(written) if len(written) == _SCANS.size else (0, 0)
    if read > before:
        on_scan(read, of)
    return int(read)


def _too_much(bounds: Bounds) -> FileRejected:
    return FileRejected(
        f"It takes more than {bounds.memory_mb} MB of memory to read (setting parse_memory_mb)."
    )


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def main() -> None:
    """Fork readers for the process that has started this one, until it asks no more."""
    with suppress(OSError):
        os.nice(5)  # Questions come first.
    # Imports make a million objects and hardly any garbage: looking for it after each 700 of them,
    # as Python does else, took a sixth of the time of a short file.
    gc.set_threshold(*_GARBAGE)
    _leave_out()
    fork_readers(_prepare, _read)


def _prepare(name: str) -> None:
    """Import what takes long to: nothing of any file is looked at here, but its name."""
    if Path(name).suffix.lower() in _WEB:
        prepare_html()


def _read(ordered: bytes, outcome_file: int) -> None:
    """Do what is ordered, and give the outcome."""
    _end_with_parent()
    tempfile.tempdir = None  # What this was forked from may have looked for one already.
    order, bounds = pickle.loads(ordered)
    most = (bounds.memory_mb + _BEYOND_LIMIT_MB) * _MEGABYTE
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        outcome = _done_or_why_not(order, bounds, lambda *scans: _tell_scans(outcome_file, *scans))
        with os.fdopen(outcome_file, "wb") as told:
            told.seek(_SCANS.size)
            pickle.dump(outcome, told, pickle.HIGHEST_PROTOCOL)
    except OSError as error:
        if not is_full_disk(error):
            raise
        sys.exit(_DISK_FULL)


def _leave_out() -> None:
    """Web pages, Markdown and mails are read through spaCy, which imports more than is used of it.

    Torch, wherever it finds it, for two seconds a file: None is how Python is told that a module is
    not here. And its own command line, with all that this stands on, for half a second.
    """
    sys.modules.setdefault("torch", cast(ModuleType, None))
    info = ModuleType("spacy.cli.info")
    vars(info)["info"] = None
    sys.modules.setdefault("spacy.cli", ModuleType("spacy.cli"))
    sys.modules.setdefault(info.__name__, info)


def _tell_scans(outcome_file: int, read: int, of: int) -> None:
    os.pwrite(outcome_file, _SCANS.pack(read, of), 0)


def _done_or_why_not(
    order: ReadingOrder | UnpackingOrder, bounds: Bounds, on_scan: OnScan
) -> object:
    """What the order asks for, or a sentence on why there is nothing."""
    try:
        return _done(order, on_scan)
    except FileRejected as rejection:
        return str(rejection)
    except MemoryError:
        return str(_too_much(bounds))
    except RecursionError:
        return "It is nested deeper than any manual is, so it was not read."


def _done(order: ReadingOrder | UnpackingOrder, on_scan: OnScan) -> object:
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
        on_scan=on_scan,
    )


def _end_with_parent() -> None:
    """A service that is killed leaves no reader behind; only Linux knows such a way."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)

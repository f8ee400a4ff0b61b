"""Reader processes, forked from one that has imported what reading takes.

Each file is read by a process of its own, and imports took most of the time of a short one: two
seconds of a processor for a web page, again for each page of an archive. So they are done once, in
a process that reads nothing itself, and forks a reader for each file. It ends with the process that
asks it, and when it was not asked for a minute.
"""

import atexit
import gc
import os
import pickle
import selectors
import signal
import socket
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from store.settings import CHECKOUT

_IDLE_SECONDS = 60.0
_NUMBER = struct.Struct("<i")
# A message is a byte; what it is about are the files that come with it.
_READ = b"r"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader is forked for: `name` of the file, where and how it runs, and its order."""

    name: str
    folder: str
    environment: Mapping[str, str]
    order: bytes


class Reader:
    """A process that reads one file."""

    def __init__(self, status: int) -> None:
        """`status` is a pipe that gives the reader's id, and then how it ended."""
        self._status = status
        self.returncode: int | None = None
        """As `subprocess` gives it: the exit code, or minus the signal that ended it."""
        told = os.read(status, _NUMBER.size)
        if not told:
            os.close(status)
            raise ChildProcessError("What forks readers has ended.")
        self.pid: int = _NUMBER.unpack(told)[0]

    def wait(self, seconds: float | None) -> int | None:
        """Return how it ended, or None where it still runs after so many seconds."""
        if self.returncode is None:
            with selectors.DefaultSelector() as selector:
                selector.register(self._status, selectors.EVENT_READ)
                if not selector.select(seconds):
                    return None
            told = os.read(self._status, _NUMBER.size)
            os.close(self._status)
            # What forks readers takes them along where it ends itself.
            self.returncode = _NUMBER.unpack(told)[0] if told else -signal.SIGKILL
        return self.returncode

    def end(self) -> int:
        """End it, with whatever it has started itself; return how it ended, see `returncode`."""
        if self.wait(0) is None:
            # It may not lead a group of its own yet.
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        code = self.wait(None)
        assert code is not None
        return code


class _Source:
    """What forks readers, as seen by the process that needs them."""

    def __init__(self, start: str) -> None:
        self._socket, other = socket.socketpair()
        # The code of this very checkout, wherever the service was started.
        path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-c", start, str(other.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                pass_fds=[other.fileno()],
                start_new_session=True,
            )

    def reader(self, asked: IO[bytes], told: IO[bytes]) -> Reader:
        """Return a reader; raises OSError where what forks them has ended."""
        status, its_end = os.pipe()
        try:
            socket.send_fds(self._socket, [_READ], [asked.fileno(), told.fileno(), its_end])
        except OSError:
            os.close(status)
            raise
        finally:
            os.close(its_end)
        return Reader(status)

    def close(self) -> None:
        """End it, and with it all readers that it has forked."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


_SOURCES: dict[str, _Source] = {}
_STARTING = threading.Lock()


def forked_reader(start: str, asked: IO[bytes], told: IO[bytes]) -> Reader:
    """Return a reader forked from what the code `start` begins; `asked` holds an `Asked`."""
    for _ in range(2):
        with _STARTING:
            source = _SOURCES.get(start)
            if source is None:
                source = _SOURCES[start] = _Source(start)
        try:
            return source.reader(asked, told)
        except OSError:
            # It ended of itself just now.
            with _STARTING:
                if _SOURCES.get(start) is source:
                    del _SOURCES[start]
                    source.close()
    raise ChildProcessError("No reader can be started.")


@atexit.register
def _end_all() -> None:
    while _SOURCES:
        _, source = _SOURCES.popitem()
        source.close()


def fork_readers(prepare: Callable[[str], None], read: Callable[[bytes, int], None]) -> None:
    """Fork a reader for each that is asked for, until nobody asks any more.

    `prepare` is told a file's name and imports what reading such a file takes; `read` gets the
    order and the file that takes the outcome, in the reader.
    """
    asking = socket.socket(fileno=int(sys.argv[1]))
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    signal.set_wakeup_fd(waking)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    ends: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(asking, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while (ready := selector.select(_IDLE_SECONDS)) or ends:
            files = {key.fd for key, _ in ready}
            if woken in files:
                os.read(woken, 512)
            if asking.fileno() in files:
                message, given, _, _ = socket.recv_fds(asking, 1, 3)
                if not message:
                    break
                asked_file, told, status = given
                asked = _asked(asked_file)
                prepare(asked.name)
                # Nothing of what is there now is garbage, and a search for it would copy it.
                gc.freeze()
                pid = os.fork()
                if not pid:
                    # What is to be heard of other readers is not its own.
                    signal.set_wakeup_fd(-1)
                    selector.close()
                    asking.close()
                    for file in (woken, waking, status, *ends.values()):
                        os.close(file)
                    _be_reader(asked, read, told)
                ends[pid] = status
                _tell(status, pid)
                os.close(asked_file)
                os.close(told)
            _reap(ends)


def _asked(file: int) -> Asked:
    found = pickle.loads(os.pread(file, os.fstat(file).st_size, 0))
    assert isinstance(found, Asked)
    return found


def _reap(ends: dict[int, int]) -> None:
    """Tell of readers that have ended."""
    for pid in list(ends):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            file = ends.pop(pid)
            _tell(file, os.waitstatus_to_exitcode(status))
            os.close(file)


def _tell(file: int, number: int) -> None:
    # Whoever asked may have ended.
    with suppress(OSError):
        os.write(file, _NUMBER.pack(number))


def _be_reader(asked: Asked, read: Callable[[bytes, int], None], told: int) -> None:
    """Read, and end: a reader never returns to what it was forked from."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        os.environ.clear()
        os.environ.update(asked.environment)
        # A folder that is gone by now is no reason to read nothing.
        with suppress(OSError):
            os.chdir(asked.folder)
        read(asked.order, told)
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stderr.flush()
        os._exit(code)

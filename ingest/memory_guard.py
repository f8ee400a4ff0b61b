"""Ends the process that started it before that takes too much memory.

A process of its own: a thread would have to wait for the interpreter, which a parser can hold for
as long as it takes to fill the memory.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil

# What a process ends with whose memory was too much: nothing else sends it this signal.
TOO_MUCH = signal.SIGUSR2

# So often, and so far below the limit, that what grows between two looks stays under it: 2.5 GB a
# second is the most that a parser was seen to take.
_LOOK_SECONDS = 0.01
_OF_LIMIT = 7 / 8
_START = "from ingest.memory_guard import main; main()"


def guard(limit: int) -> None:
    """Start the guard of this process, which may take so many bytes of resident memory."""
    # Not waited for: it ends when this process does.
    subprocess.Popen([sys.executable, "-c", _START, str(limit)], stdin=subprocess.DEVNULL)


def main() -> None:
    """Watch the parent until it ends, or until it has taken too much."""
    guarded, most = os.getppid(), int(sys.argv[1]) * _OF_LIMIT
    with suppress(psutil.NoSuchProcess, ProcessLookupError):
        process = psutil.Process(guarded)
        while os.getppid() == guarded:
            if process.memory_info().rss > most:
                os.kill(guarded, TOO_MUCH)
                return
            time.sleep(_LOOK_SECONDS)

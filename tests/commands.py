"""The command line as a user runs it, on a home of the test's: in processes of their own, or in
this one where nothing but what a command says and does is looked at.
"""

import gc
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import httpx

from app.cli import main

_START = [sys.executable, "-c", "from app.cli import main; main()"]
_READY_SECONDS = 90.0


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a command on this home."""
    return {**os.environ, "MILLWRIGHT_HOME": str(home), "COLUMNS": "200", **more}


def millwright(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*_START, *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=240,
    )


def typed(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in this process: what it does, without Python's start each time."""
    printed, noted, code = io.StringIO(), io.StringIO(), 0
    thresholds = gc.get_threshold()
    with (
        mock.patch.dict(os.environ, environment(home, **more)),
        mock.patch.object(sys, "argv", ["millwright", *arguments]),
        redirect_stdout(printed),
        redirect_stderr(noted),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            gc.set_threshold(*thresholds)
    return subprocess.CompletedProcess(arguments, code, printed.getvalue(), noted.getvalue())


def started(home: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start a command and leave it running."""
    return subprocess.Popen(
        [*_START, *arguments],
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(home: Path, **more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Yield the address and process of `millwright serve` once it answers."""
    port = free_port()
    process = started(home, "serve", "--port", str(port), **more)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process)
        yield url, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def wait_until_ready(url: str, process: subprocess.Popen[str]) -> None:
    """Return when the service answers; raises AssertionError when it ended or takes too long."""
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        try:
            if httpx.get(f"{url}/healthz", timeout=2, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within {_READY_SECONDS} s")

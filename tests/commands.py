"""The command line as a user runs it: processes of their own, on a home of the test's."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

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

"""A service of its own on a home, as its users start it: to be asked, watched and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from store.errors import MillwrightError

_START = [sys.executable, "-c", "from app.cli import main; main()"]
_READY_SECONDS = 120.0
_STOP_SECONDS = 60.0
_ENDED = ("done", "failed", "cancelled")


class ServedHome:
    """`millwright serve` on a home, on a loopback port that stays the same over restarts."""

    def __init__(self, home: Path, **settings: str) -> None:
        """`settings` are environment variables on top of the caller's."""
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        self._environment = {**os.environ, "MILLWRIGHT_HOME": str(home), **settings}
        self._process: subprocess.Popen[bytes] | None = None
        self._client = self._connected()

    def _connected(self) -> httpx.Client:
        # The service closes a connection that is quiet for 5 s: one is let go of before that, or a
        # request may meet its end.
        limits = httpx.Limits(keepalive_expiry=2.0)
        return httpx.Client(base_url=self.url, timeout=120, limits=limits, trust_env=False)

    def __enter__(self) -> "ServedHome":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._client.close()

    @property
    def pid(self) -> int:
        """Return the id of the process that serves."""
        assert self._process is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Return whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and return when it answers; raises MillwrightError where it does not."""
        self._process = subprocess.Popen(
            [*_START, "serve", "--port", str(self._port)],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if not self.alive:
                raise MillwrightError(f"The service on {self.home} ended at its start.")
            with suppress(httpx.TransportError):
                if self._client.get("/readyz").is_success:
                    return
            time.sleep(0.1)
        raise MillwrightError(f"The service on {self.home} was not ready in {_READY_SECONDS} s.")

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        # Its connections are dead.
        self._client.close()
        self._client = self._connected()

    def stop(self) -> None:
        """End it as its owner does."""
        if self._process is not None and self.alive:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(_STOP_SECONDS)

    def upload(self, path: Path, *, name: str | None = None, **fields: str) -> str:
        """Hand a file in; return the id of its job."""
        with path.open("rb") as content:
            answer = self._client.post(
                "/api/manuals", files={"files": (name or path.name, content)}, data=fields
            )
        answer.raise_for_status()
        return str(answer.json()["jobs"][0]["id"])

    def job(self, job_id: str) -> dict[str, Any]:
        """Return a job as it stands now."""
        answer = self._client.get(f"/api/jobs/{job_id}")
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def ended(self, jobs: Iterable[str], *, timeout: float) -> dict[str, dict[str, Any]]:
        """Return the jobs as they ended, by id; raises MillwrightError for one that does not."""
        ended: dict[str, dict[str, Any]] = {}
        waiting = list(jobs)
        deadline = time.monotonic() + timeout
        while waiting:
            found = self.job(waiting[0])
            if found["state"] in _ENDED:
                ended[waiting.pop(0)] = found
                continue
            if time.monotonic() > deadline:
                raise MillwrightError(f"A job did not end within {timeout:.0f} s: {found}")
            time.sleep(0.2)
        return ended

    def search(self, question: str, *, limit: int = 10, **scope: str) -> Mapping[str, Any]:
        """Return what a search finds."""
        answer = self._client.post(
            "/api/search", json={"question": question, "limit": limit, **scope}
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def manuals(self) -> list[dict[str, Any]]:
        """Return all manuals with their revisions."""
        answer = self._client.get("/api/manuals")
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

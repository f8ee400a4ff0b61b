"""One owner a home: who holds it, where that one answers, and how a home changes hands.

Whoever opens a home first owns it: a kernel lock says so, and lets go when its process ends,
however it ends. The owner writes its address into the home, and other processes ask it there.
"""

import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Literal

import httpx
from filelock import FileLock, Timeout

from store.errors import MillwrightError, StoreUnavailable
from store.home import Home

OwnerKind = Literal["serve", "command"]
TOKEN_HEADER = "X-Millwright-Owner"
_HANDOVER_SECONDS = 120.0
_POLL_SECONDS = 0.05


class OwnerGone(MillwrightError):
    """The owner went away in the middle of a request: ask whoever owns the home now."""


@dataclass(frozen=True, slots=True)
class OwnerAddress:
    """Where a home's owner answers, and what it needs to hear to hand the home over."""

    url: str
    pid: int
    kind: OwnerKind
    token: str


class Ownership:
    """The right to open a home, held until `release`."""

    def __init__(self, home: Home, lock: FileLock) -> None:
        self.home = home
        self.token = secrets.token_urlsafe(24)
        self._lock = lock

    def announce(self, url: str, kind: OwnerKind) -> None:
        """Write into the home where this process answers from now on."""
        address = OwnerAddress(url, os.getpid(), kind, self.token)
        partial = self.home.owner_address.with_suffix(".partial")
        # Only this user may read it: the token lets its holder take the home away.
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(address), file)
        partial.replace(self.home.owner_address)

    def release(self) -> None:
        """Let another process own the home. Releasing twice is fine."""
        if self._lock.is_locked:
            self.home.owner_address.unlink(missing_ok=True)
            self._lock.release()


def acquire(home: Home, *, timeout: float = 0.0) -> Ownership | None:
    """Return the ownership of a home, or None if another process still holds it after `timeout`.

    Raises StoreUnavailable where the home cannot be locked at all.
    """
    lock = FileLock(home.owner_lock, timeout=timeout, thread_local=False)
    try:
        lock.acquire(poll_interval=_POLL_SECONDS)
    except Timeout:
        return None
    except OSError as error:
        raise StoreUnavailable(f"The home {home.folder} cannot be locked: {error}.") from error
    return Ownership(home, lock)


def owner_of(home: Home) -> OwnerAddress | None:
    """Return where the home's owner says it answers; None while it has not said so yet."""
    try:
        return OwnerAddress(**json.loads(home.owner_address.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def wait_for_owner(home: Home, *, timeout: float) -> OwnerAddress | None:
    """Return the owner's address as soon as there is one, or None after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        address = owner_of(home)
        if address is not None and address.pid != os.getpid():
            return address
        time.sleep(_POLL_SECONDS)
    return None


def take_over(home: Home) -> Ownership:
    """Return the ownership of a home for serving it, asking a running command to hand it over.

    Raises StoreUnavailable where it is served already, or is not let go of.
    """
    ownership = acquire(home)
    deadline = time.monotonic() + _HANDOVER_SECONDS
    while ownership is None:
        address = owner_of(home)
        if address is not None and address.kind == "serve" and _answers(address):
            raise StoreUnavailable(
                f"The home {home.folder} is served already, at {address.url} by process "
                f"{address.pid}. Stop that one first, or set MILLWRIGHT_HOME to another folder."
            )
        if address is not None:
            _ask_for_handover(address)
        if time.monotonic() > deadline:
            raise StoreUnavailable(
                f"The home {home.folder} is held by another process"
                + (f" ({address.pid})" if address else "")
                + " that does not let go of it."
            )
        ownership = acquire(home, timeout=1.0)
    return ownership


def _answers(address: OwnerAddress) -> bool:
    try:
        return httpx.get(f"{address.url}/healthz", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _ask_for_handover(address: OwnerAddress) -> None:
    try:
        httpx.post(
            f"{address.url}/handover",
            headers={TOKEN_HEADER: address.token},
            timeout=5,
            trust_env=False,
        )
    except httpx.HTTPError:
        # It may be on its way out already; the lock says so in a moment.
        return

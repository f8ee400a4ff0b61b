"""How a command comes to a service: it owns the home itself, or asks the one who does."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from app.ownership import TOKEN_HEADER, OwnerGone, Ownership, acquire, wait_for_owner
from app.service import Service
from store.errors import StoreUnavailable
from store.home import Home
from store.settings import Settings

if TYPE_CHECKING:
    from app.local import LocalService

T = TypeVar("T")
logger = logging.getLogger(__name__)

_PAUSE_SECONDS = 0.3
# Whoever answered for this long was a real owner: patience with the next one starts anew.
_STEADY_SECONDS = 5.0
_OWNER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """A service for the length of a command; `handover` is set when the home is asked for."""

    service: Service
    handover: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Raise OwnerGone if the home is to be handed over: go on as a follower then."""
        if self.handover.is_set():
            raise OwnerGone("The home is being handed over.")


def with_service(settings: Settings, action: Callable[[Session], T], *, worker: bool = False) -> T:
    """Return what the action returns, run with a service over the home.

    The action runs again when the owner goes away in its middle, so it must be able to take up
    where it stood. With `worker`, a command that owns the home takes in its queue meanwhile.
    """
    lost_at: float | None = None
    while True:
        started = time.monotonic()
        try:
            with _opened(settings, worker=worker) as session:
                return action(session)
        except OwnerGone as error:
            now = time.monotonic()
            if lost_at is None or now - started > _STEADY_SECONDS:
                lost_at = now
            if now - lost_at > _OWNER_SECONDS:
                raise StoreUnavailable(
                    f"{error} No other took its place within {_OWNER_SECONDS:.0f} s."
                ) from error
            # A new owner announces itself a moment before it answers.
            time.sleep(_PAUSE_SECONDS)


@contextmanager
def _opened(settings: Settings, *, worker: bool) -> Iterator[Session]:
    from app.remote import RemoteService

    home = Home(settings.home)
    ownership = acquire(home)
    if ownership is not None:
        with _owning(settings, ownership, worker=worker) as session:
            yield session
        if session.handover.is_set():
            # Whoever asked is to win the lock; without this pause we might take it back.
            wait_for_owner(home, timeout=_OWNER_SECONDS)
        return
    address = wait_for_owner(home, timeout=_OWNER_SECONDS)
    if address is None:
        raise StoreUnavailable(
            f"The home {home.folder} is held by a process that does not answer. If none of "
            "yours runs, wait a moment and try again."
        )
    remote = RemoteService(address.url)
    try:
        yield Session(remote)
    finally:
        remote.close()


@contextmanager
def _owning(settings: Settings, ownership: Ownership, *, worker: bool) -> Iterator[Session]:
    from app.local import LocalService

    service: LocalService | None = None
    try:
        service = LocalService(settings)
        if worker:
            service.start_worker()
        session = Session(service)
        with _answering(service, ownership, session.handover):
            yield session
    finally:
        if service is not None:
            service.close()
        ownership.release()


@contextmanager
def _answering(
    service: "LocalService", ownership: Ownership, handover: threading.Event
) -> Iterator[None]:
    """Answer the API on a loopback port while the command runs, and announce it in the home."""
    import uvicorn
    from fastapi import FastAPI, Request, Response

    from app.api import create_api

    front = FastAPI(openapi_url=None)

    @front.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @front.post("/handover")
    def hand_over(request: Request) -> Response:
        if request.headers.get(TOKEN_HEADER) != ownership.token:
            return Response(status_code=403)
        handover.set()
        return Response(status_code=202)

    front.mount("/api", create_api(service))
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    # From here on whoever connects waits in line until the server takes over.
    listener.listen(128)
    server = uvicorn.Server(uvicorn.Config(front, log_level="error", lifespan="off"))
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="owner-api", daemon=True
    )
    thread.start()
    port = listener.getsockname()[1]
    ownership.announce(f"http://127.0.0.1:{port}", "command")
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()

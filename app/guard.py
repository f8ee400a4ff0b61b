"""Who may talk to us: no foreign web site through a technician's browser."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN_SITES = frozenset({b"cross-site", b"same-site"})


def is_loopback(host: str) -> bool:
    """Return whether an address to listen on can be reached from this machine only."""
    return host.strip("[]").lower() in LOOPBACK_NAMES


class SameOriginGuard:
    """Refuses what a foreign page makes a browser send: changes, and names that are not ours.

    There are no accounts, so whoever reaches the port may use it. A browser reaches it on behalf of
    any page it shows, though: a form on a foreign site can post here, and a foreign name can be
    pointed at 127.0.0.1 (DNS rebinding). Clients other than browsers send no Origin and pass.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] | None = None) -> None:
        """Guard `app`; `hosts` are the only names it answers to, None leaves them open."""
        self._app = app
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403 with one sentence."""
        problem = self._problem(scope) if scope["type"] in {"http", "websocket"} else None
        if problem is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": problem})
        else:
            await JSONResponse({"error": problem}, status_code=403)(scope, receive, send)

    def _problem(self, scope: Scope) -> str | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if self._hosts is not None and _name(host) not in self._hosts:
            return (
                "This address is not one that Millwright answers to: "
                "open it as localhost, or serve it with --host."
            )
        if scope["type"] == "http" and scope["method"] in _SAFE_METHODS:
            return None
        origin = headers.get(b"origin")
        if origin is not None and urlsplit(origin.decode("latin-1").lower()).netloc != host:
            return "This was sent by a page of another site, and was not carried out."
        if origin is None and headers.get(b"sec-fetch-site") in _FOREIGN_SITES:
            return "This was sent by a page of another site, and was not carried out."
        return None


def _name(host: str) -> str | None:
    """Return the name of a Host header without its port; None if it is not one."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None

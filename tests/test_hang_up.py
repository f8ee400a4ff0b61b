"""A page that is gone ends its socket, and nothing else is kept quiet."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from app.website import QuietHangUp


async def _notices_too_late(page: WebSocket) -> None:
    """Do as the page server does when a send fails while it handles a message."""
    await page.accept()
    with pytest.raises(WebSocketDisconnect):
        await page.send_bytes(b"a part of the page")
    try:
        await page.receive_bytes()
    except RuntimeError:
        await page.close()


async def _breaks(page: WebSocket) -> None:
    await page.accept()
    raise RuntimeError("a fault of ours")


def _talk_to_gone(app: ASGIApp) -> None:
    """Open a socket on `app` whose other end is gone once it is open."""

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            raise OSError

    async def conversation() -> None:
        await app(scope, receive, send)

    scope = {"type": "websocket", "path": "/", "headers": [], "query_string": b"", "app": app}
    asyncio.run(conversation())


def test_a_page_that_hangs_up_is_no_fault_in_the_log() -> None:
    app = Starlette(routes=[WebSocketRoute("/", _notices_too_late)])
    with pytest.raises(WebSocketDisconnected):
        _talk_to_gone(app)
    _talk_to_gone(QuietHangUp(app))


def test_a_fault_of_a_socket_is_told() -> None:
    with pytest.raises(RuntimeError, match="a fault of ours"):
        _talk_to_gone(QuietHangUp(Starlette(routes=[WebSocketRoute("/", _breaks)])))

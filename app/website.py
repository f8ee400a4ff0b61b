"""One ASGI process: the pages, the API beside them, and whatever runs in their lifespan."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected
from streamlit.starlette import App
from streamlit.web.bootstrap import load_config_options

from app import pages_context
from app.api import create_api
from app.guard import LOOPBACK_NAMES, SameOriginGuard
from app.operations import MeteredService, operations_routes
from app.service import Service

Lifespan = Callable[[App], AbstractAsyncContextManager[dict[str, Any] | None]]

# Absolute: the page server takes a relative one from wherever it was launched.
_MAIN_PAGE = Path(__file__).resolve().parent / "pages" / "main.py"

# Given as flags, which win over any config.toml that lies about on the machine.
_PAGE_SERVER: dict[str, Any] = {
    # Closed network: no usage statistics, no links to search engines beside an error.
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "client.showSidebarNavigation": False,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    # Files go to the API, which streams them to disk; nothing is to fill this process's memory.
    "server.maxUploadSize": 1,
    "runner.magicEnabled": False,
    # Readable at arm's length, and dark on white for a hall's lighting.
    "theme.base": "light",
    "theme.baseFontSize": 19,
    "theme.primaryColor": "#0b5394",
    "theme.backgroundColor": "#f4f6f8",
    "theme.secondaryBackgroundColor": "#ffffff",
    "theme.textColor": "#16202a",
    "theme.borderColor": "#8795a3",
    "theme.showWidgetBorder": True,
    "theme.baseRadius": "10px",
    "theme.buttonRadius": "10px",
}


class QuietHangUp:
    """Ends the socket of a page that has gone without a fault in the log.

    A tablet drops out of the network at any moment. When a send finds that out while a message of
    the page is being handled, the page server goes on to listen to the socket and to close it, and
    what Starlette raises then is told by the web server as a fault of the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a socket used after it was closed has nobody to be told."""
        try:
            await self._app(scope, receive, send)
        except WebSocketDisconnected:
            if scope["type"] != "websocket":
                raise


def create_site(
    service: Service,
    *,
    hosts: Iterable[str] | None = LOOPBACK_NAMES,
    max_upload_mb: int = 500,
    upload_folder: Path | None = None,
    lifespan: Lifespan | None = None,
) -> Starlette:
    """Return pages at /, the API at /api, and /healthz, /readyz, /metrics. Once in a process.

    It answers to the names in `hosts` only (None: to any). `lifespan` runs with the site's own.
    """
    load_config_options(_PAGE_SERVER)
    metered = MeteredService(service)
    pages_context.hold(metered)
    pages = App(_MAIN_PAGE, lifespan=lifespan)
    # The pages are mounted beside the API, not around it: their middleware refuses paths with
    # `..` or `//`, which ids of manuals may hold.
    api = create_api(metered, hosts=hosts, max_upload_mb=max_upload_mb, upload_folder=upload_folder)
    return Starlette(
        routes=[*operations_routes(metered), Mount("/api", api), Mount("/", pages)],
        middleware=[Middleware(SameOriginGuard, hosts=hosts), Middleware(QuietHangUp)],
        lifespan=pages.lifespan(),
    )

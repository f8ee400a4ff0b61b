"""The HTTP API on a real socket, with the fake service behind it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from app.api import create_api
from app.operations import MeteredService, operations_routes
from tests.fake_service import FakeService

MAX_UPLOAD_MB = 2


@contextmanager
def served_api(fake: FakeService) -> Iterator[str]:
    """Yield the address at which the fake is asked."""
    metered = MeteredService(fake)
    api = create_api(metered, max_upload_mb=MAX_UPLOAD_MB)
    app = Starlette(routes=[*operations_routes(metered), Mount("/api", api)])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)

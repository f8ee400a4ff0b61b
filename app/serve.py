"""Serving it all on one port until it is stopped."""

import errno
import logging
import signal
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from app.guard import LOOPBACK_NAMES, is_loopback
from app.service import Service
from store.errors import MillwrightError

# How long answers under way may go on after a stop was asked for.
_GRACE_SECONDS = 5


def serve(
    service: Service,
    host: str = "127.0.0.1",
    port: int = 8501,
    *,
    max_upload_mb: int = 500,
    upload_folder: Path | None = None,
) -> None:
    """Serve pages and API until SIGINT or SIGTERM, then let answers under way finish.

    Raises MillwrightError where the port is taken or the address is none of this machine.
    """
    check_port(host, port)
    # Here, not above: whoever only asks for --help or a port does not wait for the page server.
    from app.website import create_site

    local = is_loopback(host)
    if not local:
        print(
            f"There are no accounts yet: everybody who reaches {host}:{port} can ask, "
            "and can upload manuals.",
            file=sys.stderr,
            flush=True,
        )
    site = create_site(
        service,
        hosts=LOOPBACK_NAMES if local else None,
        max_upload_mb=max_upload_mb,
        upload_folder=upload_folder,
    )
    server = uvicorn.Server(
        uvicorn.Config(
            site,
            host=host.strip("[]"),
            port=port,
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
    _quit_quietly()
    try:
        server.run()
    except KeyboardInterrupt:
        # The server has closed down by then; its caller goes on to close the home.
        return
    except SystemExit as stop:
        # Between our look at the port and the server's, somebody else may have taken it.
        raise MillwrightError(f"The service could not start on {host}:{port}.") from stop


def _quit_quietly() -> None:
    """Let `serve` return after SIGTERM.

    The server shuts down at the signal, then sends it on to whatever handled it before; the
    system's own handler would end the process there, with the home still open.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda _number, _frame: None)


def check_port(host: str, port: int) -> None:
    """Raise MillwrightError with one sentence if nothing can listen on the port."""
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((name, port))
        except (OSError, OverflowError) as error:
            raise MillwrightError(_sentence(error, host, port)) from error


def _sentence(error: OSError | OverflowError, host: str, port: int) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: choose another one with --port."
    if number == errno.EACCES:
        return f"Port {port} needs more rights than this user has: choose one above 1023."
    if isinstance(error, OverflowError):
        return f"{port} is no port: choose one from 1 to 65535 with --port."
    return f"{host} is not an address of this machine that can be listened on ({error})."

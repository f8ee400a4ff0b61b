"""`millwright serve`: owns the home and answers until it is stopped."""

import ctypes
import gc

from app.commands.console import note
from app.logs import log_to_stderr
from app.ownership import take_over
from store.home import Home
from store.settings import load_settings

# glibc's malloc.h
_M_ARENA_MAX = -8
_HEAPS = 2


def serve_home(host: str, port: int) -> None:
    """Serve pages, API and worker; raises MillwrightError where the home or port is taken."""
    from app.serve import check_port, serve

    _share_heaps()
    settings = load_settings()
    log_to_stderr(settings.log_level)
    # Before the home is taken from a command that works on it: a taken port ends this at once.
    check_port(host, port)
    ownership = take_over(Home(settings.home))
    try:
        from app.local import LocalService

        service = LocalService(settings)
        try:
            service.start_worker(when_warm=_set_apart)
            local = "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host
            ownership.announce(f"http://{local}:{port}", "serve")
            note(f"Millwright answers at http://{local}:{port} (stop it with Ctrl+C).")
            serve(
                service,
                host,
                port,
                max_upload_mb=settings.max_file_mb,
                upload_folder=service.home.inbox,
            )
        finally:
            service.close()
    finally:
        ownership.release()


def _share_heaps() -> None:
    """Let all threads take memory from two heaps, where the C library can.

    Else each thread has one of its own, which keeps what its largest batch of vectors once took.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _HEAPS)


def _set_apart() -> None:
    """Leave what lives as long as the service out of Python's search for garbage.

    With it, each full search took 0.3 s in which nobody was answered (100,000 chunks).
    """
    gc.collect()
    gc.freeze()

"""How page scripts come to the service: they run in its process, but take no arguments."""

from app.service import Service

_held: list[Service] = []


def hold(service: Service) -> None:
    """Make this the service of all pages of the process."""
    _held[:] = [service]


def service() -> Service:
    """Return the service of this process; raises RuntimeError before one is held."""
    if not _held:
        raise RuntimeError("No service is held: pages are served by app.serve, not by themselves.")
    return _held[0]

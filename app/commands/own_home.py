"""What can only be measured by the process that owns the home."""

from collections.abc import Callable
from typing import TypeVar

from app.local import LocalService
from app.sessions import Session, with_service
from store.errors import StoreUnavailable
from store.settings import Settings

T = TypeVar("T")


def with_own_home(settings: Settings, action: Callable[[LocalService, Session], T]) -> T:
    """Return what the action returns, run with the service of a home that nobody else owns.

    Raises StoreUnavailable where another process owns it, or asks for it meanwhile: a measurement
    needs settings, or a look into the catalog, that the API does not give.
    """

    def owned(session: Session) -> T:
        if not isinstance(session.service, LocalService):
            raise StoreUnavailable(
                f"The home {settings.home} is in use by another process, and this measures in the "
                "home itself: stop `millwright serve` first, or set MILLWRIGHT_HOME to a copy of "
                "the folder."
            )
        return action(session.service, session)

    return with_service(settings, owned)

"""`millwright reembed`: all vectors anew, by the encoder that is set now."""

import shutil

from app.commands.console import note, say
from app.ownership import acquire
from store.errors import StoreUnavailable
from store.home import Home
from store.settings import load_settings


def reembed_home() -> None:
    """Read all originals again and make their vectors anew; what is in force stays so."""
    from app.local import LocalService

    settings = load_settings()
    home = Home(settings.home)
    ownership = acquire(home)
    if ownership is None:
        raise StoreUnavailable("The home is in use: stop `millwright serve` first.")
    try:
        if settings.qdrant_url is None:
            shutil.rmtree(home.index, ignore_errors=True)
        service = LocalService(settings, new_encoder=True)
        try:
            for revision in service.catalog.stored_revisions():
                note(f"{revision.file}: encoding …")
                service.reembed(revision)
                say(f"{revision.file}: done.")
        finally:
            service.close()
    finally:
        ownership.release()

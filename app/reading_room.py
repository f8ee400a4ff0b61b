"""Reading the catalog alone: needs no ownership, no index and no encoder."""

import datetime

from store.catalog import Catalog
from store.database import open_database
from store.home import Home
from store.manual_values import ManualSummary
from store.settings import Settings


def manuals_of_home(settings: Settings) -> tuple[ManualSummary, ...]:
    """Return all manuals of the home; several processes may read the catalog at once."""
    home = Home(settings.home)
    engine = open_database(home.folder, settings.database_url)
    try:
        return Catalog(engine).manuals(today=datetime.date.today())
    finally:
        engine.dispose()

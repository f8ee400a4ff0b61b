"""The catalog's database: opened, migrated, and its failures put into words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from store.errors import StoreUnavailable

_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(home: Path, url: str | None) -> Engine:
    """Return the catalog's database at its newest schema: SQLite in the home, or the one at `url`.

    Raises StoreUnavailable where it cannot be opened, reached or migrated.
    """
    from alembic import command
    from alembic.config import Config

    with in_words("opened"):
        engine = create_engine(url or f"sqlite:///{home / 'catalog.sqlite'}")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _configure_sqlite)
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return engine


def _configure_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """Turn a database's failure into StoreUnavailable with one sentence."""
    try:
        yield
    except DBAPIError as error:
        raise StoreUnavailable(f"The catalog could not be {what}: {error.orig}.") from error
    except SQLAlchemyError as error:
        first = str(error).splitlines()[0]
        raise StoreUnavailable(f"The catalog could not be {what}: {first}.") from error

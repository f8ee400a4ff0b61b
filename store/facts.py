"""Single facts of a store as a whole, such as which encoder made its vectors."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from store.database import in_words
from store.tables import FactRow


class Facts:
    """Facts by name, in the catalog's file. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, name: str) -> str | None:
        """Return the fact of that name, if it is known."""
        with in_words("read"), Session(self._engine) as session:
            row = session.get(FactRow, name)
            return row.value if row is not None else None

    def keep(self, name: str, value: str) -> None:
        """Keep a fact, in place of the one of that name."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.merge(FactRow(name=name, value=value))

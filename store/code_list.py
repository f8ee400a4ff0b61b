"""The fault codes, parameters and part numbers that a revision defines."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from store.contents import Identifier
from store.database import in_words
from store.tables import IdentifierRow


def defined_codes(engine: Engine, revision_id: str) -> tuple[Identifier, ...]:
    """Return the identifiers of a revision at the places that define them, in reading order."""
    query = (
        select(IdentifierRow)
        .where(IdentifierRow.revision == revision_id, IdentifierRow.defines.is_(True))
        .order_by(IdentifierRow.id)
    )
    with in_words("read"), Session(engine) as session:
        rows = session.scalars(query).all()
    return tuple(
        Identifier(
            kind=row.kind,
            code=row.code,
            key=row.key,
            passage=row.passage,
            chunk=row.chunk,
            row=row.row,
            defines=row.defines,
        )
        for row in rows
    )

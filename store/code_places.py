"""Where fault codes, parameters and part numbers stand, looked up by what all spellings share."""

import re
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from store.contents import Identifier
from store.database import in_words
from store.tables import IdentifierRow

_SPLIT = re.compile(r"(\D*)(\d+)(.*)", re.DOTALL)
# Revisions a query: SQLite takes 32,766 values, other databases fewer.
_BATCH = 500


class CodePlaces:
    """The codes of revisions, from the catalog. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def defining(
        self, keys: Collection[str], revisions: Collection[str]
    ) -> dict[str, tuple[str, ...]]:
        """Return the ids of the chunks that define each of these keys (see `identifier_key`), in
        the order in which they were read, in the revisions given by id.

        A key that is only mentioned there has none; one that stands nowhere there is left out.
        """
        if not keys or not revisions:
            return {}
        where = IdentifierRow.key.in_(sorted(keys))
        # A common one is mentioned by thousands of chunks: of these it counts that there are any.
        mentioned = select(IdentifierRow.key, IdentifierRow.revision).where(where).distinct()
        defined = (
            select(IdentifierRow.key, IdentifierRow.revision, IdentifierRow.chunk)
            .where(where, IdentifierRow.defines.is_(True))
            .order_by(IdentifierRow.id)
        )
        found: dict[str, list[str]] = {}
        with in_words("read"), Session(self._engine) as session:
            for key, revision in session.execute(mentioned):
                if revision in revisions:
                    found.setdefault(key, [])
            for key, revision, chunk in session.execute(defined):
                if revision in revisions:
                    found.setdefault(key, []).append(chunk)
        return {key: tuple(chunks) for key, chunks in found.items()}

    def nearest(
        self, keys: Sequence[str], revisions: Sequence[str], *, most: int = 3
    ) -> tuple[str, ...]:
        """Return the codes, as printed, that the revisions define and that are most like a key.

        Those with the letters of the first key (the likeliest) come first, then those of the
        second, each by the distance of their numbers.
        """
        defined: dict[str, str] = {}
        with in_words("read"), Session(self._engine) as session:
            for start in range(0, len(revisions), _BATCH):
                query = select(IdentifierRow.key, IdentifierRow.code).where(
                    IdentifierRow.revision.in_(revisions[start : start + _BATCH]),
                    IdentifierRow.defines.is_(True),
                )
                defined.update((row.key, row.code) for row in session.execute(query))
        distances = {
            known: distance
            for known in defined
            if (distance := min(_distances(known, keys), default=None)) is not None
        }
        closest = sorted(distances, key=lambda known: (distances[known], known))
        return tuple(defined[known] for known in closest[:most])


def _distances(known: str, keys: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Which key it is like, and how far the numbers lie apart; nothing where the letters differ."""
    mine = _SPLIT.fullmatch(known)
    for likeliness, key in enumerate(keys):
        other = _SPLIT.fullmatch(key)
        if mine is not None and other is not None and mine[1] == other[1]:
            yield likeliness, abs(int(mine[2]) - int(other[2]))


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

"""The text that revisions begin with, where a manual says which machine it is for."""

from collections.abc import Iterable

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from store.database import in_words
from store.rows import passage_of
from store.tables import PassageRow

_PASSAGES = 8


class Openings:
    """Reads each cut of a revision once, and not at every question. Safe in several threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._read: dict[tuple[str, str], str] = {}

    def of(self, cuts: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return the texts by id of revision; a cut is that id and the digest of its chunks."""
        wanted = tuple(cuts)
        missing = {cut for cut in wanted if cut not in self._read}
        if missing:
            texts = self._texts({revision for revision, _ in missing})
            self._read |= {cut: texts.get(cut[0], "") for cut in missing}
        return {cut[0]: self._read[cut] for cut in wanted}

    def _texts(self, revisions: set[str]) -> dict[str, str]:
        query = (
            select(PassageRow)
            .where(PassageRow.revision.in_(revisions), PassageRow.position < _PASSAGES)
            .order_by(PassageRow.position)
        )
        texts: dict[str, str] = {}
        with in_words("read"), Session(self.engine) as session:
            for row in session.scalars(query):
                texts[row.revision] = f"{texts.get(row.revision, '')}{passage_of(row.body).text}\n"
        return texts

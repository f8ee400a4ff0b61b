"""What is written when a revision is published: its content, and the order of its elders."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from store.applicability import later_label
from store.contents import Identifier, Notice, Passage
from store.editions import edition_of
from store.manual_values import RevisionSummary
from store.rows import PATH_SEPARATOR, event_row, to_json
from store.tables import IdentifierRow, NoticeRow, PassageRow, RevisionRow, VocabularyRow
from store.vocabulary import WordCounts


@dataclass(frozen=True, slots=True)
class Content:
    """What a file was cut into: what the catalog keeps of it, and the ids of its chunks.

    `other_languages` are those of some of its chunks, beside that of the file, and `words` are by
    language. Without its words they are counted from the index when they are first asked for.
    """

    passages: tuple[Passage, ...]
    notices: tuple[Notice, ...]
    identifiers: tuple[Identifier, ...]
    chunk_ids: tuple[str, ...]
    other_languages: tuple[str, ...] = ()
    words: Mapping[str, WordCounts] = field(default_factory=dict)

    @property
    def chunks(self) -> int:
        """Return how many chunks there are."""
        return len(self.chunk_ids)

    @property
    def chunk_digest(self) -> str:
        """Return the digest of their ids."""
        return digest_of(self.chunk_ids)


def digest_of(chunk_ids: Iterable[str]) -> str:
    """Return what two sets of chunk ids have in common only if they are the same: a sha256."""
    return hashlib.sha256("\n".join(sorted(chunk_ids)).encode()).hexdigest()


def date_before(session: Session, summary: RevisionSummary) -> None:
    """Date revisions before this one whose date nobody knows and whose label comes before its own:
    handed in first, they would supersede it with the day of their receipt.
    """
    rows = session.scalars(
        select(RevisionRow).where(
            RevisionRow.manual == summary.manual,
            RevisionRow.language == summary.language,
            RevisionRow.id != summary.id,
            RevisionRow.date_known.is_(False),
            RevisionRow.effective >= summary.effective,
        )
    )
    for row in rows:
        if later_label(summary.revision, row.label):
            row.effective = summary.effective - datetime.timedelta(days=1)
            note = f"dated before revision {summary.revision}, since nobody said its date"
            session.add(event_row(row, "changed", None, note))


def replace_content(session: Session, revision_id: str, content: Content) -> None:
    """Put what a file was cut into in place of what was kept of it."""
    forget_content(session, revision_id)
    passages = [
        {
            "id": passage.id,
            "revision": revision_id,
            "position": passage.order,
            "body": to_json(_fields(passage)),
        }
        for passage in content.passages
    ]
    notices = [
        {
            "revision": revision_id,
            "path": PATH_SEPARATOR.join(notice.section),
            "body": to_json(_fields(notice)),
        }
        for notice in content.notices
    ]
    identifiers = [
        {"revision": revision_id, **_fields(identifier)} for identifier in content.identifiers
    ]
    # A book has thousands of them: row by row they would take the session twice as long.
    for table, values in (
        (PassageRow, passages),
        (NoticeRow, notices),
        (IdentifierRow, identifiers),
    ):
        if values:
            session.execute(insert(table), values)
    several = bool(content.other_languages)
    for language, words in content.words.items():
        session.add(
            VocabularyRow(
                revision=edition_of(revision_id, language) if several else revision_id,
                chunk_digest=content.chunk_digest,
                body=words.to_bytes(),
            )
        )


def forget_content(session: Session, revision_id: str) -> None:
    """Remove what a file was cut into."""
    for table in (PassageRow, NoticeRow, IdentifierRow, VocabularyRow):
        session.execute(delete(table).where(table.revision == revision_id))
    editions = VocabularyRow.revision.startswith(edition_of(revision_id, ""))
    session.execute(delete(VocabularyRow).where(editions))


def _fields(content: Passage | Notice | Identifier) -> dict[str, Any]:
    """Its fields by name, the values as they are: `asdict` would copy every place and cell."""
    return {field.name: getattr(content, field.name) for field in fields(content)}

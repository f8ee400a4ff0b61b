"""The catalog's tables. A change here needs a migration in `store/migrations/versions`."""

import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Index, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: Text,
        datetime.datetime: DateTime(timezone=True),
        datetime.date: Date,
    }


class ManualRow(Base):
    """One document of record."""

    __tablename__ = "manuals"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    machines: Mapped[list[Any]]
    maker: Mapped[str | None]
    document_number: Mapped[str | None]


class RevisionRow(Base):
    """One file of a manual. It stands here only when all of it is in the index."""

    __tablename__ = "revisions"
    __table_args__ = (Index("revisions_by_manual", "manual"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    manual: Mapped[str] = mapped_column(ForeignKey("manuals.id"))
    label: Mapped[str]
    language: Mapped[str]
    # Those that the file holds beside it.
    other_languages: Mapped[list[Any]]
    effective: Mapped[datetime.date]
    # False where nobody said the date, and the day of receipt or its label's order stands for it.
    date_known: Mapped[bool]
    # draft, effective, withdrawn or deleting. Superseded is not kept: it follows from the others.
    status: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    media_type: Mapped[str]
    chunks: Mapped[int]
    pages: Mapped[list[Any]]
    remarks: Mapped[list[Any]]
    # When the file was handed in: of two revisions with one date, the later received is newer.
    ingested_at: Mapped[datetime.datetime]
    # How many of its chunks have a vector, and a digest of all their ids: what the index must hold.
    vectors: Mapped[int]
    chunk_digest: Mapped[str]
    hidden_characters: Mapped[int]
    # Ranges as text, see store.applicability.
    serials: Mapped[str]
    firmware: Mapped[str]
    amends_manual: Mapped[str | None]
    amends_section: Mapped[str | None]
    submitted_by: Mapped[str | None]
    released_by: Mapped[str | None]
    described: Mapped[list[Any]]
    confirmed: Mapped[bool]


class PassageRow(Base):
    """What is shown whole when one of its chunks is found."""

    __tablename__ = "passages"
    __table_args__ = (Index("passages_by_revision", "revision"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[str]
    position: Mapped[int]
    body: Mapped[dict[str, Any]]


class NoticeRow(Base):
    """A safety notice; `path` is its section's headings joined, for look-up by section."""

    __tablename__ = "notices"
    __table_args__ = (Index("notices_by_section", "revision", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    revision: Mapped[str]
    path: Mapped[str]
    body: Mapped[dict[str, Any]]


class IdentifierRow(Base):
    """A fault code, parameter or part number and a place that defines or mentions it."""

    __tablename__ = "identifiers"
    __table_args__ = (
        Index("identifiers_by_key", "key"),
        Index("identifiers_by_revision", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    revision: Mapped[str]
    kind: Mapped[str]
    code: Mapped[str]
    # The code without case and separators: what every spelling of it has in common.
    key: Mapped[str]
    passage: Mapped[str]
    chunk: Mapped[str]
    row: Mapped[int | None]
    defines: Mapped[bool]


class VocabularyRow(Base):
    """The words of a revision, or of one of its editions, see `store.vocabulary` and
    `store.editions`; the digest tells of which cut of it.
    """

    __tablename__ = "vocabularies"

    revision: Mapped[str] = mapped_column(primary_key=True)
    chunk_digest: Mapped[str]
    body: Mapped[bytes]


class MachineRow(Base):
    """A machine of the plant."""

    __tablename__ = "machines"

    id: Mapped[str] = mapped_column(primary_key=True)
    aliases: Mapped[list[Any]]
    type: Mapped[str | None]
    serial: Mapped[str | None]
    firmware: Mapped[str | None]
    location: Mapped[str | None]


class EventRow(Base):
    """What was done to a revision, by whom and when: kept when the revision is gone."""

    __tablename__ = "events"
    __table_args__ = (Index("events_by_manual", "manual"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime.datetime]
    by: Mapped[str | None]
    manual: Mapped[str]
    revision: Mapped[str]
    action: Mapped[str]
    note: Mapped[str]


class WatchedRow(Base):
    """A file of the watched folder that was handed in, so that it is not handed in again."""

    __tablename__ = "watched"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    modified_ns: Mapped[int] = mapped_column(BigInteger)
    job: Mapped[str]


class JobRow(Base):
    """A file on its way into the store; a lease that ran out sets it free for another worker."""

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_by_state", "state", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str]
    options: Mapped[dict[str, Any]]
    state: Mapped[str]
    stage: Mapped[str]
    attempts: Mapped[int]
    leased_until: Mapped[datetime.datetime | None]
    pages: Mapped[int]
    scans_read: Mapped[int]
    scans: Mapped[int]
    chunks_done: Mapped[int]
    chunks_total: Mapped[int]
    seconds: Mapped[float]
    rate: Mapped[float]
    error: Mapped[str | None]
    remarks: Mapped[list[Any]]
    manual: Mapped[str | None]
    revision: Mapped[str | None]
    unchanged: Mapped[bool]
    created_at: Mapped[datetime.datetime]
    # Bytes of the file: short ones need not wait for long ones.
    size: Mapped[int] = mapped_column(BigInteger)
    permanent: Mapped[bool]
    retry_at: Mapped[datetime.datetime | None]
    parent: Mapped[str | None]
    # The id of the revision that it made, once that answers by keyword.
    revision_id: Mapped[str | None]


class AnswerRow(Base):
    """An answer as it was given, so that it can be shown again exactly."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime.datetime]
    body: Mapped[dict[str, Any]]


class FeedbackRow(Base):
    """What a technician said of an answer."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    answer: Mapped[str] = mapped_column(ForeignKey("answers.id"))
    helpful: Mapped[bool]
    comment: Mapped[str]
    given_at: Mapped[datetime.datetime]


class FactRow(Base):
    """Single facts of the store, such as the fingerprint of the encoder that made its vectors."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]

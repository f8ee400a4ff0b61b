"""Document control: releasing, withdrawing, restoring, changing and deleting revisions."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from store.control_values import Event
from store.database import in_words
from store.errors import NotAllowed, NotFound
from store.manual_values import IngestOptions
from store.publication import forget_content
from store.rows import event_row, languages_of
from store.tables import EventRow, ManualRow, RevisionRow


class DocumentControl:
    """What an owner does to revisions. Each step is one transaction, and leaves an event."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def release(self, revision_id: str, *, by: str | None, second_person: bool) -> None:
        """Put a draft in force from its effective date.

        With `second_person` it must be somebody other than who handed it in. Raises NotAllowed.
        """
        # Blanks name nobody.
        by = (by or "").strip() or None
        with self._changing(revision_id) as (session, row):
            if row.status != "draft":
                raise NotAllowed(f"{_named(row)} is no draft, so there is nothing to release.")
            if second_person and by is None:
                raise NotAllowed(f"Say who releases {_named(row)}: a second person has to.")
            if second_person and _same_person(by, row.submitted_by):
                raise NotAllowed(
                    f"{by} handed in {_named(row)} and cannot release it: a second person has to."
                )
            row.status, row.released_by = "effective", by
            session.add(event_row(row, "released", by))

    def withdraw(self, revision_id: str, *, by: str | None, why: str = "") -> None:
        """Let a revision answer no more, not even when asked for; raises NotAllowed."""
        with self._changing(revision_id) as (session, row):
            if row.status == "withdrawn":
                raise NotAllowed(f"{_named(row)} is withdrawn already.")
            row.status = "withdrawn"
            session.add(event_row(row, "withdrawn", by, why))

    def restore(self, revision_id: str, *, by: str | None, as_draft: bool) -> None:
        """Undo a withdrawal; with `as_draft` it has to be released again. Raises NotAllowed."""
        with self._changing(revision_id) as (session, row):
            if row.status != "withdrawn":
                raise NotAllowed(f"{_named(row)} is not withdrawn, so there is nothing to restore.")
            row.status = "draft" if as_draft else "effective"
            if as_draft:
                # The release before is in the history; this one is still to come.
                row.released_by = None
            session.add(event_row(row, "restored", by))

    def change(self, revision_id: str, options: IngestOptions) -> str:
        """Take over what an owner says anew of a revision, which confirms it; return its label."""
        with self._changing(revision_id) as (session, row):
            manual = session.get_one(ManualRow, row.manual)
            said = options.model_dump(exclude_defaults=True, exclude={"by", "draft", "manual"})
            row.label = options.revision or row.label
            row.effective = options.effective or row.effective
            row.date_known = row.date_known or options.effective is not None
            if options.language:
                # One that the file is not in is what all of it is in: its owner says so.
                known = languages_of(row)
                others = [one for one in known if one != options.language]
                row.other_languages = others if options.language in known else []
                row.language = options.language
            row.serials = row.serials if options.serials is None else options.serials
            row.firmware = row.firmware if options.firmware is None else options.firmware
            if options.amends is not None:
                row.amends_manual, row.amends_section = amended(options.amends)
            manual.title = options.title or manual.title
            manual.machines = list(options.machines) or manual.machines
            # "" empties what may be empty; what was not said at all stays.
            if options.maker is not None:
                manual.maker = options.maker or None
            if options.document_number is not None:
                manual.document_number = options.document_number or None
            if said and not row.confirmed:
                row.confirmed = True
            if said:
                session.add(event_row(row, "changed", options.by, _told(said)))
            return row.label

    def confirm(self, revision_id: str, *, by: str | None) -> None:
        """Keep that an owner has seen what was read from the document, and that it is right."""
        with self._changing(revision_id) as (session, row):
            if not row.confirmed:
                row.confirmed = True
                session.add(event_row(row, "confirmed", by))

    def begin_delete(self, revision_id: str, *, by: str | None) -> None:
        """Take a revision out of all answers for good; what it left behind can then be removed."""
        with self._changing(revision_id, gone_too=True) as (session, row):
            if row.status != "deleting":
                row.status = "deleting"
                session.add(event_row(row, "deleted", by, row.file))

    def end_delete(self, revision_id: str) -> None:
        """Forget a revision whose chunks and files are gone, and its manual if it was the last."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(RevisionRow, revision_id)
            if row is None:
                return
            forget_content(session, revision_id)
            manual = row.manual
            session.delete(row)
            session.flush()
            others = select(RevisionRow.id).where(RevisionRow.manual == manual).limit(1)
            if session.scalars(others).first() is None:
                session.execute(delete(ManualRow).where(ManualRow.id == manual))

    def being_deleted(self) -> tuple[str, ...]:
        """Return the ids of revisions whose deletion has begun and not ended."""
        with in_words("read"), Session(self._engine) as session:
            query = select(RevisionRow.id).where(RevisionRow.status == "deleting")
            return tuple(session.scalars(query))

    def events(self, manual: str | None = None, *, limit: int = 500) -> tuple[Event, ...]:
        """Return what was done, of one manual or in all, the newest first."""
        query = select(EventRow).order_by(EventRow.id.desc()).limit(limit)
        if manual is not None:
            query = query.where(EventRow.manual == manual)
        with in_words("read"), Session(self._engine) as session:
            return tuple(
                Event(
                    at=row.at.replace(tzinfo=datetime.UTC),
                    by=row.by,
                    manual=row.manual,
                    revision=row.revision,
                    action=row.action,
                    note=row.note,
                )
                for row in session.scalars(query)
            )

    @contextmanager
    def _changing(
        self, revision_id: str, *, gone_too: bool = False
    ) -> Iterator[tuple[Session, RevisionRow]]:
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(RevisionRow, revision_id, with_for_update=True)
            if row is None or (row.status == "deleting" and not gone_too):
                raise NotFound("There is no such revision any more.")
            yield session, row


def _told(said: Mapping[str, Any]) -> str:
    """What was said, as a line of the history."""
    plain = {
        name: "; ".join(value) if isinstance(value, tuple) else str(value) or "all"
        for name, value in sorted(said.items())
    }
    return ", ".join(f"{name}: {value}" for name, value in plain.items())


def amended(text: str) -> tuple[str | None, str | None]:
    """Return manual and section of what a bulletin amends: `MANUAL` or `MANUAL#SECTION`."""
    manual, _, section = text.partition("#")
    return manual.strip() or None, section.strip() or None


def _named(row: RevisionRow) -> str:
    return f"revision {row.label} of {row.manual}"


def _same_person(one: str | None, other: str | None) -> bool:
    return bool(one and other) and str(one).strip().casefold() == str(other).strip().casefold()

"""What is known of manuals and their revisions, and what of them is in force."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session, defer

from store.contents import CONTENTS, Notice, Passage
from store.database import in_words
from store.in_force import editions_in_force
from store.machines import Machines
from store.manual_values import ManualSummary, RevisionSummary, StoredRevision
from store.openings import Openings
from store.publication import Content, date_before, replace_content
from store.rows import (
    PATH_SEPARATOR,
    claim_of,
    event_row,
    languages_of,
    notice_of,
    passage_of,
    revision_summary,
    row_named,
    same_label,
    status_of,
    stored_revision,
    within,
)
from store.tables import (
    ManualRow,
    NoticeRow,
    PassageRow,
    RevisionRow,
)
from store.values import Scope


class Catalog:
    """Manuals, revisions, passages and notices. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._openings = Openings(engine)

    # Publishing

    def publish(
        self,
        summary: RevisionSummary,
        *,
        title: str,
        machines: Sequence[str],
        media_type: str,
        pages: Sequence[tuple[int, str | None, str, str]],
        content: Content,
        maker: str | None = None,
        document_number: str | None = None,
    ) -> None:
        """Make a revision known in one step: before it nothing of it answers, after it all does.

        `pages` are number, printed label, outcome of each, and the reason of one that failed.
        """
        with in_words("written"), Session(self.engine) as session, session.begin():
            manual = session.get(ManualRow, summary.manual)
            if manual is None:
                manual = ManualRow(id=summary.manual, title=title, machines=list(machines))
                session.add(manual)
            else:
                manual.title = title or manual.title
                manual.machines = list(machines) or manual.machines
            manual.maker = maker or manual.maker
            manual.document_number = document_number or manual.document_number
            session.flush()
            session.merge(
                RevisionRow(
                    id=summary.id,
                    manual=summary.manual,
                    label=summary.revision,
                    language=summary.language,
                    other_languages=list(content.other_languages),
                    effective=summary.effective,
                    status=summary.status,
                    file=summary.file,
                    sha256=summary.sha256,
                    media_type=media_type,
                    chunks=summary.chunks,
                    pages=[list(page) for page in pages],
                    remarks=list(summary.remarks),
                    ingested_at=summary.ingested_at,
                    vectors=summary.vectors,
                    chunk_digest=content.chunk_digest,
                    hidden_characters=summary.hidden_characters,
                    serials=summary.serials,
                    firmware=summary.firmware,
                    amends_manual=summary.amends_manual,
                    amends_section=summary.amends_section,
                    submitted_by=summary.submitted_by,
                    released_by=summary.released_by,
                    described=[said.model_dump(mode="json") for said in summary.described],
                    confirmed=summary.confirmed,
                    date_known=summary.date_known,
                )
            )
            date_before(session, summary)
            replace_content(session, summary.id, content)
            session.add(event_row(summary, "received", summary.submitted_by, summary.file))

    def replace_content(self, revision_id: str, content: Content) -> None:
        """Put another cut of the same file in place of the one that is here."""
        with in_words("written"), Session(self.engine) as session, session.begin():
            row = session.get_one(RevisionRow, revision_id)
            row.chunks, row.chunk_digest = content.chunks, content.chunk_digest
            row.other_languages = list(content.other_languages)
            row.vectors = min(row.vectors, content.chunks)
            replace_content(session, revision_id, content)

    def has_vectors(self, revision_id: str, vectors: int) -> None:
        """Keep how many chunks of a revision can be found by meaning."""
        with in_words("written"), Session(self.engine) as session, session.begin():
            session.execute(
                update(RevisionRow).where(RevisionRow.id == revision_id).values(vectors=vectors)
            )

    # In force

    def in_force(self, scope: Scope, *, today: datetime.date) -> tuple[StoredRevision, ...]:
        """Return the revisions that may answer within the scope, from one snapshot.

        Of each manual and language those are the newest released ones for the scope's machine, see
        `store.in_force`; one in several languages comes once for each. A scope that names a
        revision gets every one of that label which was released and not withdrawn.
        """
        with in_words("read"), Session(self.engine) as session:
            # What is kept of each page is long, and every question comes through here.
            rows = session.execute(
                select(RevisionRow, ManualRow)
                .join(ManualRow, ManualRow.id == RevisionRow.manual)
                .options(
                    defer(RevisionRow.pages, raiseload=True),
                    defer(RevisionRow.remarks, raiseload=True),
                    defer(RevisionRow.described, raiseload=True),
                )
            ).all()
        scope, names = Machines(self.engine).placed(scope)
        answering = editions_in_force(
            [(row.manual, languages_of(row), claim_of(row)) for row, _ in rows],
            today=today,
            serial=scope.serial,
            firmware=scope.firmware,
        )
        held = [
            (row, manual, language)
            for row, manual in rows
            for language in languages_of(row)
            if within(row, manual, scope, names, language)
            and (
                (row.id, language) in answering
                if scope.revision is None
                else row.status == "effective" and same_label(row.label, scope.revision)
            )
        ]
        begun = self._openings.of((row.id, row.chunk_digest) for row, _, _ in held)
        found = [
            stored_revision(row, manual, begun[row.id], language) for row, manual, language in held
        ]
        # A bulletin never answers alone, where the manual that it amends is for other machines.
        here = {row.manual for row, _ in rows}
        answers = {revision.manual for revision in found}
        return tuple(
            revision
            for revision in found
            if revision.amends_manual not in here or revision.amends_manual in answers
        )

    def revision(self, manual: str, label: str) -> StoredRevision:
        """Return a revision by its manual's id and its label, or its own id.

        Raises NotFound, and NotAllowed where several bear the label: one in each language, say.
        """
        with in_words("read"), Session(self.engine) as session:
            rows = session.execute(
                select(RevisionRow, ManualRow)
                .join(ManualRow, ManualRow.id == RevisionRow.manual)
                .where(RevisionRow.manual == manual)
                .order_by(RevisionRow.ingested_at.desc())
            ).all()
        kept = {row.id: manual_row for row, manual_row in rows}
        row = row_named([row for row, _ in rows], manual, label)
        return stored_revision(row, kept[row.id])

    def known(self, revision_id: str) -> RevisionSummary | None:
        """Return the revision of that id, if it is here."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(RevisionRow, revision_id)
            return revision_summary(row, "effective", in_force=()) if row is not None else None

    def manuals(self, *, today: datetime.date) -> tuple[ManualSummary, ...]:
        """Return all manuals by id, the revision in force first, then the newest."""
        answering: dict[str, set[str]] = defaultdict(set)
        for found in self.in_force(Scope(), today=today):
            answering[found.id].add(found.language)
        with in_words("read"), Session(self.engine) as session:
            manuals = session.scalars(select(ManualRow).order_by(ManualRow.id)).all()
            rows = session.scalars(
                select(RevisionRow).order_by(
                    RevisionRow.effective.desc(), RevisionRow.ingested_at.desc()
                )
            ).all()
        return tuple(
            ManualSummary(
                manual=manual.id,
                title=manual.title,
                machines=tuple(manual.machines),
                maker=manual.maker,
                document_number=manual.document_number,
                revisions=tuple(
                    sorted(
                        (
                            revision_summary(
                                row,
                                status_of(row, answering, today),
                                in_force=answering.get(row.id, ()),
                            )
                            for row in rows
                            if row.manual == manual.id and row.status != "deleting"
                        ),
                        key=lambda summary: not summary.in_force,
                    )
                ),
            )
            for manual in manuals
        )

    def stored_revisions(self) -> tuple[StoredRevision, ...]:
        """Return every revision, in force or not."""
        with in_words("read"), Session(self.engine) as session:
            rows = session.execute(
                select(RevisionRow, ManualRow).join(ManualRow, ManualRow.id == RevisionRow.manual)
            ).all()
        return tuple(stored_revision(row, manual) for row, manual in rows)

    def chunk_counts(self) -> dict[str, int]:
        """Return how many chunks the index must hold of each revision, by revision id."""
        with in_words("read"), Session(self.engine) as session:
            query = select(RevisionRow.id, RevisionRow.chunks)
            return {row.id: row.chunks for row in session.execute(query)}

    def pages(self, revision_id: str) -> tuple[tuple[int, str | None, str, str], ...]:
        """Return number, printed label, outcome and reason of each page; none for one without."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(RevisionRow, revision_id)
            pages = row.pages if row is not None else []
        return tuple((int(p[0]), p[1], str(p[2]), str(p[3]) if len(p) > 3 else "") for p in pages)

    def pages_by_ocr(self, revision_ids: Collection[str]) -> dict[str, frozenset[int]]:
        """Return of each of these revisions the pages that OCR read."""
        return {
            one: frozenset(p[0] for p in self.pages(one) if p[2] == "ocr") for one in revision_ids
        }

    def chunk_digest(self, revision_id: str) -> str:
        """Return the digest of the ids of a revision's chunks, see `digest_of`; "" if unknown."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(RevisionRow, revision_id)
            return row.chunk_digest if row is not None else ""

    # Passages and notices

    def passages_of(self, revision_id: str) -> tuple[Passage, ...]:
        """Return the passages of a revision in reading order, save those of contents and index."""
        with in_words("read"), Session(self.engine) as session:
            query = select(PassageRow).where(PassageRow.revision == revision_id)
            rows = session.scalars(query.order_by(PassageRow.position)).all()
        passages = (passage_of(row.body) for row in rows)
        return tuple(passage for passage in passages if passage.kind != CONTENTS)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages of these ids, by id."""
        with in_words("read"), Session(self.engine) as session:
            rows = session.scalars(select(PassageRow).where(PassageRow.id.in_(set(ids)))).all()
        return {row.id: passage_of(row.body) for row in rows}

    def notices(self, revision_id: str, section: Sequence[str]) -> tuple[Notice, ...]:
        """Return the notices of a section, and of the sections around it, in order.

        `store.contents.shown_at` tells which of them belong to a piece of that section.
        """
        paths = [PATH_SEPARATOR.join(section[:depth]) for depth in range(1, len(section) + 1)]
        paths = paths or [""]
        with in_words("read"), Session(self.engine) as session:
            rows = session.scalars(
                select(NoticeRow)
                .where(NoticeRow.revision == revision_id, NoticeRow.path.in_(paths))
                .order_by(NoticeRow.id)
            ).all()
        return tuple(notice_of(row.body) for row in rows)

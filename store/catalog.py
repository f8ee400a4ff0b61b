"""What is known of manuals and their revisions, and what of them is in force."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from store.database import in_words
from store.errors import NotFound
from store.rows import (
    PATH_SEPARATOR,
    newer,
    notice_of,
    now,
    passage_of,
    revision_summary,
    same_label,
    status_of,
    stored_revision,
    to_json,
    within,
)
from store.tables import (
    AnswerRow,
    FactRow,
    FeedbackRow,
    ManualRow,
    NoticeRow,
    PassageRow,
    RevisionRow,
)
from store.values import (
    Answer,
    Feedback,
    IngestOptions,
    ManualSummary,
    Notice,
    Passage,
    RevisionSummary,
    Scope,
    StoredRevision,
)


class Catalog:
    """Manuals, revisions, passages, notices and answers. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # Publishing

    def publish(
        self,
        summary: RevisionSummary,
        *,
        title: str,
        machines: Sequence[str],
        media_type: str,
        pages: Sequence[tuple[int, str | None, str]],
        passages: Iterable[Passage],
        notices: Iterable[Notice],
    ) -> None:
        """Make a revision known in one step: before it nothing of it answers, after it all does.

        `pages` are number, printed label and outcome of each.
        """
        with in_words("written"), Session(self.engine) as session, session.begin():
            manual = session.get(ManualRow, summary.manual)
            if manual is None:
                session.add(ManualRow(id=summary.manual, title=title, machines=list(machines)))
            else:
                manual.title = title or manual.title
                manual.machines = list(machines) or manual.machines
            session.flush()
            session.merge(
                RevisionRow(
                    id=summary.id,
                    manual=summary.manual,
                    label=summary.revision,
                    language=summary.language,
                    effective=summary.effective,
                    status=summary.status,
                    file=summary.file,
                    sha256=summary.sha256,
                    media_type=media_type,
                    chunks=summary.chunks,
                    pages=[list(page) for page in pages],
                    remarks=list(summary.remarks),
                    ingested_at=summary.ingested_at,
                )
            )
            _replace_passages(session, summary.id, passages, notices)

    def replace_passages(
        self,
        revision_id: str,
        passages: Iterable[Passage],
        notices: Iterable[Notice],
        *,
        chunks: int,
    ) -> None:
        """Put another cut of the same file in place of the one that is here."""
        with in_words("written"), Session(self.engine) as session, session.begin():
            session.get_one(RevisionRow, revision_id).chunks = chunks
            _replace_passages(session, revision_id, passages, notices)

    def amend(self, revision_id: str, options: IngestOptions) -> str:
        """Take over what an owner says anew of a revision that is here; return its label."""
        with in_words("written"), Session(self.engine) as session, session.begin():
            row = session.get_one(RevisionRow, revision_id)
            manual = session.get_one(ManualRow, row.manual)
            row.label = options.revision or row.label
            row.effective = options.effective or row.effective
            manual.title = options.title or manual.title
            manual.machines = list(options.machines) or manual.machines
            return row.label

    # In force

    def in_force(self, scope: Scope, *, today: datetime.date) -> tuple[StoredRevision, ...]:
        """Return the revisions that may answer within the scope, from one snapshot.

        Of each manual and language that is the effective one with the latest date not after
        today. A scope that names a revision gets every one of that label not withdrawn.
        """
        with in_words("read"), Session(self.engine) as session:
            rows = session.execute(
                select(RevisionRow, ManualRow).join(ManualRow, ManualRow.id == RevisionRow.manual)
            ).all()
        latest: dict[tuple[str, str], RevisionRow] = {}
        chosen: list[tuple[RevisionRow, ManualRow]] = []
        for row, _ in rows:
            if row.status != "effective" or row.effective > today:
                continue
            key = (row.manual, row.language)
            if key not in latest or newer(row, latest[key]):
                latest[key] = row
        for row, manual in rows:
            if scope.revision is not None:
                wanted = row.status != "withdrawn" and same_label(row.label, scope.revision)
            else:
                wanted = latest.get((row.manual, row.language)) is row
            if wanted and within(row, manual, scope):
                chosen.append((row, manual))
        return tuple(stored_revision(row, manual) for row, manual in chosen)

    def revision(self, manual: str, label: str) -> StoredRevision:
        """Return a revision by its manual's id and its label; raises NotFound."""
        with in_words("read"), Session(self.engine) as session:
            row = session.execute(
                select(RevisionRow, ManualRow)
                .join(ManualRow, ManualRow.id == RevisionRow.manual)
                .where(RevisionRow.manual == manual, RevisionRow.label == label)
                .order_by(RevisionRow.ingested_at.desc())
            ).first()
        if row is None:
            raise NotFound(f"There is no revision {label} of a manual {manual}.")
        return stored_revision(row[0], row[1])

    def known(self, revision_id: str) -> RevisionSummary | None:
        """Return the revision of that id, if it is here."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(RevisionRow, revision_id)
            return revision_summary(row, "effective", in_force=False) if row is not None else None

    def manuals(self, *, today: datetime.date) -> tuple[ManualSummary, ...]:
        """Return all manuals by id, the revision in force first, then the newest."""
        answering = {found.id for found in self.in_force(Scope(), today=today)}
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
                revisions=tuple(
                    sorted(
                        (
                            revision_summary(
                                row,
                                status_of(row, answering, today),
                                in_force=row.id in answering,
                            )
                            for row in rows
                            if row.manual == manual.id
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

    def page_count(self, revision_id: str) -> int:
        """Return how many PDF pages a revision has; 0 for one without pages."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(RevisionRow, revision_id)
            return len(row.pages) if row is not None else 0

    # Passages and notices

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages of these ids, by id."""
        with in_words("read"), Session(self.engine) as session:
            rows = session.scalars(select(PassageRow).where(PassageRow.id.in_(set(ids)))).all()
        return {row.id: passage_of(row.body) for row in rows}

    def notices(self, revision_id: str, section: Sequence[str]) -> tuple[Notice, ...]:
        """Return the notices of a section, and the warnings of the sections around it, in order.

        What is only a note there belongs to that section's own text.
        """
        paths = [PATH_SEPARATOR.join(section[:depth]) for depth in range(1, len(section) + 1)]
        with in_words("read"), Session(self.engine) as session:
            rows = session.scalars(
                select(NoticeRow)
                .where(NoticeRow.revision == revision_id, NoticeRow.path.in_(paths))
                .order_by(NoticeRow.id)
            ).all()
        notices = (notice_of(row.body) for row in rows)
        own = tuple(section)
        return tuple(n for n in notices if n.section == own or n.level != "notice")

    # Answers and facts

    def keep_answer(self, answer: Answer) -> None:
        """Keep an answer as it was given."""
        with in_words("written"), Session(self.engine) as session, session.begin():
            session.add(
                AnswerRow(id=answer.id, given_at=now(), body=answer.model_dump(mode="json"))
            )

    def answer(self, answer_id: str) -> Answer:
        """Return an answer as it was given; raises NotFound."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(AnswerRow, answer_id)
        if row is None:
            raise NotFound(f"There is no answer {answer_id}.")
        return Answer.model_validate(row.body)

    def keep_feedback(self, feedback: Feedback) -> None:
        """Keep what a technician said of an answer; raises NotFound for an unknown one."""
        self.answer(feedback.answer)
        with in_words("written"), Session(self.engine) as session, session.begin():
            session.add(FeedbackRow(**feedback.model_dump(), given_at=now()))

    def fact(self, name: str) -> str | None:
        """Return a single fact of the store, if it is known."""
        with in_words("read"), Session(self.engine) as session:
            row = session.get(FactRow, name)
            return row.value if row is not None else None

    def set_fact(self, name: str, value: str) -> None:
        """Keep a single fact of the store."""
        with in_words("written"), Session(self.engine) as session, session.begin():
            session.merge(FactRow(name=name, value=value))


def _replace_passages(
    session: Session, revision_id: str, passages: Iterable[Passage], notices: Iterable[Notice]
) -> None:
    for table in (PassageRow, NoticeRow):
        session.execute(delete(table).where(table.revision == revision_id))
    session.add_all(
        PassageRow(
            id=passage.id,
            revision=revision_id,
            position=passage.order,
            body=to_json(asdict(passage)),
        )
        for passage in passages
    )
    session.add_all(
        NoticeRow(
            revision=revision_id,
            path=PATH_SEPARATOR.join(notice.section),
            body=to_json(asdict(notice)),
        )
        for notice in notices
    )

"""Which job comes next, and between a job's row and its value."""

import datetime
from collections.abc import Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from store.errors import NotFound
from store.manual_values import Job
from store.tables import JobRow, RevisionRow

# A lease, or a retry, that lies further ahead was written before the clock was set back.
_TOO_FAR_AHEAD = datetime.timedelta(minutes=10)
_LONGEST = datetime.timedelta(hours=1)
# Short files first; but a second of waiting counts like so many bytes, so that none waits for ever.
_BYTES_A_SECOND = 200_000
_LOOKED_AT = 40


def next_row(
    session: Session, moment: datetime.datetime, most_bytes: int | None, held: set[str]
) -> JobRow | None:
    """The job to take next; those whose revision answers already only have to be encoded on."""
    far = moment + _TOO_FAR_AHEAD
    due = or_(
        JobRow.retry_at.is_(None), JobRow.retry_at <= moment, JobRow.retry_at > moment + _LONGEST
    )
    free = or_(
        (JobRow.state == "queued") & due,
        (JobRow.state == "running") & or_(JobRow.leased_until < moment, JobRow.leased_until > far),
    )
    query = select(JobRow).where(free).limit(_LOOKED_AT + len(held))
    if most_bytes is not None:
        query = query.where(or_(JobRow.size <= most_bytes, JobRow.revision_id.is_not(None)))
    query = query.with_for_update(skip_locked=True)
    # The best of all is among the shortest or among the oldest.
    shortest = session.scalars(query.order_by(JobRow.size, JobRow.created_at))
    oldest = session.scalars(query.order_by(JobRow.created_at, JobRow.id))
    rows = {row.id: row for row in (*shortest, *oldest) if row.id not in held}
    return min(rows.values(), key=lambda row: _order(row, moment), default=None)


def _order(row: JobRow, moment: datetime.datetime) -> tuple[bool, float, datetime.datetime, str]:
    created = _in_utc(row.created_at)
    waited = max((moment - created).total_seconds(), 0.0)
    return row.revision_id is None, row.size - waited * _BYTES_A_SECOND, created, row.id


def row_of(session: Session, job_id: str) -> JobRow:
    row = session.get(JobRow, job_id)
    if row is None:
        raise NotFound(f"There is no job {job_id}.")
    return row


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """SQLite forgets that its times are UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def jobs_of(session: Session, rows: Sequence[JobRow]) -> Iterator[Job]:
    """Yield the jobs of rows, each with what has become of the revision that it made."""
    made = {row.revision_id for row in rows if row.revision_id is not None}
    query = select(RevisionRow.id, RevisionRow.status).where(RevisionRow.id.in_(made))
    # By way of its rows: a result itself has keys(), and dict() would take those.
    statuses = dict(iter(session.execute(query))) if made else {}
    for row in rows:
        job = job_of(row)
        if job.state == "done" and row.revision_id in made - statuses.keys():
            job = job.model_copy(update={"stage": "deleted"})
        yield job.model_copy(update={"draft": statuses.get(row.revision_id or "") == "draft"})


def job_of(row: JobRow) -> Job:
    columns = {name: getattr(row, name) for name in Job.model_fields if name != "draft"}
    for name in ("created_at", "retry_at"):
        columns[name] = _in_utc(columns[name]) if columns[name] else None
    return Job.model_validate(columns)

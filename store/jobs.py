"""The durable queue: files that wait to be read, and how far each has come."""

import datetime

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.orm import Session

from store.database import in_words
from store.errors import NotFound
from store.rows import now
from store.tables import JobRow
from store.values import IngestOptions, Job

# A worker that has not been heard of for this long is gone, and its job is free again.
LEASE = datetime.timedelta(seconds=60)
# A job whose worker died this often is what kills it.
MOST_ATTEMPTS = 3


class JobQueue:
    """Jobs in the catalog. Safe to use from several threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, file: str, options: IngestOptions, *, job_id: str, failed: str | None = None
    ) -> Job:
        """Queue a file under the name that people know it by, and return its job.

        `failed` is the reason of one that was refused at the door: it is listed, never tried.
        """
        row = JobRow(
            id=job_id,
            file=file,
            options=options.model_dump(mode="json"),
            state="failed" if failed else "queued",
            stage="failed" if failed else "waiting",
            attempts=0,
            leased_until=None,
            pages=0,
            chunks_done=0,
            chunks_total=0,
            seconds=0.0,
            error=failed,
            remarks=[],
            manual=None,
            revision=None,
            unchanged=False,
            created_at=now(),
            size=0,
            permanent=failed is not None,
            retry_at=None,
            parent=None,
            revision_id=None,
        )
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.add(row)
            session.flush()
            return _job(row)

    def lease(self) -> Job | None:
        """Take the oldest job that waits, or whose worker is gone; None where there is none."""
        moment = now()
        with in_words("written"), Session(self._engine) as session, session.begin():
            free = or_(
                JobRow.state == "queued",
                (JobRow.state == "running") & (JobRow.leased_until < moment),
            )
            query = select(JobRow).where(free).order_by(JobRow.created_at, JobRow.id).limit(1)
            row = session.scalars(query.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.attempts += 1
            if row.attempts > MOST_ATTEMPTS:
                row.state = row.stage = "failed"
                row.error = (
                    f"Its worker died {MOST_ATTEMPTS} times while reading it, so it is not tried "
                    "again."
                )
            else:
                row.state = "running"
                row.stage = "reading"
                row.leased_until = moment + LEASE
            session.flush()
            return _job(row)

    def progress(
        self,
        job_id: str,
        *,
        stage: str,
        pages: int = 0,
        chunks_done: int = 0,
        chunks_total: int = 0,
        seconds: float = 0.0,
    ) -> None:
        """Say how far a running job has come, which also renews its lease."""
        self._set(
            job_id,
            stage=stage,
            pages=pages,
            chunks_done=chunks_done,
            chunks_total=chunks_total,
            seconds=seconds,
            leased_until=now() + LEASE,
        )

    def finish(
        self,
        job_id: str,
        *,
        manual: str,
        revision: str,
        remarks: tuple[str, ...],
        unchanged: bool,
        seconds: float,
    ) -> None:
        """Mark a job as done: all of its file can be found."""
        self._set(
            job_id,
            state="done",
            stage="done",
            manual=manual,
            revision=revision,
            remarks=list(remarks),
            unchanged=unchanged,
            seconds=seconds,
            leased_until=None,
        )

    def fail(self, job_id: str, reason: str) -> None:
        """Mark a job as failed, for the reason given."""
        self._set(job_id, state="failed", stage="failed", error=reason, leased_until=None)

    def give_back(self, job_id: str) -> None:
        """Let go of a running job unfinished, so that the home's next owner takes it up."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(JobRow, job_id)
            if row is not None and row.state == "running":
                row.state, row.stage, row.leased_until = "queued", "waiting", None
                row.attempts -= 1

    def release_all(self) -> None:
        """Free the jobs of a worker that is known to be gone; for the new owner of a home."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.execute(
                update(JobRow)
                .where(JobRow.state == "running")
                .values(state="queued", stage="waiting", leased_until=None)
            )

    def job(self, job_id: str) -> Job:
        """Return a job as it stands; raises NotFound."""
        with in_words("read"), Session(self._engine) as session:
            row = session.get(JobRow, job_id)
            if row is None:
                raise NotFound(f"There is no job {job_id}.")
            return _job(row)

    def jobs(self, *, limit: int = 200) -> tuple[Job, ...]:
        """Return the newest jobs, newest first."""
        with in_words("read"), Session(self._engine) as session:
            query = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id).limit(limit)
            return tuple(_job(row) for row in session.scalars(query))

    def _set(self, job_id: str, **values: object) -> None:
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.execute(update(JobRow).where(JobRow.id == job_id).values(**values))


def _job(row: JobRow) -> Job:
    columns = {name: getattr(row, name) for name in Job.model_fields}
    return Job.model_validate(columns)

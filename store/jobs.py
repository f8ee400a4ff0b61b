"""The durable queue: files that wait to be read, and how far each has come."""

import datetime
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from store.database import in_words
from store.errors import NotAllowed
from store.job_rows import job_of, jobs_of, next_row, row_of
from store.manual_values import IngestOptions, Job
from store.retries import RetryPolicy, pause
from store.rows import now
from store.tables import JobRow

# A worker that has not been heard of for this long is gone, and its job is free again.
LEASE = datetime.timedelta(seconds=60)
_MANY = 500
# Only what goes on in the service itself, with the file's own words, can be what killed it: reading
# happens in a process apart, and of the many jobs that are being encoded one has its turn.
_TO_BLAME = ("storing",)


@dataclass(frozen=True, slots=True)
class Leased:
    """A job in hand; `revision_id` is set once its revision answers by keyword."""

    job: Job
    size: int
    revision_id: str | None


class JobQueue:
    """Jobs in the catalog. Safe to use from several threads and processes."""

    def __init__(
        self,
        engine: Engine,
        *,
        policy: RetryPolicy | None = None,
        random_source: Callable[[], float] = random.random,
    ) -> None:
        self._engine = engine
        self._policy = policy or RetryPolicy()
        self._random = random_source

    # Handing in

    def add(
        self,
        file: str,
        options: IngestOptions,
        *,
        job_id: str,
        failed: str | None = None,
        size: int = 0,
        parent: str | None = None,
    ) -> Job:
        """Queue a file under the name that people know it by, and return its job.

        `size` is in bytes; `failed` is the reason of one that was refused at the door: it is
        listed, never tried. A job of that id that is here already stays as it is.
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
            scans_read=0,
            scans=0,
            chunks_done=0,
            chunks_total=0,
            seconds=0.0,
            rate=0.0,
            error=failed,
            remarks=[],
            manual=None,
            revision=None,
            unchanged=False,
            created_at=now(),
            size=size,
            permanent=failed is not None,
            retry_at=None,
            parent=parent,
            revision_id=None,
        )
        with in_words("written"), Session(self._engine) as session, session.begin():
            known = session.get(JobRow, job_id)
            if known is not None:
                return job_of(known)
            session.add(row)
            session.flush()
            return job_of(row)

    # Working

    def lease(self, *, most_bytes: int | None = None, without: Iterable[str] = ()) -> Leased | None:
        """Take the job that is next, or None where none is due.

        Short files come first, unless another waits for long. `most_bytes` leaves out longer ones,
        `without` those that the caller has in hand. A job whose worker died over it too often is
        marked as failed on the way.
        """
        held = set(without)
        while True:
            moment = now()
            with in_words("written"), Session(self._engine) as session, session.begin():
                row = next_row(session, moment, most_bytes, held)
                if row is None:
                    return None
                if row.state == "running" and row.stage not in _TO_BLAME:
                    row.attempts = max(row.attempts - 1, 0)
                row.attempts += 1
                row.retry_at = None
                if row.attempts > self._policy.most_attempts:
                    row.state = row.stage = "failed"
                    row.leased_until = None
                    row.error = row.error or (
                        f"{row.file}: its worker died {self._policy.most_attempts} times over it, "
                        "so it is not tried again by itself."
                    )
                    continue
                row.state = "running"
                row.stage = "encoding" if row.revision_id else "reading"
                row.leased_until = moment + LEASE
                session.flush()
                return Leased(job_of(row), row.size, row.revision_id)

    def renew(self, job_ids: Sequence[str]) -> frozenset[str]:
        """Go on holding these jobs; return those of them that are not ours any more."""
        ours: set[str] = set()
        with in_words("written"), Session(self._engine) as session, session.begin():
            for start in range(0, len(job_ids), _MANY):
                some = JobRow.id.in_(job_ids[start : start + _MANY])
                running = some & (JobRow.state == "running")
                session.execute(update(JobRow).where(running).values(leased_until=now() + LEASE))
                ours.update(session.scalars(select(JobRow.id).where(running)))
        return frozenset(job_ids) - ours

    def is_running(self, job_id: str) -> bool:
        """Return whether a job is still to be worked on: nobody has cancelled it."""
        with in_words("read"), Session(self._engine) as session:
            row = session.get(JobRow, job_id)
            return row is not None and row.state == "running"

    def progress(
        self,
        job_id: str,
        *,
        stage: str,
        pages: int | None = None,
        scans_read: int | None = None,
        scans: int | None = None,
        chunks_done: int | None = None,
        chunks_total: int | None = None,
        seconds: float | None = None,
        rate: float | None = None,
    ) -> None:
        """Say how far a running job has come, which also renews its lease; None is as before.

        A job that came further than ever is not what failed before: its attempts count anew.
        """
        said = {
            "pages": pages,
            "scans_read": scans_read,
            "scans": scans,
            "chunks_done": chunks_done,
            "chunks_total": chunks_total,
            "seconds": seconds,
            "rate": rate,
        }
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(JobRow, job_id)
            if row is None or row.state != "running":
                return
            if chunks_done is not None and chunks_done > row.chunks_done:
                row.attempts, row.error = 1, None
            row.stage = stage
            for name, value in said.items():
                if value is not None:
                    setattr(row, name, value)
            row.leased_until = now() + LEASE

    def claim(self, job_id: str, revision_id: str) -> bool:
        """Keep which revision a running job is about to publish; False if it was cancelled.

        From here on it cannot be cancelled any more.
        """
        return self._set(job_id, JobRow.state == "running", revision_id=revision_id)

    def finish(
        self,
        job_id: str,
        *,
        manual: str | None,
        revision: str | None,
        remarks: tuple[str, ...],
        unchanged: bool,
        seconds: float,
    ) -> None:
        """Mark a running job as done: all of its file can be found."""
        self._set(
            job_id,
            JobRow.state == "running",
            state="done",
            stage="done",
            manual=manual,
            revision=revision,
            remarks=list(remarks),
            unchanged=unchanged,
            seconds=seconds,
            error=None,
            leased_until=None,
        )

    def fail(self, job_id: str, reason: str, *, permanent: bool = True) -> None:
        """Mark a running job as failed. `permanent`: the file itself is at fault."""
        self._set(
            job_id,
            JobRow.state == "running",
            state="failed",
            stage="failed",
            error=reason,
            permanent=permanent,
            leased_until=None,
        )

    def postpone(self, job_id: str, reason: str, *, counted: bool = True) -> None:
        """Put a running job back for a while, or fail it if it was tried often enough.

        Not `counted` is what no number of attempts can be blamed for, such as a full disk.
        """
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(JobRow, job_id)
            if row is None or row.state != "running":
                return
            row.leased_until, row.error, row.permanent = None, reason, False
            if counted and row.attempts >= self._policy.most_attempts:
                row.state = row.stage = "failed"
                return
            row.state, row.stage = "queued", "waiting"
            row.retry_at = now() + pause(self._policy, row.attempts, random=self._random)
            if not counted:
                row.attempts = max(row.attempts - 1, 0)

    def give_back(self, job_id: str, *, seconds: float = 0.0) -> None:
        """Let go of a running job unfinished, to be taken up again after so many seconds."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(JobRow, job_id)
            if row is not None and row.state == "running":
                row.state, row.stage, row.leased_until = "queued", "waiting", None
                row.attempts = max(row.attempts - 1, 0)
                row.retry_at = now() + datetime.timedelta(seconds=seconds) if seconds else None

    def release_all(self) -> None:
        """Free the jobs of a worker that is known to be gone; for the new owner of a home."""
        running = JobRow.state == "running"
        blameless = JobRow.stage.not_in(_TO_BLAME) & (JobRow.attempts > 0)
        freed = {"state": "queued", "stage": "waiting", "leased_until": None}
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.execute(
                update(JobRow).where(running, blameless).values(attempts=JobRow.attempts - 1)
            )
            session.execute(update(JobRow).where(running).values(**freed))

    # What owners do with jobs

    def retry(self, job_id: str) -> Job:
        """Queue a failed job anew; raises NotFound, and NotAllowed for one that did not fail."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = row_of(session, job_id)
            if row.state != "failed":
                raise NotAllowed(f"{row.file} did not fail, so there is nothing to try again.")
            row.state, row.stage, row.attempts = "queued", "waiting", 0
            row.error, row.permanent, row.retry_at = None, False, None
            session.flush()
            return job_of(row)

    def cancel(self, job_id: str) -> Job:
        """Stop a job that has not published anything yet; a worker lets go at its next look.

        Raises NotFound, and NotAllowed for one that is in, or failed.
        """
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = row_of(session, job_id)
            if row.state == "failed":
                raise NotAllowed(f"{row.file} failed already: dismiss it, or try it again.")
            if row.state == "done" or row.revision_id is not None:
                raise NotAllowed(
                    f"{row.file} answers already: withdraw its revision, or delete that."
                )
            row.state = row.stage = "cancelled"
            row.leased_until = row.retry_at = None
            session.flush()
            return job_of(row)

    def dismiss(self, job_id: str) -> None:
        """Forget a failed or cancelled job; raises NotFound, and NotAllowed for any other."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = row_of(session, job_id)
            if row.state not in ("failed", "cancelled"):
                raise NotAllowed(f"{row.file} did not fail: cancel it, or let it end.")
            session.execute(delete(JobRow).where(JobRow.id == job_id))

    # Looking

    def job(self, job_id: str) -> Job:
        """Return a job as it stands; raises NotFound."""
        with in_words("read"), Session(self._engine) as session:
            return next(jobs_of(session, [row_of(session, job_id)]))

    def jobs(self, *, limit: int = 200) -> tuple[Job, ...]:
        """Return the newest jobs, newest first."""
        with in_words("read"), Session(self._engine) as session:
            query = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id).limit(limit)
            return tuple(jobs_of(session, session.scalars(query).all()))

    def needing_uploads(self, *, failed_since: datetime.datetime) -> frozenset[str]:
        """Return the ids of jobs whose uploads are to be kept: those under way, and those handed
        in since then that failed.
        """
        under_way = JobRow.state.in_(("queued", "running"))
        dead_letter = (JobRow.state == "failed") & (JobRow.created_at >= failed_since)
        with in_words("read"), Session(self._engine) as session:
            return frozenset(session.scalars(select(JobRow.id).where(or_(under_way, dead_letter))))

    def _set(self, job_id: str, where: ColumnElement[bool], **values: object) -> bool:
        statement = update(JobRow).where(JobRow.id == job_id, where).values(**values)
        with in_words("written"), Session(self._engine) as session, session.begin():
            return cast("CursorResult[Any]", session.execute(statement)).rowcount > 0

"""Jobs in memory: those that the fake service starts with, and such as are done in a few looks."""

import datetime
import uuid
from typing import Any

from store.errors import NotAllowed, NotFound
from store.manual_values import IngestOptions, Job
from tests.fake_manuals import NOW, PRESS

# A job waits when it is first looked at, and is under way for so many looks more.
_LOOKS = 6


class FakeJobs:
    """The queue of the fake service: some jobs stand still, others move on with each look at them,
    so that a page on a busy machine sees every stage.
    """

    def __init__(self, standing: list[Job]) -> None:
        """Start with jobs that stay as they are, the newest first."""
        self._standing = {job.id: job for job in reversed(standing)}
        self._moving: dict[str, tuple[Job, str | None]] = {}
        self._looks: dict[str, int] = {}

    def add(self, file: str, options: IngestOptions, *, error: str | None) -> Job:
        """Queue a job that ends with `error`, or well."""
        job = Job(
            id=uuid.uuid4().hex,
            file=file,
            options=options,
            state="queued",
            stage="waiting",
            pages=0,
            chunks_done=0,
            chunks_total=0,
            seconds=0.0,
            error=None,
            remarks=(),
            manual=None,
            revision=None,
            unchanged=False,
        )
        self._moving[job.id] = (job, error)
        return job

    def job(self, job_id: str) -> Job:
        """Return a job as far as it is, and let it move on."""
        found = self._now(job_id)
        self._looks[job_id] = self._looks.get(job_id, 0) + 1
        return found

    def _now(self, job_id: str) -> Job:
        if job_id in self._standing:
            return self._standing[job_id]
        if job_id not in self._moving:
            raise NotFound(f"No job {job_id} is kept here.")
        job, error = self._moving[job_id]
        looks = self._looks.get(job_id, 0)
        if not looks:
            return job
        if error is not None:
            return job.model_copy(
                update={"state": "failed", "stage": "failed", "error": error, "seconds": 0.4}
            )
        done = looks > _LOOKS
        return job.model_copy(
            update={
                "state": "done" if done else "running",
                "stage": "done" if done else "encoding",
                "pages": 120,
                "chunks_done": 480 if done else looks * 480 // (_LOOKS + 1),
                "chunks_total": 480,
                "seconds": min(looks, _LOOKS) * 0.3,
                "rate": 300.0,
                "manual": job.options.manual or "fb-20",
                "revision": job.options.revision or "1",
                "draft": done and job.options.draft,
            }
        )

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first."""
        return tuple(self.job(job_id) for job_id in reversed([*self._standing, *self._moving]))

    def retry(self, job_id: str) -> Job:
        """Let a failed job run anew, to a good end."""
        job = self._now(job_id)
        self.dismiss(job_id)
        anew = job.model_copy(
            update={"state": "queued", "stage": "waiting", "error": None, "retry_at": None}
        )
        self._moving[job_id] = (anew, None)
        return anew

    def cancel(self, job_id: str) -> Job:
        """Stop a job that is under way."""
        job = self._now(job_id)
        if job.state not in ("queued", "running"):
            raise NotAllowed(f"{job.file} is in already.")
        self._forget(job_id)
        self._standing[job_id] = job.model_copy(update={"state": "cancelled"})
        return self._standing[job_id]

    def dismiss(self, job_id: str) -> None:
        """Forget a job that ended badly."""
        if self._now(job_id).state not in ("failed", "cancelled"):
            raise NotAllowed("Only what failed or was cancelled can be dismissed.")
        self._forget(job_id)

    def _forget(self, job_id: str) -> None:
        for kept in (self._standing, self._moving, self._looks):
            kept.pop(job_id, None)


def first_jobs() -> list[Job]:
    """Return an archive with one file under way and one that failed, two that failed alone, and a
    file that was here already.
    """
    return [
        _job(
            "failed-encrypted",
            "compressor.pdf",
            error="compressor.pdf is encrypted.",
            permanent=True,
        ),
        _job(
            "failed-busy",
            "crane.docx",
            error="The disk of the home is full.",
            attempts=2,
            retry_at=NOW + datetime.timedelta(hours=1),
        ),
        _job(
            "mail",
            "new press.eml",
            state="done",
            stage="done",
            chunks_done=1,
            chunks_total=1,
            seconds=2.0,
            manual=PRESS,
            revision="D",
            draft=True,
        ),
        _job("mail-1", "sheet.docx", parent="mail", error="sheet.docx is empty.", permanent=True),
        _job(
            "again",
            "press again.pdf",
            state="done",
            stage="done",
            manual=PRESS,
            revision="C",
            unchanged=True,
        ),
        _job("archive", "plant manuals.zip", state="done", stage="done"),
        _job(
            "archive-1",
            "plant manuals.zip/pumps/p7.pdf",
            parent="archive",
            state="running",
            stage="encoding",
            pages=120,
            chunks_done=160,
            chunks_total=480,
            seconds=30.0,
            rate=16.0,
            manual="p7",
            revision="2",
        ),
        _job(
            "scan",
            "old saw.pdf",
            state="running",
            stage="reading",
            scans_read=48,
            scans=120,
        ),
        _job(
            "archive-2",
            "plant manuals.zip/<b>broken</b>.pdf",
            parent="archive",
            error="<b>broken</b>.pdf is not a PDF, though its name says so.",
            permanent=True,
        ),
    ]


def _job(job_id: str, file: str, **said: Any) -> Job:
    return Job.model_validate(
        {
            "id": job_id,
            "file": file,
            "options": IngestOptions(by="M. Weber"),
            "state": "failed",
            "stage": "failed",
            "pages": 0,
            "chunks_done": 0,
            "chunks_total": 0,
            "seconds": 0.0,
            "error": None,
            "remarks": (),
            "manual": None,
            "revision": None,
            "unchanged": False,
            "attempts": 1,
            "created_at": NOW,
        }
        | said
    )

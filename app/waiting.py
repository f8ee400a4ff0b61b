"""What keeps jobs waiting that the queue itself does not know."""

from collections.abc import Sequence

from store.home import Home
from store.manual_values import Job


def with_shortage(jobs: Sequence[Job], home: Home) -> tuple[Job, ...]:
    """Return the jobs, those that wait for room on the disk with the sentence on it as error.

    It is told and not kept: on a full disk nothing can be.
    """
    waiting = any(job.state == "queued" for job in jobs)
    shortage = home.shortage() if waiting else None
    if shortage is None:
        return tuple(jobs)
    return tuple(
        job.model_copy(update={"error": shortage}) if job.state == "queued" else job for job in jobs
    )

"""What keeps jobs waiting that the queue itself does not know."""

from collections.abc import Sequence

from store.home import Home
from store.manual_values import Job

_UNDER_WAY = ("queued", "running")


def with_shortage(jobs: Sequence[Job], home: Home) -> tuple[Job, ...]:
    """Return the jobs, those that wait for room on the disk with the sentence on it as error.

    It is told and not kept: on a full disk nothing can be, not even that a running job was put off.
    """
    waiting = any(job.state in _UNDER_WAY for job in jobs)
    shortage = home.shortage() if waiting else None
    if shortage is None:
        return tuple(jobs)
    return tuple(
        job.model_copy(update={"error": shortage}) if job.state in _UNDER_WAY else job
        for job in jobs
    )

"""How counts and progress read, on the pages and in the commands."""

from store.manual_values import Job


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 page, 1,204 pages."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def scans_read(job: Job) -> str:
    """Return how far OCR has come with a job: 48 of 120 scanned pages."""
    return f"{job.scans_read:,} of {counted(job.scans, 'scanned page')}"


def share_done(job: Job) -> float:
    """Return how much of a job is done, 0 to 1: of its scans first, then of its chunks."""
    if job.state == "done":
        return 1.0
    if job.stage == "reading":
        return job.scans_read / job.scans if job.scans else 0.0
    return job.chunks_done / job.chunks_total if job.chunks_total else 0.0

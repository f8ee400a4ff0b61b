"""`millwright jobs list|retry|cancel|dismiss`."""

from collections.abc import Sequence

from app.commands.console import print_json, say
from app.commands.controlling import with_owner
from app.sessions import with_service
from store.settings import load_settings


def list_jobs(*, failed: bool, as_json: bool) -> None:
    """Print jobs, the newest first; with `failed` only those that wait for their owner."""
    jobs = with_service(load_settings(), lambda session: session.service.jobs())
    shown = [job for job in jobs if not failed or job.state == "failed"]
    if as_json:
        print_json(shown)
        return
    for job in shown:
        style = "red" if job.state == "failed" else ""
        say(f"{job.id}  {job.state:9}  {job.stage:9}  {job.file}", style)
        if job.error:
            say(f"    {job.error}")
        if job.retry_at:
            say(f"    tried {job.attempts} times, again at {job.retry_at.astimezone():%R:%S}")
    if not shown:
        say("No jobs.")


def retry_jobs(job_ids: Sequence[str]) -> None:
    """Try failed jobs anew; without ids all of them."""
    ids = list(job_ids) or [
        job.id
        for job in with_service(load_settings(), lambda session: session.service.jobs())
        if job.state == "failed"
    ]
    for job_id in ids:
        _retry(job_id)
    if not ids:
        say("No failed jobs.")


def _retry(job_id: str) -> None:
    job = with_owner(lambda owner: owner.retry(job_id))
    say(f"{job.file}: queued again.")


def cancel_job(job_id: str) -> None:
    """Stop a job that is not in yet."""
    job = with_owner(lambda owner: owner.cancel(job_id))
    say(f"{job.file}: cancelled.")


def dismiss_job(job_id: str) -> None:
    """Forget a failed or cancelled job and its upload."""
    with_owner(lambda owner: owner.dismiss(job_id))
    say("Forgotten.")

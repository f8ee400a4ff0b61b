"""A home for a measurement, opened in this process."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import MillwrightError
from store.manual_values import IngestOptions
from store.settings import Settings

if TYPE_CHECKING:
    from app.local import LocalService


@contextmanager
def home_of_its_own(
    settings: Settings, *, worker: bool, new_encoder: bool = False
) -> Iterator["LocalService"]:
    """Yield a service over the settings' home, with or without its worker."""
    from app.local import LocalService

    service = LocalService(settings, new_encoder=new_encoder)
    try:
        if worker:
            service.start_worker()
        yield service
    finally:
        service.close()


def ingested(service: "LocalService", files: Sequence[Path]) -> None:
    """Take the files in and return when they are; raises MillwrightError for one that fails."""
    jobs = [service.submit(file, IngestOptions()) for file in files]
    while any(service.job(job.id).state in ("queued", "running") for job in jobs):
        time.sleep(0.2)
    for job in jobs:
        ended = service.job(job.id)
        if ended.state == "failed":
            raise MillwrightError(str(ended.error))

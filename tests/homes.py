"""Homes for tests: a real service over real files, in a folder of the test's own."""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from app.local import LocalService
from evals.made_manuals import made_manual
from ingest.manifest import read_manifest
from store.manual_values import IngestOptions, Job
from store.settings import load_settings

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
_PATIENCE_SECONDS = 240.0


@contextmanager
def opened(home: Path, **settings: Any) -> Iterator[LocalService]:
    """Yield a service over a home, its worker running."""
    service = LocalService(load_settings(home=home, **settings))
    try:
        service.start_worker()
        yield service
    finally:
        service.close()


def taken_in(service: LocalService, path: Path, *, name: str | None = None, **options: Any) -> Job:
    """Return the ended job of one file."""
    return ended(service, [service.submit(path, IngestOptions(**options), name=name)])[0]


def ended(service: LocalService, jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs as they ended; raises TimeoutError for one that does not."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        now = [service.job(job.id) for job in jobs]
        if all(job.state in ("done", "failed", "cancelled") for job in now):
            return now
        time.sleep(0.05)
    raise TimeoutError(f"Jobs did not end: {now}")


def take_in_samples(service: LocalService) -> list[Job]:
    """Return the ended jobs of the sample manuals, as `make run` takes them in."""
    entries = read_manifest(SAMPLES / "manifest.csv")
    return ended(service, [service.submit(entry.path, entry.options) for entry in entries])


def home_of_samples(shared: Path) -> Path:
    """Return a home with the sample manuals in, below a folder that the processes of a run share.

    Whoever asks first takes them in, for all others. It is to be copied, and never opened.
    """
    home, building = shared / "samples", shared / "samples.partial"
    with FileLock(shared / "samples.lock"):
        if not home.is_dir():
            shutil.rmtree(building, ignore_errors=True)
            with opened(building) as service:
                jobs = take_in_samples(service)
            assert [job.state for job in jobs] == ["done"] * len(jobs), jobs
            building.rename(home)
    return home


def made(folder: Path, name: str, sections: int, seed: int = 1) -> Path:
    """Return an HTML file of a manual that is made up, of so many sections."""
    path = folder / name
    path.write_text(made_manual(sections, seed=seed), encoding="utf-8")
    return path

"""A disk that fills up: a sentence each time, and all goes on when there is room again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.local import LocalService
from app.waiting import with_shortage
from store.edge import EdgeIndex
from store.errors import StoreUnavailable
from store.index import Point
from store.keywords import document_vector
from store.manual_values import IngestOptions
from store.settings import load_settings
from tests.homes import ended, opened, taken_in
from tests.pdf_files import pdf

_MEGABYTE = 1024 * 1024

# Sets how many MB are free on every disk from now on.
Free = Callable[[float], None]


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Free:
    usage = shutil.disk_usage(tmp_path)

    def so_many(megabytes: float) -> None:
        left = usage._replace(free=int(megabytes * _MEGABYTE))
        monkeypatch.setattr(shutil, "disk_usage", lambda _: left)

    return so_many


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "late.pdf"
    path.write_bytes(pdf([[("3 Torques", 20), "The cover bolts take 91 Nm."]]))
    return path


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LocalService]:
    with opened(tmp_path / "home") as service:
        yield service


def test_what_is_handed_in_is_refused_in_a_sentence_and_the_service_goes_on(
    service: LocalService, path: Path, free: Free
) -> None:
    free(0)
    with pytest.raises(StoreUnavailable, match=r"takes 65 MB, .* has 0 MB free"):
        service.submit(path, IngestOptions())
    free(1000)
    assert taken_in(service, path).state == "done"


def test_a_job_that_waits_for_room_says_so_and_goes_on_by_itself(
    tmp_path: Path, path: Path, free: Free
) -> None:
    with closing(LocalService(load_settings(home=tmp_path / "home"))) as service:
        job = service.submit(path, IngestOptions())
        assert service.job(job.id).error is None
        free(20)
        assert "has 20 MB free: free some" in (service.job(job.id).error or "")
        (waiting,) = service.jobs()
        assert (waiting.state, waiting.error) == ("queued", service.job(job.id).error)
        # Full to the last byte, the queue cannot even note that a running job was put off.
        (running,) = with_shortage([job.model_copy(update={"state": "running"})], service.home)
        assert running.error == waiting.error
        service.start_worker()
        assert not service.manuals()
        free(1000)
        (done,) = ended(service, [job])
    assert (done.state, done.attempts, done.error) == ("done", 1, None)


def test_the_index_is_not_written_without_room_but_a_revision_can_go(
    tmp_path: Path, free: Free
) -> None:
    def points(revision: str) -> list[Point]:
        words = document_vector("The chuck is mounted with six screws.", "en")
        return [Point(revision.ljust(32, "0"), (1.0, 0.0), words, {"revision": revision})]

    index = EdgeIndex.open(tmp_path / "index", dimension=2)
    index.upsert(points("a"))
    free(20)
    with pytest.raises(StoreUnavailable, match="Writing the chunk index takes 48 MB"):
        index.upsert(points("b"))
    with pytest.raises(StoreUnavailable, match="Optimizing the chunk index takes"):
        index.optimize()
    assert index.revisions() == {"a": 1}
    index.delete(revision="a")
    assert index.revisions() == {}
    index.close()


def test_a_home_opens_on_an_almost_full_disk_and_says_when_it_cannot(
    service: LocalService, tmp_path: Path, path: Path, free: Free
) -> None:
    assert taken_in(service, path).state == "done"
    service.close()
    free(10)
    with opened(tmp_path / "home") as again:
        assert len(again.manuals()) == 1
    free(1)
    with pytest.raises(StoreUnavailable, match="Opening the home takes 4 MB"):
        LocalService(load_settings(home=tmp_path / "home"))
    with pytest.raises(StoreUnavailable, match="Opening the home takes 64 MB"):
        LocalService(load_settings(home=tmp_path / "new"))

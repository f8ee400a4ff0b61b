"""A folder whose files are taken in by themselves."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.watched_folder import WatchedFolder
from store.database import open_database
from store.errors import StoreUnavailable
from store.manual_values import IngestOptions, Job
from tests.homes import ended, opened
from tests.pdf_files import pdf


class Desk:
    """Takes files in, and remembers which; away for as long as somebody says so."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, IngestOptions]] = []
        self.away = False

    def submit(self, path: Path, options: IngestOptions) -> Job:
        if self.away:
            raise StoreUnavailable("The disk is full.")
        self.taken.append((path.name, options))
        return Job.model_construct(id=str(len(self.taken)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.taken]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened_engine = open_database(tmp_path, None)
    yield opened_engine
    opened_engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "share"
    path.mkdir()
    return path


def test_a_file_is_handed_in_once_it_has_settled(folder: Path, engine: Engine) -> None:
    desk = Desk()
    watched = WatchedFolder(folder, desk.submit, engine=engine)
    manual = folder / "pump.pdf"
    manual.write_bytes(b"half")
    watched.look()
    manual.write_bytes(b"half and half")
    watched.look()
    assert desk.names == []
    watched.look()
    watched.look()
    assert desk.names == ["pump.pdf"]
    # Another service on the same home knows what was handed in.
    again = WatchedFolder(folder, desk.submit, engine=engine)
    again.look()
    again.look()
    assert desk.names == ["pump.pdf"]
    manual.write_bytes(b"changed again")
    os.utime(manual, (1, 1))
    again.look()
    again.look()
    assert desk.names == ["pump.pdf", "pump.pdf"]


def test_what_is_not_finished_or_not_meant_is_left_alone(folder: Path, engine: Engine) -> None:
    names = [".~pump.pdf", "~$pump.docx", "pump.pdf.part", "pump.pdf.crdownload", ".hidden.pdf"]
    (folder / ".cache").mkdir()
    (folder / "press" / "deep").mkdir(parents=True)
    for name in (*names, ".cache/in.pdf", "empty.pdf", "press/deep/press.pdf", "Thumbs.db"):
        (folder / name).write_bytes(b"" if name == "empty.pdf" else b"x")
    desk = Desk()
    watched = WatchedFolder(folder, desk.submit, engine=engine)
    watched.look()
    watched.look()
    assert desk.names == ["press.pdf"]


def test_a_manifest_says_what_the_files_of_its_folder_are(folder: Path, engine: Engine) -> None:
    (folder / "pump.pdf").write_bytes(b"x")
    manifest = folder / "manifest.csv"
    manifest.write_text("file,manual\nmissing.pdf,P-1\n")
    desk = Desk()
    watched = WatchedFolder(folder, desk.submit, engine=engine)
    watched.look()
    watched.look()
    assert desk.names == []
    manifest.write_text("file,manual,machines\npump.pdf,P-1,M-1;M-2\n")
    watched.look()
    ((name, options),) = desk.taken
    assert (name, options.manual, options.machines) == ("pump.pdf", "P-1", ("M-1", "M-2"))


def test_what_cannot_be_taken_now_is_taken_later(folder: Path, engine: Engine) -> None:
    (folder / "pump.pdf").write_bytes(b"x")
    desk = Desk()
    desk.away = True
    watched = WatchedFolder(folder, desk.submit, engine=engine)
    watched.look()
    with pytest.raises(StoreUnavailable):
        watched.look()
    desk.away = False
    watched.look()
    assert desk.names == ["pump.pdf"]


def test_a_folder_that_is_not_there_stops_nothing(folder: Path, engine: Engine) -> None:
    assert WatchedFolder(folder / "gone", Desk().submit, engine=engine).look() == ()


def test_the_service_takes_in_what_comes_to_lie_there(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "home", watch_folder=folder) as service:
        (folder / "pump.pdf").write_bytes(pdf([[("3 Torques", 20), "The cover takes 25 Nm cold."]]))
        jobs: list[Job] = []
        while not jobs:
            jobs = list(service.jobs())
        assert [job.state for job in ended(service, jobs)] == ["done"]

"""A folder whose files are taken in by themselves: what the service does with a network share."""

import csv
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from ingest.manifest import ManifestError, read_manifest
from store.database import in_words
from store.errors import MillwrightError
from store.manual_values import IngestOptions, Job
from store.tables import WatchedRow

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_MANIFEST = "manifest.csv"
# What programs write beside a file, or in its place, for as long as they are at it.
_UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".download", ".filepart", ".swp")
_BESIDE = (".", "~$", "~")
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")

_Seen = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class Submit(Protocol):
    """Hands a file in; raises MillwrightError where the store cannot take it now."""

    def __call__(self, path: Path, options: IngestOptions) -> Job:
        """Queue a file and return its job."""


class WatchedFolder:
    """Looks through a folder and all below it, and hands in what is new or has changed.

    A file is handed in once it was the same at two looks in a row: whoever copies it is done then.
    """

    def __init__(self, folder: Path, submit: Submit, *, engine: Engine) -> None:
        self._folder = folder.expanduser().absolute()
        self._submit = submit
        self._engine = engine
        self._before: dict[Path, _Seen] = {}
        self._complained: set[str] = set()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look every two seconds from now on, in a thread of its own."""
        self._thread = threading.Thread(target=self._watch, name="watched-folder", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more. Stopping twice is fine."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except MillwrightError as error:
                self._complain(str(error))
            except OSError as error:
                self._complain(f"The watched folder {self._folder} cannot be read: {error}.")
            self._stopping.wait(_LOOK_SECONDS)

    def look(self) -> tuple[Job, ...]:
        """Hand in what has settled since the look before, and return the jobs of it.

        Raises MillwrightError where the store cannot take anything now, OSError where the folder
        cannot be read; the next look makes up for it.
        """
        if not self._folder.is_dir():
            self._complain(f"The watched folder {self._folder} is not there.")
            return ()
        now = dict(self._files())
        settled = [path for path, seen in now.items() if self._before.get(path) == seen]
        self._before = now
        if not settled:
            return ()
        handed_in = self._handed_in()
        jobs: list[Job] = []
        told: dict[Path, dict[Path, IngestOptions] | None] = {}
        for path in settled:
            if handed_in.get(str(path)) == now[path] or self._stopping.is_set():
                continue
            if path.parent not in told:
                told[path.parent] = self._manifest(path.parent)
            options = told[path.parent]
            if options is None:
                continue
            job = self._submit(path, options.get(path, IngestOptions()))
            self._keep(path, now[path], job)
            jobs.append(job)
        return tuple(jobs)

    def _files(self) -> Iterator[tuple[Path, _Seen]]:
        for path in sorted(self._folder.rglob("*")):
            below = path.relative_to(self._folder).parts
            if any(part.startswith(_BESIDE) for part in below):
                continue
            name = path.name.casefold()
            if name.endswith(_UNFINISHED) or name in (_MANIFEST, *_OF_THE_SYSTEM):
                continue
            try:
                if not path.is_file():
                    continue
                found = path.stat()
            except OSError:
                continue  # It went away while we looked.
            if found.st_size:
                yield path, (found.st_size, found.st_mtime_ns)

    def _manifest(self, folder: Path) -> dict[Path, IngestOptions] | None:
        """What a folder's manifest says of its files; None while it cannot be used."""
        path = folder / _MANIFEST
        if not path.is_file():
            return {}
        try:
            return {entry.path.absolute(): entry.options for entry in read_manifest(path)}
        except (ManifestError, csv.Error, UnicodeDecodeError) as error:
            self._complain(f"{path} cannot be used, so its folder waits: {error}")
            return None

    def _handed_in(self) -> dict[str, _Seen]:
        with in_words("read"), Session(self._engine) as session:
            rows = session.scalars(select(WatchedRow))
            return {row.path: (row.size, row.modified_ns) for row in rows}

    def _keep(self, path: Path, seen: _Seen, job: Job) -> None:
        with in_words("written"), Session(self._engine) as session, session.begin():
            size, modified_ns = seen
            session.merge(
                WatchedRow(path=str(path), size=size, modified_ns=modified_ns, job=job.id)
            )

    def _complain(self, sentence: str) -> None:
        """Say it once, not every two seconds."""
        if sentence not in self._complained:
            self._complained.add(sentence)
            logger.warning("%s", sentence)

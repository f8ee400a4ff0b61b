"""Runs on disk: a folder a run, its cases written as they end."""

import functools
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from evals.run import CaseResult, Run
from store.errors import MillwrightError
from store.values import Value

LATEST = "latest"
_RUN = "run.json"
_CASES = "cases.jsonl"
_REPORT = "report.html"

Shape = TypeVar("Shape", bound=Value)


class RunError(MillwrightError):
    """A run is not there, cannot be read, or cannot be gone on with."""


class Runs:
    """The runs below one folder, each in a folder of its id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all runs, the oldest first: an id begins with its time."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(path.parent.name for path in self.folder.glob(f"*/{_RUN}")))

    def all(self) -> tuple[Run, ...]:
        """Return all runs that can be read, the oldest first; `unread` tells of the others."""
        return tuple(run for run in self._read() if isinstance(run, Run))

    def unread(self) -> tuple[str, ...]:
        """Return a sentence for each run that is damaged, or of another version."""
        return tuple(str(run) for run in self._read() if isinstance(run, RunError))

    def _read(self) -> Iterator["Run | RunError"]:
        for run in self.ids():
            try:
                yield RunFolder(self.folder / run).run()
            except RunError as error:
                yield error

    def find(self, name: str) -> "RunFolder":
        """Return the run of this id, folder, name or beginning of an id; `latest` is the last one.

        Of several runs of one name it is the last.

        Raises RunError where there is none, or several.
        """
        ids = self.ids()
        if name == LATEST and ids:
            return RunFolder(self.folder / ids[-1])
        for folder in (self.folder / name, Path(name)):
            if name and (folder / _RUN).is_file():
                return RunFolder(folder)
        found = [run for run in ids if name and run.startswith(name)]
        if len(found) == 1:
            return RunFolder(self.folder / found[0])
        if found:
            raise RunError(f"{name} may be any of the runs {', '.join(found)}: say more of it.")
        named = [run.id for run in self.all() if name and run.name == name]
        if named:
            return RunFolder(self.folder / named[-1])
        known = f"the last ones are {', '.join(ids[-3:])}" if ids else "there is none yet"
        raise RunError(f"There is no run {name} in {self.folder}: {known}.")

    def create(self, run: Run) -> "RunFolder":
        """Keep a new run, and return its folder; raises RunError for an id that is taken."""
        folder = RunFolder(self.folder / run.id)
        if folder.exists():
            raise RunError(f"There is a run {run.id} in {self.folder} already.")
        with _written(folder.folder):
            folder.folder.mkdir(parents=True, exist_ok=True)
        folder.write(run)
        return folder


class RunFolder:
    """The files of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def report(self) -> Path:
        """Return where its report lies, or would."""
        return self.folder / _REPORT

    def exists(self) -> bool:
        """Return whether a run is kept here."""
        return (self.folder / _RUN).is_file()

    def run(self) -> Run:
        """Return the run; raises RunError where it cannot be read."""
        path = self.folder / _RUN
        try:
            return _run(path.read_bytes(), path)
        except OSError as error:
            raise RunError(f"The run {path} cannot be read: {error.strerror}.") from error

    def write(self, run: Run) -> None:
        """Keep the run as it now stands; a crash leaves the former state or this one."""
        self._replace(self.folder / _RUN, run.model_dump_json(indent=2))

    def write_report(self, html: str) -> None:
        """Keep the run's report; a crash leaves the former one or this one."""
        self._replace(self.report, html)

    def _replace(self, path: Path, text: str) -> None:
        partial = path.with_suffix(".partial")
        with _written(path):
            partial.write_text(text, encoding="utf-8")
            partial.replace(path)

    def cases(self) -> tuple[CaseResult, ...]:
        """Return the cases that have ended, in the order they did; the last result of each."""
        by_key = {result.key: result for result in self._lines()}
        return tuple(by_key.values())

    def append(self, result: CaseResult) -> None:
        """Keep a case that has ended."""
        path = self.folder / _CASES
        with _written(path), path.open("ab+") as file:
            # A line that was cut off by a kill must not swallow the next one.
            if file.tell() and _last_byte(path) != b"\n":
                file.write(b"\n")
            file.write(result.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> Iterator[CaseResult]:
        path = self.folder / _CASES
        if not path.is_file():
            return
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                json.loads(line)
            except ValueError:
                # Cut off by a kill: that case is asked again when the run goes on.
                continue
            yield _shape(CaseResult, line, path, f", line {number}")


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """Raise RunError where something of a run cannot be written."""
    try:
        yield
    except OSError as error:
        raise RunError(
            f"{path} cannot be written: {error.strerror}. Make room or name another folder "
            "(--out); a run that has begun goes on with --resume."
        ) from error


@functools.lru_cache(maxsize=64)
def _run(content: bytes, path: Path) -> Run:
    """The run in a file; the page of all runs asks for each twice whenever it is drawn."""
    return _shape(Run, content, path)


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def _shape(kind: type[Shape], content: bytes, path: Path, where: str = "") -> Shape:
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RunError(
            f"{path}{where} is no {kind.__name__} of this version: {field}: {first['msg']}."
        ) from error

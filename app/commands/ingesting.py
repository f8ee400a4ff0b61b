"""`millwright ingest`: queues files, follows their jobs, says what became of each."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from app.commands.console import note, notes, print_json, say
from app.counting import counted, scans_read, share_done
from app.sessions import Session, with_service
from ingest.manifest import Entry, is_manifest, read_manifest
from ingest.several import has_parts, part_id
from store.errors import MillwrightError, NotFound
from store.manual_values import IngestOptions, Job
from store.settings import load_settings

# Files left out of a folder that are named.
_NAMED = 8
_ENDINGS = (
    *(".pdf", ".docx", ".pptx", ".xlsx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"),
    *(".eml", ".zip", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
    *(".docm", ".dotx", ".pptm", ".potx", ".ppsx", ".xlsm", ".xltx"),
    # Manuals may well be in these, which no reader reads: each fails, and says what to save it as.
    *(".doc", ".xls", ".xlsb", ".ppt", ".rtf", ".odt", ".ods", ".odp", ".msg", ".epub", ".ps"),
    *(".heic", ".svg", ".jp2", ".7z", ".rar", ".gz"),
)
_ENDED = ("done", "failed", "cancelled")
_POLL_SECONDS = 0.3


def orders(
    paths: Sequence[Path], manifest: Path | None, options: dict[str, Any]
) -> tuple[Entry, ...]:
    """Return the files to take in: those of the manifest, those named, those of folders.

    Raises MillwrightError where there are none, or options are given for several files that can
    hold for one only.
    """
    try:
        given = IngestOptions.model_validate(options)
    except ValidationError as error:
        first = error.errors()[0]
        raise MillwrightError(f"--{first['loc'][0]}: {first['msg']}.") from error
    named = read_manifest(manifest) if manifest else ()
    entries = [Entry(one.path, _completed(one.options, given)) for one in named]
    if listing := next(filter(is_manifest, paths), None):
        raise MillwrightError(
            f"{listing} is a manifest, and no manual: millwright ingest --manifest {listing} takes "
            "in the files that it lists."
        )
    files = [file for path in paths for file in _files(path)]
    if len(files) + len(entries) > 1 and (given.manual or given.revision or given.title):
        raise MillwrightError(
            "--manual, --title and --revision are for one file; name several in a --manifest."
        )
    entries.extend(Entry(file, given) for file in files)
    if not entries:
        raise MillwrightError("There is nothing to ingest: name files or folders, or a --manifest.")
    return tuple(entries)


def _completed(said: IngestOptions, given: IngestOptions) -> IngestOptions:
    """What a manifest says of a file, and where it is silent what the command line says of all."""
    more = {
        name: value
        for name in IngestOptions.model_fields
        if (value := getattr(given, name)) and not getattr(said, name)
    }
    return said.model_copy(update=more)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    others: list[str] = []
    for file in sorted(path.rglob("*")):
        if not file.is_file() or file.name.startswith("."):
            continue
        if file.suffix.lower() in _ENDINGS:
            yield file
        else:
            others.append(file.name)
    if others:
        named = ", ".join(others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
        count = f"{len(others)} files are" if len(others) != 1 else "1 file is"
        note(f"{path}: {count} of no format that manuals come in, and left out: {named}.")


@dataclass
class _Following:
    """What was submitted, and the jobs that came of it; survives a change of the home's owner."""

    entries: tuple[Entry, ...]
    jobs: list[Job] = field(default_factory=list)
    # Jobs of what was packed in those files, and in their parts in turn.
    parts: list[Job] = field(default_factory=list)


def ingest_files(entries: tuple[Entry, ...], *, wait: bool, as_json: bool) -> None:
    """Queue the files and, with `wait`, follow them to their end; exits 1 if any failed."""
    following = _Following(entries)
    with _progress(shown=wait and not as_json) as progress:
        tasks: dict[str, TaskID] = {}

        def follow(session: Session) -> None:
            _submit(session, following)
            while wait:
                session.check()
                following.jobs = [
                    job if job.state in _ENDED else session.service.job(job.id)
                    for job in following.jobs
                ]
                following.parts = _with_parts(session, following)
                _show(progress, tasks, [*following.jobs, *following.parts])
                if all(job.state in _ENDED for job in (*following.jobs, *following.parts)):
                    return
                time.sleep(_POLL_SECONDS)

        with_service(load_settings(), follow, worker=wait)
    everything = [*following.jobs, *following.parts]
    _report(everything, as_json=as_json)
    if any(job.state in ("failed", "cancelled") for job in everything):
        raise typer.Exit(1)


def _with_parts(session: Session, following: _Following) -> list[Job]:
    """What came out of archives and mails so far; their jobs' ids follow from the archive's."""
    known = {job.id: job for job in following.parts}
    found: list[Job] = []
    archives = [job for job in following.jobs if has_parts(job)]
    while archives:
        archive = archives.pop()
        for position in count():
            job_id = part_id(archive.id, position)
            job = known.get(job_id)
            if job is None or job.state not in _ENDED:
                try:
                    job = session.service.job(job_id)
                except NotFound:
                    break
            found.append(job)
            if has_parts(job):
                archives.append(job)
    return found


def _submit(session: Session, following: _Following) -> None:
    """Submit what was not yet: another owner may have taken the first of them."""
    for entry in following.entries[len(following.jobs) :]:
        session.check()
        following.jobs.append(session.service.submit(entry.path, entry.options))


@contextmanager
def _progress(*, shown: bool) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[status]}", markup=False),
    )
    with Progress(*columns, console=notes, disable=not shown) as progress:
        yield progress


def _show(progress: Progress, tasks: dict[str, TaskID], jobs: Sequence[Job]) -> None:
    for job in jobs:
        if job.id not in tasks:
            tasks[job.id] = progress.add_task(job.file, status="", told=False, total=1)
        if (
            job.state in ("queued", "running")
            and job.error
            and not progress.tasks[tasks[job.id]].fields["told"]
        ):
            progress.update(tasks[job.id], told=True)
            note(f"{job.error} What waits goes on by itself.", "yellow")
        progress.update(
            tasks[job.id],
            completed=share_done(job),
            status=_status(job),
        )


def _status(job: Job) -> str:
    if job.stage == "reading" and job.scans:
        return f"reading, {scans_read(job)}"
    if job.state != "running" or not job.chunks_total:
        return job.stage
    done = f"{counted(job.pages, 'page')}, {job.chunks_done}/{counted(job.chunks_total, 'chunk')}"
    if not job.rate:
        return done
    left = int((job.chunks_total - job.chunks_done) / job.rate)
    return f"{done}, {job.rate:.0f}/s, {left // 60}:{left % 60:02} left"


def _report(jobs: Sequence[Job], *, as_json: bool) -> None:
    if as_json:
        print_json(jobs)
    for job in jobs:
        if job.state == "failed":
            note(f"millwright: {job.error}", "red")
        elif job.state == "cancelled":
            note(f"millwright: {job.file}: cancelled.", "red")
        elif not as_json:
            say(_sentence(job))
            for remark in job.remarks:
                note(f"  {remark}", "yellow")


def _sentence(job: Job) -> str:
    if job.state != "done":
        return f"{job.file}: queued as job {job.id}."
    if job.manual is None:
        return f"{job.file}: taken apart, its files follow."
    if job.unchanged:
        return f"{job.file}: unchanged, already here as {job.manual} revision {job.revision}."
    pages = f"{counted(job.pages, 'page')}, " if job.pages else ""
    return (
        f"{job.file}: {pages}{counted(job.chunks_total, 'chunk')} as {job.manual} "
        f"revision {job.revision} "
        f"in {job.seconds:.1f} s."
    )

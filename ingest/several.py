"""Files that hold several documents: each becomes a job of its own."""

import re
import shutil
import uuid
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ingest.child import Look, unpacked_in_child
from ingest.formats.archive import Part
from ingest.formats.budgets import Limits
from ingest.linked_pictures import is_picture, linked_pictures
from ingest.naming import shown_name
from ingest.orders import Bounds, UnpackingOrder
from ingest.stores import Stores
from store.manual_values import IngestOptions, Job

# What an owner says of an archive that cannot hold for each file in it.
_OF_ONE_FILE = {"manual": None, "title": None, "revision": None, "document_number": None}


_EACH_A_JOB = "each is a job of its own."


def has_parts(job: Job) -> bool:
    """Return whether a job that is done has queued others for what its file held."""
    return any(remark.endswith(_EACH_A_JOB) for remark in job.remarks)


def part_id(parent: str, position: int) -> str:
    """Return the id of the job of an archive's part, counted from 0: the same after a crash."""
    return str(uuid.uuid5(uuid.UUID(parent), str(position)))


def expanded(
    stores: Stores,
    job: Job,
    path: Path,
    media_type: str,
    *,
    limits: Limits,
    bounds: Bounds,
    look: Look,
) -> tuple[str, ...]:
    """Queue the documents in a file as jobs of their own; return remarks that count them.

    A picture that a page among them shows is that page's figure, and none.
    None is queued before all are taken out. Raises FileRejected where the file as a whole cannot
    be read, and whatever `look` raises.
    """
    into = stores.home.inbox / f"{job.id}.parts"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    try:
        found = unpacked_in_child(
            UnpackingOrder(path, media_type, into, limits), bounds=bounds, look=look
        )
        figures = linked_pictures(found)
        # Texts before pictures: these take OCR, and mostly hold less.
        documents = sorted(
            (part for position, part in enumerate(found) if position not in figures),
            key=is_picture,
        )
        longest = max((_size(part) for part in documents if not is_picture(part)), default=0)
        names = shown_names([part.name for part in documents])
        for position, (name, part) in enumerate(zip(names, documents, strict=True)):
            look()
            # The queue takes what is short first.
            size = _size(part) + (longest if is_picture(part) else 0)
            _queue(stores, job, name, part, part_id(job.id, position), size=size)
    finally:
        shutil.rmtree(into, ignore_errors=True)
    return (*_of_figures(len(figures)), *_of_documents(documents))


def _of_figures(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    pictures = "1 picture" if count == 1 else f"{count} pictures"
    return (f"{pictures} that its pages show: figures of these, and no manuals.",)


def _of_documents(documents: Sequence[Part]) -> tuple[str, ...]:
    if not documents:
        return ()
    bad = sum(part.path is None for part in documents)
    failed = f", {bad} of which could not be taken out" if bad else ""
    files = "1 file" if len(documents) == 1 else f"{len(documents)} files"
    return (f"It holds {files}{failed}: {_EACH_A_JOB}",)


def _size(part: Part) -> int:
    return part.path.stat().st_size if part.path is not None else 0


def shown_names(paths: Sequence[str]) -> list[str]:
    """Return the names that files of an archive go by: without their folders, unless that would
    make two of them one manual.
    """
    bare = [shown_name(path) for path in paths]
    often = Counter(name.casefold() for name in bare)
    return [
        name
        if often[name.casefold()] == 1
        else shown_name(" - ".join(part for part in re.split(r"[/\\]+", path) if part))
        for name, path in zip(bare, paths, strict=True)
    ]


def _queue(stores: Stores, job: Job, name: str, part: Part, job_id: str, *, size: int) -> None:
    options = _options(job.options, part.options)
    failed = None
    if part.path is None:
        failed = f"{name} in {job.file}: {part.problem}"
    else:
        stores.home.accept(part.path, job_id)
    stores.jobs.add(name, options, job_id=job_id, failed=failed, size=size, parent=job.id)


def _options(given: IngestOptions, own: IngestOptions | None) -> IngestOptions:
    """What holds for a part: what a manifest in the archive says, else what the owner said."""
    shared = given.model_copy(update=_OF_ONE_FILE)
    said = own.model_dump(exclude_defaults=True) if own is not None else {}
    return IngestOptions.model_validate({**shared.model_dump(), **said})

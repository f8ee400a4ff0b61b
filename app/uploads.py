"""A multipart upload: to temporary files as it comes, with the name kept for showing only."""

import contextlib
import datetime
import re
import shutil
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from store.errors import FileRejected, StoreUnavailable
from store.manual_values import IngestOptions

MAX_FILES = 1000
_FIELD_BYTES = 64 * 1024
_ENVELOPE_BYTES = 1024 * 1024
_FIELDS = frozenset(IngestOptions.model_fields)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


class UploadTooLarge(FileRejected):
    """The upload is over the limit: it was not read to its end, and nothing of it is stored."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The files of one request, still open, and what the owner said of them."""

    files: tuple[UploadFile, ...]
    options: IngestOptions


async def read_upload(request: Request, *, max_bytes: int) -> Upload:
    """Return the files and options of a multipart request; close the files after use.

    Raises FileRejected for a body that is no upload, UploadTooLarge past `max_bytes`.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise FileRejected("Send the files as multipart/form-data, in fields named `files`.")
    limit = max_bytes + _ENVELOPE_BYTES
    if int(request.headers.get("content-length", "0") or 0) > limit:
        raise _too_large(max_bytes)
    parser = MultiPartParser(
        request.headers,
        _limited(request.stream(), limit, max_bytes),
        max_files=MAX_FILES,
        max_part_size=_FIELD_BYTES,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise FileRejected(f"The upload cannot be read: {error.message}.") from error
    except ClientDisconnect as error:
        raise FileRejected("The upload broke off; nothing of it was kept.") from error
    files = tuple(part for part in form.getlist("files") if isinstance(part, UploadFile))
    try:
        return Upload(files=files, options=_options(form))
    except FileRejected:
        for file in files:
            await file.close()
        raise


@contextlib.contextmanager
def as_path(name: str, content: BinaryIO, folder: Path | None = None) -> Iterator[Path]:
    """Give the content as a file of a name that we choose, for as long as the block runs.

    Of the client's name only a plain suffix is used, because readers go by it. Raises
    StoreUnavailable where the disk has no room for it.
    """
    suffix = _SUFFIX.search(name)
    with contextlib.ExitStack() as cleared:
        try:
            here = cleared.enter_context(
                tempfile.TemporaryDirectory(prefix="millwright-upload-", dir=folder)
            )
            path = Path(here) / f"upload{suffix.group().lower() if suffix else ''}"
            content.seek(0)
            with path.open("wb") as kept:
                shutil.copyfileobj(content, kept, length=1024 * 1024)
        except OSError as error:
            raise StoreUnavailable(
                f"{name} could not be received: {error.strerror or error}. Free some room on the "
                "disk of the home, and hand it in again."
            ) from error
        yield path


async def _limited(
    stream: AsyncIterator[bytes], limit: int, max_bytes: int
) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for part in stream:
        seen += len(part)
        if seen > limit:
            raise _too_large(max_bytes)
        yield part


def _too_large(max_bytes: int) -> UploadTooLarge:
    return UploadTooLarge(
        f"The upload is over the limit of {max_bytes // 1024**2} MB: send fewer or smaller files."
    )


def _options(form: FormData) -> IngestOptions:
    unknown = sorted(set(form) - _FIELDS - {"files"})
    if unknown:
        known = ", ".join(sorted(_FIELDS))
        raise FileRejected(f"The field {unknown[0]!r} is not known: known are files, {known}.")
    if any(isinstance(part, UploadFile) for name in _FIELDS for part in form.getlist(name)):
        raise FileRejected("Files go into fields named `files`.")
    said = {name: str(form[name]).strip() for name in _FIELDS - {"machines"} if name in form}
    machines = [
        machine.strip() for part in form.getlist("machines") for machine in str(part).split(";")
    ]
    try:
        return IngestOptions.model_validate(
            {name: value for name, value in said.items() if value}
            | {"machines": tuple(dict.fromkeys(machine for machine in machines if machine))}
        )
    except ValidationError as error:
        first = error.errors()[0]
        example = datetime.date(2025, 3, 1).isoformat()
        hint = f" (as {example})" if "effective" in first["loc"] else ""
        field = ".".join(str(part) for part in first["loc"])
        raise FileRejected(f"The field {field} is wrong{hint}: {first['msg']}.") from error

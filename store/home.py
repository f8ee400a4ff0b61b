"""The home: one folder with everything that is kept, and its layout on disk."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from store.disk import MEGABYTE, require_room
from store.errors import FileRejected, StoreUnavailable

_RENDITION = "rendition.pdf"
_WORKING_ROOM = 64 * MEGABYTE
# What the catalog and the index write when they are opened: under 1 MB, measured.
_OPENING_ROOM = 4 * MEGABYTE
_PARTIAL = ".partial"


class Home:
    """Paths and files of a home. Files are stored under ids of ours, never a client's name."""

    def __init__(self, folder: Path) -> None:
        """Create the folder if need be; raises StoreUnavailable where it cannot be written."""
        self.folder = folder.expanduser().absolute()
        try:
            for part in (self.inbox, self.originals, self.page_images):
                part.mkdir(parents=True, exist_ok=True)
            probe = self.folder / f".writable-{uuid.uuid4().hex}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise StoreUnavailable(
                f"The home {self.folder} cannot be written: {error.strerror or error}. "
                "Set MILLWRIGHT_HOME to a folder that can."
            ) from error

    @property
    def inbox(self) -> Path:
        """Return where uploads wait for their job, a file a job."""
        return self.folder / "inbox"

    @property
    def originals(self) -> Path:
        """Return where ingested files are kept, by sha256."""
        return self.folder / "originals"

    @property
    def page_images(self) -> Path:
        """Return where rendered pages are cached; it may be deleted at any time."""
        return self.folder / "page_images"

    @property
    def runs(self) -> Path:
        """Return where the runs of suites are kept, a folder a run."""
        return self.folder / "runs"

    @property
    def drafts(self) -> Path:
        """Return the file of the draft cases that wait for a person."""
        return self.folder / "drafts.jsonl"

    @property
    def suites(self) -> Path:
        """Return where the plant's own suites lie, a file a suite."""
        return self.folder / "suites"

    @property
    def encoders(self) -> Path:
        """Return where encoders adapted to the home's manuals are kept, a folder each."""
        return self.folder / "encoders"

    @property
    def index(self) -> Path:
        """Return the folder of the embedded index."""
        return self.folder / "index"

    @property
    def vectors(self) -> Path:
        """Return the file of the vector cache."""
        return self.folder / "vectors.sqlite"

    @property
    def tokens(self) -> Path:
        """Return the file of the mean vectors of tokens."""
        return self.folder / "tokens.sqlite"

    @property
    def across_vectors(self) -> Path:
        """Return the file of the vector cache for other languages."""
        return self.folder / "vectors_across.sqlite"

    @property
    def owner_lock(self) -> Path:
        """Return the lock that the home's owner holds."""
        return self.folder / "owner.lock"

    @property
    def owner_address(self) -> Path:
        """Return the file in which the owner says where it answers."""
        return self.folder / "owner.json"

    def require_room(self, more: int = 0) -> None:
        """Raise StoreUnavailable unless the disk has room for `more` bytes and to work in."""
        self._require(more + _WORKING_ROOM, "Going on")

    def require_room_to_open(self) -> None:
        """Raise StoreUnavailable unless the disk has room to open the home, or to make a new one.

        A home on an almost full disk opens and answers, though it takes in nothing.
        """
        self._require(_OPENING_ROOM if self.index.exists() else _WORKING_ROOM, "Opening the home")

    def _require(self, needed: int, what: str) -> None:
        elsewhere = ", or set MILLWRIGHT_HOME to a folder on another one"
        require_room(self.folder, needed, what=what, instead=elsewhere)

    def shortage(self) -> str | None:
        """Return the sentence on a disk that has too little room to work in, None for enough."""
        try:
            self.require_room()
        except StoreUnavailable as error:
            return str(error)
        return None

    def receive(self, source: Path, job_id: str, *, max_bytes: int) -> Path:
        """Copy a file into the inbox under its job's id, and return where it lies.

        Raises FileRejected for what is no readable file or too large, StoreUnavailable for a
        full disk; nothing of it stays behind then.
        """
        name = source.name
        try:
            if not source.exists():
                raise FileRejected("There is no such file or folder.")
            if not source.is_file():
                raise FileRejected("It is not a file.")
            size = source.stat().st_size
        except OSError as error:
            raise FileRejected(f"It cannot be opened ({error.strerror}).") from error
        if size > max_bytes:
            raise FileRejected(
                f"It has {size // MEGABYTE} MB; the limit is "
                f"{max_bytes // MEGABYTE} MB (setting max_file_mb)."
            )
        self.require_room(size)
        target = self.inbox / f"{job_id}.upload"
        partial = target.with_suffix(_PARTIAL)
        try:
            shutil.copyfile(source, partial)
            # The job outlives a power cut, so what it is about has to as well.
            with partial.open("rb") as copied:
                os.fsync(copied.fileno())
            partial.replace(target)
        except PermissionError as error:
            partial.unlink(missing_ok=True)
            raise FileRejected(f"It cannot be read ({error.strerror}).") from error
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise StoreUnavailable(
                f"{name} could not be copied into the home {self.folder}: {error.strerror}."
            ) from error
        return target

    def received(self, job_id: str) -> Path | None:
        """Return where a job's file waits, if it does; its ending says what was found in it."""
        for path in sorted(self.inbox.glob(f"{job_id}.*")):
            if path.is_file() and path.suffix != _PARTIAL:
                return path
        return None

    def accept(self, path: Path, job_id: str) -> Path:
        """Move a file of the inbox's own disk there as a job's upload, and return where it lies."""
        target = self.inbox / f"{job_id}.upload"
        path.replace(target)
        return target

    def remove_received(self, job_id: str) -> None:
        """Remove a job's upload, if it is there."""
        for path in self.inbox.glob(f"{job_id}.*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def sweep_inbox(self, needed: Container[str], *, before: float) -> int:
        """Remove uploads of jobs that are not needed, and those broken off half way.

        Only those last touched before a time (seconds since 1970): others may be on their way in.
        Return how many there were.
        """
        swept = 0
        for path in self.inbox.iterdir():
            job_id = path.name.partition(".")[0]
            if path.suffix != _PARTIAL and job_id in needed:
                continue
            with suppress(OSError):
                if path.stat().st_mtime >= before:
                    continue
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                swept += 1
        return swept

    def keep_original(self, received: Path, sha256: str, media_type: str) -> Path:
        """Keep a received file among the originals, and return where it lies there.

        The upload stays until its job has ended: a worker that dies in between finds it again.
        """
        target = self.original(sha256, media_type)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.{uuid.uuid4().hex}{_PARTIAL}")
        try:
            os.link(received, partial)
        except OSError:
            # Some file systems know no second name of a file.
            shutil.copyfile(received, partial)
        partial.replace(target)
        # Replacing a name of a file by another name of the same one leaves both.
        partial.unlink(missing_ok=True)
        return target

    def keep_rendition(self, sha256: str, pdf: bytes) -> None:
        """Keep a PDF that is shown in place of an original which is none."""
        target = self.original(sha256, _RENDITION)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        partial.write_bytes(pdf)
        partial.replace(target)

    def pdf(self, sha256: str, media_type: str) -> Path:
        """Return where the PDF lies that shows an original's pages, or would."""
        return self.original(sha256, "pdf" if media_type == "pdf" else _RENDITION)

    def original(self, sha256: str, media_type: str) -> Path:
        """Return where the original of this sha256 lies, or would."""
        return self.originals / sha256[:2] / f"{sha256}.{media_type}"

    def kept_original(self, sha256: str) -> Path | None:
        """Return the original of this sha256, whatever its media type; None if it is not here."""
        found = (self.originals / sha256[:2]).glob(f"{sha256}.*")
        whole = [path for path in sorted(found) if path.suffix != _PARTIAL]
        return next((path for path in whole if not path.name.endswith(_RENDITION)), None)

    def remove_original(self, sha256: str) -> None:
        """Remove the original of this sha256 and the images of its pages."""
        for path in (self.originals / sha256[:2]).glob(f"{sha256}.*"):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.page_images / sha256, ignore_errors=True)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

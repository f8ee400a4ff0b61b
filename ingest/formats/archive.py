"""Files that hold several documents: a ZIP's files and an e-mail's attachments, each on its own."""

import contextlib
import csv
import posixpath
import shutil
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.formats.budgets import Limits
from ingest.formats.damage import is_full_disk, read_as
from ingest.formats.mail import attachments, message_of
from ingest.formats.unpacking import Unpacked
from ingest.manifest import ManifestError, read_manifest
from ingest.naming import shown_name
from store.errors import FileRejected
from store.manual_values import IngestOptions

_MANIFEST = "manifest.csv"
_JUNK_FOLDERS = ("__macosx", ".git", ".svn")
_JUNK_FILES = ("thumbs.db", "desktop.ini", ".ds_store")
_ZIP = b"PK\x03\x04"
# What a damaged or unusual entry raises; that its compression is unknown is a RuntimeError.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_LONGEST_MANIFEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One document of several: the name to show for it, and where it lies now.

    Where it could not be taken out `path` is None, and `problem` says why in a sentence. `options`
    are those that a manifest beside it gives.
    """

    name: str
    path: Path | None
    problem: str | None = None
    options: IngestOptions | None = None


def parts(path: Path, media_type: str, limits: Limits, into: Path) -> Iterator[Part]:
    """Yield the documents in a `zip` or the attachments of an `eml`, each written to a file in the
    folder `into`, under a name of our own.

    A ZIP in a ZIP is opened too, once. Raises FileRejected where the archive as a whole cannot be
    read, spends a budget, or has a manifest that is wrong: then nothing of it is to be taken in.
    Parts that came before are as they are: take them all before the first is used.
    """
    if media_type == "eml":
        yield from _attached(path, limits, into)
    else:
        yield from _Archive(path, limits, into).parts()


def _attached(path: Path, limits: Limits, into: Path) -> Iterator[Part]:
    with read_as("an e-mail (EML)"):
        found = list(attachments(message_of(path)))
    if len(found) > limits.max_entries:
        raise FileRejected(
            f"It has {len(found)} attachments; the limit is {limits.max_entries} "
            "(setting max_entries)."
        )
    for number, (name, content) in enumerate(found):
        if not content:
            yield Part(shown_name(name), None, "It is empty.")
            continue
        target = into / f"part-{number:05}"
        target.write_bytes(content)
        yield Part(shown_name(name), target)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry that is a document, by its whole name in the archive."""

    name: str
    info: zipfile.ZipInfo


class _Archive:
    def __init__(self, path: Path, limits: Limits, into: Path) -> None:
        self._path = path
        self._limits = limits
        self._into = into
        self._written = 0

    def parts(self) -> Iterator[Part]:
        yield from self._of(self._path, "", deeper=True)
        if not self._written:
            raise FileRejected("It is a ZIP without a file that could be taken out.")

    def _of(self, path: Path, prefix: str, *, deeper: bool) -> Iterator[Part]:
        with contextlib.ExitStack() as open_files:
            with read_as("a ZIP"):
                packed = open_files.enter_context(zipfile.ZipFile(path))
                unpacked = Unpacked(packed, path.stat().st_size, self._limits)
                entries = [
                    _Entry(_entry_name(info), info)
                    for info in packed.infolist()
                    if not info.is_dir()
                ]
                entries = [entry for entry in entries if not _is_junk(entry.name)]
            told = self._told_by_manifests(entries, unpacked)
            folders = {posixpath.dirname(name) for name in told if _is_manifest(name)}
            for entry in entries:
                if _is_manifest(entry.name):
                    continue
                shown = prefix + entry.name
                below = any(_is_below(entry.name, folder) for folder in folders)
                if below and entry.name not in told:
                    yield Part(shown, None, "The manifest does not name it, so it was left out.")
                    continue
                yield from self._part(entry, shown, unpacked, told.get(entry.name), deeper=deeper)

    def _part(
        self,
        entry: _Entry,
        shown: str,
        unpacked: Unpacked,
        options: IngestOptions | None,
        *,
        deeper: bool,
    ) -> Iterator[Part]:
        target = self._into / f"part-{self._written:05}"
        problem = _written(entry, unpacked, target)
        if problem:
            target.unlink(missing_ok=True)
            yield Part(shown, None, problem)
            return
        self._written += 1
        if self._written > self._limits.max_entries:
            raise FileRejected(
                f"With the ZIPs in it, it holds more than {self._limits.max_entries} files "
                "(setting max_entries)."
            )
        if not _is_plain_zip(target):
            yield Part(shown, target, options=options)
        elif deeper:
            try:
                yield from self._of(target, f"{shown}/", deeper=False)
            finally:
                target.unlink(missing_ok=True)
        else:
            target.unlink(missing_ok=True)
            yield Part(shown, None, "It is a ZIP in a ZIP in a ZIP: pack its files one level up.")

    def _told_by_manifests(
        self, entries: list[_Entry], unpacked: Unpacked
    ) -> dict[str, IngestOptions]:
        """What manifests say of entries, by their names; each manifest is in it by its own."""
        told: dict[str, IngestOptions] = {}
        names = {entry.name for entry in entries}
        for entry in entries:
            if not _is_manifest(entry.name):
                continue
            with read_as("a ZIP with a manifest"), unpacked.open(entry.info) as stream:
                content = stream.read(_LONGEST_MANIFEST)
            told[entry.name] = IngestOptions()
            told.update(self._manifest(entry.name, content, names))
        return told

    def _manifest(self, name: str, content: bytes, names: set[str]) -> dict[str, IngestOptions]:
        """A manifest's options by the names of the entries that it speaks of.

        It is read by the one who reads manifests, beside empty stand-ins for its files: their own
        names, which may lead anywhere, are never written to the disk.
        """
        folder = self._into / "manifest"
        folder.mkdir()
        try:
            text = content.decode("utf-8-sig")
            rows = list(csv.reader(text.splitlines(), strict=True))
            column = [cell.strip() for cell in rows[0]].index("file") if rows else -1
            stand_ins: dict[str, str] = {}
            for line, row in enumerate(rows[1:], 2):
                if column >= len(row) or not row[column].strip():
                    continue
                meant = posixpath.normpath(
                    posixpath.join(posixpath.dirname(name), _slashes(row[column].strip()))
                )
                if meant not in names:
                    raise FileRejected(
                        f"Its {_MANIFEST}, line {line}: there is no file {shown_name(meant)} in it."
                    )
                row[column] = f"{line:06}"
                stand_ins[row[column]] = meant
                (folder / row[column]).touch()
            with (folder / _MANIFEST).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            found = read_manifest(folder / _MANIFEST)
        except (ManifestError, csv.Error, UnicodeDecodeError, ValueError) as error:
            raise FileRejected(f"Its manifest cannot be used: {error}") from error
        finally:
            shutil.rmtree(folder)
        return {stand_ins[entry.path.name]: entry.options for entry in found}


def _written(entry: _Entry, unpacked: Unpacked, target: Path) -> str | None:
    """Write an entry's bytes to a file; what kept it from being written, in a sentence."""
    if entry.info.flag_bits & 1:
        return "It is encrypted in the ZIP: pack it without a password."
    try:
        with unpacked.open(entry.info) as stream, target.open("wb") as file:
            shutil.copyfileobj(stream, file, 1 << 16)
    except _UNREADABLE as error:
        if is_full_disk(error):
            raise
        return f"It cannot be taken out of the ZIP, so it is damaged ({type(error).__name__})."
    return None if target.stat().st_size else "It is empty."


def _entry_name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & 0x800:
        # Programs on Macs write UTF-8 and do not say so.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    clean = "".join(c for c in _slashes(name) if unicodedata.category(c)[0] != "C")
    steps = [step for step in clean.split("/") if step not in ("", ".", "..")]
    return unicodedata.normalize("NFC", "/".join(steps)) or "unnamed"


def _slashes(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _is_junk(name: str) -> bool:
    *folders, file = name.casefold().split("/")
    return (
        any(folder in _JUNK_FOLDERS for folder in folders)
        or file in _JUNK_FILES
        or file.startswith(("._", "~$"))
    )


def _is_manifest(name: str) -> bool:
    return name.rpartition("/")[2].casefold() == _MANIFEST


def _is_below(name: str, folder: str) -> bool:
    return not folder or name.startswith(f"{folder}/")


def _is_plain_zip(path: Path) -> bool:
    """Whether a part is a ZIP of files, and no Office file."""
    with path.open("rb") as file:
        if file.read(4) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except _UNREADABLE:
        return False
    return not names & {"[Content_Types].xml", "mimetype"}

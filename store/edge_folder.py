"""The folder of the embedded index: its one owner, the shard in it, and the copy that is optimized.

owner.lock    held by the process that has the index open
shard/        Qdrant Edge's own files
next/         a copy of them, while it is being optimized
previous/     the shard before it, for the moment in which the two are exchanged
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import qdrant_edge as qe
from filelock import FileLock, Timeout

from store import edge_requests as requests
from store.collection import ACROSS
from store.disk import MEGABYTE, require_room
from store.errors import EncoderMismatch, MillwrightError, StoreUnavailable
from store.page_cache import read_ahead

# An operation of a full batch takes a few MB, in files that are mapped into memory; to remove
# points, and so to free a disk, less has to do.
_WRITING_ROOM, _REMOVING_ROOM = 48 * MEGABYTE, 4 * MEGABYTE
# Low priority: whoever asks a question meanwhile goes first.
_OPTIMIZE = """
import os, sys, qdrant_edge
os.nice(10)
shard = qdrant_edge.EdgeShard.load(sys.argv[1])
shard.optimize()
shard.flush()
shard.close()
"""


@contextmanager
def faults_as(told: Callable[[Exception], MillwrightError]) -> Iterator[None]:
    """Raise what `told` makes of a fault of the engine or of the disk; all else passes.

    The engine knows no error classes but Exception itself. What it raises of a class of its own,
    a TypeError say, is a fault of ours, and is not to be told as one of the disk.
    """
    try:
        yield
    except Exception as error:
        if type(error) is Exception or isinstance(error, OSError):
            raise told(error) from error
        raise


def cannot_open(folder: Path, dimension: int, error: Exception) -> MillwrightError:
    """Return what is told of an index that the engine does not open for vectors of `dimension`."""
    if "expected vector size" in str(error):
        return EncoderMismatch(
            f"The chunk index in {folder} holds vectors of another encoder than the one set, which "
            f"gives {dimension} numbers each: set the former encoder, or ingest the manuals into a "
            "new home."
        )
    return StoreUnavailable(
        f"The chunk index in {folder} cannot be opened ({error}): check the disk, or move the "
        "folder away and ingest the manuals again."
    )


class EdgeFolder:
    """A folder that this process owns, from `take` until `release`."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        """Use a folder whose lock is held; use `EdgeFolder.take`."""
        self.path = path
        self._lock = lock
        self._shard, self._next, self._previous = (
            path / name for name in ("shard", "next", "previous")
        )

    @classmethod
    def take(cls, path: Path) -> "EdgeFolder":
        """Return the folder, made where there is none.

        Raises StoreUnavailable where another process owns it, or it cannot be used.
        """
        lock = FileLock(path / "owner.lock", timeout=0, thread_local=False)
        try:
            path.mkdir(parents=True, exist_ok=True)
            # The engine's own lock, the write-ahead log, is let go for a moment by `exchange`.
            lock.acquire()
        except Timeout as error:
            raise StoreUnavailable(
                f"The chunk index in {path} is open in another process: stop that one first, "
                "or ask through it."
            ) from error
        except OSError as error:
            raise StoreUnavailable(
                f"The chunk index in {path} cannot be opened ({error}): check the folder's "
                "permissions and the disk."
            ) from error
        return cls(path, lock)

    def release(self) -> None:
        """Let another process have the folder."""
        self._lock.release()

    def load(self, dimension: int, across: int) -> qe.EdgeShard:
        """Return the shard, made where there is none, with vectors `across` of that length.

        The engine has the system forget the files that it opens, so that a search among 100,000
        chunks went to the disk over 100 times: they are read anew behind it. Its own way of keeping
        them there maps them twice, which takes 600 MB more at that size.
        """
        shard = _loaded(self._shard, dimension, across)
        read_ahead(self._shard / "segments")
        return shard

    def load_copy(self, dimension: int, across: int) -> qe.EdgeShard:
        """Return the shard of the copy."""
        return _loaded(self._next, dimension, across)

    def require_room(self, *, removing: bool = False) -> None:
        """Raise StoreUnavailable unless the disk has room for an operation.

        The engine maps its files into memory and lets them grow as they are touched. Where there
        is no room left for that, the system ends this process, without any error to catch.
        """
        needed = _REMOVING_ROOM if removing else _WRITING_ROOM
        require_room(self.path, needed, what="Writing the chunk index")

    def copy(self) -> None:
        """Copy the shard, which must be flushed; raises StoreUnavailable, with nothing left."""
        size = sum(file.stat().st_size for file in self._shard.rglob("*"))
        require_room(self.path, size + _WRITING_ROOM, what="Optimizing the chunk index")
        try:
            shutil.copytree(self._shard, self._next)
        except OSError as error:
            self.drop_copy()
            # A copy that fails says so for each of its files.
            reason = error.args[0][0][2] if isinstance(error, shutil.Error) else error
            raise StoreUnavailable(
                f"The chunk index in {self.path} cannot be copied ({reason}): it needs as much "
                "free disk again while it is optimized."
            ) from error

    def optimize_copy(self) -> None:
        """Optimize the copy in a process of its own: the call holds the interpreter's lock.

        Raises StoreUnavailable where that fails.
        """
        done = subprocess.run(
            [sys.executable, "-c", _OPTIMIZE, str(self._next)], capture_output=True, text=True
        )
        if done.returncode != 0:
            raise StoreUnavailable(
                f"The chunk index in {self.path} could not be optimized, and is as it was: "
                f"{done.stderr.strip()[-300:]}"
            )

    def exchange(self) -> None:
        """Put the copy in the shard's place; both must be closed."""
        # Killed between the two, or failed, there is `previous`: see `recover`.
        self._shard.rename(self._previous)
        self._next.rename(self._shard)

    def drop_copy(self) -> None:
        """Remove the copy, if there is one."""
        shutil.rmtree(self._next, ignore_errors=True)

    def drop_previous(self) -> None:
        """Remove the shard that another one has replaced."""
        shutil.rmtree(self._previous, ignore_errors=True)

    def recover(self) -> None:
        """Finish or undo what a killed process left behind, or an `exchange` that failed."""
        if self._previous.exists() and not self._shard.exists():
            self._previous.rename(self._shard)
        self.drop_previous()
        self.drop_copy()


def _loaded(shard: Path, dimension: int, across: int) -> qe.EdgeShard:
    shard.mkdir(exist_ok=True)
    kept = _across_kept(shard)
    if kept is not None and kept != across:
        changed = qe.EdgeShard.load(str(shard))
        if kept:
            changed.update(qe.UpdateOperation.delete_vector_name(ACROSS))
        if across:
            changed.update(requests.with_across(across))
        changed.flush()
        changed.close()
    return qe.EdgeShard.load(str(shard), requests.shape(dimension, across))


def _across_kept(shard: Path) -> int | None:
    """The length of a shard's vectors for other languages, 0 for none; None where it cannot be told
    because there is no shard yet, or a damaged one, of which the engine will say so.
    """
    try:
        config = json.loads((shard / "edge_config.json").read_bytes())
        return int(config["vectors"].get(ACROSS, {"size": 0})["size"])
    except (FileNotFoundError, ValueError, KeyError):
        return None

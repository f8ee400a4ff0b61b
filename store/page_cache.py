"""Files read once, so that the system keeps them in its page cache until memory is scarce."""

import os
import threading
from contextlib import suppress
from pathlib import Path

from store.disk import MEGABYTE

# Of the machine's memory, what files may take that are all read ahead.
_MOST = 0.5


def read_ahead(folder: Path, *, most: int | None = None) -> threading.Thread:
    """Return the thread that reads all files below a folder, behind whoever goes on.

    Nothing is read where they are larger than `most` bytes, half of the machine's memory if that
    is not said: they would push out each other. A file that goes meanwhile is left out.
    """
    limit = _half_of_memory() if most is None else most
    thread = threading.Thread(target=_read, args=(folder, limit), name="read-ahead", daemon=True)
    thread.start()
    return thread


def _half_of_memory() -> int:
    return int(_MOST * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


def _read(folder: Path, most: int) -> None:
    with suppress(OSError):
        files = [path for path in folder.rglob("*") if path.is_file()]
        if sum(path.stat().st_size for path in files) > most:
            return
        piece = bytearray(MEGABYTE)
        for path in files:
            with path.open("rb", buffering=0) as file:
                while file.readinto(piece):
                    pass

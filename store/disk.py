"""The room that is left on a disk, asked for before work that must not run out of it."""

import shutil
from pathlib import Path

from store.errors import StoreUnavailable

MEGABYTE = 1024 * 1024


def require_room(folder: Path, needed: int, *, what: str, instead: str = "") -> None:
    """Raise StoreUnavailable unless the folder's disk has room for so many bytes.

    The sentence names `what` takes them, and ends with what to do `instead` of freeing some.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreUnavailable(
            f"{what} takes {megabytes(needed)} MB, and the disk of {folder} has "
            f"{free // MEGABYTE} MB free: free some{instead}."
        )


def megabytes(size: int) -> int:
    """Return bytes as megabytes, rounded up."""
    return -(-size // MEGABYTE)

"""A copy of a home to try something in, while the home itself stays as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

from store.errors import StoreUnavailable
from store.home import Home

_CATALOG = "catalog.sqlite"


def room_for_trial(home: Home) -> int:
    """Return how many bytes a copy of a home takes that is embedded anew."""
    made_anew = [home.vectors, home.tokens, *home.index.rglob("*")]
    copied = [home.folder / _CATALOG, home.across_vectors]
    return sum(file.stat().st_size for file in made_anew + copied if file.is_file())


def copied_for_trial(home: Home, folder: Path) -> Home:
    """Return a home in an empty folder with the home's catalog and originals, and no index yet.

    Originals are linked, not copied: they never change. Vectors of the encoder for other languages
    come along, so that only the first encoder's are to be made. Raises StoreUnavailable where a
    file cannot be copied.
    """
    (folder / home.originals.name).symlink_to(home.originals, target_is_directory=True)
    for file in (home.folder / _CATALOG, home.across_vectors):
        if file.is_file():
            _back_up(file, folder / file.name)
    return Home(folder)


def _back_up(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, whoever writes to it meanwhile."""
    try:
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as copy:
            opened.backup(copy)
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The file {source} cannot be copied: {error}.") from error

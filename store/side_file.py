"""SQLite files beside the catalog for what can be made anew: losing one costs time."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import StoreUnavailable


class SideFile:
    """An SQLite file that one process writes, from any of its threads."""

    def __init__(self, path: Path, *tables: str) -> None:
        """Open or create it with these CREATE statements; raises StoreUnavailable if it cannot."""
        self._path = path
        self._lock = threading.Lock()
        with self._in_words():
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
            # Losing the last rows to a power cut costs seconds; waiting for the disk costs more.
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            for table in tables:
                self._connection.execute(table)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hand out the connection to one thread at a time; all it does is kept, or nothing.

        Raises StoreUnavailable where the file cannot be used.
        """
        with self._lock, self._in_words(), self._connection:
            yield self._connection

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreUnavailable(f"The file {self._path} cannot be used: {error}.") from error

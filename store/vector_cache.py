"""Vectors kept by encoder and text, so that what did not change is not encoded again."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from store.encoders import Vectors
from store.errors import StoreUnavailable

_LOOKUP_BATCH = 500


class VectorCache:
    """Vectors of one encoder, in a file of their own: losing it costs time, nothing else."""

    def __init__(self, path: Path, fingerprint: str, *, half: bool = False) -> None:
        """Open or create the cache; raises StoreUnavailable where the file cannot be used.

        With `half` numbers are kept in two bytes instead of four.
        """
        self._fingerprint = fingerprint
        self._kept_as = np.float16 if half else np.float32
        self._lock = threading.Lock()
        with _in_words(path):
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
            # Losing the last vectors to a power cut costs seconds; waiting for the disk costs more.
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) "
                "WITHOUT ROWID"
            )
        self._path = path

    def known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of those texts that are kept, by text."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, Vectors] = {}
        ordered = list(keys)
        with self._lock, _in_words(self._path):
            for start in range(0, len(ordered), _LOOKUP_BATCH):
                batch = ordered[start : start + _LOOKUP_BATCH]
                marks = ",".join("?" * len(batch))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
                for key, blob in self._connection.execute(query, batch):
                    found[keys[key]] = np.frombuffer(blob, self._kept_as).astype(np.float32)
        return found

    def keep(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep one vector a text."""
        rows = [
            (self._key(text), np.ascontiguousarray(vector, dtype=self._kept_as).tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._lock, _in_words(self._path), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def forget(self, texts: Sequence[str]) -> None:
        """Remove the vectors of those texts; one that is asked for again is made again."""
        with self._lock, _in_words(self._path), self._connection:
            self._connection.executemany(
                "DELETE FROM vectors WHERE key = ?", [(self._key(text),) for text in texts]
            )

    def count(self) -> int:
        """Return how many vectors are kept, of whatever encoder."""
        with self._lock, _in_words(self._path):
            (found,) = self._connection.execute("SELECT COUNT(*) FROM vectors").fetchone()
        return int(found)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._fingerprint}\0{text}".encode()).digest()


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The vector cache {path} cannot be used: {error}.") from error

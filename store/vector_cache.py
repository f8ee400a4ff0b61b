"""Vectors kept by encoder and text, so that what did not change is not encoded again."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from store.embedded import Vectors
from store.side_file import SideFile

_LOOKUP_BATCH = 500


class VectorCache:
    """Vectors of one encoder, in a file of their own: losing it costs time, nothing else."""

    def __init__(self, path: Path, fingerprint: str, *, half: bool = False) -> None:
        """Open or create the cache; raises StoreUnavailable where the file cannot be used.

        With `half` numbers are kept in two bytes instead of four.
        """
        self._fingerprint = fingerprint
        self._kept_as = np.float16 if half else np.float32
        self._file = SideFile(
            path,
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) "
            "WITHOUT ROWID",
        )

    def known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of those texts that are kept, by text."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, Vectors] = {}
        ordered = sorted(keys)
        with self._file.transaction() as connection:
            for batch in _batches(ordered):
                query = f"SELECT key, vector FROM vectors WHERE key IN ({_marks(batch)})"
                for key, blob in connection.execute(query, batch):
                    found[keys[key]] = np.frombuffer(blob, self._kept_as).astype(np.float32)
        return found

    def missing(self, texts: Sequence[str]) -> frozenset[str]:
        """Return those texts whose vectors are not kept."""
        keys = {self._key(text): text for text in texts}
        ordered = sorted(keys)
        with self._file.transaction() as connection:
            for batch in _batches(ordered):
                query = f"SELECT key FROM vectors WHERE key IN ({_marks(batch)})"
                for (key,) in connection.execute(query, batch):
                    del keys[key]
        return frozenset(keys.values())

    def keep(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep one vector a text."""
        rows = [
            (self._key(text), np.ascontiguousarray(vector, dtype=self._kept_as).tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._file.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def forget(self, texts: Sequence[str]) -> None:
        """Remove the vectors of those texts; one that is asked for again is made again."""
        with self._file.transaction() as connection:
            connection.executemany(
                "DELETE FROM vectors WHERE key = ?", [(self._key(text),) for text in texts]
            )

    def clear(self) -> None:
        """Remove all vectors, of whatever encoder."""
        with self._file.transaction() as connection:
            connection.execute("DELETE FROM vectors")

    def count(self) -> int:
        """Return how many vectors are kept, of whatever encoder."""
        with self._file.transaction() as connection:
            (found,) = connection.execute("SELECT COUNT(*) FROM vectors").fetchone()
        return int(found)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._fingerprint}\0{text}".encode()).digest()


def _batches(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Cut sorted keys into lookups: each then reads a stretch of the file, not all of it."""
    for start in range(0, len(keys), _LOOKUP_BATCH):
        yield keys[start : start + _LOOKUP_BATCH]


def _marks(keys: Sequence[bytes]) -> str:
    return ",".join("?" * len(keys))

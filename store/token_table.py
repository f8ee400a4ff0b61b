"""What each token of the encoder's vocabulary means in this home's manuals: its mean vector.

Late interaction (Khattab and Zaharia, "ColBERT", 2020) compares each token of a question with each
token of a chunk. Vectors of all tokens of all chunks take some 100 KB a chunk. The mean of a
token's vectors over all chunks takes none: a home has one row for each token that its manuals use,
and a chunk's tokens are those of its text.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.embedded import EncodedText, Tokens, Vectors
from store.side_file import SideFile

_GROWTH = 2048


class TokenTable:
    """Mean contextual vectors of tokens, kept in a file and held in memory (0.8 KB a token)."""

    def __init__(self, path: Path) -> None:
        """Open or create the table; raises StoreUnavailable where the file cannot be used."""
        self._file = SideFile(
            path,
            "CREATE TABLE IF NOT EXISTS made_by (encoder TEXT NOT NULL, texts INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS tokens (token INTEGER PRIMARY KEY, seen INTEGER NOT NULL, "
            "texts INTEGER NOT NULL, mean BLOB NOT NULL)",
        )
        self._lock = threading.Lock()
        self._forget()
        with self._file.transaction() as connection:
            made_by = connection.execute("SELECT encoder, texts FROM made_by").fetchone()
            kept = connection.execute("SELECT token, seen, texts, mean FROM tokens").fetchall()
        self.encoder: str | None = made_by[0] if made_by else None
        self._texts: int = made_by[1] if made_by else 0
        if kept:
            tokens, seen, texts, means = zip(*kept, strict=True)
            rows = self._rows_for(np.array(tokens), np.frombuffer(means[0], np.float16).size)
            self._seen[rows], self._in_texts[rows] = seen, texts
            self._means[rows] = np.frombuffer(b"".join(means), np.float16).reshape(len(rows), -1)

    def begin(self, encoder: str) -> None:
        """Forget everything: from now on this encoder's tokens are counted."""
        with self._lock, self._file.transaction() as connection:
            connection.execute("DELETE FROM tokens")
            connection.execute("DELETE FROM made_by")
            connection.execute("INSERT INTO made_by VALUES (?, 0)", (encoder,))
            self._forget()
            self.encoder, self._texts = encoder, 0

    def add(self, texts: Sequence[EncodedText]) -> None:
        """Count the tokens of texts that were encoded, and keep their new means."""
        texts = [text for text in texts if text.tokens.size]
        if not texts:
            return
        tokens = np.concatenate([text.tokens for text in texts])
        distinct, place = np.unique(tokens, return_inverse=True)
        vectors = np.concatenate([text.token_vectors for text in texts])
        # Row by row of the same token, which is what the sums are over.
        order = np.argsort(place, kind="stable")
        starts = np.searchsorted(place[order], np.arange(distinct.size))
        sums = np.add.reduceat(vectors[order], starts, axis=0)
        times = np.bincount(place, minlength=distinct.size)
        each = np.concatenate([np.unique(text.tokens) for text in texts])
        in_texts = np.bincount(np.searchsorted(distinct, each), minlength=distinct.size)
        with self._lock, self._file.transaction() as connection:
            rows = self._rows_for(distinct, vectors.shape[1])
            seen = self._seen[rows]
            before = self._means[rows].astype(np.float32) * seen[:, None]
            self._means[rows] = (before + sums) / (seen + times)[:, None]
            self._seen[rows] += times
            self._in_texts[rows] += in_texts
            self._texts += len(texts)
            connection.executemany(
                "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)",
                [
                    (int(t), int(self._seen[r]), int(self._in_texts[r]), self._means[r].tobytes())
                    for t, r in zip(distinct, rows, strict=True)
                ],
            )
            connection.execute("UPDATE made_by SET texts = ?", (self._texts,))

    def means(self, tokens: Tokens) -> tuple[Vectors, NDArray[np.bool_]]:
        """Return a unit vector for each token, and which of them are known; others have zeros."""
        with self._lock:
            rows = self._known_rows(tokens)
            known = rows >= 0
            found = np.zeros((tokens.size, self._means.shape[1]), np.float32)
            found[known] = self._means[rows[known]]
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.maximum(length, np.finfo(np.float32).tiny), known

    def rarity(self, tokens: Tokens) -> Vectors:
        """Return each token's inverse document frequency, as BM25 weighs terms: above 0."""
        with self._lock:
            rows = self._known_rows(tokens)
            texts = np.zeros(tokens.size, np.int64)
            texts[rows >= 0] = self._in_texts[rows[rows >= 0]]
            rarity = np.log1p((self._texts - texts + 0.5) / (texts + 0.5))
        return np.asarray(rarity, np.float32)

    def __len__(self) -> int:
        """Return how many tokens are known."""
        return self._count

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _forget(self) -> None:
        self._count = 0
        self._row_of = np.full(0, -1, np.int32)
        self._means = np.zeros((0, 0), np.float16)
        self._seen = np.zeros(0, np.int64)
        self._in_texts = np.zeros(0, np.int64)

    def _known_rows(self, tokens: Tokens) -> NDArray[np.int32]:
        rows = np.full(tokens.size, -1, np.int32)
        inside = tokens < self._row_of.size
        rows[inside] = self._row_of[tokens[inside]]
        return rows

    def _rows_for(self, tokens: Tokens, dimension: int) -> NDArray[np.int32]:
        """The rows of distinct tokens, which get new ones where they are not known yet."""
        if self._row_of.size <= tokens.max():
            more = np.full(int(tokens.max()) + _GROWTH - self._row_of.size, -1, np.int32)
            self._row_of = np.concatenate((self._row_of, more))
        new = tokens[self._row_of[tokens] < 0]
        self._row_of[new] = np.arange(self._count, self._count + new.size)
        self._count += new.size
        if self._count > self._seen.size:
            more_rows = self._count + _GROWTH - self._seen.size
            spare = np.zeros(more_rows, np.int64)
            self._seen = np.concatenate((self._seen, spare))
            self._in_texts = np.concatenate((self._in_texts, spare))
            empty = np.zeros((more_rows, dimension), np.float16)
            held = self._means.reshape(-1, dimension)
            self._means = np.concatenate((held, empty))
        return self._row_of[tokens]

"""The second half of a file's way in: its chunks can be found by keyword, and now by meaning.

All that this needs lies in the index, in the payloads of the chunks themselves, and what was
encoded lies in the cache: a worker that dies in the middle leaves nothing that is to be redone.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ingest.stores import Stores
from store.chunk_tokens import with_tokens
from store.contents import indexed_text
from store.editions import EDITION, language_of_edition
from store.embedded import Tokens, Vectors
from store.index import Point
from store.keywords import document_vector
from store.manual_values import Job

# Chunks that are stored again with their vectors in one go. Each time the index syncs its files,
# tens of milliseconds in which nobody can ask it anything.
_STORE = 96


def encoded(stores: Stores, texts: Sequence[str]) -> Vectors:
    """Return one unit vector a text, made now and kept, their tokens counted."""
    if stores.tokens is None:
        vectors = stores.encoder.encode(texts)
    else:
        found = stores.encoder.encode_tokens(texts)
        # Before they are kept: a worker that dies in between counts them twice, never not at all.
        stores.tokens.add(found)
        vectors = np.stack([text.vector for text in found])
    stores.cache.keep(texts, vectors)
    return vectors


def vectors_of(
    stores: Stores, texts: Sequence[str], *, batch: int, look: Callable[[], None]
) -> dict[str, Vectors]:
    """Return the vectors of all texts, those that are not kept made now.

    `look` is asked between batches and raises what is to stop this; what was made is kept then.
    """
    found = stores.cache.known(texts)
    # Longest first: texts of like length waste no padding, and the rate only gets better.
    missing = sorted((text for text in texts if text not in found), key=len, reverse=True)
    for start in range(0, len(missing), batch):
        look()
        some = missing[start : start + batch]
        found.update(zip(some, encoded(stores, some), strict=True))
    return found


def across_of(stores: Stores, texts: Sequence[str]) -> dict[str, list[list[float]]]:
    """Return each text's vectors for other languages; empty where no encoder is set for them."""
    if stores.across is None or not texts:
        return {}
    return {
        text: rows.tolist() for text, rows in stores.across.of(list(dict.fromkeys(texts))).items()
    }


def tokens_of(stores: Stores, texts: Sequence[str]) -> dict[str, Tokens]:
    """Return each text's distinct tokens; empty where none are compared in this home."""
    if stores.tokens is None or not texts:
        return {}
    return dict(zip(texts, stores.encoder.distinct_tokens(texts), strict=True))


def known_vectors(stores: Stores, texts: Sequence[str]) -> dict[str, Vectors]:
    """Return the vectors of those texts of which nothing is left to encode, for no language."""
    known = stores.cache.known(texts)
    if stores.across is not None:
        for text in stores.across.missing(list(known)):
            del known[text]
    return known


class Encoding:
    """A published revision whose chunks get their vectors, batch by batch.

    It keeps little until the first `step`, which loads the chunks, and `unload` lets go of them.
    """

    def __init__(
        self,
        stores: Stores,
        revision_id: str,
        *,
        job: Job,
        left: int,
        stored: Iterable[str] = (),
    ) -> None:
        """`stored` are the texts whose chunks are known to be in the index with their vectors."""
        self._stores = stores
        self._stored_texts = set(stored)
        self.revision_id = revision_id
        self.job = job
        # Chunks that still have no vector, about; known for certain once they are loaded.
        self.left = left
        self._at_first: int | None = None
        self._before = job.seconds
        self._started = time.monotonic()
        self._points: dict[str, list[tuple[str, Mapping[str, Any]]]] | None = None
        self._missing: list[str] = []
        self._ready: dict[str, Vectors] = {}
        self._language = ""
        self._stored = self._total = 0

    @property
    def seconds(self) -> float:
        """Return how long the job has taken so far, waiting for its turns included."""
        return self._before + time.monotonic() - self._started

    def step(self, batch: int) -> bool:
        """Encode up to `batch` texts; return whether all chunks can be found by meaning now.

        A revision that was deleted meanwhile has nothing left to be found.
        """
        if self._points is None and not self._load():
            return True
        texts, self._missing = self._missing[:batch], self._missing[batch:]
        if texts:
            self._ready.update(zip(texts, encoded(self._stores, texts), strict=True))
            # Made here, a batch at a time, and kept: storing finds them.
            across_of(self._stores, texts)
        full = not self._missing or len(self._ready) >= _STORE
        if full and not self._store():
            return True
        self._report()
        return not self._missing

    def unload(self) -> None:
        """Let go of the chunks; the next step loads them again."""
        self._points, self._missing, self._ready = None, [], {}

    def _load(self) -> bool:
        known = self._stores.catalog.known(self.revision_id)
        if known is None:
            return False
        self._language, self._total, self._stored = known.language, known.chunks, 0
        points: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
        for chunk, payload in self._stores.index.chunks(self.revision_id):
            text = indexed_text(str(payload["path"]), str(payload["text"]))
            if text in self._stored_texts:
                self._stored += 1
            else:
                points[text].append((chunk, payload))
        self._points = dict(points)
        self._ready = self._stores.cache.known(list(points))
        # Longest first: texts of like length waste no padding, and the rate only gets better.
        self._missing = sorted(
            (text for text in points if text not in self._ready), key=len, reverse=True
        )
        self.left = sum(len(points[text]) for text in self._missing)
        if self._at_first is None:
            self._at_first = self.left
        return True

    def _store(self) -> bool:
        """Store what has its vector now; False where the revision has been deleted."""
        assert self._points is not None
        if not self._is_here():
            return False
        across = across_of(self._stores, list(self._ready))
        tokens = tokens_of(self._stores, list(self._ready))
        points = [
            Point(
                id=chunk,
                dense=self._ready[text].tolist(),
                sparse=document_vector(text, self._spoken_in(payload)),
                payload=with_tokens(payload, tokens.get(text)),
                across=across.get(text, ()),
            )
            for text in self._ready
            for chunk, payload in self._points.pop(text)
        ]
        for start in range(0, len(points), _STORE):
            self._stores.index.upsert(points[start : start + _STORE])
        self._stored_texts.update(self._ready)
        self._ready = {}
        if not self._is_here():
            # Deleted between the look and the write: what was written is to go as well.
            self._stores.index.delete(revision=self.revision_id)
            return False
        self._stored += len(points)
        self._stores.catalog.has_vectors(self.revision_id, self._stored)
        return True

    def _spoken_in(self, payload: Mapping[str, Any]) -> str:
        return language_of_edition(str(payload.get(EDITION, ""))) or self._language

    def _is_here(self) -> bool:
        return (
            self._stores.catalog.known(self.revision_id) is not None
            and self.revision_id not in self._stores.control.being_deleted()
        )

    def _report(self) -> None:
        points = self._points or {}
        self.left = sum(len(points[text]) for text in self._missing)
        self._stores.jobs.progress(
            self.job.id,
            stage="encoding",
            chunks_done=self._total - self.left,
            chunks_total=self._total,
            seconds=self.seconds,
            rate=((self._at_first or 0) - self.left) / (time.monotonic() - self._started),
        )

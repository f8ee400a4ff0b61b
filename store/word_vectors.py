"""What words mean: a vector for each, of the encoder for other languages.

It gives a word nearly the vector of its translation, and one near to that of its synonym. So a
word of the question can be looked for among the words of a manual, whatever language each is in.
"""

import logging
import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from store.embedded import Vectors
from store.encoders import DenseEncoder
from store.errors import StoreUnavailable
from store.vector_cache import VectorCache

logger = logging.getLogger(__name__)

_Half = NDArray[np.float16]
# Words held in memory, 1 KB each; those of a large home's manuals are some 30,000.
_HELD = 60_000
_BATCH = 64
# No chunk's text begins so: their vectors lie in the same file.
_MARK = "\0word\0"


class WordVectors:
    """Unit vectors of words, made once and kept. Safe to use from several threads."""

    def __init__(self, encoder: DenseEncoder, cache: VectorCache) -> None:
        """`cache` keeps the vectors of this encoder."""
        self._encoder = encoder
        self._cache = cache
        self._lock = threading.Lock()
        self._held: dict[str, _Half] = {}

    def of(self, words: Sequence[str], *, keep: bool = True) -> Vectors:
        """Return a unit vector for each word, as rows in the order given.

        Those that are not known are made now, some 0.4 ms each. Without `keep` they are written
        nowhere: what is asked is nobody's business.
        """
        with self._lock:
            found = {word: self._held[word] for word in words if word in self._held}
        unknown = [word for word in dict.fromkeys(words) if word not in found]
        if unknown:
            kept = self._kept(unknown, keep=keep)
            found.update(kept)
            with self._lock:
                self._held.update(kept)
                if len(self._held) > _HELD:
                    for word in list(self._held)[: len(self._held) - _HELD]:
                        del self._held[word]
        if not words:
            return np.zeros((0, self._encoder.dimension), np.float32)
        return np.stack([found[word] for word in words]).astype(np.float32)

    def prepare(self, words: Sequence[str]) -> None:
        """Make and keep the vectors of those words that have none yet."""
        missing = self.missing(words)
        self._made([word for word in words if word in missing], keep=True)

    def missing(self, words: Sequence[str]) -> frozenset[str]:
        """Return those words whose vectors are not kept."""
        kept = self._cache.missing([_MARK + word for word in words])
        return frozenset(key.removeprefix(_MARK) for key in kept)

    def forget(self, words: Sequence[str]) -> None:
        """Remove the vectors of those words; one that is asked for again is made again."""
        self._cache.forget([_MARK + word for word in words])
        with self._lock:
            for word in words:
                self._held.pop(word, None)

    def _kept(self, words: Sequence[str], *, keep: bool) -> dict[str, _Half]:
        """The vectors of words that are not held, in two bytes a number."""
        known = self._cache.known([_MARK + word for word in words])
        found = {key.removeprefix(_MARK): row.astype(np.float16) for key, row in known.items()}
        found.update(self._made([word for word in words if word not in found], keep=keep))
        return found

    def _keep(self, words: Sequence[str], rows: Vectors) -> None:
        try:
            self._cache.keep([_MARK + word for word in words], rows)
        except StoreUnavailable as error:
            # They are made again next time: no reason to leave a question unanswered.
            logger.warning("word vectors not kept", extra={"reason": str(error)})

    def _made(self, words: Sequence[str], *, keep: bool) -> dict[str, _Half]:
        found: dict[str, _Half] = {}
        for start in range(0, len(words), _BATCH):
            some = words[start : start + _BATCH]
            rows = np.asarray(self._encoder.encode(some), np.float32)
            length = np.linalg.norm(rows, axis=1, keepdims=True)
            rows = rows / np.maximum(length, np.finfo(np.float32).tiny)
            if keep:
                self._keep(some, rows)
            found.update(zip(some, rows.astype(np.float16), strict=True))
        return found

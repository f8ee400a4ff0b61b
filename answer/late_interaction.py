"""Late interaction: each word of a question looked for by its sense among a chunk's words.

The score is MaxSim (Khattab and Zaharia, "ColBERT", 2020): for each token of the question the
likeness of the chunk's likest one. The question's rare tokens weigh more, as they do in BM25. A
chunk's tokens have their mean vectors in this home's manuals (`store.token_table`), not those of
their own sentence: on 511 questions that finds as much, and costs no byte a chunk.
"""

import functools
import threading
from collections.abc import Sequence

import numpy as np

from store.embedded import EncodedText, Tokens, Vectors
from store.encoders import TokenEncoder
from store.token_table import TokenTable

# Texts whose tokens are held in memory, some 0.5 KB each, where the index does not keep them:
# taking a text apart costs more than comparing it.
_HELD = 10_000
# Questions that are held encoded.
_QUESTIONS = 32


class LateInteraction:
    """Compares questions with texts, token by token."""

    def __init__(self, encoder: TokenEncoder, table: TokenTable) -> None:
        """`table` holds this encoder's tokens."""
        self._encoder = encoder
        self._table = table
        self._lock = threading.Lock()
        self._held: dict[int, Tokens] = {}
        # The pieces of an answer are chosen one passage after the other.
        self._asked = functools.lru_cache(_QUESTIONS)(self._encoded)

    def alike(self, question: str, texts: Sequence[str]) -> Vectors | None:
        """Return how alike each text is to a question in words; see `likeness`."""
        return self.likeness(self._asked(question), texts)

    def likeness(
        self, question: EncodedText, texts: Sequence[str], kept: Sequence[Tokens | None] = ()
    ) -> Vectors | None:
        """Return how alike each text is to the question, from -1 to 1; None if nothing tells.

        `kept` are the distinct tokens of each text, ascending, as far as they are known. Tokens
        that no manual had when it was encoded tell nothing.
        """
        kept = kept or [None] * len(texts)
        missing = [text for text, some in zip(texts, kept, strict=True) if some is None]
        made = iter(self._tokens(missing))
        tokens = [next(made) if some is None else some for some in kept]
        if not question.tokens.size or not sum(some.size for some in tokens):
            return None
        asked = self._table.rarity(question.tokens)
        all_tokens = np.unique(np.concatenate(tokens))
        means, known = self._table.means(all_tokens)
        if not known.any():
            return None
        alike = question.token_vectors @ means.T
        alike[:, ~known] = -1.0
        # Each text's columns side by side, and the best of each text's at once.
        told = [number for number, some in enumerate(tokens) if some.size]
        columns = np.searchsorted(all_tokens, np.concatenate(tokens))
        starts = np.cumsum([0, *(tokens[number].size for number in told[:-1])])
        best = np.full((len(tokens), len(asked)), -1.0, np.float32)
        best[told] = np.maximum.reduceat(alike[:, columns], starts, axis=1).T
        return np.asarray(best @ (asked / asked.sum()), np.float32)

    def _encoded(self, question: str) -> EncodedText:
        return self._encoder.encode_tokens([question])[0]

    def _tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text; those that were taken apart longest ago are let go first."""
        keys = [hash(text) for text in texts]
        with self._lock:
            found = {key: self._held[key] for key in keys if key in self._held}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        made = self._encoder.distinct_tokens(list(missing.values()))
        found.update(zip(missing, made, strict=True))
        with self._lock:
            self._held.update((key, found[key]) for key in missing)
            for key in list(self._held)[: max(0, len(self._held) - _HELD)]:
                del self._held[key]
        return [found[key] for key in keys]

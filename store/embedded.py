"""What encoders make of texts, and the models that make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Tokens = NDArray[np.int32]
"""Ids in an encoder's vocabulary."""


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text's unit vector, and the unit vectors of its tokens in their order.

    `tokens` are ids in the encoder's vocabulary, without those that stand around every text;
    `token_vectors` has a row for each. An encoder that knows no tokens has none.
    """

    vector: Vectors
    tokens: Tokens
    token_vectors: Vectors


class LoadedModel(Protocol):
    """A model in memory. Read only, so threads share it."""

    def vectors(self, texts: Sequence[str], *, batch: int) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""

    def tokens(self, texts: Sequence[str], *, batch: int) -> list[EncodedText]:
        """Return the vectors of each text and of its tokens, in the order given."""


def unit(vectors: Vectors) -> Vectors:
    """Return the rows with length 1; a row of zeros stays one."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, np.finfo(np.float32).tiny), np.float32)

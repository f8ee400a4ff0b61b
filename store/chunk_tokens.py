"""A chunk's tokens in its payload: taking 35 texts apart would cost each question 12 ms."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from store.embedded import Tokens

_TOKENS = "tokens"
# Little-endian on whatever machine.
_KEPT_AS = np.dtype("<i4")


def with_tokens(payload: Mapping[str, Any], tokens: Tokens | None) -> dict[str, Any]:
    """Return a chunk's payload with its distinct tokens, ascending; None leaves it as it is.

    They belong to the encoder of its dense vector, and are kept and replaced together with that.
    """
    if tokens is None:
        return dict(payload)
    packed = base64.b64encode(tokens.astype(_KEPT_AS).tobytes()).decode("ascii")
    return {**payload, _TOKENS: packed}


def tokens_in(payload: Mapping[str, Any]) -> Tokens | None:
    """Return the tokens kept in a payload, or None: it comes from a version that kept none."""
    packed = payload.get(_TOKENS)
    if packed is None:
        return None
    return np.frombuffer(base64.b64decode(packed), _KEPT_AS).astype(np.int32)

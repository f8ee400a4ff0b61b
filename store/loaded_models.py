"""The sentence-transformers models that this process holds, each loaded once."""

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def load_model(folder: Path) -> "SentenceTransformer":
    """Return the model of a folder, for this caller alone."""
    # Set before the import: neither library may look for a newer model, or report anything.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Threads of the encoder that have nothing to do sleep. Spinning, as they do else, they took the
    # index its processors: on two that other work shared, a question took 70 ms to encode, not 14.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    # A bar for loading weights, drawn into whatever the command prints.
    transformers_logging.disable_progress_bar()
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    # The first call sets the tokenizer up. Later ones find it so and only read it: that is what
    # lets a question be encoded beside a batch, with no lock that it would have to wait for.
    model.encode(["warm"], show_progress_bar=False)
    return model


class LoadedModels:
    """The models that this process holds in memory, by folder and weights."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._models: dict[tuple[Path, str], SentenceTransformer] = {}
        self.threads = 1
        """What torch takes for many texts, as it set itself up for this machine."""

    def model(self, folder: Path, fingerprint: str) -> "SentenceTransformer":
        """Return the model of these files, loaded at the first call for it."""
        key = (folder, fingerprint)
        # A question may come while another thread loads the model: it waits for that one.
        with self._loading:
            if key not in self._models:
                loaded = load_model(folder)
                if not self._models:
                    import torch

                    self.threads = torch.get_num_threads()
                self._models[key] = loaded
            return self._models[key]


LOADED = LoadedModels()

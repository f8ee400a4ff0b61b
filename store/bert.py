"""Sentence encoders of the BERT kind, computed with torch alone.

Most sentence encoders, the default among them, are a BERT (Devlin et al., "BERT: Pre-training of
Deep Bidirectional Transformers for Language Understanding", 2019) whose tokens' vectors are
averaged (Reimers and Gurevych, "Sentence-BERT", 2019). Reading one takes a page of torch; what
sentence-transformers imports to read any model at all takes 5 s of a processor at every start.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from store.embedded import EncodedText, Vectors, unit

if TYPE_CHECKING:
    from torch import Tensor

_WEIGHTS = "model.safetensors"
# What is computed below, and no other kind of BERT: the settings of a model that say so, each with
# what it is where a model does not name it.
_COMPUTED = {
    "model_type": ("bert", None),
    "hidden_act": ("gelu", "gelu"),
    "position_embedding_type": ("absolute", "absolute"),
    "is_decoder": (False, False),
    "add_cross_attention": (False, False),
}
# Modules of sentence-transformers, in their order; the length of a vector is made 1 in any case.
_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])


class Bert:
    """A BERT with the mean of its tokens; its vectors are those of sentence-transformers."""

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        """Load the folder's weights; of a text, `max_tokens` are read, special ones included."""
        import torch
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        config = _settings(folder / "config.json")
        self._heads = int(config["num_attention_heads"])
        self._epsilon = float(config["layer_norm_eps"])
        self._padding = int(config.get("pad_token_id") or 0)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        added = self._tokenizer.get_added_tokens_decoder()
        self._special = [token for token, known in added.items() if known.special]
        kept = {
            name.removeprefix("bert."): weight.float()
            for name, weight in load_file(folder / _WEIGHTS).items()
        }
        self._weights = kept
        # Query, key and value in one product of matrices rather than three.
        self._layers = range(int(config["num_hidden_layers"]))
        for layer in self._layers:
            names = [f"encoder.layer.{layer}.attention.self.{part}" for part in _PARTS]
            for kind in ("weight", "bias"):
                joined = torch.cat([kept.pop(f"{name}.{kind}") for name in names])
                kept[f"encoder.layer.{layer}.attention.self.{kind}"] = joined
            for name in _PRODUCTS:
                weight = f"encoder.layer.{layer}.{name}.weight"
                kept[weight] = kept[weight].t().contiguous()

    def vectors(self, texts: Sequence[str], *, batch: int) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""
        width = int(self._weights["embeddings.word_embeddings.weight"].shape[1])
        found = np.zeros((len(texts), width), np.float32)
        for places, _, read, hidden in self._read(texts, batch):
            found[places] = _means(hidden, read)
        return found

    def tokens(self, texts: Sequence[str], *, batch: int) -> list[EncodedText]:
        """Return the vectors of each text and of its tokens, in the order given."""
        found: dict[int, EncodedText] = {}
        for places, ids, read, hidden in self._read(texts, batch):
            means, rows = _means(hidden, read), hidden.numpy()
            for row, place in enumerate(places):
                own = ~np.isin(ids[row], self._special)
                found[place] = EncodedText(
                    means[row], ids[row][own].astype(np.int32), unit(rows[row][own])
                )
        return [found[place] for place in range(len(texts))]

    def _read(
        self, texts: Sequence[str], batch: int
    ) -> "Iterator[tuple[list[int], NDArray[np.int64], Tensor, Tensor]]":
        """Yield, for texts of like length: their places, tokens, which are read, and vectors."""
        import torch

        encoded = [one.ids for one in self._tokenizer.encode_batch_fast(list(texts))]
        order = sorted(range(len(texts)), key=lambda place: len(encoded[place]), reverse=True)
        for start in range(0, len(order), batch):
            places = order[start : start + batch]
            lengths = [len(encoded[place]) for place in places]
            ids = np.full((len(places), lengths[0]), self._padding, np.int64)
            for row, place in enumerate(places):
                ids[row, : lengths[row]] = encoded[place]
            read = torch.arange(lengths[0]) < torch.tensor(lengths)[:, None]
            with torch.inference_mode():
                yield places, ids, read, self._hidden(torch.from_numpy(ids), read)

    def _hidden(self, ids: "Tensor", read: "Tensor") -> "Tensor":
        """The vector of each token where it stands."""
        from torch.nn import functional

        weights = self._weights
        texts, length = ids.shape
        hidden = (
            functional.embedding(ids, weights["embeddings.word_embeddings.weight"])
            + weights["embeddings.position_embeddings.weight"][:length]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._normal(hidden, "embeddings.LayerNorm")
        seen = None if bool(read.all()) else read[:, None, None, :]
        for number in self._layers:
            layer = f"encoder.layer.{number}"
            parts = self._linear(hidden, f"{layer}.attention.self")
            # texts × tokens × (part, head, size) to part × texts × heads × tokens × size
            heads = parts.view(texts, length, len(_PARTS), self._heads, -1).permute(2, 0, 3, 1, 4)
            query, key, value = heads.unbind(0)
            attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
            attended = attended.transpose(1, 2).reshape(texts, length, -1)
            attended = self._linear(attended, f"{layer}.attention.output.dense")
            hidden = self._normal(hidden + attended, f"{layer}.attention.output.LayerNorm")
            wide = functional.gelu(self._linear(hidden, f"{layer}.intermediate.dense"))
            narrow = self._linear(wide, f"{layer}.output.dense")
            hidden = self._normal(hidden + narrow, f"{layer}.output.LayerNorm")
        return hidden

    def _linear(self, hidden: "Tensor", name: str) -> "Tensor":
        import torch
        from torch.nn import functional

        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        if hidden.shape[0] * hidden.shape[1] > _FEW_ROWS:
            return functional.linear(hidden, weight.T, bias)
        return torch.from_numpy(hidden.numpy() @ weight.numpy()).add_(bias)

    def _normal(self, hidden: "Tensor", name: str) -> "Tensor":
        from torch.nn import functional

        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(hidden, weight.shape, weight, bias, self._epsilon)


_PARTS = ("query", "key", "value")
# Matrices that tokens' vectors are multiplied by, kept so that their rows are what goes in.
_PRODUCTS = ("attention.self", "attention.output.dense", "intermediate.dense", "output.dense")
# Of so few tokens, a question's, NumPy's product takes two thirds of the time of torch's.
_FEW_ROWS = 64


def is_bert(folder: Path) -> bool:
    """Return whether the folder's model is one that `Bert` computes as sentence-transformers do."""
    needed = ("modules.json", "config.json", "tokenizer.json", _WEIGHTS)
    if not all((folder / name).is_file() for name in needed):
        return False
    config = _settings(folder / "config.json")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    return (
        all(config.get(name, usual) == value for name, (value, usual) in _COMPUTED.items())
        and [module["type"].rpartition(".")[2] for module in modules] in _MODULES
        and modules[0]["path"] == ""
        and _is_mean(_settings(folder / modules[1]["path"] / "config.json"))
        # A text put before each question, which sentence-transformers add by themselves.
        and not _settings(folder / "config_sentence_transformers.json").get("default_prompt_name")
        and not _settings(folder / "sentence_bert_config.json").get("do_lower_case")
    )


def _is_mean(pooling: Mapping[str, Any]) -> bool:
    """Whether the settings of a pooling module, of any version, name the mean alone."""
    named = pooling.get("pooling_mode")
    if named is not None:
        return bool(named in ("mean", ["mean"]))
    ways = {name for name, chosen in pooling.items() if name.startswith("pooling_mode_") and chosen}
    return ways == {"pooling_mode_mean_tokens"}


def _means(hidden: "Tensor", read: "Tensor") -> Vectors:
    """The mean of each text's tokens, of length 1."""
    counted = read[:, :, None].float()
    means = (hidden * counted).sum(1) / counted.sum(1)
    return unit(means.numpy())


def _settings(path: Path) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found

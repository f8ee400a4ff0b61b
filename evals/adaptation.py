"""An encoder made to fit a plant's own manuals, without labels, and whether that pays.

The encoder learns to tell what belongs together from all others of its batch: InfoNCE over
in-batch negatives (van den Oord, Li and Vinyals, "Representation Learning with Contrastive
Predictive Coding", 2018). What belongs together is in `evals.learning_pairs`; questions of suites
are never learned from, they only judge.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.ablation import Ablation
from evals.learning_pairs import Pair, batched
from store.errors import MillwrightError
from store.loaded_models import load_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor
    from torch.nn import Parameter

_WARM_UP = 0.1
_WEIGHT_DECAY = 0.01
_LONGEST_STEP = 1.0
# Tokens that are read of a text while learning: half of what is read of it later, at half the time.
_MOST_TOKENS = 128
# "encoder.layer.3.output…", "transformer.h.3.…": how models of this kind name their layers.
_LAYER = re.compile(r"\.(?:layer|layers|h|block|blocks)\.(\d+)\.")
_VOCABULARY = re.compile(r"embed|\.wte\.|\.shared\.")
# What a model that does not fit its settings, or a training that it does not know, raises.
_NOT_TRAINED = (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError)
# From here on a loss counts, as every other difference of the evaluation does.
_SIGNIFICANT = 0.05
_JUDGED_BY = "mrr@10"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an encoder learns. The defaults are usual ones for sentence encoders, not yet compared.

    `frozen` is the share of its layers, from the bottom, that stay as they are, and its vocabulary
    with them. Cosines are divided by `temperature` before they compete.
    """

    epochs: int = 1
    seed: int = 1
    learning_rate: float = 2e-5
    temperature: float = 0.05
    frozen: float = 0.0


def adapt(
    folder: Path,
    learned: Sequence[Pair],
    recipe: Recipe,
    *,
    on_step: Callable[[int, int, float], None] = lambda *_: None,
) -> "SentenceTransformer":
    """Return the encoder of a folder, having learned these pairs; the same for the same seed.

    `on_step` hears of the steps done, all steps, and the loss of the last, and may raise to end it.
    Raises MillwrightError for an encoder that cannot learn, and for pairs that make no batch.
    """
    batches = [
        batch
        for epoch in range(recipe.epochs)
        for batch in batched(learned, seed=recipe.seed + epoch)
    ]
    if not batches:
        raise MillwrightError(
            f"The {len(learned)} pairs are of too few sections to be told from each other: ingest "
            "more manuals first."
        )
    try:
        model = load_model(folder)
        weights = _trainable(model, recipe.frozen)
    except _NOT_TRAINED as error:
        raise _not_trained(folder, error) from error
    if not weights:
        raise _not_trained(folder, "it has no weights that could change")
    import torch

    # What drops out while learning is drawn from torch's own chance, which is given back as it was.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        for step, loss in enumerate(_steps(model, weights, batches, recipe, folder), 1):
            on_step(step, len(batches), loss)
    return model


def pays(found: Ablation, adapted: str) -> str | None:
    """Return why the variant of this name does not pay, or None if it does.

    It pays where the full search's MRR@10 over all suites rises significantly with it, and that of
    no suite falls so (p < 0.05, paired permutation test): new vectors for all manuals are no price
    for what may be chance.
    """
    for row in found.rows:
        if row.variant != adapted:
            continue
        cell = next(cell for cell in row.cells if cell.metric == _JUDGED_BY)
        change = cell.change or 0.0
        p = 1.0 if cell.p is None else cell.p
        where = row.suite or f"all {cell.count} questions"
        if change < 0 and p < _SIGNIFICANT:
            return f"MRR@10 of {where} falls by {-change:.3f} (p {p:.3f})"
        if row.suite is None and change <= 0:
            return f"MRR@10 of {where} does not rise ({change:+.3f}, p {p:.3f})"
        if row.suite is None and p >= _SIGNIFICANT:
            return f"MRR@10 of {where} rises by {change:.3f}, which may be chance (p {p:.3f})"
    return None


def _trainable(model: "SentenceTransformer", frozen: float) -> "list[Parameter]":
    """The weights that learn, all others being told to stay."""
    layers = {
        int(found[1]) for name, _ in model.named_parameters() if (found := _LAYER.search(name))
    }
    first = round(frozen * len(layers))
    for name, weight in model.named_parameters():
        layer = _LAYER.search(name)
        still = int(layer[1]) < first if layer else first > 0 and bool(_VOCABULARY.search(name))
        if still:
            weight.requires_grad_(False)
    return [weight for weight in model.parameters() if weight.requires_grad]


def _steps(
    model: "SentenceTransformer",
    weights: "Sequence[Parameter]",
    batches: Sequence[Sequence[Pair]],
    recipe: Recipe,
    folder: Path,
) -> Iterator[float]:
    """Learn batch after batch, yielding the loss of each; the model reads as before at the end."""
    import torch

    optimizer = torch.optim.AdamW(weights, lr=recipe.learning_rate, weight_decay=_WEIGHT_DECAY)
    warm = max(1, int(len(batches) * _WARM_UP))
    # Up to the full rate, then down to none.
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warm, (len(batches) - step) / max(1, len(batches) - warm)),
    )
    read = model.max_seq_length
    model.max_seq_length = min(_MOST_TOKENS, read or _MOST_TOKENS)
    model.train()
    for batch in batches:
        try:
            loss = _loss(model, batch, recipe.temperature)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, _LONGEST_STEP)
            optimizer.step()
        except _NOT_TRAINED as error:
            raise _not_trained(folder, error) from error
        schedule.step()
        yield float(loss.detach())
    model.max_seq_length = read
    model.eval()


def _loss(model: "SentenceTransformer", batch: Sequence[Pair], temperature: float) -> "Tensor":
    """How badly each question tells its answer from the others of the batch, and the other way."""
    import torch

    asked, answers = (
        torch.nn.functional.normalize(model(model.preprocess(texts))["sentence_embedding"], dim=1)
        for texts in ([pair.question for pair in batch], [pair.answer for pair in batch])
    )
    alike = asked @ answers.T / temperature
    right = torch.arange(len(batch))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(alike, right) + entropy(alike.T, right)) / 2


def _not_trained(folder: Path, why: object) -> MillwrightError:
    return MillwrightError(
        f"The encoder in {folder} cannot be adapted: {why}. Set MILLWRIGHT_ENCODER to a "
        "sentence-transformers model that can be trained."
    )

"""An encoder made to fit a plant's own manuals, without labels, and whether that pays.

A manual says itself what belongs together: a heading and what stands under it, a sentence and the
rest of its chunk. The encoder learns to tell each such pair from all others of its batch: InfoNCE
over in-batch negatives (van den Oord, Li and Vinyals, "Representation Learning with Contrastive
Predictive Coding", 2018), the sentence taken out of its text being the Inverse Cloze Task (Lee,
Chang and Toutanova, "Latent Retrieval", 2019). Questions of suites are never learned from.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.ablation import Ablation
from ingest.headings import number_of
from store.encoders import load_model
from store.errors import MillwrightError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Fewer teach an encoder the few pages that they are of.
LEAST_PAIRS = 200
# More do not teach more in the same time, and a book of a thousand pages has three times as many.
MOST_PAIRS = 4000
_BATCH = 32
_LEARNING_RATE = 2e-5
_WARM_UP = 0.1
# Cosines are spread over this before they compete: the usual value of sentence encoders.
_TEMPERATURE = 0.05
# Tokens that are read of a text while learning: half of what is read of it later, at half the time.
_MOST_TOKENS = 128
_LEAST_WORDS, _LEAST_LETTERS = 2, 60
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
# A gain counts from here on, as every other difference of the evaluation does.
_SIGNIFICANT = 0.05
_GAIN = "mrr@10"


@dataclass(frozen=True, slots=True)
class Pair:
    """What is looked for and what answers it, both of one section (a revision and its headings).

    Two of a section are never each other's wrong answers.
    """

    question: str
    answer: str
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A chunk as the encoder reads it: its path of headings and its text."""

    revision: str
    section: tuple[str, ...]
    path: str
    text: str


def pairs(texts: Iterable[Text], *, seed: int, most: int = MOST_PAIRS) -> tuple[Pair, ...]:
    """Return the pairs of these chunks, in an order that the seed makes; `most` of them at most.

    A heading of two words and more goes with each text under it, and of a text with three
    sentences and more, one goes with the others. Raises MillwrightError for fewer than LEAST_PAIRS.
    """
    chance = random.Random(seed)
    found: list[Pair] = []
    for one in texts:
        place = (one.revision, *one.section)
        title = _title(one.section)
        if len(title.split()) >= _LEAST_WORDS and len(one.text) >= _LEAST_LETTERS:
            found.append(Pair(title, one.text, place))
        sentences = [part.strip() for part in _SENTENCE_END.split(one.text)]
        long_enough = [part for part in sentences if len(part.split()) > _LEAST_WORDS * 2]
        if len(long_enough) >= 3:
            taken = chance.choice(long_enough)
            rest = " ".join(part for part in sentences if part != taken)
            found.append(Pair(taken, f"{one.path}\n{rest}", place))
    if len(found) < LEAST_PAIRS:
        raise MillwrightError(
            f"The manuals in force give {len(found)} pairs of a heading or a sentence and its "
            f"text, and an encoder needs {LEAST_PAIRS} at least: ingest more of them first."
        )
    chance.shuffle(found)
    return tuple(found[:most])


def adapt(
    folder: Path,
    learned: Sequence[Pair],
    *,
    epochs: int,
    seed: int,
    on_step: Callable[[int, int, float], None] = lambda *_: None,
) -> "SentenceTransformer":
    """Return the encoder of a folder, having learned these pairs; the same for the same seed.

    `on_step` hears of the steps done, all steps, and the loss of the last. Raises MillwrightError
    where the encoder has nothing that can learn.
    """
    import torch

    torch.manual_seed(seed)
    model = load_model(folder)
    model.train()
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    if not weights:
        raise MillwrightError(f"The encoder in {folder} has no weights that could be adapted.")
    batches = [batch for epoch in range(epochs) for batch in batched(learned, seed=seed + epoch)]
    optimizer = torch.optim.AdamW(weights, lr=_LEARNING_RATE, weight_decay=0.01)
    warm = max(1, int(len(batches) * _WARM_UP))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warm, (len(batches) - step) / max(1, len(batches) - warm)),
    )
    read = model.max_seq_length
    model.max_seq_length = min(_MOST_TOKENS, read or _MOST_TOKENS)
    for step, batch in enumerate(batches, 1):
        loss = _loss(model, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        on_step(step, len(batches), float(loss.detach()))
    model.max_seq_length = read
    model.eval()
    return model


def batched(learned: Sequence[Pair], *, seed: int) -> list[tuple[Pair, ...]]:
    """Return the pairs in batches, none of which holds two of one section; what is left over is
    left out.
    """
    order = list(learned)
    random.Random(seed).shuffle(order)
    batches: list[tuple[Pair, ...]] = []
    while len(order) >= 2:
        batch: dict[tuple[str, ...], Pair] = {}
        later: list[Pair] = []
        for pair in order:
            if len(batch) < _BATCH and pair.section not in batch:
                batch[pair.section] = pair
            else:
                later.append(pair)
        if len(batch) < _BATCH and batches:
            break
        batches.append(tuple(batch.values()))
        order = later
    return batches


def pays(found: Ablation, adapted: str) -> str | None:
    """Return why the variant of this name does not pay, or None if it does.

    It pays where its MRR@10 over all suites is higher, significantly (p < 0.05, paired), and that
    of no suite significantly lower.
    """
    cells = {
        row.suite: cell
        for row in found.rows
        if row.variant == adapted
        for cell in row.cells
        if cell.metric == _GAIN and cell.change is not None and cell.p is not None
    }
    for suite, cell in cells.items():
        change, p = cell.change or 0.0, cell.p if cell.p is not None else 1.0
        if suite is not None and change < 0 and p < _SIGNIFICANT:
            return f"MRR@10 of {suite} falls by {-change:.3f} (p {p:.3f})"
    over_all = cells[None]
    change, p = over_all.change or 0.0, over_all.p if over_all.p is not None else 1.0
    if change <= 0:
        return f"MRR@10 over all {over_all.count} questions does not rise ({change:+.3f})"
    if p >= _SIGNIFICANT:
        return (
            f"MRR@10 over all {over_all.count} questions rises by {change:.3f}, which may be "
            f"chance (p {p:.3f})"
        )
    return None


def _title(section: Sequence[str]) -> str:
    heading = section[-1] if section else ""
    words = heading.split()
    return " ".join(words[1:]) if number_of(heading) else heading


def _loss(model: "SentenceTransformer", batch: Sequence[Pair]):  # type: ignore[no-untyped-def]
    import torch

    asked, answers = (
        torch.nn.functional.normalize(model(model.preprocess(texts))["sentence_embedding"], dim=1)
        for texts in ([pair.question for pair in batch], [pair.answer for pair in batch])
    )
    alike = asked @ answers.T / _TEMPERATURE
    right = torch.arange(len(batch))
    # Each way round: an answer has to tell its question from the others, too.
    return (
        torch.nn.functional.cross_entropy(alike, right)
        + torch.nn.functional.cross_entropy(alike.T, right)
    ) / 2

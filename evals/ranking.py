"""Rank metrics over questions, and whether a difference between two systems is one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Ranks = Sequence[int | None]
"""The rank, from 1, of the first right hit of each question; None where there is none."""

_PERMUTATIONS = 20_000


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Rates over `count` questions."""

    count: int
    hit_at_1: float
    hit_at_5: float
    mrr_at_10: float


def figures(ranks: Ranks) -> RankFigures:
    """Return hit@1, hit@5 and MRR@10 of a list of ranks."""
    count = max(len(ranks), 1)
    return RankFigures(
        len(ranks),
        sum(rank is not None and rank <= 1 for rank in ranks) / count,
        sum(rank is not None and rank <= 5 for rank in ranks) / count,
        float(sum(reciprocal_ranks(ranks)) / count),
    )


def reciprocal_ranks(ranks: Ranks) -> list[float]:
    """Return 1/rank of each question, 0 beyond rank 10."""
    return [1 / rank if rank is not None and rank <= 10 else 0.0 for rank in ranks]


def permutation_p(ours: Sequence[float], theirs: Sequence[float], *, seed: int = 0) -> float:
    """Return the two-sided p of a paired permutation test on the mean difference.

    Signs of the paired differences are flipped at random (Smucker, Allan and Carterette, "A
    Comparison of Statistical Significance Tests for Information Retrieval Evaluation", 2007).
    """
    differences = np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float)
    observed = abs(differences.mean()) if len(differences) else 0.0
    if observed == 0:
        return 1.0
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(_PERMUTATIONS, len(differences)))
    means = np.abs((signs * differences).mean(axis=1))
    return float((np.sum(means >= observed - 1e-12) + 1) / (_PERMUTATIONS + 1))

"""Lanes into one ranking: weighted sum of scores, each lane scaled per question.

Equal-weight reciprocal rank fusion was measured to be worse than keywords alone on manuals, so
scores are fused, not ranks (convex combination: Bruch, Gai and Ingber, "An Analysis of Fusion
Functions for Hybrid Retrieval", 2023).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_MEANING = "dense"
_RRF_CONSTANT = 60


def fused(
    lanes: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float],
    *,
    apart: Collection[str] = (),
) -> dict[str, float]:
    """Return the fused score of each id, between 0 and 1.

    `lanes` hold the score of each candidate by lane; one that shares no word with the question has
    no BM25, and counts 0 there. One without a score for meaning has no vector yet, because its
    manual was read a moment ago: that says nothing against it, so its keywords are all that counts.
    Those that stand `apart` change nothing for the rest: one that is better than all of it counts
    as the best.
    """
    scaled = {name: _scaled(lane, apart) for name, lane in lanes.items()}
    scores: dict[str, float] = {}
    for point in {point for lane in lanes.values() for point in lane}:
        asked = [name for name in lanes if name != _MEANING or point in scaled[name]]
        total = sum(weights[name] for name in asked)
        won = sum(weights[name] * scaled[name].get(point, 0.0) for name in asked)
        scores[point] = won / total if total else 0.0
    return scores


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike chunks are to the question in one respect, and what that weighs beside 1."""

    weight: float
    of: Mapping[str, float]


def refined(
    scores: Mapping[str, float],
    likenesses: Sequence[Likeness],
    *,
    ranked_behind: Collection[str],
    apart: Collection[str] = (),
) -> dict[str, float]:
    """Return the scores with what some of them are alike in mixed in, between 0 and 1.

    Each likeness goes from 0 for the least alike to 1 for the most, for all if they are much
    alike. Those of `ranked_behind` were not compared, and count as the least; any other without a
    likeness has no vectors for it yet, which says nothing against it. Those that stand `apart`
    change nothing for the rest, as in `fused`.
    """
    total, weights = dict(scores), dict.fromkeys(scores, 1.0)
    for likeness in likenesses:
        scale = [one for point, one in likeness.of.items() if point not in apart]
        if not scale:
            continue
        low, high = min(scale), max(scale)
        alike = {
            point: min(max((one - low) / (high - low), 0.0), 1.0) if high > low else 1.0
            for point, one in likeness.of.items()
        }
        alike.update(dict.fromkeys(ranked_behind, 0.0))
        for point, one in alike.items():
            total[point] += likeness.weight * one
            weights[point] += likeness.weight
    return {point: score / weights[point] for point, score in total.items()}


def reciprocal_rank_fused(lanes: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the sum of 1 / (60 + rank) of each id over the lanes: the usual peer.

    Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion Outperforms Condorcet and Individual Rank
    Learning Methods", 2009, with their constant.
    """
    total: dict[str, float] = {}
    for lane in lanes.values():
        for rank, point in enumerate(sorted(lane, key=lambda p: (-lane[p], p)), 1):
            total[point] = total.get(point, 0.0) + 1 / (_RRF_CONSTANT + rank)
    return total


def _scaled(lane: Mapping[str, float], apart: Collection[str]) -> dict[str, float]:
    """The lane's scores as fractions of the best that stands not apart, from 0 to 1."""
    best = max((score for point, score in lane.items() if point not in apart), default=0.0)
    if best <= 0:
        best = max(lane.values(), default=0.0)
    if best <= 0:
        return dict.fromkeys(lane, 0.0)
    return {point: min(max(score, 0.0) / best, 1.0) for point, score in lane.items()}

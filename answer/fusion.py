"""Lanes into one ranking: weighted sum of scores, each lane scaled per question.

Equal-weight reciprocal rank fusion was measured to be worse than keywords alone on manuals, so
scores are fused, not ranks (convex combination: Bruch, Gai and Ingber, "An Analysis of Fusion
Functions for Hybrid Retrieval", 2023).
"""

from collections.abc import Collection, Mapping

_MEANING = "dense"
_RRF_CONSTANT = 60


def fused(
    lanes: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return the fused score of each id, between 0 and 1.

    `lanes` hold the score of each candidate by lane; one that shares no word with the question has
    no BM25, and counts 0 there. One without a score for meaning has no vector yet, because its
    manual was read a moment ago: that says nothing against it, so its keywords are all that counts.
    """
    scaled = {name: _scaled(lane) for name, lane in lanes.items()}
    scores: dict[str, float] = {}
    for point in {point for lane in lanes.values() for point in lane}:
        asked = [name for name in lanes if name != _MEANING or point in scaled[name]]
        total = sum(weights[name] for name in asked)
        won = sum(weights[name] * scaled[name].get(point, 0.0) for name in asked)
        scores[point] = won / total if total else 0.0
    return scores


def refined(
    scores: Mapping[str, float],
    likeness: Mapping[str, float],
    *,
    weight: float,
    ranked_behind: Collection[str],
) -> dict[str, float]:
    """Return the scores with the likeness of some of them mixed in, between 0 and 1.

    `weight` is the likeness's beside 1 for the score. It goes from 0 for the least alike to 1, for
    all are much alike; those of `ranked_behind` were not compared, and count as that least one.
    """
    if not likeness:
        return dict(scores)
    low, high = min(likeness.values()), max(likeness.values())
    alike = {
        point: (one - low) / (high - low) if high > low else 1.0 for point, one in likeness.items()
    }
    alike.update(dict.fromkeys(ranked_behind, 0.0))
    return {
        point: (score + weight * alike[point]) / (1 + weight) if point in alike else score
        for point, score in scores.items()
    }


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


def _scaled(lane: Mapping[str, float]) -> dict[str, float]:
    """The lane's scores as fractions of its best one; nothing is worth less than 0."""
    best = max(lane.values(), default=0.0)
    if best <= 0:
        return dict.fromkeys(lane, 0.0)
    return {point: max(score, 0.0) / best for point, score in lane.items()}

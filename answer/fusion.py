"""Two lanes into one ranking: weighted sum of scores, each lane scaled per question.

Equal-weight reciprocal rank fusion was measured to be worse than keywords alone on manuals, so
scores are fused, not ranks (convex combination: Bruch, Gai and Ingber, "An Analysis of Fusion
Functions for Hybrid Retrieval", 2023).
"""

from collections.abc import Mapping


def fused(
    lanes: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return the fused score of each id, between 0 and 1.

    `lanes` hold the score of each candidate by lane; a candidate that a lane cannot score (a
    chunk that shares no word with the question has no BM25) counts 0 there.
    """
    total = sum(weights[name] for name in lanes)
    scores: dict[str, float] = {}
    for name, lane in lanes.items():
        share = weights[name] / total if total else 0.0
        for point, score in _scaled(lane).items():
            scores[point] = scores.get(point, 0.0) + share * score
    return scores


def _scaled(lane: Mapping[str, float]) -> dict[str, float]:
    """The lane's scores as fractions of its best one; nothing is worth less than 0."""
    best = max(lane.values(), default=0.0)
    if best <= 0:
        return dict.fromkeys(lane, 0.0)
    return {point: max(score, 0.0) / best for point, score in lane.items()}

"""How far the boxes that an answer marks agree with those that a suite expects."""

import itertools
from collections.abc import Mapping, Sequence

from store.values import Box


def box_agreement(
    expected: Mapping[int, Sequence[Box]], marked: Mapping[int, Sequence[Box]]
) -> tuple[float, float]:
    """Return intersection over union, and the covered share of what is expected; both 0 to 1.

    Both are of areas over all pages together, in which what overlaps counts once (the Jaccard
    index of two sets of points).
    """
    union = common = wanted = 0.0
    for page in {*expected, *marked}:
        there, ours = expected.get(page, ()), marked.get(page, ())
        there_area, ours_area = _area(there), _area(ours)
        together = _area([*there, *ours])
        wanted += there_area
        union += together
        common += there_area + ours_area - together
    if union == 0 or wanted == 0:
        return 0.0, 0.0
    return _share(common, union), _share(common, wanted)


def _share(part: float, whole: float) -> float:
    # Sums of areas differ in their last digits.
    return min(1.0, max(0.0, part / whole))


def _area(boxes: Sequence[Box]) -> float:
    """Area of a union of boxes: between neighbouring left or right edges, lengths are constant."""
    edges = sorted({edge for box in boxes for edge in (box[0], box[2])})
    total = 0.0
    for left, right in itertools.pairwise(edges):
        reach = float("-inf")
        length = 0.0
        for top, bottom in sorted((b[1], b[3]) for b in boxes if b[0] <= left and b[2] >= right):
            length += max(0.0, bottom - max(top, reach))
            reach = max(reach, bottom)
        total += length * (right - left)
    return total

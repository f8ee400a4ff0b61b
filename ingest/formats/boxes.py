"""Boxes on a page."""

from collections.abc import Iterable

from store.values import Box


def bounding_box(boxes: Iterable[Box | None]) -> Box | None:
    """Return the smallest box around those that are there, or None where none is."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def area(box: Box) -> float:
    """Return the box's area in square points."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def overlap(one: Box, two: Box) -> float:
    """Return the area that two boxes share, in square points."""
    width = min(one[2], two[2]) - max(one[0], two[0])
    height = min(one[3], two[3]) - max(one[1], two[1])
    return max(0.0, width) * max(0.0, height)


def centre_within(inner: Box, outer: Box) -> bool:
    """Return whether the middle of one box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]

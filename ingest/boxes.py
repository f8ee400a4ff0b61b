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

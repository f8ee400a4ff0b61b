"""Parts of a page that are read by themselves."""

from liteparse import ParsedPage

from store.values import Box

Crop = tuple[float, float, float, float]
"""What is cut off at the top, right, bottom and left, as shares of the page's height or width."""

_HAIR = 0.5


def crop_to(page: ParsedPage, box: Box) -> Crop:
    """Return the crop that reads what lies in a box.

    LiteParse reads no print that lies in a crop by half: at its very edge it may be out by a hair.
    """
    left, top, right, bottom = box
    return (
        max(0.0, top - _HAIR) / page.height,
        max(0.0, page.width - right - _HAIR) / page.width,
        max(0.0, page.height - bottom - _HAIR) / page.height,
        max(0.0, left - _HAIR) / page.width,
    )

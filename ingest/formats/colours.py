"""What the eye takes for white and for nothing, of colours as PDF gives them: one measure."""

# Of 255: from here on it is white, as far as an eye on white paper can tell.
WHITE = 232
# Of 255: what is less opaque than this is not seen.
OPAQUE = 24


def brightness(argb: str) -> float:
    """Return the luma of a colour ("ff102030"), 0 to 255 (Rec. 601)."""
    red, green, blue = (int(argb[n : n + 2], 16) for n in (2, 4, 6))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def opacity(argb: str) -> int:
    """Return how opaque a colour is, 0 to 255."""
    return int(argb[:2], 16)

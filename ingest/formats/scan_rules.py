"""Ruled grids of a scanned page: its picture's long dark lines, for what reads drawn ones.

OCR gives words and no lines, and of a table without lines it makes prose: each row one sentence.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from liteparse import LiteParse, ParsedPage, ParseError
from numpy.typing import NDArray
from PIL import Image

from ingest.formats.grids import Grid, Span, grids_of

# Enough to see a line half a point wide, and a twentieth of what OCR takes for the page.
_DPI = 100.0
# Of 255: a thin black line is grey at this resolution, and the shade of a header is lighter.
_DARK = 200
# Points: no letter's stroke is as long; the side of a table's cell is.
_LEAST_LENGTH = 12.0
# Pixels on all sides: what is as thick as this and one more is no line but an area.
_AREA = 3
# Points: a narrower one is a picture or a sign, and its edges are no table's.
_WIDE_AREA = 60.0
# A page with more is a photograph or a drawing.
_MOST_LINES = 6000


def grids_of_scans(path: Path, pages: Sequence[ParsedPage]) -> Mapping[int, tuple[Grid, ...]]:
    """Return the ruled grids in the pictures of these pages by number; few pages have any."""
    try:
        shots = LiteParse(dpi=_DPI, quiet=True, ocr_enabled=False).screenshot(
            path, page_numbers=sorted(page.page_num for page in pages)
        )
    except ParseError:
        return {}
    return {shot.page_num: grids_of_picture(shot.image_bytes) for shot in shots}


def grids_of_picture(png: bytes) -> tuple[Grid, ...]:
    """Return the ruled grids in a page's picture, drawn at `_DPI`, in points."""
    with Image.open(io.BytesIO(png)) as image:
        dark = _drawn(np.asarray(image.convert("L")) < _DARK)
    lying, upright = _lines(dark), _lines(dark.T)
    if max(len(lying), len(upright)) > _MOST_LINES:
        return ()
    return grids_of(upright, lying)


def _drawn(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The dark pixels without areas, inside which any row is a long line.

    Of wide ones, as the header of a table is, the outlines are left.
    """
    areas = _spread(~_spread(~dark, _AREA), _AREA)
    edges = np.diff(np.pad(areas, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    for row, begin, end in zip(rows, begins, ends, strict=True):
        if (end - begin) * 72.0 / _DPI < _WIDE_AREA:
            dark[row, begin:end] = False
    inner: NDArray[np.bool_] = ~_spread(~areas, 1)
    return dark & ~inner


def _spread(pixels: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """The pixels, and all within a square of this reach around each."""
    for axis in (0, 1):
        found = pixels.copy()
        for step in range(1, reach + 1):
            for way in (-step, step):
                moved = np.roll(pixels, way, axis)
                edge = [slice(None), slice(None)]
                edge[axis] = slice(None, step) if way > 0 else slice(-step, None)
                moved[tuple(edge)] = False
                found |= moved
        pixels = found
    return pixels


def _lines(dark: NDArray[np.bool_]) -> list[Span]:
    """The long runs of dark pixels in each row: how far down, from where, to where (points)."""
    # A scan lies a little aslant: a line goes on in the next row of pixels.
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    edges = np.diff(np.pad(thick, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    point = 72.0 / _DPI
    long = (ends - begins) * point >= _LEAST_LENGTH
    found = np.stack([rows[long], begins[long], ends[long]], axis=1) * point
    return [(float(y), float(x0), float(x1)) for y, x0, x1 in found]

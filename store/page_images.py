"""Pictures of PDF pages as a technician sees them, with the cited place marked."""

import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from liteparse import LiteParse
from liteparse.types import ParseError
from PIL import Image, ImageChops, ImageDraw

from store.errors import NotFound, StoreUnavailable
from store.values import Box

# A page as wide as a tablet's long side is read without zooming; wider ones only take longer.
TARGET_WIDTH = 1240
_WIDTH_TOLERANCE = 0.25
DEFAULT_DPI = 150.0
_MAX_DPI = 400.0
# Some 250 MB of pages: what a shift looks at, and no more than a log file's worth of disk.
CACHED_PAGES = 600

# Multiplied with the page, so that black print stays black, as under a text marker.
_MARKER_INK = (255, 238, 130)
_OUTLINE = (196, 84, 0)
_MARGIN_POINTS = 3.0
_OUTLINE_PIXELS = 4


def page_png(
    pdf: Path,
    page: int,
    *,
    boxes: Sequence[Box] = (),
    dpi: float | None = None,
    cache: Path | None = None,
) -> bytes:
    """Return a PNG of the page (counted from 1) with the boxes marked.

    `boxes` are in points from the page's top left. Without `dpi` the page becomes about
    1,240 pixels wide, whatever its paper. The PNG says its resolution, so that a reader can go
    back from pixels to points. `cache` is a folder for the unmarked page. Raises NotFound where
    the file or the page does not exist, StoreUnavailable where the file cannot be drawn.
    """
    unmarked = _cached_page(pdf, page, dpi, cache)
    return _marked(unmarked, boxes) if boxes else unmarked


def page_size_points(png: bytes) -> tuple[float, float]:
    """Return width and height of a page in points, read from a picture made by `page_png`."""
    with Image.open(io.BytesIO(png)) as image:
        scale = _resolution(image) / 72
        return image.width / scale, image.height / scale


def _cached_page(pdf: Path, page: int, dpi: float | None, cache: Path | None) -> bytes:
    try:
        stat = pdf.stat()
    except OSError as error:
        raise NotFound(f"The original of {pdf.name} is no longer kept here.") from error
    if cache is None:
        return _render(pdf, page, dpi)
    # Size and time in the key: a replaced original never shows the picture of the one before.
    key = f"{pdf.resolve()}\n{stat.st_size}\n{stat.st_mtime_ns}\n{page}\n{dpi}"
    kept = cache / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.png"
    try:
        return kept.read_bytes()
    except OSError:
        image = _render(pdf, page, dpi)
        _keep(kept, image)
        return image


def _keep(kept: Path, image: bytes) -> None:
    """Write the picture in one step, and drop the oldest ones when there are too many."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
            part.write(image)
        Path(part.name).replace(kept)
        pages = sorted(kept.parent.glob("*.png"), key=lambda path: path.stat().st_mtime)
        for old in pages[:-CACHED_PAGES]:
            old.unlink(missing_ok=True)
    except OSError:
        # A full or read-only disk costs the next reader 40 ms, and must not cost this one the page.
        return


def _render(pdf: Path, page: int, dpi: float | None) -> bytes:
    image = _draw(pdf, page, dpi or DEFAULT_DPI)
    used = dpi or DEFAULT_DPI
    if dpi is None and abs(image.width / TARGET_WIDTH - 1) > _WIDTH_TOLERANCE:
        used = min(DEFAULT_DPI * TARGET_WIDTH / image.width, _MAX_DPI)
        image = _draw(pdf, page, used)
    return _encoded(image, used)


def _draw(pdf: Path, page: int, dpi: float) -> Image.Image:
    if page < 1:
        raise NotFound(f"{pdf.name} has no page {page}: pages count from 1.")
    try:
        drawn = LiteParse(dpi=dpi, ocr_enabled=False, quiet=True).screenshot(
            pdf, page_numbers=[page]
        )
    except ParseError as error:
        if "out of range" in str(error):
            raise NotFound(f"{pdf.name} has no page {page} ({error}).") from error
        raise StoreUnavailable(f"Page {page} of {pdf.name} cannot be drawn: {error}.") from error
    if not drawn:
        raise NotFound(f"{pdf.name} has no page {page}.")
    return Image.open(io.BytesIO(drawn[0].image_bytes)).convert("RGB")


def _marked(png: bytes, boxes: Sequence[Box]) -> bytes:
    with Image.open(io.BytesIO(png)) as opened:
        dpi = _resolution(opened)
        image = opened.convert("RGB")
    scale = dpi / 72
    pen = ImageDraw.Draw(image)
    for box in boxes:
        area = _pixels(box, scale, image.size)
        if area is None:
            continue
        ink = Image.new("RGB", (area[2] - area[0], area[3] - area[1]), _MARKER_INK)
        image.paste(ImageChops.multiply(image.crop(area), ink), area)
        pen.rectangle(area, outline=_OUTLINE, width=_OUTLINE_PIXELS)
    return _encoded(image, dpi)


def _pixels(box: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return the box with its margin in pixels, within the page; None if nothing of it is there."""
    x0, x1 = sorted((box[0], box[2]))
    y0, y1 = sorted((box[1], box[3]))
    left = max(0, round((x0 - _MARGIN_POINTS) * scale))
    top = max(0, round((y0 - _MARGIN_POINTS) * scale))
    right = min(size[0], round((x1 + _MARGIN_POINTS) * scale))
    bottom = min(size[1], round((y1 + _MARGIN_POINTS) * scale))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _resolution(image: Image.Image) -> float:
    return float(image.info.get("dpi", (DEFAULT_DPI, DEFAULT_DPI))[0])


def _encoded(image: Image.Image, dpi: float) -> bytes:
    encoded = io.BytesIO()
    # Level 1 is three times faster to write than the default, and a tenth larger.
    image.save(encoded, "PNG", dpi=(dpi, dpi), compress_level=1)
    return encoded.getvalue()

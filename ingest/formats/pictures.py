"""Pictures of pages to blocks: a PDF of one picture a page, read as any scan is."""

import contextlib
import io
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from PIL import Image, ImageOps, ImageSequence

from ingest.formats.budgets import Limits
from ingest.formats.damage import read_as
from store.errors import FileRejected

# Of formats whose frames are pages; those of an animation are not.
_OF_PAGES = ("TIFF",)
_READ_HERE = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "MPO")
# Where a picture does not say it, or says what no scanner does: A4 at its long side.
_LONG_SIDE_POINTS = 842.0
_LEAST_DPI, _MOST_DPI = 72.0, 1200.0


def pdf_of_pictures(path: Path, limits: Limits) -> bytes:
    """Return a PDF with one page for each picture in the file, upright and in its printed size.

    Raises FileRejected where it is damaged, has more than `max_pixels` in one picture (told by its
    header, before it is unpacked), or more pictures than `max_pages`.
    """
    with read_as("a picture"), _budget(limits), Image.open(path, formats=_READ_HERE) as picture:
        frames = getattr(picture, "n_frames", 1) if picture.format in _OF_PAGES else 1
        if frames > limits.max_pages:
            raise FileRejected(
                f"It has {frames} pages; the limit is {limits.max_pages} (setting max_pages)."
            )
        return _pdf(_pages(picture, frames, limits))


@contextlib.contextmanager
def _budget(limits: Limits) -> Iterator[None]:
    """Let Pillow look at headers of pictures up to twice our limit, which is then held to."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except Image.DecompressionBombError as error:
        raise _too_large(limits) from error
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _too_large(limits: Limits) -> FileRejected:
    return FileRejected(
        f"It has a picture of more than {limits.max_pixels:,} pixels (setting max_pixels)."
    )


def _pages(
    picture: Image.Image, frames: int, limits: Limits
) -> Iterator[tuple[Image.Image, float]]:
    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number > frames:
            return
        if frame.width * frame.height > limits.max_pixels:
            raise _too_large(limits)
        dpi = _dpi(frame)
        upright = ImageOps.exif_transpose(frame)
        yield _on_white(upright), dpi


def _dpi(frame: Image.Image) -> float:
    told = frame.info.get("dpi", (0, 0))
    dpi = float(told[0]) if isinstance(told, tuple) and told else 0.0
    if _LEAST_DPI < dpi <= _MOST_DPI:
        return dpi
    return max(max(frame.size) * 72 / _LONG_SIDE_POINTS, 1.0)


def _on_white(frame: Image.Image) -> Image.Image:
    if frame.mode in ("1", "L", "RGB"):
        return frame
    if frame.mode.startswith(("I", "F")):
        # Sixteen bits of grey: Pillow would cut them off instead of scaling them.
        # One band, so one pair: several would give a pair each.
        low, high = cast(tuple[float, float], frame.getextrema())
        span = (high - low) or 1.0
        return frame.point(lambda value: (value - low) * (255 / span)).convert("L")
    if frame.mode == "CMYK":
        return frame.convert("RGB")
    shown = frame.convert("RGBA")
    page = Image.new("RGB", shown.size, "white")
    page.paste(shown, mask=shown.getchannel("A"))
    return page


def _pdf(pages: Iterator[tuple[Image.Image, float]]) -> bytes:
    """One PDF; appended to in a file, so that one picture is in memory at a time."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "pictures.pdf"
        for page, dpi in pages:
            encoded = io.BytesIO()
            page.save(encoded, "PDF", resolution=dpi, quality=90)
            if not target.exists():
                target.write_bytes(encoded.getvalue())
                continue
            page.save(target, "PDF", resolution=dpi, quality=90, append=True)
        return target.read_bytes()

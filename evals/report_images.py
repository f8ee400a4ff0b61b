"""Pages of manuals as pictures inside a report, small enough to send it by mail."""

import base64
import io
from collections.abc import Sequence
from typing import Protocol

from PIL import Image

from evals.run import OUR_SYSTEM, CaseResult
from store.errors import MillwrightError
from store.values import Box, Place

_WIDTH = 620
_QUALITY = 60
# Mail servers refuse much more, and browsers grow slow.
_MOST_BYTES = 20_000_000


class Pictured(Protocol):
    """The service, as far as a report shows pages."""

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return a PNG of the page with the boxes marked."""


class PagePictures:
    """Pages as `data:` addresses, each made once, up to a total size."""

    def __init__(self, service: Pictured) -> None:
        self._service = service
        self._made: dict[tuple[str, str, Place], str] = {}
        self._bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether pages are left out from here on, for the report would grow too large."""
        return self._bytes >= _MOST_BYTES

    def of(self, result: CaseResult) -> tuple[str, str] | None:
        """Return the address and the caption of the page that a question led to.

        The first source's page, else the first hit's; None where that has no pages, where the page
        cannot be had any more, or where the report is full.
        """
        shown = _first_place(result)
        if shown is None:
            return None
        what, manual, revision, place = shown
        key = (manual, revision, place)
        if key not in self._made:
            if self.is_full:
                return None
            try:
                png = self._service.page_image(manual, revision, place.page, boxes=place.boxes)
            except MillwrightError:
                # A revision deleted since: the report tells the rest without its picture.
                return None
            address = _small(png)
            self._bytes += len(address)
            self._made[key] = address
        label = f", printed {place.page_label}" if place.page_label else ""
        return self._made[key], f"{what}: {manual} {revision}, PDF page {place.page}{label}"


def _first_place(result: CaseResult) -> tuple[str, str, str, Place] | None:
    for citation in result.answer.citations if result.answer else ():
        if citation.places:
            return "First source", citation.manual, citation.revision, citation.places[0]
    ranking = result.ranks.get(OUR_SYSTEM)
    for hit in ranking.hits[:1] if ranking else ():
        if hit.places:
            return "First hit", hit.manual, hit.revision, hit.places[0]
    return None


def _small(png: bytes) -> str:
    with Image.open(io.BytesIO(png)) as page:
        picture = page.convert("RGB")
        picture.thumbnail((_WIDTH, 3 * _WIDTH))
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"

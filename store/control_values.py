"""What document control shows: machines, events, pages as they were read, and what is amiss."""

import datetime

from pydantic import Field

from store.values import Place, Value


class Machine(Value):
    """A machine of the plant; `type` is what manuals call it, such as HP-200."""

    id: str
    aliases: tuple[str, ...] = ()
    type: str | None = None
    serial: str | None = None
    firmware: str | None = None
    location: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Return all that the machine is called, its type among it, without case."""
        named = (self.id, *self.aliases, *((self.type,) if self.type else ()))
        return frozenset(name.casefold() for name in named)


class Event(Value):
    """What was done to a revision: received, released, withdrawn, restored, changed, deleted."""

    at: datetime.datetime
    by: str | None
    manual: str
    revision: str
    action: str
    note: str = ""


class ChunkRead(Value):
    """A chunk as a technician can find it."""

    chunk: str
    kind: str
    section: tuple[str, ...]
    text: str
    places: tuple[Place, ...]


class PageAccount(Value):
    """What became of a page."""

    page: int
    page_label: str | None
    outcome: str = Field(description="text, ocr, contents, figure, empty or failed")
    reason: str = Field(default="", description="why it failed")


class PageContents(Value):
    """What was read on one page, chunk by chunk in reading order."""

    manual: str
    revision: str
    page: int | None = Field(description="PDF page; null for a document without pages")
    page_label: str | None
    outcome: str = Field(description="text, ocr, contents, figure, empty or failed")
    reason: str = ""
    chunks: tuple[ChunkRead, ...]


class Discrepancy(Value):
    """Something that catalog, index and files do not agree on, and what mends it."""

    what: str
    manual: str | None = None
    revision: str | None = None
    repaired: bool = False


class Reconciliation(Value):
    """Whether catalog, index and files agree."""

    revisions: int
    chunks: int
    originals: int
    discrepancies: tuple[Discrepancy, ...]
    rebuild_seconds: float = Field(
        default=0.0, description="how long reading anew what is missing would take, about"
    )

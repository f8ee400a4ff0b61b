"""The values that all rooms share: the domain's own, and the shapes of the contracts.

What travels over HTTP or `--json` is a frozen pydantic model, so that its shape is checked and
documented in one place; what only flows between stages of ingestion is a frozen dataclass.
"""

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from store.applicability import Range

NoticeLevel = Literal["danger", "warning", "caution", "notice"]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the page's top left."""

Outcome = Literal["answered", "quoted", "refused"]
RevisionStatus = Literal["draft", "effective", "superseded", "withdrawn"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class Value(BaseModel):
    """Base of all contract shapes: frozen, and no unknown field gets through."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Value):
    """Where on which page a text stands. Documents without pages have no places at all."""

    page: int = Field(description="PDF page, from 1")
    page_label: str | None = Field(default=None, description="the number printed on the page")
    boxes: tuple[Box, ...] = Field(default=(), description="points from the page's top left")


Method = Literal["search", "bm25", "dense", "rrf"]
"""How to look: as Millwright does, or as a baseline: keywords alone, meaning alone, or both fused
by reciprocal ranks with equal weights."""


class Scope(Value):
    """What a question is about. An empty scope is: every manual in force."""

    machine: str | None = None
    language: str | None = None
    revision: str | None = Field(
        default=None, description="a revision's label; asked for by name, a superseded one answers"
    )
    manual: str | None = None
    serial: str | None = Field(default=None, description="the machine's serial number")
    firmware: str | None = Field(default=None, description="the firmware that the machine runs")


class Elsewhere(Value):
    """Another place where the very words of a hit stand."""

    manual: str
    revision: str
    file: str
    machines: tuple[str, ...]
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    places: tuple[Place, ...]


class Hit(Value):
    """A chunk found, with all that is needed to show where it stands."""

    rank: int
    chunk: str
    manual: str
    revision: str
    file: str
    machines: tuple[str, ...]
    language: str
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    kind: str
    text: str
    places: tuple[Place, ...]
    score: float
    also: tuple[Elsewhere, ...] = Field(
        default=(), description="where the same words stand in other manuals"
    )


class SearchResult(Value):
    """What `search` gives back."""

    question: str
    scope: Scope
    understood: str | None = Field(
        default=None, description="what was looked for, where that is not what was typed"
    )
    hits: tuple[Hit, ...]
    timings_ms: dict[str, float]


class Table(Value):
    """A table as cells. Merged cells are repeated into each column that they span."""

    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


class Citation(Value):
    """One source of an answer; `quote` stands word for word on the cited places."""

    marker: int
    manual: str
    title: str
    revision: str
    effective: datetime.date | None
    file: str
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    kind: str
    quote: str
    introduction: str = Field(
        default="",
        description="what the answer says before this quote: for which machines, or whose bulletin",
    )
    table: Table | None = Field(default=None, description="the rows quoted, under their header")
    places: tuple[Place, ...]


class NoticeShown(Value):
    """A safety notice that comes with an answer, word for word, and the source it stands in."""

    level: NoticeLevel
    text: str
    marker: int


class Check(Value):
    """What verification found about one sentence of the model."""

    sentence: str
    supported: bool
    reason: str


class Searched(Value):
    """What was looked in: ids of manuals, and `manual revision` of what was in force."""

    manuals: tuple[str, ...]
    revisions: tuple[str, ...]


class TokensUsed(Value):
    """What a model read and wrote, as its server counted it."""

    prompt: int
    completion: int


class Answer(Value):
    """What `ask` gives back."""

    id: str
    given_at: datetime.datetime | None = Field(default=None, description="in UTC")
    question: str
    scope: Scope
    understood: str | None = Field(
        default=None, description="what was looked for, where that is not what was typed"
    )
    outcome: Outcome
    text: str
    citations: tuple[Citation, ...]
    notices: tuple[NoticeShown, ...]
    checks: tuple[Check, ...]
    searched: Searched
    nearest: tuple[Hit, ...]
    elsewhere: tuple[Hit, ...] = Field(
        default=(), description="with a refusal: where manuals of other machines speak of it"
    )
    fallback: str | None = Field(
        description="why the model did not write this answer, if it should have"
    )
    model: str | None
    tokens: TokensUsed | None = Field(
        default=None, description="of the model, where its server told to the end"
    )
    timings_ms: dict[str, float]


class AnswerEvent(Value):
    """One step of a streamed answer: a NoticeShown, a sentence, a Citation or the whole Answer."""

    event: Literal["notice", "sentence", "citation", "done", "error"]
    data: dict[str, Any]


class Described(Value):
    """What a document says of itself, in which words and on which page."""

    field: str
    value: str
    words: str
    page: int | None = None


class RevisionSummary(Value):
    """One file of a manual, as its owner sees it."""

    id: str
    manual: str
    revision: str
    status: RevisionStatus
    in_force: bool
    language: str
    effective: datetime.date
    file: str
    sha256: str
    pages: int
    pages_without_text: tuple[int, ...] = Field(description="PDF pages that gave no text")
    chunks: int
    remarks: tuple[str, ...] = Field(description="what the owner should know, a sentence each")
    ingested_at: datetime.datetime
    vectors: int = Field(default=0, description="chunks found by meaning too")
    page_counts: dict[str, int] = Field(
        default={},
        description="pages by what they gave: text, ocr, contents, figure, empty, failed",
    )
    hidden_characters: int = Field(default=0, description="text nobody sees, which was dropped")
    serials: str = Field(
        default="", description="serial numbers it is for, 1000..1999; empty is all"
    )
    firmware: str = Field(default="", description="firmware it is for, 2.1..; empty is all")
    amends_manual: str | None = Field(default=None, description="the manual a bulletin amends")
    amends_section: str | None = Field(default=None, description="and the section of it")
    submitted_by: str | None = None
    released_by: str | None = None
    described: tuple[Described, ...] = Field(
        default=(), description="what was read from the document itself"
    )
    date_known: bool = Field(default=True, description="whether somebody said the date")
    confirmed: bool = Field(default=True, description="whether an owner has confirmed that")

    @property
    def mostly_silent(self) -> bool:
        """Whether more than a tenth of the pages gave nothing."""
        return len(self.pages_without_text) * 10 > self.pages


class ManualSummary(Value):
    """A document of record with its revisions, the one in force first."""

    manual: str
    title: str
    machines: tuple[str, ...]
    revisions: tuple[RevisionSummary, ...]
    maker: str | None = None
    document_number: str | None = None


class IngestOptions(Value):
    """What an owner says of a file; what is left out is read from the file's name."""

    manual: str | None = None
    title: str | None = None
    machines: tuple[str, ...] = ()
    revision: str | None = None
    language: str | None = None
    effective: datetime.date | None = None
    maker: str | None = None
    document_number: str | None = None
    serials: str | None = Field(default=None, description="1000..1999, 2000..; empty is all")
    firmware: str | None = Field(default=None, description="2.1.., ..1.9; empty is all")
    amends: str | None = Field(
        default=None, description="for a bulletin: MANUAL, or MANUAL#SECTION as its heading says"
    )
    by: str | None = Field(default=None, description="who hands it in")
    draft: bool = Field(default=False, description="keep it back until somebody releases it")

    @field_validator("serials", "firmware")
    @classmethod
    def _ranges(cls, text: str | None) -> str | None:
        return None if text is None else str(Range.parse(text))


class Job(Value):
    """One file on its way into the store."""

    id: str
    file: str
    options: IngestOptions
    state: JobState
    stage: str = Field(description="waiting, reading, encoding, storing, done, failed")
    pages: int
    chunks_done: int
    chunks_total: int
    seconds: float
    error: str | None
    remarks: tuple[str, ...]
    manual: str | None
    revision: str | None
    unchanged: bool = Field(description="the same file was here already, nothing was done")
    attempts: int = 0
    permanent: bool = Field(
        default=False, description="failed for good: the file itself is at fault"
    )
    retry_at: datetime.datetime | None = Field(default=None, description="when it is tried anew")
    parent: str | None = Field(default=None, description="the job of the archive it came in")
    draft: bool = Field(default=False, description="answers nobody before somebody releases it")
    created_at: datetime.datetime | None = None


class StoredRevision(Value):
    """A revision with what searching and answering need of its manual."""

    id: str
    manual: str
    title: str
    machines: tuple[str, ...]
    revision: str
    language: str
    effective: datetime.date
    file: str
    sha256: str
    serials: str = ""
    firmware: str = ""
    amends_manual: str | None = None
    amends_section: str | None = None
    media_type: str = "pdf"


class Feedback(Value):
    """What a technician says of an answer."""

    answer: str
    helpful: bool
    comment: str = ""

"""The values of questions and answers, which all rooms share, in the shapes of the contracts.

What travels over HTTP or `--json` is a frozen pydantic model, so that its shape is checked and
documented in one place; what only flows between stages of ingestion is a frozen dataclass.
Manuals, revisions and jobs are in `store.manual_values`.
"""

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

NoticeLevel = Literal["danger", "warning", "caution", "notice"]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the page's top left."""

Outcome = Literal["answered", "quoted", "refused"]


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
    revision_id: str = Field(default="", description="for where two revisions bear one label")
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
    revision_id: str = Field(default="", description="for where two revisions bear one label")
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
    by_ocr: bool = Field(
        default=False, description="whether OCR read it from a picture: a figure may be misread"
    )


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
    history: tuple[str, ...] = Field(
        default=(), description="the questions before it, of which it may be a follow-up"
    )
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
    not_in_force: str | None = Field(
        default=None, description="that it comes from a revision which is past, asked for by name"
    )
    names_another: str | None = Field(
        default=None, description="that the question names another machine than the one chosen"
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


class Feedback(Value):
    """What a technician says of an answer."""

    answer: str
    helpful: bool
    comment: str = ""


class Complaint(Value):
    """An answer that a technician said did not help, and what she said of it."""

    answer: Answer
    comment: str
    given_at: datetime.datetime

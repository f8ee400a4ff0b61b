"""The shapes of a run: what was asked of what, and what came of each question.

A run can be repeated from what it keeps: settings, versions, encoder, suites and corpus by their
sha256. Every rate is a mean over the questions for which its metric is defined, so that a count
stands beside it.
"""

import datetime
from typing import Literal, Protocol

from pydantic import Field, JsonValue

from evals.suite import Case, Expected
from store.values import Answer, Outcome, Place, Value

System = Literal["search", "bm25", "dense", "rrf", "starter", "starter-bm25"]
"""What retrieves: Millwright's own search, or a baseline asked beside it."""

OUR_SYSTEM: System = "search"


class SuiteUsed(Value):
    """A suite as it was when the run asked it."""

    name: str = Field(description="the file's name without its ending")
    path: str
    sha256: str
    cases: int = Field(description="questions that the run asks of it")
    gates: tuple[str, ...] = Field(default=(), description="as its settings beside it say")


class ManualUsed(Value):
    """A revision that was in force when the run began."""

    manual: str
    revision: str
    language: str
    languages: tuple[str, ...] = Field(default=(), description="all of them, where it has several")
    file: str
    sha256: str
    chunks: int
    vectors: int = Field(description="chunks that could be found by meaning too")


class Corpus(Value):
    """What could answer: one sha256 over all manuals, revisions and their files."""

    sha256: str
    manuals: tuple[ManualUsed, ...]


class Machine(Value):
    """Where it ran; `load` is the mean number of busy processes of the minute before."""

    system: str
    processor: str
    cores: int
    memory_mb: int
    load: float


class Conditions(Value):
    """What the process that answers goes by: the one that owns the home, whoever started a run."""

    settings: dict[str, JsonValue] = Field(description="all that are set, but for secrets")
    versions: dict[str, str] = Field(description="of Millwright, its commit, Python, libraries")
    encoder: str = Field(description="the encoder's fingerprint")
    model: str | None = Field(description="what writes answers; None: they are quoted")
    glossary: str | None = Field(description="sha256 of the plant's glossary, if there is one")
    machine: Machine


class RunOptions(Value):
    """How the suites were asked."""

    systems: tuple[System, ...]
    answers: bool = Field(default=True, description="False: retrieval alone was measured")
    tags: tuple[str, ...] = ()
    limit: int | None = Field(default=None, description="the first so many cases of each suite")
    jobs: int = 1


class Figure(Value):
    """A metric over some questions, with its 95 % interval; None where nothing defines it."""

    metric: str
    system: System
    suite: str | None = Field(default=None, description="None: all suites of the run together")
    tag: str | None = Field(default=None, description="None: all tags together")
    value: float | None
    low: float | None = None
    high: float | None = None
    count: int = Field(description="questions that it is the mean of")


class GateResult(Value):
    """Whether a gate stands. One that could not be computed has fallen, and says why."""

    gate: str
    suite: str | None = Field(default=None, description="whose settings ask for it")
    passed: bool
    value: float | None
    count: int
    reason: str


class Run(Value):
    """One run over some suites."""

    id: str
    name: str = ""
    note: str = ""
    started: datetime.datetime = Field(description="in UTC")
    ended: datetime.datetime | None = Field(default=None, description="None: broken off, or going")
    options: RunOptions
    settings: dict[str, JsonValue] = Field(description="all that were set, but for secrets")
    versions: dict[str, str] = Field(description="of Millwright, its commit, Python, libraries")
    encoder: str = Field(description="the encoder's fingerprint")
    glossary: str | None = Field(
        default=None, description="sha256 of the plant's glossary, if there is one"
    )
    model: str | None = Field(description="what writes answers; None: they are quoted")
    judge: str | None = Field(default=None, description="what judges them; None: nobody")
    suites: tuple[SuiteUsed, ...]
    corpus: Corpus
    machine: Machine
    skipped: tuple[str, ...] = Field(
        default=(), description="suite/case of what asks about manuals that are not in the home"
    )
    machines_unknown: tuple[str, ...] = Field(
        default=(),
        description="that questions pick and no manual in force is for, once it has ended",
    )
    fallbacks: dict[str, int] = Field(
        default_factory=dict,
        description="why answers were quoted though a model was set, and how many, once it has "
        "ended",
    )
    manuals_changed: tuple[str, ...] = Field(
        default=(),
        description="revisions that came or went while it was asked, once it has ended",
    )
    figures: tuple[Figure, ...] = Field(default=(), description="once it has ended")
    gates: tuple[GateResult, ...] = Field(default=(), description="once it has ended")

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return a sentence for each thing that the figures cannot tell of themselves."""
        said: list[str] = []
        if self.skipped:
            said.append(
                f"{len(self.skipped)} questions left out: their manuals are not in the home."
            )
        lacking = [one for one in self.corpus.manuals if one.vectors < one.chunks]
        if lacking:
            missing = sum(one.chunks - one.vectors for one in lacking)
            said.append(
                f"{missing} chunks of {', '.join(one.manual for one in lacking)} had no vectors "
                "yet when it began: they were found by keyword alone."
            )
        if self.manuals_changed:
            said.append(
                f"What is in force changed while it was asked: {', '.join(self.manuals_changed)}. "
                "Its questions were not all asked of the same manuals: run it again."
            )
        if self.machines_unknown:
            said.append(
                f"Nothing was found for {', '.join(self.machines_unknown)}, which questions pick: "
                "no manual in force says that it is for them (`millwright manuals change MANUAL "
                "--machine ID`, or a manifest)."
            )
        for why, count in self.fallbacks.items():
            said.append(f"{count} of the answers were quoted, not written by {self.model}: {why}")
        return tuple(said)


class RankedHit(Value):
    """A hit of a system, trimmed to what tells where it stands and whether that is right."""

    rank: int
    chunk: str
    manual: str
    revision: str
    file: str
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    score: float
    right: bool = Field(description="it stands in an expected place")
    shows: tuple[int, ...] = Field(
        default=(), description="which relevant items it is the first to show, as numbers from 0"
    )
    places: tuple[Place, ...] = Field(default=(), description="of the first hit alone")


class Ranking(Value):
    """What one system found for a question."""

    hits: tuple[RankedHit, ...]
    metrics: dict[str, float] = Field(default={}, description="those that are defined for it")
    timings_ms: dict[str, float] = Field(default={}, description="by stage")
    error: str | None = None


class CitationGiven(Value):
    """One source of an answer."""

    marker: int
    manual: str
    revision: str
    file: str
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    quote: str
    places: tuple[Place, ...]
    right: bool


class AnswerGiven(Value):
    """What was answered, and what its metrics say of it."""

    id: str
    outcome: Outcome | None = Field(description="None: there is none, the question failed")
    text: str
    understood: str | None = None
    model: str | None
    fallback: str | None
    citations: tuple[CitationGiven, ...]
    notices: tuple[str, ...] = ()
    facts_found: tuple[str, ...] = ()
    facts_missing: tuple[str, ...] = ()
    metrics: dict[str, float] = Field(default={}, description="those that are defined for it")
    timings_ms: dict[str, float] = Field(default={}, description="by stage")
    tokens: dict[str, int] = Field(default={}, description="prompt and completion, where known")


class JudgeScore(Value):
    """What a judge says of an answer in one respect, from 0 (bad) to 1 (good)."""

    score: float = Field(ge=0, le=1)
    reason: str = ""


class CaseResult(Value):
    """One question of a run: what was expected, found and answered."""

    suite: str
    case: str
    question: str
    tags: tuple[str, ...]
    language: str
    answerable: bool
    machine: str | None
    serial: str | None = None
    firmware: str | None = None
    history: tuple[str, ...]
    expected: tuple[Expected, ...]
    ranks: dict[System, Ranking] = Field(default={}, description="by system")
    answer: AnswerGiven | None = None
    judged: dict[str, JudgeScore] = Field(
        default={}, description="by metric: faithfulness, relevance"
    )
    error: str | None = Field(default=None, description="why it could not be asked at all")

    @property
    def asked_at(self) -> str:
        """The machine that the question is asked at, with its numbers; empty where none is."""
        serial = f"serial number {self.serial}" if self.serial else None
        firmware = f"firmware {self.firmware}" if self.firmware else None
        return ", ".join(filter(None, (self.machine, serial, firmware)))

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from all other cases of a run."""
        return self.suite, self.case

    @property
    def is_ranked(self) -> bool:
        """Whether there is a right place, at whose rank search is measured."""
        return self.answerable and any(place.names_place for place in self.expected)


class Judge(Protocol):
    """Scores answers; see `evals.judge`."""

    @property
    def name(self) -> str:
        """Return the model that judges, as a run names it."""

    def scores(self, case: Case, answer: Answer) -> dict[str, JudgeScore]:
        """Return a score a metric; raises ModelUnavailable where the model gives none."""

"""The values that an owner works with: manuals, their revisions, and files on their way in."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, field_validator

from store.applicability import Range
from store.editions import EDITION, edition_of
from store.values import Value

RevisionStatus = Literal["draft", "effective", "superseded", "withdrawn"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class Described(Value):
    """What a document says of itself, in which words and on which page."""

    field: str
    value: str
    words: str
    page: int | None = None


# Outcomes of a page that gave nothing. An empty one counts: only its owner can say that it ought to
# be empty.
SILENT = ("figure", "empty", "failed")


class RevisionSummary(Value):
    """One file of a manual, as its owner sees it."""

    id: str
    manual: str
    revision: str
    status: RevisionStatus
    in_force: bool
    language: str
    languages: tuple[str, ...] = Field(
        default=(), description="where the file holds several: all of them, `language` first"
    )
    answers_in: tuple[str, ...] = Field(
        default=(), description="those in which it is in force, where not in all of several"
    )
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
    def coming(self) -> bool:
        """Whether it is released and comes into force on a later day."""
        return self.status == "effective" and not self.in_force

    @property
    def state(self) -> str:
        """In one word or two how it stands: in force, coming, or its status."""
        if self.in_force:
            return f"in force in {', '.join(self.answers_in)}" if self.answers_in else "in force"
        return "coming" if self.coming else self.status

    @property
    def answering_in(self) -> tuple[str, ...]:
        """The languages in which it answers while it is in force."""
        return self.answers_in or self.spoken

    @property
    def spoken(self) -> tuple[str, ...]:
        """All languages of its file, that of the file as a whole first."""
        return self.languages or (self.language,)

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

    def name_of(self, revision: RevisionSummary) -> str:
        """Return what names that revision alone: its label, or its id where another bears that."""
        same = [one for one in self.revisions if one.revision == revision.revision]
        return revision.revision if len(same) == 1 else revision.id

    @property
    def answering(self) -> str:
        """A sentence on which of its revisions answer now, and for what where it is not for all."""
        found = [revision for revision in self.revisions if revision.in_force]
        languages = {revision.answering_in for revision in found}
        named = []
        for revision in found:
            limits = (
                ("language", ", ".join(revision.answering_in) if len(languages) > 1 else ""),
                ("serial numbers", revision.serials),
                ("firmware", revision.firmware),
            )
            only = ", ".join(f"{name} {value}" for name, value in limits if value)
            named.append(f"{revision.revision} ({only})" if only else revision.revision)
        if not named:
            return f"No revision of {self.manual} answers now."
        if len(named) == 1:
            return f"Revision {named[0]} answers now."
        return f"Revisions {', '.join(named[:-1])} and {named[-1]} answer now."


class DeletedRevision(Value):
    """A revision that is gone, and what is left of its manual: None where it was the last."""

    manual: str
    revision: str
    left: ManualSummary | None


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
    stage: str = Field(description="waiting, reading, encoding, storing, done, deleted, failed")
    pages: int
    scans_read: int = Field(default=0, description="scanned pages read so far, of `scans`")
    scans: int = 0
    chunks_done: int
    chunks_total: int
    seconds: float
    rate: float = Field(default=0, description="chunks encoded a second, the reading apart")
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
    """A revision with what searching and answering need of its manual.

    Where its file holds several languages there is one of these for each, see `store.editions`, all
    of one `id`; `languages` are all of them then. `chunk_digest` tells the cut of its chunks from
    any other, `opening` is the text it begins with.
    """

    id: str
    manual: str
    title: str
    machines: tuple[str, ...]
    revision: str
    language: str
    effective: datetime.date
    file: str
    sha256: str
    chunk_digest: str
    serials: str = ""
    firmware: str = ""
    amends_manual: str | None = None
    amends_section: str | None = None
    media_type: str = "pdf"
    opening: str = ""
    languages: tuple[str, ...] = ()

    @property
    def edition(self) -> str:
        """What the index knows its chunks by: its id, with its language where it is one of many."""
        return edition_of(self.id, self.language) if len(self.languages) > 1 else self.id


def is_of(revision: StoredRevision, payload: Mapping[str, Any]) -> bool:
    """Return whether a chunk, by its payload, is of that revision, and in its language."""
    known = payload.get(EDITION, payload["revision"])
    return revision.edition in (known, payload["revision"])


def none_in_force(manual: str, in_force: Iterable[StoredRevision]) -> str:
    """Return what is told of a manual of which nothing is in force, with those that are."""
    there = ", ".join(sorted({one.manual for one in in_force}))
    return f"No revision of a manual {manual} is in force. There are: {there or 'none at all'}."


def by_language(revisions: Sequence[StoredRevision]) -> dict[str, list[StoredRevision]]:
    """Return the revisions in each language, in their order."""
    spoken: dict[str, list[StoredRevision]] = defaultdict(list)
    for revision in revisions:
        spoken[revision.language].append(revision)
    return spoken

"""What can be asked of Millwright, whoever holds the home: one protocol for pages, API and CLI.

`app.local` does it in this process, `app.remote` asks the process that owns the home.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.evaluator import Evaluator
from app.owner import Owner
from store.manual_values import IngestOptions, Job, ManualSummary
from store.values import Answer, AnswerEvent, Box, Feedback, Method, Scope, SearchResult


class Service(Protocol):
    """The main job. Every method raises a MillwrightError whose message is fit for a person."""

    @property
    def owner(self) -> Owner:
        """Return what a document owner can do."""

    @property
    def evaluator(self) -> Evaluator:
        """Return what an evaluator can do."""

    def search(
        self,
        question: str,
        *,
        scope: Scope,
        limit: int = 10,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> SearchResult:
        """Return the best chunks in force within the scope, best first.

        `history` are the questions before it, oldest first: a follow-up takes its subject from
        them. `method` is another way to look, for comparing with.
        """

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        """Return a checked answer, a quotation or a refusal; never raises for a model's failure."""

    def stream(
        self, question: str, *, scope: Scope, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Yield the same answer as it comes: notices, sentences, citations, then `done`."""

    def answer(self, answer_id: str) -> Answer:
        """Return an answer given before, as it was given."""

    def manuals(self) -> tuple[ManualSummary, ...]:
        """Return all manuals by id, each with its revisions."""

    def submit(self, path: Path, options: IngestOptions, *, name: str | None = None) -> Job:
        """Queue a file and return its job; `name` is shown in place of the path's own name."""

    def job(self, job_id: str) -> Job:
        """Return the job as it stands now."""

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first."""

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return a PNG of the page with the boxes marked."""

    def feedback(self, feedback: Feedback) -> None:
        """Keep what a technician says of an answer."""

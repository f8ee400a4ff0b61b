"""A service in memory with believable answers, for the pages and the API; and a way to serve it.

`python -m tests.fake_service --port 8600` serves the pages over it.
"""

import argparse
import datetime
import hashlib
import io
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from store.errors import FileRejected, NotFound, QuestionRejected, StoreUnavailable
from store.home import Home
from store.manual_values import IngestOptions, Job, ManualSummary
from store.page_images import page_png
from store.values import Answer, AnswerEvent, Box, Complaint, Feedback, Method, Scope, SearchResult
from tests.fake_answers import belt_citations, belt_hit, composed
from tests.fake_evaluator import FakeRuns, fake_evaluator
from tests.fake_jobs import FakeJobs, first_jobs
from tests.fake_manuals import (
    BELT_BOX,
    BELT_QUOTE,
    CAUTION,
    DANGER,
    HOSTILE_ID,
    HOSTILE_TEXT,
    NEXT_BOX,
    PRESS,
    PRESS_PAGES,
    TABLE_BOX,
    first_manuals,
    page_label,
)
from tests.fake_owner import FakeOwner

__all__ = [
    "BELT_BOX",
    "BELT_QUOTE",
    "CAUTION",
    "DANGER",
    "HOSTILE_ID",
    "HOSTILE_TEXT",
    "NEXT_BOX",
    "PRESS",
    "PRESS_PAGES",
    "TABLE_BOX",
    "FakeService",
    "belt_citations",
    "belt_hit",
    "page_label",
    "press_pdf",
]


def press_pdf() -> bytes:
    """Return the fake press manual: six pages, printed i, ii, 1, 2, 3, 4."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True)
    height = A4[1]
    for page in range(1, PRESS_PAGES + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, height - 40, "HPX-160 Hydraulic Press    Service manual")
        canvas.drawCentredString(A4[0] / 2, 40, page_label(page))
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, height - 90, f"{page} Maintenance, sheet {page}")
        canvas.setFont("Helvetica", 11)
        for line in range(24):
            canvas.drawString(
                72,
                height - 120 - line * 26,
                "Check the oil level at the sight glass every morning.",
            )
        canvas.showPage()
    canvas.save()
    return written.getvalue()


class FakeService:
    """Answers by keyword: belt, model, down, hostile, bulletin, slow; anything else is refused."""

    def __init__(
        self,
        folder: Path,
        *,
        sentence_seconds: float = 0.0,
        many: int = 0,
        queue: bool = False,
        runs: bool = False,
    ) -> None:
        """Keep the fake manual in `folder`; `sentence_seconds` pass before each sentence.

        `many` ordinary manuals stand among the special ones; with `queue` there are jobs
        already, with `runs` runs of a suite.
        """
        self.pdf = folder / "original.pdf"
        self.pdf.write_bytes(press_pdf())
        self.cache = folder / "page-images"
        self.sentence_seconds = sentence_seconds
        # Where a test sets it, each sentence waits until the one before it has been seen.
        self.seen: threading.Semaphore | None = None
        self.given: dict[str, Answer] = {}
        self.feedbacks: list[Feedback] = []
        self.uploads: list[tuple[str, IngestOptions, str]] = []
        self._jobs = FakeJobs(first_jobs() if queue else [])
        self.owner = FakeOwner(first_manuals(self.pdf, many=many), self._jobs)
        home = Home(folder / "home")
        self.work = FakeRuns(home, self, belt_citations()[0], f"{BELT_QUOTE} [1]")
        self.evaluator = fake_evaluator(home, self.work, self.manuals, self._complaints)
        if runs:
            self.work.add("as it was", day=2, rank=1)
            self.work.add("heavier on meaning", day=9, rank=None, answered=False)

    def search(
        self,
        question: str,
        *,
        scope: Scope,
        limit: int = 10,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> SearchResult:
        """Return up to three copies of one hit."""
        del history, method
        self._check(question)
        hits = tuple(belt_hit(rank) for rank in range(1, min(limit, 3) + 1))
        return SearchResult(question=question, scope=scope, hits=hits, timings_ms={"total": 3.0})

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        """Return what the keyword stands for."""
        self._check(question)
        answer = composed(question, scope)
        if history and question.startswith("and "):
            alone = f"{history[-1]}: {question}"
            answer = answer.model_copy(update={"understood": alone, "history": tuple(history)})
        elif "blet" in question:
            mended = question.replace("blet", "belt")
            answer = answer.model_copy(update={"understood": mended})
        self.given[answer.id] = answer
        return answer

    def stream(
        self, question: str, *, scope: Scope, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Yield the same, a sentence at a time."""
        answer = self.ask(question, scope=scope, history=history)
        for notice in answer.notices:
            yield AnswerEvent(event="notice", data=notice.model_dump(mode="json"))
        if answer.outcome != "refused":
            for sentence in answer.text.split("\n"):
                time.sleep(self.sentence_seconds)
                if self.seen is not None and not self.seen.acquire(timeout=10):
                    raise StoreUnavailable("The sentence before was held back.")
                yield AnswerEvent(event="sentence", data={"text": sentence})
            for citation in answer.citations:
                yield AnswerEvent(event="citation", data=citation.model_dump(mode="json"))
        if "break" in question:
            yield AnswerEvent(event="error", data={"error": "The catalog cannot be read."})
            return
        yield AnswerEvent(event="done", data=answer.model_dump(mode="json"))

    def answer(self, answer_id: str) -> Answer:
        """Return an answer given before."""
        if answer_id not in self.given:
            raise NotFound(f"No answer {answer_id} is kept here.")
        return self.given[answer_id]

    def manuals(self) -> tuple[ManualSummary, ...]:
        """Return all manuals as their owner left them."""
        return tuple(self.owner.kept)

    def submit(self, path: Path, options: IngestOptions, *, name: str | None = None) -> Job:
        """Queue a job that takes two seconds; what does not start like a manual fails."""
        with path.open("rb") as file:
            head = file.read(64).lower()
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        shown = name or path.name
        if not head:
            raise FileRejected(f"{shown} is empty: nothing of it was stored.")
        self.uploads.append((shown, options, digest))
        good = head.startswith(b"%pdf") or b"<html" in head
        error = None if good else f"{shown} is not a PDF, though its name says so."
        return self._jobs.add(shown, options, error=error)

    def job(self, job_id: str) -> Job:
        """Return the job as far as the clock has brought it."""
        return self._jobs.job(job_id)

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first."""
        return self._jobs.jobs()

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return the page of the one PDF there is."""
        if manual not in {summary.manual for summary in self.manuals()}:
            raise NotFound(f"No manual {manual} is kept here.")
        if revision == "Z":
            raise NotFound(f"{manual} has no revision {revision}.")
        # One PDF stands for all: a longer manual shows its pages over and over.
        drawn = page if manual == PRESS else (page - 1) % PRESS_PAGES + 1
        return page_png(self.pdf, drawn, boxes=boxes, cache=self.cache)

    def feedback(self, feedback: Feedback) -> None:
        """Keep it, if the answer is known."""
        self.answer(feedback.answer)
        self.feedbacks.append(feedback)

    def _complaints(self) -> tuple[Complaint, ...]:
        at = datetime.datetime(2026, 3, 1, 14, 5, tzinfo=datetime.UTC)
        said = {one.answer: one for one in self.feedbacks}
        return tuple(
            Complaint(answer=self.given[one.answer], comment=one.comment, given_at=at)
            for one in said.values()
            if not one.helpful
        )

    def _check(self, question: str) -> None:
        if not question.strip():
            raise QuestionRejected("The question is empty: say what you want to know.")
        if len(question) > 2000:
            raise QuestionRejected("The question is too long to be one: 2,000 characters at most.")


def main() -> None:
    """Serve the pages and the API over the fake."""
    import tempfile

    from app.serve import serve

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8600)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--sentence-seconds", type=float, default=0.0)
    parser.add_argument("--many", type=int, default=0)
    parser.add_argument("--queue", action="store_true")
    parser.add_argument("--runs", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        service = FakeService(
            Path(folder),
            sentence_seconds=arguments.sentence_seconds,
            many=arguments.many,
            queue=arguments.queue,
            runs=arguments.runs,
        )
        serve(service, arguments.host, arguments.port)


if __name__ == "__main__":
    main()

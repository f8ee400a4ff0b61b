"""A service in memory with believable answers, for the pages and the API; and a way to serve it.

`python -m tests.fake_service --port 8600` serves the pages over it.
"""

import argparse
import datetime
import hashlib
import io
import itertools
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from store.errors import FileRejected, NotFound, QuestionRejected, StoreUnavailable
from store.page_images import page_png
from store.values import (
    Answer,
    AnswerEvent,
    Box,
    Citation,
    Feedback,
    Hit,
    IngestOptions,
    Job,
    ManualSummary,
    NoticeShown,
    Place,
    RevisionSummary,
    Scope,
    Searched,
    SearchResult,
    Table,
)

PRESS = "hpx-160-service"
PRESS_PAGES = 6
FRONT_PAGES = 2
HOSTILE_ID = '手册 "x"/../<b>y</b>'
HOSTILE_TEXT = (
    "Set to ~45 Nm~ and *2* turns <script>window.broken = true</script> :red[x] "
    "![](http://tracker.example/x.png) <img src=x onerror='window.broken=true'> $a$ `b` &amp; ]]>"
)
BELT_BOX: Box = (72.0, 200.0, 480.0, 252.0)
NEXT_BOX: Box = (72.0, 110.0, 480.0, 150.0)
TABLE_BOX: Box = (72.0, 420.0, 480.0, 500.0)
BELT_QUOTE = (
    "Tighten the two tensioner screws (M8, 8.8) evenly to 24 Nm. Measure the belt's frequency with "
    "the guard removed and the main switch locked: 62 Hz to 66 Hz for a new belt, 55 Hz to 59 Hz "
    "after 48 hours of running."
)
DANGER = "Hands can be crushed by the belt. Lock the main switch before the guard is opened."
CAUTION = "Do not tension a hot belt. Let it cool down for 30 minutes."


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


def page_label(page: int) -> str:
    """Return what is printed on a page of the press manual."""
    return ("i", "ii")[page - 1] if page <= FRONT_PAGES else str(page - FRONT_PAGES)


def belt_citations() -> tuple[Citation, ...]:
    """Return the sources of the answer about the drive belt: running text, then a table."""
    base = Citation(
        marker=1,
        manual=PRESS,
        title="HPX-160 Hydraulic Press, Service Manual",
        revision="C",
        effective=datetime.date(2025, 3, 1),
        file="HPX-160 service manual rev C.pdf",
        page=4,
        page_label=page_label(4),
        section=("5 Maintenance", "5.3 Drive belt", "5.3.2 Tensioning"),
        kind="list_item",
        quote=BELT_QUOTE,
        places=(
            Place(page=4, page_label=page_label(4), boxes=(BELT_BOX,)),
            Place(page=5, page_label=page_label(5), boxes=(NEXT_BOX,)),
        ),
    )
    table = Table(
        header=(("Belt", "Width", "Frequency, new", "Frequency, run in"),),
        rows=(
            ("HTD 8M-1200", "30 mm", "62-66 Hz", "55-59 Hz"),
            ("HTD 8M-1440", "50 mm", "58-61 Hz", "52-55 Hz"),
        ),
    )
    return (
        base,
        base.model_copy(
            update={
                "marker": 2,
                "section": ("9 Technical data", "9.2 Belts"),
                "kind": "table",
                "quote": "HTD 8M-1200 30 mm 62-66 Hz 55-59 Hz\nHTD 8M-1440 50 mm 58-61 Hz 52-55 Hz",
                "table": table,
                "page": 6,
                "page_label": page_label(6),
                "places": (Place(page=6, page_label=page_label(6), boxes=(TABLE_BOX,)),),
            }
        ),
    )


def belt_hit(rank: int = 1) -> Hit:
    """Return the search hit that the belt answer comes from."""
    source = belt_citations()[0]
    return Hit(
        rank=rank,
        chunk=f"chunk-{rank}",
        manual=source.manual,
        revision=source.revision,
        file=source.file,
        machines=("Press 4", "Press 5"),
        language="en",
        page=source.page,
        page_label=source.page_label,
        section=source.section,
        kind=source.kind,
        text=source.quote,
        places=source.places,
        score=1.0 / rank,
    )


class FakeService:
    """Answers by keyword: belt, model, down, hostile, bulletin, slow; anything else is refused."""

    def __init__(self, folder: Path, *, sentence_seconds: float = 0.0) -> None:
        """Keep the fake manual in `folder`; `sentence_seconds` pass before each sentence."""
        self.pdf = folder / "original.pdf"
        self.pdf.write_bytes(press_pdf())
        self.cache = folder / "page-images"
        self.sentence_seconds = sentence_seconds
        # Where a test sets it, each sentence waits until the one before it has been seen.
        self.seen: threading.Semaphore | None = None
        self.given: dict[str, Answer] = {}
        self.feedbacks: list[Feedback] = []
        self.uploads: list[tuple[str, IngestOptions, str]] = []
        self._jobs: dict[str, tuple[Job, float, str | None]] = {}

    def search(self, question: str, *, scope: Scope, limit: int = 10) -> SearchResult:
        """Return up to three copies of one hit."""
        self._check(question)
        hits = tuple(belt_hit(rank) for rank in range(1, min(limit, 3) + 1))
        return SearchResult(question=question, scope=scope, hits=hits, timings_ms={"total": 3.0})

    def ask(self, question: str, *, scope: Scope) -> Answer:
        """Return what the keyword stands for."""
        self._check(question)
        answer = self._compose(question, scope)
        self.given[answer.id] = answer
        return answer

    def stream(self, question: str, *, scope: Scope) -> Iterator[AnswerEvent]:
        """Yield the same, a sentence at a time."""
        answer = self.ask(question, scope=scope)
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
        """Return a press with two revisions, a German conveyor with gaps, and a hostile name."""
        return (
            ManualSummary(
                manual=PRESS,
                title="HPX-160 Hydraulic Press, Service Manual",
                machines=("Press 4", "Press 5"),
                revisions=(
                    _revision(PRESS, "C", self.pdf),
                    _revision(PRESS, "B", self.pdf, status="superseded", in_force=False),
                ),
            ),
            ManualSummary(
                manual="fb-20",
                title="Förderband FB-20, Betriebsanleitung",
                machines=("Line 2 conveyor",),
                revisions=(
                    _revision(
                        "fb-20",
                        "2024-11",
                        self.pdf,
                        language="de",
                        pages_without_text=(7, 8, 31),
                        remarks=("Pages 7, 8 and 31 are pictures: OCR language data is missing.",),
                    ),
                ),
            ),
            ManualSummary(
                manual=HOSTILE_ID,
                title=HOSTILE_TEXT,
                machines=("<b>M</b>*1*",),
                revisions=(_revision(HOSTILE_ID, "~1~", self.pdf),),
            ),
        )

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
        job = Job(
            id=uuid.uuid4().hex,
            file=shown,
            options=options,
            state="queued",
            stage="waiting",
            pages=0,
            chunks_done=0,
            chunks_total=0,
            seconds=0.0,
            error=None,
            remarks=(),
            manual=None,
            revision=None,
            unchanged=False,
        )
        self._jobs[job.id] = (job, time.monotonic(), error)
        return job

    def job(self, job_id: str) -> Job:
        """Return the job as far as the clock has brought it."""
        if job_id not in self._jobs:
            raise NotFound(f"No job {job_id} is kept here.")
        job, start, error = self._jobs[job_id]
        seconds = time.monotonic() - start
        if seconds < 0.4:
            return job
        if error is not None:
            return job.model_copy(
                update={"state": "failed", "stage": "failed", "error": error, "seconds": 0.4}
            )
        share = min(1.0, (seconds - 0.4) / 1.6)
        done = share >= 1.0
        return job.model_copy(
            update={
                "state": "done" if done else "running",
                "stage": "done" if done else "encoding",
                "pages": 120,
                "chunks_done": int(share * 480),
                "chunks_total": 480,
                "seconds": min(seconds, 2.0),
                "manual": job.options.manual or "fb-20",
                "revision": job.options.revision or "1",
            }
        )

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first."""
        return tuple(self.job(job_id) for job_id in reversed(self._jobs))

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return the page of the one PDF there is."""
        if manual not in {summary.manual for summary in self.manuals()}:
            raise NotFound(f"No manual {manual} is kept here.")
        if revision == "Z":
            raise NotFound(f"{manual} has no revision {revision}.")
        return page_png(self.pdf, page, boxes=boxes, cache=self.cache)

    def feedback(self, feedback: Feedback) -> None:
        """Keep it, if the answer is known."""
        self.answer(feedback.answer)
        self.feedbacks.append(feedback)

    def _check(self, question: str) -> None:
        if not question.strip():
            raise QuestionRejected("The question is empty: say what you want to know.")
        if len(question) > 2000:
            raise QuestionRejected("The question is too long to be one: 2,000 characters at most.")

    def _compose(self, question: str, scope: Scope) -> Answer:
        words = question.lower()
        citations = belt_citations()
        answer = Answer(
            id=uuid.uuid4().hex,
            question=question,
            scope=scope,
            outcome="quoted",
            text=f"{BELT_QUOTE} [1]",
            citations=citations,
            notices=(
                NoticeShown(level="danger", text=DANGER, marker=1),
                NoticeShown(level="caution", text=CAUTION, marker=1),
            ),
            checks=(),
            searched=Searched(manuals=(PRESS, "fb-20"), revisions=(f"{PRESS} C", "fb-20 2024-11")),
            nearest=(),
            fallback=None,
            model=None,
            timings_ms={"total": 12.0},
        )
        if "hostile" in words:
            bad = citations[0].model_copy(
                update={
                    "quote": HOSTILE_TEXT,
                    "title": HOSTILE_TEXT,
                    "section": (HOSTILE_TEXT,),
                    "manual": HOSTILE_ID,
                    "page_label": "<i>4</i>",
                    "table": Table(header=((HOSTILE_TEXT,),), rows=((HOSTILE_TEXT,),)),
                }
            )
            return answer.model_copy(
                update={
                    "outcome": "answered",
                    "model": "<u>m</u>",
                    "text": f"{HOSTILE_TEXT} [1]",
                    "citations": (bad,),
                    "notices": (NoticeShown(level="warning", text=HOSTILE_TEXT, marker=1),),
                }
            )
        if "bulletin" in words:
            html = citations[0].model_copy(
                update={"page": None, "page_label": None, "places": (), "file": "bulletin.html"}
            )
            return answer.model_copy(update={"citations": (html,), "notices": ()})
        if "down" in words:
            return answer.model_copy(
                update={"fallback": "The language model did not answer within 20 seconds."}
            )
        if "model" in words:
            text = (
                "Tighten both tensioner screws evenly to 24 Nm [1].\n"
                "A new HTD 8M-1200 belt should then swing at 62 Hz to 66 Hz [1][2].\n"
                "Measure again after 48 hours of running: 55 Hz to 59 Hz [1]."
            )
            return answer.model_copy(
                update={"outcome": "answered", "model": "mistral-small-latest", "text": text}
            )
        if "belt" in words:
            return answer
        nearest = tuple(itertools.islice((belt_hit(rank) for rank in range(1, 4)), 3))
        return answer.model_copy(
            update={
                "outcome": "refused",
                "text": "The manuals in force say nothing about this.",
                "citations": (),
                "notices": (),
                "nearest": nearest,
            }
        )


def _revision(
    manual: str,
    revision: str,
    pdf: Path,
    *,
    status: str = "effective",
    in_force: bool = True,
    language: str = "en",
    pages_without_text: tuple[int, ...] = (),
    remarks: tuple[str, ...] = (),
) -> RevisionSummary:
    return RevisionSummary.model_validate(
        {
            "id": f"{manual}-{revision}",
            "manual": manual,
            "revision": revision,
            "status": status,
            "in_force": in_force,
            "language": language,
            "effective": datetime.date(2025, 3, 1),
            "file": f"{manual} rev {revision}.pdf",
            "sha256": hashlib.sha256(pdf.read_bytes()).hexdigest(),
            "pages": PRESS_PAGES,
            "pages_without_text": pages_without_text,
            "chunks": 482,
            "remarks": remarks,
            "ingested_at": datetime.datetime(2026, 1, 5, 8, 30, tzinfo=datetime.UTC),
        }
    )


def main() -> None:
    """Serve the pages and the API over the fake."""
    import tempfile

    from app.serve import serve

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8600)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--sentence-seconds", type=float, default=0.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        service = FakeService(Path(folder), sentence_seconds=arguments.sentence_seconds)
        serve(service, arguments.host, arguments.port)


if __name__ == "__main__":
    main()

"""What those who run the service look at: is it up, can it answer, how does it do."""

import logging
import time
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.evaluator import Evaluator
from app.owner import Owner
from app.service import Service
from store.errors import MillwrightError
from store.manual_values import IngestOptions, Job, ManualSummary
from store.values import Answer, AnswerEvent, Box, Feedback, Method, Scope, SearchResult

logger = logging.getLogger(__name__)
_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)


class MeteredService:
    """The same service, with what it does counted for /metrics; no text is kept."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_Queue(service))
        self._answers = Counter(
            "millwright_answers", "Answers given", ["outcome", "fallback"], registry=self.registry
        )
        self._answer_seconds = Histogram(
            "millwright_answer_seconds",
            "From question to whole answer",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._search_seconds = Histogram(
            "millwright_search_seconds", "Searches", buckets=_SECONDS, registry=self.registry
        )
        self._feedback = Counter(
            "millwright_feedback", "What technicians said", ["helpful"], registry=self.registry
        )
        self._refused = Counter(
            "millwright_errors", "Calls that ended in an error", ["kind"], registry=self.registry
        )

    @property
    def owner(self) -> Owner:
        """Return what a document owner can do; that is in the events, not in metrics."""
        return self._service.owner

    @property
    def evaluator(self) -> Evaluator:
        """Return what an evaluator can do; what a run asks is no technician's question."""
        return self._service.evaluator

    def search(
        self,
        question: str,
        *,
        scope: Scope,
        limit: int = 10,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> SearchResult:
        """Search, timed."""
        with self._search_seconds.time():
            return self._service.search(
                question, scope=scope, limit=limit, history=history, method=method
            )

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        """Answer, timed and counted by outcome."""
        started = time.perf_counter()
        try:
            answer = self._service.ask(question, scope=scope, history=history)
        except MillwrightError as error:
            self._refused.labels(type(error).__name__).inc()
            raise
        self._count(answer.outcome, answer.fallback is not None, started)
        return answer

    def stream(
        self, question: str, *, scope: Scope, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Answer as it comes, timed and counted at its end."""
        started = time.perf_counter()
        try:
            for event in self._service.stream(question, scope=scope, history=history):
                if event.event == "done":
                    fallback = event.data.get("fallback") is not None
                    self._count(str(event.data.get("outcome")), fallback, started)
                yield event
        except MillwrightError as error:
            self._refused.labels(type(error).__name__).inc()
            raise

    def answer(self, answer_id: str) -> Answer:
        """Return an answer given before."""
        return self._service.answer(answer_id)

    def manuals(self) -> tuple[ManualSummary, ...]:
        """Return all manuals."""
        return self._service.manuals()

    def submit(self, path: Path, options: IngestOptions, *, name: str | None = None) -> Job:
        """Queue a file."""
        return self._service.submit(path, options, name=name)

    def job(self, job_id: str) -> Job:
        """Return a job."""
        return self._service.job(job_id)

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs."""
        return self._service.jobs()

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return a page's picture."""
        return self._service.page_image(manual, revision, page, boxes=boxes)

    def feedback(self, feedback: Feedback) -> None:
        """Keep what a technician says, and count it."""
        self._service.feedback(feedback)
        self._feedback.labels("yes" if feedback.helpful else "no").inc()

    def _count(self, outcome: str, fallback: bool, started: float) -> None:
        self._answers.labels(outcome, "yes" if fallback else "no").inc()
        self._answer_seconds.observe(time.perf_counter() - started)


class _Queue(Collector):
    """Jobs by state, counted when somebody looks."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Name the metric without asking the store."""
        yield GaugeMetricFamily("millwright_jobs", "Ingestion jobs by state", labels=["state"])

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Count the jobs; without a store there is nothing to report, and /readyz says so."""
        family = GaugeMetricFamily("millwright_jobs", "Ingestion jobs by state", labels=["state"])
        try:
            tally = Tally(job.state for job in self._service.jobs())
        except MillwrightError as error:
            logger.warning("jobs cannot be counted: %s", error)
            return
        for state in ("queued", "running", "done", "failed"):
            family.add_metric([state], tally[state])
        yield family


def operations_routes(service: MeteredService) -> list[Route]:
    """Return /healthz (the process runs), /readyz (it can answer) and /metrics (Prometheus)."""

    def healthy(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    def ready(_request: Request) -> Response:
        try:
            manuals = len(service.manuals())
        except MillwrightError as error:
            return JSONResponse({"error": str(error)}, status_code=503)
        return JSONResponse({"status": "ready", "manuals": manuals})

    def metrics(_request: Request) -> Response:
        return Response(generate_latest(service.registry), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", healthy, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]

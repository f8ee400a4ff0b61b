"""The main job in this process: the one that owns the home."""

import datetime
import importlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from answer import spelling
from answer.late_interaction import LateInteraction
from answer.question import checked_question
from answer.senses import Senses
from app.home_parts import HomeParts
from app.local_evaluator import LocalEvaluator
from app.local_owner import LocalOwner
from app.proposing import Proposer
from app.reconciling import Reconciler
from app.run_desk import RunDesk
from app.run_work import RunWork
from app.waiting import with_shortage
from app.watched_folder import WatchedFolder
from app.worker import Worker
from ingest.naming import shown_name
from store.disk import MEGABYTE
from store.errors import (
    FileRejected,
    MillwrightError,
    NotFound,
    StoreUnavailable,
)
from store.manual_values import IngestOptions, Job, ManualSummary, StoredRevision
from store.page_images import page_png
from store.settings import Settings
from store.values import Answer, AnswerEvent, Box, Feedback, Method, Scope, SearchResult

if TYPE_CHECKING:
    from answer.chain import Chain

logger = logging.getLogger(__name__)

# The index answers one call at a time, and the encoder uses all cores by itself: a second search
# fills the gaps of the first, and a third would slow both down. The others wait in their order.
_SEARCHES_AT_ONCE = 2


class LocalService:
    """A `Service` over a home of this machine, with the worker that takes in its queue."""

    def __init__(self, settings: Settings, *, new_encoder: bool = False) -> None:
        """Open the home; with `new_encoder` whatever encoder made its vectors.

        Raises StoreUnavailable where it cannot be opened, and EncoderMismatch where its vectors
        are another encoder's.
        """
        self.settings = settings
        self.parts = parts = HomeParts.open(settings, new_encoder=new_encoder)
        self.home = parts.home
        self.catalog = parts.catalog
        self.index = parts.index
        self.encoder = parts.encoder
        self.vocabularies = parts.vocabularies
        self.machines = parts.machines
        self.control = parts.control
        self.codes = parts.codes
        self.stores = parts.stores
        tokens, words = parts.tokens, parts.across.words if parts.across is not None else None
        self._late = LateInteraction(parts.encoder, tokens) if tokens is not None else None
        self._senses = Senses(words) if words is not None else None
        # Not shut down: its idle threads end with it, and a late question meets the closed index.
        self._turns = ThreadPoolExecutor(_SEARCHES_AT_ONCE, thread_name_prefix="search")
        self._worker = Worker(self.stores, settings)
        self._watched: WatchedFolder | None = None
        self._reconciler = Reconciler(
            home=self.home,
            catalog=self.catalog,
            queue=parts.queue,
            index=self.index,
            cache=parts.cache,
            reread=self.reembed,
        )
        self._local_owner = LocalOwner(
            settings, parts, reconciler=self._reconciler, wake=self._worker.wake
        )
        self._local_evaluator = LocalEvaluator(
            self.home,
            RunDesk(RunWork(self, settings, self.home)),
            manuals=self.manuals,
            complaints=parts.answers.complaints,
            propose=Proposer(self.catalog, settings),
            settings=settings,
        )

    @property
    def owner(self) -> LocalOwner:
        """Return what a document owner can do here."""
        return self._local_owner

    @property
    def evaluator(self) -> LocalEvaluator:
        """Return what an evaluator can do here."""
        return self._local_evaluator

    # Asking

    def search(
        self,
        question: str,
        *,
        scope: Scope,
        limit: int = 10,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> SearchResult:
        """Return the best chunks in force within the scope, best first."""
        started = time.perf_counter()
        asked = checked_question(question)
        self._require_index(scope)
        result = self.chain().found(
            asked,
            scope,
            today=datetime.date.today(),
            limit=limit,
            history=history,
            spread=True,
            method=method,
        )
        spent = time.perf_counter() - started
        return SearchResult(
            question=asked,
            understood=result.understood,
            scope=result.scope,
            hits=tuple(item.hit for item in result.found),
            timings_ms={**result.timings_ms, "total": round(spent * 1000, 2)},
        )

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        """Return a checked answer, a quotation or a refusal."""
        for event in self.stream(question, scope=scope, history=history):
            if event.event == "done":
                return Answer.model_validate(event.data)
        raise MillwrightError("The answer broke off before it was complete; ask again.")

    def stream(
        self, question: str, *, scope: Scope, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Yield the answer as it comes: notices, sentences, citations, then `done`."""
        from answer.mistral import language_model

        asked = checked_question(question)
        self._require_index(scope)
        chain = replace(self.chain(), model=language_model(self.settings))
        for event in chain.stream(asked, scope, today=datetime.date.today(), history=history):
            if event.event == "done":
                answer = Answer.model_validate({**event.data, "history": history})
                if answer.fallback:
                    logger.warning("quoted, not written by the model: %s", answer.fallback)
                # Kept before it is shown: what a technician acted on can be shown again.
                answer = self.parts.answers.kept(answer)
                event = event.model_copy(update={"data": answer.model_dump(mode="json")})
            yield event

    def chain(self) -> "Chain":
        """Return the way through retrieval and answering here, without a model."""
        from answer.chain import Chain
        from answer.retrieve import Parts

        parts = Parts(
            self.index,
            self.encoder,
            self.codes,
            self.vocabularies,
            self.parts.glossary,
            self.settings,
            self.parts.across.encoder if self.parts.across else None,
            self._late,
            self._senses if self.settings.word_senses else None,
        )
        return Chain(self.catalog, self.machines, parts, self._turns)

    def _require_index(self, scope: Scope) -> None:
        """Raise StoreUnavailable where the index lost chunks: silence would look like a no."""
        lost = self._reconciler.lost
        if not lost:
            return
        for revision in self.catalog.in_force(scope, today=datetime.date.today()):
            if revision.id in lost:
                raise StoreUnavailable(lost[revision.id])

    def answer(self, answer_id: str) -> Answer:
        """Return an answer given before, as it was given."""
        return self.parts.answers.answer(answer_id)

    def feedback(self, feedback: Feedback) -> None:
        """Keep what a technician says of an answer."""
        self.parts.answers.keep_feedback(feedback)

    # Manuals

    def manuals(self) -> tuple[ManualSummary, ...]:
        """Return all manuals by id, each with its revisions."""
        return self.catalog.manuals(today=datetime.date.today())

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return a PNG of the page with the boxes marked."""
        stored = self.catalog.revision(manual, revision)
        pages = len(self.catalog.pages(stored.id))
        if not 1 <= page <= pages:
            raise NotFound(
                f"{stored.file} has {pages} pages; there is no page {page}."
                if pages
                else f"{stored.file} has no pages to show; it is cited by section."
            )
        return page_png(
            self.home.pdf(stored.sha256, stored.media_type),
            page,
            boxes=boxes,
            cache=self.home.page_images / stored.sha256,
        )

    # Ingesting

    def submit(self, path: Path, options: IngestOptions, *, name: str | None = None) -> Job:
        """Queue a file and return its job; a file refused at once comes back as a failed job."""
        queue = self.parts.queue
        shown = shown_name(name or path.name)
        job_id = str(uuid.uuid4())
        try:
            received = self.home.receive(
                path, job_id, max_bytes=self.settings.max_file_mb * MEGABYTE
            )
        except FileRejected as rejection:
            job = queue.add(shown, options, job_id=job_id, failed=f"{shown}: {rejection}")
        else:
            job = queue.add(shown, options, job_id=job_id, size=received.stat().st_size)
        self._worker.wake()
        return job

    def job(self, job_id: str) -> Job:
        """Return the job as it stands now; what keeps it waiting, if so, is its error."""
        return with_shortage([self.parts.queue.job(job_id)], self.home)[0]

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first, as `job` does each."""
        return with_shortage(self.parts.queue.jobs(), self.home)

    def start_worker(self, *, when_warm: Callable[[], None] = lambda: None) -> None:
        """Finish what a former owner left, and take in the queue and the watched folder.

        `when_warm` is called, in a thread of its own, when all that questions need is loaded.
        """
        self._local_owner.end_deletions()
        self._worker.start()
        if self.settings.watch_folder is not None:
            self._watched = WatchedFolder(
                self.settings.watch_folder, self.submit, engine=self.catalog.engine
            )
            self._watched.start()

        def warm() -> None:
            self.warm_up()
            when_warm()

        # Loading the encoder takes as long as reading a book, and both go on side by side.
        threading.Thread(target=warm, name="warm-up", daemon=True).start()

    def warm_up(self) -> None:
        """Load the encoder and all that the first question would wait for."""
        importlib.import_module("answer.chain")
        self.encoder.warm_up()
        if self.parts.across is not None:
            self.parts.across.encoder.encode(["warm"])
        try:
            in_force = self.catalog.in_force(Scope(), today=datetime.date.today())
            self.vocabularies.frequencies(in_force)
            spelling.warm_up(one.language for one in in_force)
            if self._senses is not None:
                self._senses.warm_up(in_force, self.vocabularies)
        except StoreUnavailable as error:
            # The first question says it to somebody, where it is still so.
            logger.info("words not counted ahead", extra={"reason": str(error)})

    def reembed(self, revision: StoredRevision) -> None:
        """Make the vectors of a revision anew from its original; raises FileRejected."""
        self._worker.pipeline.reembed(revision, revision.media_type)

    def close(self) -> None:
        """Stop the worker at its next batch and let go of the home. Closing twice is fine."""
        if self._watched is not None:
            self._watched.stop()
        self._local_evaluator.close()
        self._worker.stop()
        self.parts.close()

"""The main job in this process: the one that owns the home."""

import datetime
import importlib
import logging
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from answer.glossary import Glossary, glossary_file
from answer.question import checked_question
from answer.spelling import everyday_words
from app.local_evaluator import LocalEvaluator
from app.local_owner import LocalOwner
from app.proposing import Proposer
from app.reconciling import Reconciler
from app.run_desk import RunDesk
from app.run_work import RunWork
from app.watched_folder import WatchedFolder
from app.worker import Worker
from ingest.naming import shown_name
from ingest.stores import Stores
from store.across import AcrossVectors
from store.across_encoder import across_encoder
from store.answers import Answers
from store.catalog import Catalog
from store.code_places import CodePlaces
from store.control import DocumentControl
from store.database import open_database
from store.encoders import EncoderFiles, SentenceTransformerEncoder
from store.errors import (
    EncoderMismatch,
    FileRejected,
    MillwrightError,
    NotFound,
    StoreUnavailable,
)
from store.home import Home
from store.index_factory import open_index
from store.jobs import JobQueue
from store.machines import Machines
from store.page_images import page_png
from store.settings import Settings
from store.values import (
    Answer,
    AnswerEvent,
    Box,
    Feedback,
    IngestOptions,
    Job,
    ManualSummary,
    Method,
    Scope,
    SearchResult,
    StoredRevision,
)
from store.vector_cache import VectorCache
from store.vocabulary import Vocabularies

if TYPE_CHECKING:
    from answer.chain import Chain

logger = logging.getLogger(__name__)

_MEGABYTE = 1024 * 1024
_ENCODER_FACT = "encoder"
_ACROSS_FACT = "across_encoder"


class LocalService:
    """A `Service` over a home of this machine, with the worker that takes in its queue."""

    def __init__(self, settings: Settings, *, new_encoder: bool = False) -> None:
        """Open the home; with `new_encoder` whatever encoder made its vectors.

        Raises StoreUnavailable where it cannot be opened, and EncoderMismatch where its vectors
        are another encoder's.
        """
        self.settings = settings
        self.home = Home(settings.home)
        if not self.home.index.exists():
            self.home.require_room()
        self.encoder = SentenceTransformerEncoder(
            EncoderFiles(settings.encoder), batch=settings.encoder_batch
        )
        self.catalog = Catalog(open_database(self.home.folder, settings.database_url))
        self._check_encoder(accept=new_encoder)
        self.across = across_encoder(settings.across_encoder, batch=settings.encoder_batch)
        self.index = open_index(
            settings,
            dimension=self.encoder.dimension,
            across=self.across.dimension if self.across else 0,
        )
        self._check_across()
        self.answers = Answers(self.catalog.engine)
        self.control = DocumentControl(self.catalog.engine)
        self.machines = Machines(self.catalog.engine)
        self.codes = CodePlaces(self.catalog.engine)
        self.vocabularies = Vocabularies(self.catalog.engine, self.index)
        self.glossary = Glossary(glossary_file(settings))
        self.queue = JobQueue(self.catalog.engine)
        self._cache = VectorCache(self.home.vectors, self.encoder.fingerprint)
        self._across = (
            AcrossVectors(
                self.across,
                VectorCache(self.home.across_vectors, self.across.fingerprint, half=True),
            )
            if self.across
            else None
        )
        self.stores = Stores(
            self.home,
            self.catalog,
            self.control,
            self.queue,
            self.index,
            self._cache,
            self.encoder,
            self._across,
        )
        self._worker = Worker(self.stores, settings)
        self._watched: WatchedFolder | None = None
        self._reconciler = Reconciler(
            home=self.home,
            catalog=self.catalog,
            queue=self.queue,
            index=self.index,
            cache=self._cache,
            reread=self.reembed,
        )
        self._local_owner = LocalOwner(
            settings,
            home=self.home,
            catalog=self.catalog,
            control=self.control,
            machines=self.machines,
            queue=self.queue,
            index=self.index,
            cache=self._cache,
            across=self._across,
            reconciler=self._reconciler,
            wake=self._worker.wake,
        )
        self._local_evaluator = LocalEvaluator(
            self.home,
            RunDesk(RunWork(self, settings, self.home)),
            complaints=self.answers.complaints,
            propose=Proposer(self.catalog, settings),
            has_model=settings.has_model,
        )

    @property
    def owner(self) -> LocalOwner:
        """Return what a document owner can do here."""
        return self._local_owner

    @property
    def evaluator(self) -> LocalEvaluator:
        """Return what an evaluator can do here."""
        return self._local_evaluator

    def _check_encoder(self, *, accept: bool) -> None:
        made_by = self.catalog.fact(_ENCODER_FACT)
        if made_by is None or accept:
            self.catalog.set_fact(_ENCODER_FACT, self.encoder.fingerprint)
        elif made_by != self.encoder.fingerprint:
            raise EncoderMismatch(
                f"The vectors in {self.home.folder} were made by {made_by}, but the encoder set "
                f"is {self.encoder.fingerprint}. Set the former one again, or run "
                "`millwright reembed` to make all vectors anew."
            )

    def _check_across(self) -> None:
        """Give up vectors of another encoder: nothing else is lost, and no start is refused."""
        if self.across is None:
            return
        made_by = self.catalog.fact(_ACROSS_FACT)
        if made_by == self.across.fingerprint:
            return
        if made_by is not None or self.catalog.stored_revisions():
            self.index.forget_across()
            logger.warning(
                "The manuals of %s have no vectors of %s yet, so questions in another language "
                "than a manual's find it by shared words only: run `millwright reembed` once.",
                self.home.folder,
                self.across.fingerprint,
            )
        self.catalog.set_fact(_ACROSS_FACT, self.across.fingerprint)

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
        return SearchResult(
            question=asked,
            understood=result.understood,
            scope=result.scope,
            hits=tuple(item.hit for item in result.found),
            timings_ms={**result.timings_ms, "total": _since(started)},
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
                # Kept before it is shown: what a technician acted on can be shown again.
                answer = Answer.model_validate(event.data)
                self.answers.keep(answer)
                if answer.fallback:
                    logger.warning("quoted for the model", extra={"reason": answer.fallback})
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
            self.glossary,
            self.settings,
            self.across,
        )
        return Chain(self.catalog, self.machines, parts)

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
        return self.answers.answer(answer_id)

    def feedback(self, feedback: Feedback) -> None:
        """Keep what a technician says of an answer."""
        self.answers.keep_feedback(feedback)

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
        shown = shown_name(name or path.name)
        job_id = str(uuid.uuid4())
        try:
            received = self.home.receive(
                path, job_id, max_bytes=self.settings.max_file_mb * _MEGABYTE
            )
        except FileRejected as rejection:
            job = self.queue.add(shown, options, job_id=job_id, failed=f"{shown}: {rejection}")
        else:
            job = self.queue.add(shown, options, job_id=job_id, size=received.stat().st_size)
        self._worker.wake()
        return job

    def job(self, job_id: str) -> Job:
        """Return the job as it stands now."""
        return self.queue.job(job_id)

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first."""
        return self.queue.jobs()

    def start_worker(self) -> None:
        """Finish what a former owner left, and take in the queue and the watched folder."""
        self._local_owner.end_deletions()
        self._worker.start()
        if self.settings.watch_folder is not None:
            self._watched = WatchedFolder(
                self.settings.watch_folder, self.submit, engine=self.catalog.engine
            )
            self._watched.start()
        # Loading the encoder takes as long as reading a book, and both go on side by side.
        threading.Thread(target=self.warm_up, name="warm-up", daemon=True).start()

    def warm_up(self) -> None:
        """Load the encoder and all that the first question would wait for."""
        importlib.import_module("answer.chain")
        everyday_words()
        self.encoder.warm_up()
        if self.across is not None:
            self.across.encode(["warm"])
        try:
            in_force = self.catalog.in_force(Scope(), today=datetime.date.today())
            self.vocabularies.frequencies(in_force)
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
        self.index.close()
        self._cache.close()
        if self._across is not None:
            self._across.close()
        self.catalog.engine.dispose()


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)

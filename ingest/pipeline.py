"""A file's way into the store: received, read, indexed, and only then published.

From then on it answers by keyword; what is left, its vectors, is an `Encoding`.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from ingest.child import Cancelled, Look, Stopped, read_in_child
from ingest.formats.budgets import Limits
from ingest.formats.media_type import SEVERAL, media_type
from ingest.identifier_patterns import compiled
from ingest.naming import manual_and_revision
from ingest.orders import Bounds, ReadingOrder
from ingest.passages import Identity
from ingest.publishing import content_of, publish, store_chunks, summary_of
from ingest.reading import Reading
from ingest.several import expanded
from ingest.stores import Stores
from ingest.vectors import Encoding, known_vectors, vectors_of
from store.errors import FileRejected, SettingsError
from store.home import sha256_of
from store.jobs import Leased
from store.manual_values import Job, StoredRevision
from store.settings import Settings

__all__ = ["Busy", "Cancelled", "Pipeline", "Stopped", "Stores"]

logger = logging.getLogger(__name__)

# How often a job looks into the catalog whether it was cancelled.
_LOOK_SECONDS = 1.0


class Busy(Exception):
    """Another job has the same file of the same manual in hand: this one waits for its end."""


class Pipeline:
    """Takes jobs as far as they answer by keyword. Safe to use from several threads."""

    def __init__(
        self, stores: Stores, settings: Settings, *, should_stop: Callable[[], bool]
    ) -> None:
        self._stores = stores
        self._settings = settings
        self._should_stop = should_stop
        self._lock = threading.Lock()
        # Two files of a new manual, read at the same time, would both write down the manual.
        self._publishing = threading.Lock()
        self._in_hand: dict[str, str] = {}
        self._limits = Limits(
            max_pages=settings.max_pages,
            max_unpacked_mb=settings.max_unpacked_mb,
            max_pixels=settings.max_pixels,
            tessdata=settings.tessdata,
            ocr_languages=tuple(re.findall(r"[^+,;\s]+", settings.ocr_languages)),
        )
        self._bounds = Bounds(settings.parse_timeout_seconds, settings.parse_memory_mb)
        try:
            compiled(settings.identifier_patterns)
        except ValueError as error:
            raise SettingsError(f"The setting identifier_patterns is wrong: {error}") from error

    def read(self, leased: Leased) -> Encoding | None:
        """Take a leased job as far as it answers by keyword; None where it has ended already.

        Raises FileRejected for a file that cannot be a manual, Stopped and Cancelled, Busy, and
        StoreUnavailable or OSError for what may pass.
        """
        job, started = leased.job, time.monotonic()
        if leased.revision_id is not None and self._stores.catalog.known(leased.revision_id):
            self._take(leased.revision_id, job)
            return self._encoding(job, leased.revision_id)
        path = self._stores.home.received(job.id)
        if path is None:
            raise FileRejected("Its upload is not in the home any more; ingest it again.")
        sha256 = sha256_of(path)
        named = manual_and_revision(job.file)
        manual = job.options.manual or named[0]
        identity = Identity(manual, sha256)
        self._take(identity.revision, job)
        if self._is_here(identity):
            return self._again(job, manual, identity.revision, started)
        kind = media_type(path, job.file)
        # The parser goes by the file's ending, so it gets the one that its content calls for.
        path = path.rename(path.with_name(f"{job.id}.{kind}"))
        look = self._look(job)
        remarks: tuple[str, ...] = ()
        if kind in SEVERAL:
            remarks = expanded(
                self._stores, job, path, kind, limits=self._limits, bounds=self._bounds, look=look
            )
            if kind == "zip":
                self._finish(job, None, None, remarks, started)
                return None
        order = ReadingOrder(
            path,
            manual,
            sha256,
            self._settings.encoder,
            job.options.language,
            job.file,
            self._limits,
            self._settings.identifier_patterns,
        )
        try:
            reading = read_in_child(
                order, bounds=self._bounds, look=look, on_scan=partial(self._scan_read, job.id)
            )
        except FileRejected as rejection:
            if not remarks:
                raise
            self._finish(job, None, None, (*remarks, str(rejection)), started)
            return None
        reading = replace(reading, remarks=(*remarks, *reading.remarks))
        stored = self._publish(job, reading, identity, path, kind, named, sha256, look, started)
        left = sum(chunk.indexed_text not in stored for chunk in reading.chunks)
        if not left:
            self._end(job, identity.revision, time.monotonic() - started)
            return None
        current = self._stores.jobs.job(job.id)
        return Encoding(self._stores, identity.revision, job=current, left=left, stored=stored)

    def _publish(
        self,
        job: Job,
        reading: Reading,
        identity: Identity,
        path: Path,
        kind: str,
        named: tuple[str, str | None],
        sha256: str,
        look: Look,
        started: float,
    ) -> Collection[str]:
        """Publish the revision; return the texts whose chunks have their vectors already."""
        known = known_vectors(self._stores, list({chunk.indexed_text for chunk in reading.chunks}))
        chunks = len(reading.chunks)
        vectors = sum(chunk.indexed_text in known for chunk in reading.chunks)
        self._stores.jobs.progress(
            job.id, stage="storing", pages=len(reading.pages), chunks_total=chunks
        )
        try:
            words = store_chunks(self._stores, reading, identity, known, look)
            # One at a time: each sees what the one before it has published.
            with self._publishing:
                summary = summary_of(
                    self._stores,
                    self._settings,
                    job,
                    reading,
                    identity,
                    named=named,
                    sha256=sha256,
                    vectors=vectors,
                )
                if not self._stores.jobs.claim(job.id, identity.revision):
                    raise Cancelled
                publish(
                    self._stores,
                    reading,
                    summary,
                    job,
                    words=words,
                    upload=path,
                    media_type=kind,
                )
        except (Cancelled, FileRejected):
            if self._stores.catalog.known(identity.revision) is None:
                self._stores.index.delete(revision=identity.revision)
            raise
        self._stores.jobs.progress(
            job.id,
            stage="encoding",
            chunks_done=vectors,
            seconds=job.seconds + time.monotonic() - started,
        )
        return frozenset(known)

    def encoded(self, encoding: Encoding) -> None:
        """End a job whose chunks all have their vectors."""
        self._end(encoding.job, encoding.revision_id, encoding.seconds)

    def let_go(self, job: Job) -> None:
        """Let other jobs on the same file go on."""
        with self._lock:
            for revision in [r for r, holder in self._in_hand.items() if holder == job.id]:
                del self._in_hand[revision]

    def _scan_read(self, job_id: str, read: int, of: int) -> None:
        self._stores.jobs.progress(job_id, stage="reading", scans_read=read, scans=of)

    def _take(self, revision: str, job: Job) -> None:
        with self._lock:
            if self._in_hand.setdefault(revision, job.id) != job.id:
                raise Busy

    def _look(self, job: Job) -> Look:
        last = time.monotonic()

        def look() -> None:
            nonlocal last
            if self._should_stop():
                raise Stopped
            if time.monotonic() - last > _LOOK_SECONDS:
                last = time.monotonic()
                if not self._stores.jobs.is_running(job.id):
                    raise Cancelled

        return look

    def _is_here(self, identity: Identity) -> bool:
        known = self._stores.catalog.known(identity.revision)
        return (
            known is not None
            and self._stores.index.count(revision=identity.revision) == known.chunks
        )

    def _again(self, job: Job, manual: str, revision: str, started: float) -> Encoding | None:
        """A file that is here: nothing to do, but for vectors that an earlier job did not make."""
        known = self._stores.catalog.known(revision)
        if known is not None and known.vectors < known.chunks:
            if not self._stores.jobs.claim(job.id, revision):
                raise Cancelled
            return self._encoding(job, revision)
        label = self._stores.control.change(revision, job.options)
        self._finish(job, manual, label, (), started, unchanged=True)
        return None

    def _encoding(self, job: Job, revision: str) -> Encoding:
        known = self._stores.catalog.known(revision)
        left = known.chunks - known.vectors if known is not None else 0
        return Encoding(self._stores, revision, job=job, left=left)

    def reembed(self, revision: StoredRevision, media_type: str) -> None:
        """Read a revision's original again and put its chunks into the index, with their vectors.

        Raises FileRejected where the original cannot be read any more, and Stopped.
        """

        def look() -> None:
            if self._should_stop():
                raise Stopped

        path = self._stores.home.original(revision.sha256, media_type)
        identity = Identity(revision.manual, revision.sha256)
        order = ReadingOrder(
            path,
            revision.manual,
            revision.sha256,
            self._settings.encoder,
            revision.language,
            revision.file,
            self._limits,
            self._settings.identifier_patterns,
        )
        reading = read_in_child(order, bounds=self._bounds, look=look)
        texts = list({chunk.indexed_text for chunk in reading.chunks})
        vectors = vectors_of(self._stores, texts, batch=self._settings.encoder_batch, look=look)
        words = store_chunks(self._stores, reading, identity, vectors, look)
        self._stores.catalog.replace_content(revision.id, content_of(reading, words))
        self._stores.catalog.has_vectors(revision.id, len(reading.chunks))

    def _end(self, job: Job, revision: str, seconds: float) -> None:
        known = self._stores.catalog.known(revision)
        if known is None:
            reason = f"{job.file}: its revision was deleted before all of it was in."
            self._stores.jobs.fail(job.id, reason, permanent=False)
        else:
            started = time.monotonic() - seconds
            self._finish(job, known.manual, known.revision, known.remarks, started)
        self._stores.home.remove_received(job.id)

    def _finish(
        self,
        job: Job,
        manual: str | None,
        revision: str | None,
        remarks: tuple[str, ...],
        started: float,
        *,
        unchanged: bool = False,
    ) -> None:
        self._stores.jobs.finish(
            job.id,
            manual=manual,
            revision=revision,
            remarks=remarks,
            unchanged=unchanged,
            seconds=time.monotonic() - started,
        )
        self._stores.home.remove_received(job.id)
        logger.info("job done", extra={"job": job.id, "manual": manual, "revision": revision})

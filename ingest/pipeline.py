"""A file's way into the store: received, read, encoded, indexed, and only then published."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.child import ReadingOrder, Stopped, read_in_child
from ingest.naming import manual_and_revision
from ingest.passages import Identity
from ingest.reading import Reading, media_type
from store.catalog import Catalog, Content
from store.control import DocumentControl
from store.encoders import DenseEncoder, Vectors
from store.errors import FileRejected
from store.home import Home, sha256_of
from store.index import ChunkIndex, Point
from store.jobs import JobQueue
from store.keywords import document_vector
from store.rows import now
from store.settings import Settings
from store.values import Chunk, Job, RevisionSummary, StoredRevision
from store.vector_cache import VectorCache

logger = logging.getLogger(__name__)

# Batches of the encoder between two looks at whether to stop: a few seconds of work.
_BATCHES_AT_ONCE = 4
_UPSERT = 500


@dataclass(frozen=True, slots=True)
class Stores:
    """All that a file passes through on its way in."""

    home: Home
    catalog: Catalog
    control: DocumentControl
    jobs: JobQueue
    index: ChunkIndex
    cache: VectorCache
    encoder: DenseEncoder


class Pipeline:
    """Takes jobs to their end, one at a time."""

    def __init__(
        self, stores: Stores, settings: Settings, *, should_stop: Callable[[], bool]
    ) -> None:
        self._stores = stores
        self._settings = settings
        self._should_stop = should_stop

    def run(self, job: Job) -> None:
        """Take a leased job to `done`, `failed` or, if the owner is to change, back to the queue.

        Raises StoreUnavailable when the store itself fails; the job is then free again once its
        lease has run out.
        """
        try:
            self._ingest(job)
        except FileRejected as rejection:
            self._stores.jobs.fail(job.id, f"{job.file}: {_lowered(str(rejection))}")
            self._drop_upload(job)
            logger.info("job failed", extra={"job": job.id, "file": job.file})
        except Stopped:
            self._stores.jobs.give_back(job.id)

    def _drop_upload(self, job: Job) -> None:
        path = self._stores.home.received(job.id)
        if path is not None:
            path.unlink(missing_ok=True)

    def _ingest(self, job: Job) -> None:
        started = time.monotonic()
        path = self._stores.home.received(job.id)
        if path is None:
            raise FileRejected("Its upload is not in the home any more; ingest it again.")
        sha256 = sha256_of(path)
        named, label = manual_and_revision(job.file)
        manual = job.options.manual or named
        identity = Identity(manual, sha256)
        if self._is_here(identity):
            revision = self._stores.control.change(identity.revision, job.options)
            self._drop_upload(job)
            self._finish(job, manual, revision, (), started, unchanged=True)
            return
        kind = media_type(path)
        # The parser goes by the file's ending, so it gets the one that its content calls for.
        path = path.rename(path.with_suffix(f".{kind}"))
        reading = self._read(path, manual, sha256, job.options.language)

        def report(done: int) -> None:
            self._stores.jobs.progress(
                job.id,
                stage="encoding",
                pages=len(reading.pages),
                chunks_done=done,
                chunks_total=len(reading.chunks),
                seconds=time.monotonic() - started,
            )

        self._index(reading, identity, report)
        summary = self._summary(job, reading, identity, manual, label, sha256)
        self._stores.home.keep_original(path, sha256, kind)
        self._stores.catalog.publish(
            summary,
            title=job.options.title or reading.title or manual,
            machines=job.options.machines,
            media_type=kind,
            pages=[(page.number, page.label, page.outcome, "") for page in reading.pages],
            content=_content(reading),
        )
        self._finish(job, manual, summary.revision, summary.remarks, started)

    def _is_here(self, identity: Identity) -> bool:
        known = self._stores.catalog.known(identity.revision)
        return (
            known is not None
            and self._stores.index.count(revision=identity.revision) == known.chunks
        )

    def _read(self, path: Path, manual: str, sha256: str, language: str | None) -> Reading:
        return read_in_child(
            ReadingOrder(
                path, manual, sha256, self._settings.encoder, self._settings.max_pages, language
            ),
            timeout=self._settings.parse_timeout_seconds,
            should_stop=self._should_stop,
        )

    def reembed(self, revision: StoredRevision, media_type: str) -> None:
        """Read a revision's original again and put its chunks into the index, vectors made anew.

        Raises FileRejected where the original cannot be read any more.
        """
        path = self._stores.home.original(revision.sha256, media_type)
        identity = Identity(revision.manual, revision.sha256)
        reading = self._read(path, revision.manual, revision.sha256, revision.language)
        self._index(reading, identity, lambda _: None)
        self._stores.catalog.replace_content(revision.id, _content(reading))
        self._stores.catalog.has_vectors(revision.id, len(reading.chunks))

    def _index(self, reading: Reading, identity: Identity, report: Callable[[int], None]) -> None:
        chunks = reading.chunks
        vectors = self._vectors(chunks, report)
        for start in range(0, len(chunks), _UPSERT):
            self._stores.index.upsert(
                [
                    Point(
                        id=chunk.id,
                        dense=vectors[chunk.indexed_text].tolist(),
                        sparse=document_vector(chunk.indexed_text, reading.language),
                        payload=_payload(chunk, identity.revision),
                    )
                    for chunk in chunks[start : start + _UPSERT]
                ]
            )
            report(len(chunks))
        # An earlier version may have cut this very file into other chunks.
        self._stores.index.delete(
            revision=identity.revision, keep=frozenset(chunk.id for chunk in chunks)
        )

    def _vectors(
        self, chunks: Sequence[Chunk], report: Callable[[int], None]
    ) -> dict[str, Vectors]:
        texts = list(dict.fromkeys(chunk.indexed_text for chunk in chunks))
        found = self._stores.cache.known(texts)
        # Longest first: texts of like length waste no padding, and the rate only gets better.
        missing = sorted((t for t in texts if t not in found), key=len, reverse=True)
        report(len(found))
        step = self._settings.encoder_batch * _BATCHES_AT_ONCE
        for start in range(0, len(missing), step):
            if self._should_stop():
                raise Stopped
            batch = missing[start : start + step]
            encoded = self._stores.encoder.encode(batch)
            self._stores.cache.keep(batch, encoded)
            found.update(zip(batch, encoded, strict=True))
            report(len(found))
        return found

    def _summary(
        self,
        job: Job,
        reading: Reading,
        identity: Identity,
        manual: str,
        label: str | None,
        sha256: str,
    ) -> RevisionSummary:
        moment = now()
        effective = job.options.effective or moment.date()
        return RevisionSummary(
            id=identity.revision,
            manual=manual,
            revision=job.options.revision or label or effective.isoformat(),
            status="effective",
            in_force=False,
            language=reading.language,
            effective=effective,
            file=job.file,
            sha256=sha256,
            pages=len(reading.pages),
            pages_without_text=(),
            chunks=len(reading.chunks),
            remarks=(*reading.remarks, *_page_remarks(reading)),
            ingested_at=moment,
            vectors=len(reading.chunks),
        )

    def _finish(
        self,
        job: Job,
        manual: str,
        revision: str,
        remarks: tuple[str, ...],
        started: float,
        *,
        unchanged: bool = False,
    ) -> None:
        logger.info("job done", extra={"job": job.id, "manual": manual, "revision": revision})
        self._stores.jobs.finish(
            job.id,
            manual=manual,
            revision=revision,
            remarks=remarks,
            unchanged=unchanged,
            seconds=time.monotonic() - started,
        )


def _content(reading: Reading) -> Content:
    return Content(
        reading.passages, reading.notices, (), tuple(chunk.id for chunk in reading.chunks)
    )


def _payload(chunk: Chunk, revision: str) -> dict[str, object]:
    return {
        "revision": revision,
        "passage": chunk.passage,
        "order": chunk.order,
        "kind": chunk.kind,
        "section": list(chunk.section),
        "path": chunk.path,
        "text": chunk.text,
        "rows": list(chunk.rows),
        "places": [place.model_dump(mode="json") for place in chunk.places],
    }


def _page_remarks(reading: Reading) -> tuple[str, ...]:
    silent = [page for page in reading.pages if page.outcome in ("image", "failed")]
    if len(silent) * 10 <= len(reading.pages):
        return ()
    return (
        f"{len(silent)} of {len(reading.pages)} pages gave no text: they are images, or could "
        "not be read. Nothing on them can be found.",
    )


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

"""Whether catalog, index and files agree, and mending where they do not."""

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.counting import counted
from store.catalog import Catalog
from store.control_values import Discrepancy, Reconciliation
from store.errors import FileRejected
from store.home import Home, sha256_of
from store.index import ChunkIndex
from store.jobs import JobQueue
from store.manual_values import StoredRevision
from store.publication import digest_of
from store.vector_cache import VectorCache

logger = logging.getLogger(__name__)

# Reading a file again: pages a second, and chunks a second where their vectors must be made anew.
_PAGES_A_SECOND = 100.0
_CHUNKS_A_SECOND = 16.0
# A revision's chunks whose vectors are still in the cache.
_CACHED_CHUNKS_A_SECOND = 1000.0


@dataclass
class _Finding:
    """A discrepancy with what mends it; None for what only its owner can mend."""

    what: str
    revision: StoredRevision | None = None
    mend: Callable[[], object] | None = None
    chunks: int = 0
    pages: int = 0


def spoken(seconds: float) -> str:
    """Return how long something takes, as a person says it."""
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(1, round(seconds))} s"


class Reconciler:
    """Compares what the catalog says is here with what is."""

    def __init__(
        self,
        *,
        home: Home,
        catalog: Catalog,
        queue: JobQueue,
        index: ChunkIndex,
        cache: VectorCache,
        reread: Callable[[StoredRevision], None],
    ) -> None:
        """`reread` puts a revision's chunks into the index anew, from its original."""
        self._home = home
        self._catalog = catalog
        self._queue = queue
        self._index = index
        self._reread = reread
        self._cache = cache
        # Revisions that lack chunks in the index, each with a sentence on what to do.
        self.lost: Mapping[str, str] = self._found_lost()

    def _found_lost(self) -> dict[str, str]:
        """A quick look, by numbers alone."""
        held, counts = self._index.revisions(), self._catalog.chunk_counts()
        lost = {revision: n for revision, n in counts.items() if held.get(revision, 0) < n}
        if not lost:
            return {}
        chunks = sum(lost.values())
        pages = sum(len(self._catalog.pages(revision)) for revision in lost)
        seconds = self._rebuild_seconds(chunks, pages)
        return {
            revision: f"The index lacks chunks of {counted(len(lost), 'revision')} of the catalog. "
            "Run `millwright reconcile --repair`: reading them again from their originals takes "
            f"about {spoken(seconds)}."
            for revision in lost
        }

    def _rebuild_seconds(self, chunks: int, pages: int) -> float:
        cached = min(chunks, self._cache.count())
        made = cached / _CACHED_CHUNKS_A_SECOND + (chunks - cached) / _CHUNKS_A_SECOND
        return pages / _PAGES_A_SECOND + made

    def run(self, *, repair: bool) -> Reconciliation:
        """Return what does not agree; with `repair` it is mended as far as it can be."""
        revisions = self._catalog.stored_revisions()
        held = self._index.revisions()
        discrepancies: list[Discrepancy] = []
        chunks = pages = 0
        for finding in (*self._of_revisions(revisions, held), *self._of_files(revisions, held)):
            repaired = False
            if repair and finding.mend is not None:
                try:
                    finding.mend()
                    repaired = True
                except FileRejected as error:
                    finding.what += f" It could not be mended: {error}"
            elif finding.mend is not None:
                chunks, pages = chunks + finding.chunks, pages + finding.pages
            discrepancies.append(
                Discrepancy(
                    what=finding.what,
                    manual=finding.revision.manual if finding.revision else None,
                    revision=finding.revision.revision if finding.revision else None,
                    repaired=repaired,
                )
            )
        if repair:
            self.lost = self._found_lost()
        return Reconciliation(
            revisions=len(revisions),
            chunks=sum(self._index.revisions().values()),
            originals=len({path.name.partition(".")[0] for path in self._originals()}),
            discrepancies=tuple(discrepancies),
            rebuild_seconds=round(self._rebuild_seconds(chunks, pages), 1),
        )

    def _of_revisions(
        self, revisions: tuple[StoredRevision, ...], held: dict[str, int]
    ) -> Iterator[_Finding]:
        counts = self._catalog.chunk_counts()
        for revision in revisions:
            original = self._home.original(revision.sha256, revision.media_type)
            if not original.is_file():
                yield _Finding(
                    f"The original of {revision.file} is missing: ingest the file again.", revision
                )
                readable = False
            elif sha256_of(original) != revision.sha256:
                yield _Finding(
                    f"The original of {revision.file} has been altered on disk: put the file back "
                    "and ingest it again.",
                    revision,
                )
                readable = False
            else:
                readable = True
            wanted, there = counts.get(revision.id, 0), held.get(revision.id, 0)
            digest = self._catalog.chunk_digest(revision.id)
            if wanted == there and digest in ("", digest_of(self._index.ids(revision.id))):
                continue

            def reread(revision: StoredRevision = revision) -> None:
                self._reread(revision)

            pages = len(self._catalog.pages(revision.id))
            yield _Finding(
                f"The index holds {there} of the {counted(wanted, 'chunk')} of {revision.manual} "
                f"revision {revision.revision}."
                if wanted != there
                else f"The index holds other chunks of {revision.manual} revision "
                f"{revision.revision} than were published.",
                revision,
                reread if readable else None,
                wanted,
                pages,
            )

    def _of_files(
        self, revisions: tuple[StoredRevision, ...], held: dict[str, int]
    ) -> Iterator[_Finding]:
        jobs = self._queue.jobs(limit=100_000)
        under_way = any(job.state in ("queued", "running") for job in jobs)
        known = {revision.id for revision in revisions}
        for orphan in sorted(set(held) - known):
            # A file on its way in is indexed before it is published.
            if under_way:
                continue

            def forget(orphan: str = orphan) -> None:
                self._index.delete(revision=orphan)

            yield _Finding(
                f"The index holds {counted(held[orphan], 'chunk')} of no revision.", None, forget
            )
        kept = {revision.sha256 for revision in revisions}
        for path in self._originals():
            if path.name.partition(".")[0] not in kept and not under_way:
                yield _Finding(
                    f"The original {path.name} belongs to no revision.", None, path.unlink
                )
        for path in self._home.page_images.iterdir():
            if path.name not in kept:

                def drop(path: Path = path) -> None:
                    shutil.rmtree(path, ignore_errors=True)

                yield _Finding(f"Page images of {path.name} belong to no revision.", None, drop)
        waiting = {job.id for job in jobs}
        for path in self._home.inbox.iterdir():
            if path.name.partition(".")[0] not in waiting:
                yield _Finding(f"The upload {path.name} belongs to no job.", None, path.unlink)

    def _originals(self) -> Iterator[Path]:
        return (path for path in self._home.originals.rglob("*") if path.is_file())

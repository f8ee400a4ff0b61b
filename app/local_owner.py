"""Document control in this process: the one that owns the home."""

import datetime
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.home_parts import HomeParts
from app.reconciling import Reconciler
from ingest.changes.revision_diff import difference
from store.contents import indexed_text
from store.control_values import (
    ChunkRead,
    Event,
    Machine,
    PageAccount,
    PageContents,
    Reconciliation,
)
from store.errors import NotFound
from store.manual_values import IngestOptions, Job, RevisionSummary, StoredRevision
from store.revision_diff_values import RevisionDiff
from store.rows import places_of
from store.settings import Settings
from store.vocabulary import words_in

logger = logging.getLogger(__name__)


class LocalOwner:
    """An `Owner` over the stores of an open home."""

    def __init__(
        self,
        settings: Settings,
        parts: HomeParts,
        *,
        reconciler: Reconciler,
        wake: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._home = parts.home
        self._catalog = parts.catalog
        self._control = parts.control
        self._machines = parts.machines
        self._queue = parts.queue
        self._index = parts.index
        self._cache = parts.cache
        self._across = parts.across
        self._vocabularies = parts.vocabularies
        self._reconciler = reconciler
        self._wake = wake
        self._looked_at: tuple[tuple[str, str], tuple[ChunkRead, ...]] | None = None

    # Revisions

    def release(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Put a draft in force from its effective date."""
        found = self._catalog.revision(manual, revision)
        self._control.release(found.id, by=by, second_person=self._settings.require_release)
        return self._summary(found.id)

    def withdraw(
        self, manual: str, revision: str, *, by: str | None = None, why: str = ""
    ) -> RevisionSummary:
        """Let a revision answer no more, not even when asked for."""
        found = self._catalog.revision(manual, revision)
        self._control.withdraw(found.id, by=by, why=why)
        return self._summary(found.id)

    def restore(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Undo a withdrawal; where releases are required it needs one again."""
        found = self._catalog.revision(manual, revision)
        self._control.restore(found.id, by=by, as_draft=self._settings.require_release)
        return self._summary(found.id)

    def change(self, manual: str, revision: str, options: IngestOptions) -> RevisionSummary:
        """Take over what is said anew of a revision; what is left out stays."""
        found = self._catalog.revision(manual, revision)
        self._control.change(found.id, options)
        return self._summary(found.id)

    def confirm(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Keep that what was read from the document is right."""
        found = self._catalog.revision(manual, revision)
        self._control.confirm(found.id, by=by)
        return self._summary(found.id)

    def delete(self, manual: str, revision: str, *, by: str | None = None) -> None:
        """Remove a revision: its chunks, vectors, page images and original."""
        found = self._catalog.revision(manual, revision)
        self._control.begin_delete(found.id, by=by)
        self._remove(found)

    def end_deletions(self) -> None:
        """Finish deletions that a former owner of the home had begun."""
        pending = set(self._control.being_deleted())
        for revision in self._catalog.stored_revisions():
            if revision.id in pending:
                self._remove(revision)

    def _remove(self, revision: StoredRevision) -> None:
        """Everything first, the catalog's row last: killed in between, it is done again."""
        others = [r for r in self._catalog.stored_revisions() if r.id != revision.id]
        chunks = (payload for _, payload in self._index.chunks(revision.id))
        texts = [indexed_text(str(c["path"]), str(c["text"])) for c in chunks]
        self._cache.forget(texts)
        if self._across is not None:
            self._across.forget(texts)
            if self._across.words is not None:
                known = self._vocabularies.frequencies(others)
                words = {word for text in texts for word in words_in(text)}
                self._across.words.forget([word for word in words if not known.knows(word)])
        self._index.delete(revision=revision.id)
        if all(other.sha256 != revision.sha256 for other in others):
            self._home.remove_original(revision.sha256)
        self._control.end_delete(revision.id)
        logger.info("deleted", extra={"manual": revision.manual, "revision": revision.revision})

    def _summary(self, revision_id: str) -> RevisionSummary:
        for manual in self._catalog.manuals(today=datetime.date.today()):
            for revision in manual.revisions:
                if revision.id == revision_id:
                    return revision
        raise NotFound("There is no such revision any more.")

    def events(self, manual: str | None = None) -> tuple[Event, ...]:
        """Return what was done, of one manual or in all, the newest first."""
        return self._control.events(manual)

    def pages(self, manual: str, revision: str) -> tuple[PageAccount, ...]:
        """Return what became of each page; nothing for a document without pages."""
        found = self._catalog.revision(manual, revision)
        return tuple(
            PageAccount(page=page, page_label=label, outcome=outcome, reason=reason)
            for page, label, outcome, reason in self._catalog.pages(found.id)
        )

    def page(self, manual: str, revision: str, page: int | None) -> PageContents:
        """Return what was read on a page; of a document without pages (None) all of it."""
        found = self._catalog.revision(manual, revision)
        pages = {entry[0]: entry for entry in self._catalog.pages(found.id)}
        if page is None and pages:
            raise NotFound(f"Say which of the {len(pages)} pages of {found.file} is meant.")
        if page is not None and page not in pages:
            raise NotFound(
                f"{found.file} has {len(pages)} pages; there is no page {page}."
                if pages
                else f"{found.file} has no pages; `manuals show --contents` prints all of it."
            )
        _, label, outcome, reason = pages[page] if page is not None else (0, None, "text", "")
        chunks = tuple(
            chunk
            for chunk in self._chunks(found.id)
            if page is None or any(place.page == page for place in chunk.places)
        )
        return PageContents(
            manual=found.manual,
            revision=found.revision,
            page=page,
            page_label=label,
            outcome=outcome,
            reason=reason,
            chunks=chunks,
        )

    def _chunks(self, revision_id: str) -> tuple[ChunkRead, ...]:
        """All chunks of a revision in reading order; those looked at last are at hand, because an
        owner turns the pages of one revision, and its chunks do not change.
        """
        key = (revision_id, self._catalog.chunk_digest(revision_id))
        if self._looked_at is None or self._looked_at[0] != key:
            found = sorted(
                self._index.chunks(revision_id), key=lambda entry: int(entry[1]["order"])
            )
            chunks = tuple(chunk_read(chunk, payload) for chunk, payload in found)
            self._looked_at = (key, chunks)
        return self._looked_at[1]

    def difference(self, manual: str, old: str, new: str) -> RevisionDiff:
        """Return what changed from one revision to another, numbers first."""
        before, after = (self._catalog.revision(manual, label) for label in (old, new))
        return difference(self._catalog.passages_of(before.id), self._catalog.passages_of(after.id))

    # Machines

    def machines(self) -> tuple[Machine, ...]:
        """Return all machines by id."""
        return self._machines.all()

    def put_machines(self, machines: Sequence[Machine]) -> tuple[Machine, ...]:
        """Keep machines, in place of those of the same ids, and return all."""
        self._machines.put(machines)
        return self._machines.all()

    def remove_machine(self, machine: str) -> None:
        """Forget a machine."""
        self._machines.remove(machine)

    # The store's own order

    def reconcile(self, *, repair: bool = False) -> Reconciliation:
        """Return where catalog, index and files do not agree; with `repair`, mend it."""
        return self._reconciler.run(repair=repair)

    # Jobs

    def retry(self, job: str) -> Job:
        """Try a failed job anew."""
        tried = self._queue.retry(job)
        self._wake()
        return tried

    def cancel(self, job: str) -> Job:
        """Stop a job that is not in yet; nothing of it stays."""
        cancelled = self._queue.cancel(job)
        if cancelled.stage == "cancelled" and cancelled.attempts == 0:
            # Nobody has taken it up, so nobody else will clear it away.
            self._home.remove_received(job)
        self._wake()
        return cancelled

    def dismiss(self, job: str) -> None:
        """Forget a failed or cancelled job and its upload."""
        self._queue.dismiss(job)
        self._home.remove_received(job)


def chunk_read(chunk: str, payload: Mapping[str, Any]) -> ChunkRead:
    """Return a chunk as the index keeps it."""
    return ChunkRead(
        chunk=chunk,
        kind=payload["kind"],
        section=tuple(payload["section"]),
        text=payload["text"],
        places=places_of(payload["places"]),
    )

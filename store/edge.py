"""The chunk index in this process: Qdrant Edge, one shard in one folder.

Every call into qdrant-edge-py 0.9.0 holds Python's interpreter lock until it returns: queries and
small writes take milliseconds, but building a search graph takes minutes, with the whole process
standing still. So `optimize` works on a copy, in a process of its own.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import qdrant_edge as qe

from store import edge_requests as requests
from store.collection import (
    ACROSS,
    INDEXED_FIELDS,
    MOST_REVISIONS,
    REVISION,
    Part,
    check_points,
    is_empty,
    searched,
)
from store.edge_folder import EdgeFolder, cannot_open, faults_as
from store.errors import StoreUnavailable
from store.index import Lane, Point, Scored

# Points a call: some 5 ms each, between which readers get their turn.
_BATCH = 64
_PAGE = 1000


class EdgeIndex:
    """A `ChunkIndex` in a folder of this machine, owned by one process at a time."""

    def __init__(self, folder: EdgeFolder, dimension: int, across: int) -> None:
        """Open the index of a folder that is taken; use `EdgeIndex.open`."""
        self._folder, self._dimension, self._across = folder, dimension, across
        # `_writing` keeps writers apart; `_engine` is held for single calls, readers' included, so
        # that none meets a shard that is being exchanged. Always taken in this order.
        self._optimizing, self._writing = threading.Lock(), threading.Lock()
        self._engine = threading.Lock()
        # What was written since the copy that is being optimized was made.
        self._since_copy: list[qe.UpdateOperation] | None = None
        self._changed = True
        self._shard: qe.EdgeShard | None = folder.load(dimension, across)
        known = self._shard.info().payload_schema
        for field in INDEXED_FIELDS:
            if field not in known:
                keyword = qe.PayloadSchemaType.Keyword
                self._shard.update(qe.UpdateOperation.create_field_index(field, keyword))
                self._shard.flush()

    @classmethod
    def open(cls, folder: Path, *, dimension: int, across: int = 0) -> "EdgeIndex":
        """Return the index kept in `folder`, made where there is none.

        `across` is the length of the vectors for other languages, 0 for none: one that was made
        with another length gives up those that it has, and is open all the same.

        Raises StoreUnavailable where another process has it open or it cannot be read, and
        EncoderMismatch where it holds vectors of another dimension.
        """
        taken = EdgeFolder.take(folder)
        try:
            with faults_as(partial(cannot_open, folder, dimension)):
                taken.recover()
                return cls(taken, dimension, across)
        except BaseException:
            taken.release()
            raise

    def upsert(self, points: Sequence[Point]) -> None:
        """Store the points, replacing those of the same id; on disk when this returns.

        A point without dense numbers is found by keyword only, until it is stored again with them.
        Raises EncoderMismatch where a vector has another dimension than the index.
        """
        check_points(points, self._dimension, self._across)
        made = [requests.point_of(point) for point in points]
        self._write(
            *(
                qe.UpdateOperation.upsert_points(made[start : start + _BATCH])
                for start in range(0, len(made), _BATCH)
            )
        )

    def search(
        self, lanes: Sequence[Lane], *, revisions: Sequence[str], limit: int, contents: bool = False
    ) -> list[list[Scored]]:
        """Return up to `limit` points a lane, best first, of the given revisions or editions only:
        tables of contents and indexes with `contents`, without only the rest.
        """

        def ask(these: Sequence[Lane], part: Part, limit: int) -> list[list[Scored]]:
            where = requests.within(revisions, part)
            asking = [
                qe.QueryRequest(
                    limit=limit,
                    query=requests.nearest(lane),
                    filter=where,
                    with_payload=True,
                    params=requests.flat_idf(lane),
                )
                for lane in these
            ]
            with self._held() as shard:
                answers = shard.query_batch(qe.QueryBatchRequest(asking))
            return [
                [Scored(str(hit.id), hit.score, hit.payload or {}) for hit in answer]
                for answer in answers
            ]

        if not revisions:
            return [[] for _ in lanes]
        return searched(ask, lanes, answers=self._answers, limit=limit, contents=contents)

    def score(self, lane: Lane, *, ids: Sequence[str]) -> dict[str, float]:
        """Return the lane's score of each of these points; one that it cannot score is left out."""
        if not ids or not self._answers(lane):
            return {}
        request = qe.QueryRequest(
            limit=len(ids),
            query=requests.nearest(lane),
            filter=qe.Filter(must=[requests.has_id(ids)]),
            with_payload=False,
            params=requests.flat_idf(lane),
        )
        with self._held() as shard:
            return {str(hit.id): hit.score for hit in shard.query(request)}

    def forget_across(self) -> None:
        """Remove the vectors for other languages from all points."""
        if self._across:
            everything = qe.Filter(must=[qe.HasVectorCondition(ACROSS)])
            self._write(qe.UpdateOperation.delete_vectors_by_filter(everything, [ACROSS]))

    def ids(self, revision: str) -> Iterator[str]:
        """Yield the id of every point of a revision."""
        yield from (str(record.id) for record in self._scrolled(revision, payload=False))

    def chunks(self, revision: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield id and payload of every point of a revision."""
        for record in self._scrolled(revision, payload=True):
            yield str(record.id), record.payload or {}

    def _scrolled(self, revision: str, *, payload: bool) -> Iterator[qe.Record]:
        where, offset = qe.Filter(must=[requests.of_revisions([revision])]), None
        while True:
            request = qe.ScrollRequest(
                offset=offset, limit=_PAGE, filter=where, with_payload=payload, with_vector=False
            )
            with self._held() as shard:
                records, offset = shard.scroll(request)
            yield from records
            if offset is None:
                return

    def fetch(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Return the payloads of those of these points that are there, by id."""
        if not ids:
            return {}
        request = qe.ScrollRequest(
            limit=len(ids),
            filter=qe.Filter(must=[requests.has_id(ids)]),
            with_payload=True,
            with_vector=False,
        )
        with self._held() as shard:
            records, _ = shard.scroll(request)
        return {str(record.id): record.payload or {} for record in records}

    def revisions(self) -> dict[str, int]:
        """Return the ids of all revisions that have points, and how many each has."""
        with self._held() as shard:
            found = shard.facet(qe.FacetRequest(REVISION, limit=MOST_REVISIONS, exact=True))
        # Values that no point has any more are still listed.
        return {str(hit.value): int(hit.count) for hit in found.hits if hit.count}

    def delete(self, *, revision: str, keep: frozenset[str] = frozenset()) -> None:
        """Remove the points of a revision, but for those whose ids are to be kept."""
        kept: list[Any] = [requests.has_id(keep)] if keep else []
        where = qe.Filter(must=[requests.of_revisions([revision])], must_not=kept)
        self._write(qe.UpdateOperation.delete_points_by_filter(where), removing=True)

    def count(self, *, revision: str | None = None) -> int:
        """Return how many points there are, of one revision or in all."""
        where = None if revision is None else qe.Filter(must=[requests.of_revisions([revision])])
        with self._held() as shard:
            return shard.count(qe.CountRequest(exact=True, filter=where))

    def optimize(self) -> None:
        """Rebuild the index for reading, beside it; takes minutes from 100,000 chunks on.

        Readers go on, and wait only while the two are exchanged; writers wait for the copy too,
        which takes as much disk again. Raises StoreUnavailable, with the index as it was, where
        that fails.
        """
        with self._optimizing:
            with self._writing:
                if not self._changed:
                    return
                with self._held() as old:
                    old.flush()
                self._folder.copy()
                self._since_copy, self._changed = [], False
            try:
                self._folder.optimize_copy()
                with self._writing, faults_as(self._as_it_was):
                    self._exchange()
            except BaseException:
                self._changed = True
                raise
            finally:
                self._since_copy = None
                self._folder.drop_copy()

    def close(self) -> None:
        """Let go of the folder. Closing twice is fine."""
        with self._writing, self._engine:
            if self._shard is not None:
                self._shard.close()
                self._shard = None
                self._folder.release()

    def _exchange(self) -> None:
        """Bring the optimized copy up to date and put it in the shard's place."""
        # Opened by nobody else yet, so readers go on between the calls.
        new = self._folder.load_copy(self._dimension, self._across)
        for operation in self._since_copy or ():
            new.update(operation)
        new.flush()
        new.close()
        with self._held() as old:
            old.close()
            try:
                self._folder.exchange()
            except OSError:
                self._folder.recover()
                raise
            finally:
                self._shard = self._folder.load(self._dimension, self._across)
        self._folder.drop_previous()

    def _write(self, *operations: qe.UpdateOperation, removing: bool = False) -> None:
        with self._writing:
            self._changed = True
            for operation in operations:
                self._folder.require_room(removing=removing)
                with self._held() as shard:
                    shard.update(operation)
                if self._since_copy is not None:
                    self._since_copy.append(operation)
            # The write-ahead log outlives a killed process as it is, but a power cut only once it
            # is synced: 10 to 60 ms, and the log stays short, so that opening stays fast.
            with self._held() as shard:
                shard.flush()

    def _answers(self, lane: Lane) -> bool:
        """Whether there is anything to look for, and a vector to look in."""
        return not is_empty(lane) and (self._across > 0 or lane.name != ACROSS)

    @contextmanager
    def _held(self) -> Iterator[qe.EdgeShard]:
        with self._engine:
            if self._shard is None:
                raise StoreUnavailable(f"The chunk index in {self._folder.path} is closed.")
            with faults_as(self._failed):
                yield self._shard

    def _failed(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(
            f"The chunk index in {self._folder.path} failed ({error}): check the disk's space."
        )

    def _as_it_was(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(
            f"The optimized copy of the chunk index in {self._folder.path} cannot be used "
            f"({error}): the index is as it was."
        )

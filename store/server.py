"""The chunk index in a Qdrant server or cluster, for several hosts that share one."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from store import server_requests as requests
from store.collection import (
    ACROSS,
    DENSE,
    INDEXED_FIELDS,
    MOST_REVISIONS,
    REVISION,
    SPARSE,
    Part,
    check_points,
    is_empty,
    searched,
)
from store.errors import EncoderMismatch, StoreUnavailable
from store.index import Lane, Point, Scored

logger = logging.getLogger(__name__)

# Points a request: some 1.5 MB of JSON, where a server refuses more than 32 MB.
_BATCH = 128
_PAGE = 1000
_TIMEOUT_SECONDS = 30


class ServerIndex:
    """A `ChunkIndex` in one collection of a Qdrant server."""

    def __init__(
        self, client: QdrantClient, url: str, collection: str, dimension: int, across: int
    ) -> None:
        """Use a client whose collection exists; use `ServerIndex.open`."""
        self._client, self._url = client, url
        self._collection, self._dimension, self._across = collection, dimension, across
        self._closed = False

    @classmethod
    def open(
        cls,
        url: str,
        *,
        api_key: str | None = None,
        collection: str,
        dimension: int,
        across: int = 0,
    ) -> "ServerIndex":
        """Return the index of a server's collection, made where there is none.

        `across` is the length of the vectors for other languages, 0 for none; a collection made
        without gets them. Raises StoreUnavailable where the server cannot be reached or refuses,
        and EncoderMismatch where the collection holds vectors of another dimension or shape.
        """
        try:
            # Without the version check: it asks from a thread of its own, and only warns.
            client = QdrantClient(
                url=url, api_key=api_key, timeout=_TIMEOUT_SECONDS, check_compatibility=False
            )
        except ValueError as error:
            raise StoreUnavailable(f"QDRANT_URL {url} is not a server's address.") from error
        index = cls(client, url, collection, dimension, across)
        try:
            index._prepare()
        except BaseException:
            index.close()
            raise
        return index

    def upsert(self, points: Sequence[Point]) -> None:
        """Store the points, replacing those of the same id; the server has them on return.

        A point without dense numbers is found by keyword only, until it is stored again with them.
        Raises EncoderMismatch where a vector has another dimension than the index.
        """
        check_points(points, self._dimension, self._across)
        made = [requests.point_of(point, across=self._across > 0) for point in points]
        for start in range(0, len(made), _BATCH):
            with self._reached() as client:
                client.upsert(self._collection, made[start : start + _BATCH], wait=True)

    def search(
        self, lanes: Sequence[Lane], *, revisions: Sequence[str], limit: int, contents: bool = False
    ) -> list[list[Scored]]:
        """Return up to `limit` points a lane, best first, of the given revisions or editions only:
        tables of contents and indexes with `contents`, without only the rest.
        """

        def ask(these: Sequence[Lane], part: Part, limit: int) -> list[list[Scored]]:
            where = requests.within(revisions, part)
            asking = [
                models.QueryRequest(
                    query=requests.nearest(lane),
                    using=lane.name,
                    filter=where,
                    limit=limit,
                    with_payload=True,
                )
                for lane in these
            ]
            with self._reached() as client:
                answers = client.query_batch_points(self._collection, asking)
            return [
                [Scored(str(hit.id), hit.score, hit.payload or {}) for hit in answer.points]
                for answer in answers
            ]

        if not revisions:
            return [[] for _ in lanes]
        return searched(ask, lanes, answers=self._answers, limit=limit, contents=contents)

    def score(self, lane: Lane, *, ids: Sequence[str]) -> dict[str, float]:
        """Return the lane's score of each of these points; one that it cannot score is left out."""
        if not ids or not self._answers(lane):
            return {}
        request = models.QueryRequest(
            query=requests.nearest(lane),
            using=lane.name,
            filter=models.Filter(must=[models.HasIdCondition(has_id=list(ids))]),
            limit=len(ids),
            with_payload=False,
        )
        with self._reached() as client:
            (answer,) = client.query_batch_points(self._collection, [request])
        return {str(hit.id): hit.score for hit in answer.points}

    def forget_across(self) -> None:
        """Remove the vectors for other languages from all points."""
        if self._across:
            everything = models.Filter(must=[models.HasVectorCondition(has_vector=ACROSS)])
            with self._reached() as client:
                client.delete_vectors(
                    self._collection, [ACROSS], models.FilterSelector(filter=everything), wait=True
                )

    def ids(self, revision: str) -> Iterator[str]:
        """Yield the id of every point of a revision."""
        yield from (str(record.id) for record in self._scrolled(revision, payload=False))

    def chunks(self, revision: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield id and payload of every point of a revision."""
        for record in self._scrolled(revision, payload=True):
            yield str(record.id), record.payload or {}

    def _scrolled(self, revision: str, *, payload: bool) -> Iterator[models.Record]:
        where, offset = models.Filter(must=[requests.of_revisions([revision])]), None
        while True:
            with self._reached() as client:
                records, offset = client.scroll(
                    self._collection,
                    scroll_filter=where,
                    limit=_PAGE,
                    offset=offset,
                    with_payload=payload,
                )
            yield from records
            if offset is None:
                return

    def fetch(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Return the payloads of those of these points that are there, by id."""
        if not ids:
            return {}
        with self._reached() as client:
            records, _ = client.scroll(
                self._collection,
                scroll_filter=models.Filter(must=[models.HasIdCondition(has_id=list(ids))]),
                limit=len(ids),
                with_payload=True,
            )
        return {str(record.id): record.payload or {} for record in records}

    def revisions(self) -> dict[str, int]:
        """Return the ids of all revisions that have points, and how many each has."""
        with self._reached() as client:
            found = client.facet(self._collection, REVISION, limit=MOST_REVISIONS, exact=True)
        return {str(hit.value): hit.count for hit in found.hits if hit.count}

    def delete(self, *, revision: str, keep: frozenset[str] = frozenset()) -> None:
        """Remove the points of a revision, but for those whose ids are to be kept."""
        where = models.Filter(
            must=[requests.of_revisions([revision])],
            must_not=[models.HasIdCondition(has_id=sorted(keep))] if keep else None,
        )
        with self._reached() as client:
            client.delete(self._collection, models.FilterSelector(filter=where), wait=True)

    def count(self, *, revision: str | None = None) -> int:
        """Return how many points there are, of one revision or in all."""
        where = (
            None if revision is None else models.Filter(must=[requests.of_revisions([revision])])
        )
        with self._reached() as client:
            return client.count(self._collection, count_filter=where, exact=True).count

    def optimize(self) -> None:
        """Do nothing: a server optimizes by itself, in the background."""

    def close(self) -> None:
        """Let go of the connections. Closing twice is fine."""
        if not self._closed:
            self._closed = True
            self._client.close()

    def _prepare(self) -> None:
        with self._reached() as client:
            if not client.collection_exists(self._collection):
                self._create(client)
            parameters = client.get_collection(self._collection).config.params
            if self._across:
                try:
                    self._give_across(client, parameters.vectors)
                except UnexpectedResponse as error:
                    # Servers before 1.17 cannot: all else works, and a new collection can.
                    self._across = 0
                    logger.warning(
                        "The collection %s has no vectors for questions in other languages, and "
                        "the server at %s cannot add them (status %s): set another collection "
                        "and ingest the manuals into it.",
                        self._collection,
                        self._url,
                        error.status_code,
                    )
            # Asking again for an index that is there changes nothing, and a process killed
            # between two requests may have left the collection without.
            for field in INDEXED_FIELDS:
                client.create_payload_index(
                    self._collection, field, models.PayloadSchemaType.KEYWORD, wait=True
                )
        dense = parameters.vectors
        size = dense[DENSE].size if isinstance(dense, Mapping) and DENSE in dense else None
        if size != self._dimension or SPARSE not in (parameters.sparse_vectors or {}):
            raise EncoderMismatch(
                f"The collection {self._collection} at {self._url} holds vectors of "
                f"{size or 'another shape'} and the encoder gives {self._dimension} numbers each: "
                "set the former encoder, or another collection, and ingest the manuals into it."
            )
        sparse = (parameters.sparse_vectors or {})[SPARSE]
        if sparse.modifier == models.Modifier.IDF:
            raise EncoderMismatch(
                f"The collection {self._collection} at {self._url} weighs words by itself, as "
                "earlier versions had it: set another collection, and ingest the manuals into it."
            )

    def _give_across(self, client: QdrantClient, vectors: Any) -> None:
        """Give a collection that was made without them vectors for other languages."""
        kept = vectors.get(ACROSS) if isinstance(vectors, Mapping) else None
        if kept is not None and kept.size == self._across:
            return
        if kept is not None:
            client.delete_vector_name(self._collection, ACROSS)
        client.create_vector_name(
            self._collection,
            ACROSS,
            requests.with_across(self._across),
        )

    def _create(self, client: QdrantClient) -> None:
        try:
            client.create_collection(
                self._collection,
                **requests.shape(self._dimension, self._across),
            )
        except UnexpectedResponse as error:
            # Another host that starts at the same moment was first; the shape is checked next.
            if error.status_code != 409:
                raise

    def _answers(self, lane: Lane) -> bool:
        """Whether there is anything to look for, and a vector to look in."""
        return not is_empty(lane) and (self._across > 0 or lane.name != ACROSS)

    @contextmanager
    def _reached(self) -> Iterator[QdrantClient]:
        if self._closed:
            raise StoreUnavailable(f"The chunk index at {self._url} is closed.")
        try:
            yield self._client
        except UnexpectedResponse as error:
            if error.status_code in (401, 403):
                advice = "check QDRANT_API_KEY"
            else:
                advice = "see the server's log"
            raise StoreUnavailable(
                f"The Qdrant server at {self._url} refused a request with status "
                f"{error.status_code}: {advice}."
            ) from error
        except ApiException as error:
            raise StoreUnavailable(
                f"The Qdrant server at {self._url} does not answer: check that it runs, and "
                "QDRANT_URL."
            ) from error

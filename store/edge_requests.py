"""What the chunk index says, in the words of Qdrant Edge."""

import math
import uuid
from collections.abc import Sequence
from typing import Any

import qdrant_edge as qe

from store.collection import ACROSS, DENSE, KIND, REVISION, SPARSE, Part
from store.contents import CONTENTS
from store.editions import EDITION, apart
from store.index import Lane, Point, SparseVector

# Chunks from which a graph answers faster than looking at every vector (50,000 of 384 dimensions
# take 15 ms, exactly). The engine counts in KB.
_GRAPH_FROM_CHUNKS = 50_000

# How rare a word is, the question's vector says (`Vocabulary.weighed`): the engine would walk
# through the scope for it, 13 ms at 100,000 chunks, at each query anew. Shards of
# before have its idf switched on. Told to look in no revision, it takes that of every word as ln 2.
_NO_REVISION = ""
_IDF_OF_NOTHING = math.log(2)

_IS_CONTENTS = qe.FieldCondition(KIND, match=qe.MatchValue(CONTENTS))


def shape(dimension: int, across: int) -> qe.EdgeConfig:
    """Everything on disk, read through the page cache: some 100 MB of memory at 10,000 chunks.

    With 0 for `across` no chunk has vectors for other languages.
    """
    vectors = {
        DENSE: qe.EdgeVectorParams(
            size=dimension, distance=qe.Distance.Cosine, memory=qe.Memory.Cold
        )
    }
    if across:
        # Not normalised: a vector's length is part of what it says (see store.across).
        vectors[ACROSS] = qe.EdgeVectorParams(
            size=across,
            distance=qe.Distance.Dot,
            memory=qe.Memory.Cold,
            datatype=qe.VectorStorageDatatype.Float16,
            multivector_config=qe.MultiVectorConfig(qe.MultiVectorComparator.MaxSim),
        )
    return qe.EdgeConfig(
        vectors=vectors,
        sparse_vectors={
            SPARSE: qe.EdgeSparseVectorParams(modifier=qe.Modifier.Idf, memory=qe.Memory.Cached)
        },
        payload_memory=qe.Memory.Cold,
        optimizers=qe.EdgeOptimizersConfig(
            indexing_threshold=_GRAPH_FROM_CHUNKS * dimension * 4 // 1024
        ),
        wal_enabled=True,
    )


def point_of(point: Point) -> qe.Point:
    """Return the point with its vectors; one without dense numbers gets the sparse one only."""
    vectors: dict[str, Any] = {
        SPARSE: qe.SparseVector(list(point.sparse.indices), list(point.sparse.values))
    }
    if len(point.dense):
        vectors[DENSE] = list(point.dense)
    if len(point.across):
        vectors[ACROSS] = [list(vector) for vector in point.across]
    return qe.Point(uuid.UUID(point.id), vectors, dict(point.payload))


def nearest(lane: Lane) -> Any:
    """Return the query of a lane."""
    if isinstance(lane.vector, SparseVector):
        values = [value / _IDF_OF_NOTHING for value in lane.vector.values]
        sparse = qe.SparseVector(list(lane.vector.indices), values)
        return qe.Query.Nearest(sparse, using=lane.name)
    return qe.Query.Nearest([float(number) for number in lane.vector], using=lane.name)


def with_across(dimension: int) -> qe.UpdateOperation:
    """Return what adds the vectors for other languages to a shard that was made without."""
    return qe.UpdateOperation.create_dense_vector(
        ACROSS,
        dimension,
        qe.Distance.Dot,
        multivector_config=qe.MultiVectorConfig(qe.MultiVectorComparator.MaxSim),
        datatype=qe.VectorStorageDatatype.Float16,
    )


def of_revisions(revisions: Sequence[str]) -> qe.FieldCondition:
    """Return the condition that a point belongs to one of these revisions."""
    return qe.FieldCondition(REVISION, match=qe.MatchAny(list(revisions)))


def within(revisions: Sequence[str], part: Part) -> qe.Filter:
    """Return the filter for a part of what these revisions or editions have."""
    whole, editions = apart(revisions)
    where: qe.FieldCondition | qe.Filter = of_revisions(whole)
    if editions:
        of_editions = qe.FieldCondition(EDITION, match=qe.MatchAny(editions))
        where = qe.Filter(should=[where, of_editions]) if whole else of_editions
    if part == "contents":
        return qe.Filter(must=[where, _IS_CONTENTS])
    if part == "rest":
        return qe.Filter(must=[where], must_not=[_IS_CONTENTS])
    return qe.Filter(must=[where])


def has_id(ids: Sequence[str] | frozenset[str]) -> qe.HasIdCondition:
    """Return the condition that a point is one of these."""
    return qe.HasIdCondition({uuid.UUID(point) for point in ids})


def flat_idf(lane: Lane) -> qe.SearchParams | None:
    """Return what keeps the engine from weighing words, which the question's vector does."""
    # On the other lanes the engine refuses the parameter.
    if lane.name != SPARSE:
        return None
    return qe.SearchParams(idf=qe.IdfParams(corpus=within([_NO_REVISION], "all")))

"""What the chunk index says, in the words of qdrant-client."""

from collections.abc import Sequence
from typing import Any

from qdrant_client import models

from store.collection import (
    ACROSS,
    DENSE,
    KIND,
    REVISION,
    SPARSE,
    Part,
)
from store.contents import CONTENTS
from store.editions import EDITION, apart
from store.index import Lane, Point, SparseVector

# A chunk has several vectors for other languages, and the best of them is its score.
_MAX_SIM = models.MultiVectorConfig(comparator=models.MultiVectorComparator.MAX_SIM)

_IS_CONTENTS = models.FieldCondition(key=KIND, match=models.MatchValue(value=CONTENTS))


def shape(dimension: int, across: int) -> dict[str, Any]:
    """Return the arguments of a new collection; with 0 for `across` no chunk has vectors for other
    languages.
    """
    vectors = {
        DENSE: models.VectorParams(size=dimension, distance=models.Distance.COSINE, on_disk=True)
    }
    if across:
        # Not normalised: a vector's length is part of what it says (see store.across).
        vectors[ACROSS] = models.VectorParams(
            size=across,
            distance=models.Distance.DOT,
            datatype=models.Datatype.FLOAT16,
            multivector_config=_MAX_SIM,
            on_disk=True,
        )
    return {
        "vectors_config": vectors,
        # How rare words are, the question's vector says (`Vocabulary.weighed`).
        "sparse_vectors_config": {SPARSE: models.SparseVectorParams()},
        "on_disk_payload": True,
    }


def with_across(dimension: int) -> models.DenseVectorNameConfig:
    """Return what adds the vectors for other languages to a collection that was made without."""
    return models.DenseVectorNameConfig(
        dense=models.DenseVectorConfig(
            size=dimension,
            distance=models.Distance.DOT,
            datatype=models.VectorStorageDatatype.FLOAT16,
            multivector_config=_MAX_SIM,
        )
    )


def point_of(point: Point, *, across: bool) -> models.PointStruct:
    """Return the point with its vectors; one without dense numbers gets the sparse one only."""
    vectors: dict[str, Any] = {SPARSE: _vector(point.sparse)}
    if across and len(point.across):
        vectors[ACROSS] = [_vector(vector) for vector in point.across]
    if len(point.dense):
        vectors[DENSE] = _vector(point.dense)
    return models.PointStruct(id=point.id, vector=vectors, payload=dict(point.payload))


def nearest(lane: Lane) -> list[float] | list[list[float]] | models.SparseVector:
    """Return the query of a lane."""
    vector = _vector(lane.vector)
    # A chunk has several vectors in this lane, and a question is one of one.
    return [vector] if lane.name == ACROSS and isinstance(vector, list) else vector


def of_revisions(revisions: Sequence[str]) -> models.FieldCondition:
    """Return the condition that a point belongs to one of these revisions."""
    return models.FieldCondition(key=REVISION, match=models.MatchAny(any=list(revisions)))


def within(revisions: Sequence[str], part: Part) -> models.Filter:
    """Return the filter for a part of what these revisions or editions have."""
    whole, editions = apart(revisions)
    where: models.FieldCondition | models.Filter = of_revisions(whole)
    if editions:
        of_editions = models.FieldCondition(key=EDITION, match=models.MatchAny(any=editions))
        where = models.Filter(should=[where, of_editions]) if whole else of_editions
    if part == "contents":
        return models.Filter(must=[where, _IS_CONTENTS])
    if part == "rest":
        return models.Filter(must=[where], must_not=[_IS_CONTENTS])
    return models.Filter(must=[where])


def _vector(vector: Sequence[float] | SparseVector) -> list[float] | models.SparseVector:
    if isinstance(vector, SparseVector):
        return models.SparseVector(indices=list(vector.indices), values=list(vector.values))
    return [float(number) for number in vector]

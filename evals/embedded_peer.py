"""A peer for search at scale: qdrant-client's own local mode, over the same vectors."""

from collections.abc import Sequence
from pathlib import Path

from qdrant_client import QdrantClient, models

from store.encoders import DenseEncoder
from store.index import Point
from store.keywords import query_vector

_COLLECTION = "chunks"
_BATCH = 256
_CANDIDATES = 50


class EmbeddedPeer:
    """`QdrantClient(path=…)` with dense and sparse vectors, fused by reciprocal ranks."""

    def __init__(self, folder: Path, encoder: DenseEncoder) -> None:
        """Make an empty collection in the folder."""
        self._encoder = encoder
        self._client = QdrantClient(path=str(folder))
        self._client.create_collection(
            _COLLECTION,
            vectors_config={
                "dense": models.VectorParams(
                    size=encoder.dimension, distance=models.Distance.COSINE
                )
            },
            sparse_vectors_config={
                "sparse": models.SparseVectorParams(modifier=models.Modifier.IDF)
            },
        )

    def add(self, points: Sequence[Point]) -> None:
        """Store chunks with the same vectors and payloads as ours."""
        for start in range(0, len(points), _BATCH):
            self._client.upsert(
                _COLLECTION,
                [
                    models.PointStruct(
                        id=point.id,
                        vector={
                            "dense": [float(number) for number in point.dense],
                            "sparse": models.SparseVector(
                                indices=list(point.sparse.indices), values=list(point.sparse.values)
                            ),
                        },
                        payload=dict(point.payload),
                    )
                    for point in points[start : start + _BATCH]
                ],
            )

    def search(self, question: str, revisions: Sequence[str]) -> int:
        """Return how many chunks of these revisions it finds for a question, ten at most."""
        dense = self._encoder.encode([question])[0].tolist()
        sparse = query_vector(question, "en")
        where = models.Filter(
            must=[models.FieldCondition(key="revision", match=models.MatchAny(any=[*revisions]))]
        )
        found = self._client.query_points(
            _COLLECTION,
            prefetch=[
                models.Prefetch(query=dense, using="dense", limit=_CANDIDATES, filter=where),
                models.Prefetch(
                    query=models.SparseVector(
                        indices=list(sparse.indices), values=list(sparse.values)
                    ),
                    using="sparse",
                    limit=_CANDIDATES,
                    filter=where,
                ),
            ],
            query=models.FusionQuery(fusion=models.Fusion.RRF),
            limit=10,
        )
        return len(found.points)

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()

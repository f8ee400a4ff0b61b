"""The collection's shape and rules that both chunk indexes keep to."""

from collections.abc import Sequence

from store.contents import CONTENTS
from store.errors import EncoderMismatch
from store.index import Lane, Point, Scored, SparseVector

DENSE, SPARSE, ACROSS, REVISION, KIND = "dense", "sparse", "across", "revision", "kind"
# What a search goes through is looked up by these.
INDEXED_FIELDS = (REVISION, KIND)
# Within so many revisions BM25's idf is taken over the scope alone. In the manual of one machine
# the machine's own name says nothing, though it is rare in the house, and neither archived nor
# deleted revisions count. The engine walks through the scope for it, 0.1 ms a thousand chunks; in
# wider scopes, which are most of the index, the statistics of the whole say nearly the same.
SCOPED_IDF_REVISIONS = 64
# More revisions than any factory has: what a count by revision is asked for at most.
MOST_REVISIONS = 1_000_000


# Leaving contents out by a filter takes the engine 10 ms at 100,000 chunks. So it is asked for so
# many more points than are wanted, and by the filter only where that was not enough.
SPARE = 20


def without_contents(found: Sequence[Scored], limit: int) -> list[Scored] | None:
    """Return the first `limit` of `limit + SPARE` found that are neither contents nor index.

    None where there may be more behind those that were asked for.
    """
    said = [point for point in found if point.payload.get(KIND) != CONTENTS]
    if len(said) < limit and len(found) == limit + SPARE:
        return None
    return said[:limit]


def check_points(points: Sequence[Point], dimension: int, across: int) -> None:
    """Raise EncoderMismatch for a vector of another dimension, ValueError without a revision."""
    for point in points:
        if len(point.dense) not in (0, dimension):
            raise EncoderMismatch(
                f"The vector of chunk {point.id} has {len(point.dense)} numbers and the chunk "
                f"index keeps {dimension}: it comes from another encoder."
            )
        if across and any(len(vector) != across for vector in point.across):
            raise EncoderMismatch(
                f"The vectors for other languages of chunk {point.id} do not have the {across} "
                "numbers that the chunk index keeps: they come from another encoder."
            )
        if not isinstance(point.payload.get(REVISION), str):
            raise ValueError(f"Chunk {point.id} has no revision, so it could never be found.")


def is_empty(lane: Lane) -> bool:
    """Return whether a lane asks for nothing, as a question of stop words only does."""
    vector = lane.vector
    return not len(vector.indices if isinstance(vector, SparseVector) else vector)

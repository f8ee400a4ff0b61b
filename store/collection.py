"""The collection's shape and rules that both chunk indexes keep to."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from store.contents import CONTENTS
from store.editions import EDITION
from store.errors import EncoderMismatch
from store.index import Lane, Point, Scored, SparseVector

DENSE, SPARSE, ACROSS = "dense", "sparse", "across"
REVISION, KIND = "revision", "kind"
# What a search goes through is looked up by these.
INDEXED_FIELDS = (REVISION, EDITION, KIND)
# More revisions than any factory has: what a count by revision is asked for at most.
MOST_REVISIONS = 1_000_000


# Leaving contents out by a filter takes the engine 10 ms at 100,000 chunks. So it is asked for so
# many more points than are wanted, and by the filter only where that was not enough.
_SPARE = 20

Part = Literal["all", "contents", "rest"]
"""What of the revisions is searched: all, contents and indexes, or what is neither."""


class Asks(Protocol):
    """The engine, asked for up to `limit` points a lane."""

    def __call__(self, lanes: Sequence[Lane], part: Part, limit: int, /) -> list[list[Scored]]:
        """Return them with their payloads, best first."""


def searched(
    ask: Asks, lanes: Sequence[Lane], *, answers: Callable[[Lane], bool], limit: int, contents: bool
) -> list[list[Scored]]:
    """Return up to `limit` points a lane: contents and indexes, or what is neither.

    Lanes that the index does not answer, or that ask for nothing, find nothing.
    """
    found: list[list[Scored]] = [[] for _ in lanes]
    asked = [number for number, lane in enumerate(lanes) if answers(lane)]
    if not asked or limit < 1:
        return found
    these = [lanes[number] for number in asked]
    points = ask(these, "contents", limit) if contents else _rest(ask, these, limit)
    for number, some in zip(asked, points, strict=True):
        found[number] = some
    return found


def _rest(ask: Asks, lanes: Sequence[Lane], limit: int) -> list[list[Scored]]:
    found = ask(lanes, "all", limit + _SPARE)
    rest = [[one for one in some if one.payload.get(KIND) != CONTENTS] for some in found]
    # There may be more behind those that were asked for.
    if any(
        len(some) < limit and len(all_of_it) == limit + _SPARE
        for some, all_of_it in zip(rest, found, strict=True)
    ):
        return ask(lanes, "rest", limit)
    return [some[:limit] for some in rest]


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

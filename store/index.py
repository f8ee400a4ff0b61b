"""The chunk index as the rest of the house sees it: one protocol, two implementations.

`store.edge` keeps it in this process, `store.server` in a Qdrant server or cluster.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

LaneName = Literal["dense", "sparse", "across"]


@dataclass(frozen=True, slots=True)
class SparseVector:
    """A bag of weighted terms: `indices` are term hashes, ascending and unique."""

    indices: tuple[int, ...]
    values: tuple[float, ...]

    def scaled(self, shares: Mapping[int, float]) -> "SparseVector":
        """Return it with some terms weighing only a share of what they do."""
        values = zip(self.indices, self.values, strict=True)
        return SparseVector(self.indices, tuple(v * shares.get(term, 1.0) for term, v in values))


@dataclass(frozen=True, slots=True)
class Point:
    """A chunk as the index keeps it.

    `id` is a UUID, `payload` needs a `revision` (its id), the rest is free. With no dense numbers
    it is found by keyword only, until it is stored again with them. `across` are its vectors for
    questions in another language than its own, one a passage; that lane lacks it without them.
    """

    id: str
    dense: Sequence[float]
    sparse: SparseVector
    payload: Mapping[str, Any]
    across: Sequence[Sequence[float]] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """One way to look: a query vector for one of the named vectors of each chunk.

    A chunk's score in the lane `across` is that of its best passage (MaxSim). In the lane `sparse`
    it is the sum over the terms of what each weighs in the question times what it weighs in the
    chunk: how rare they are, the question's weights have to say (see `Vocabulary.weighed`).
    """

    name: LaneName
    vector: Sequence[float] | SparseVector


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk that a lane found, with the lane's own score (cosine, BM25, or its passage's)."""

    id: str
    score: float
    payload: Mapping[str, Any]


class ChunkIndex(Protocol):
    """Where chunks are kept and found. Safe to use from several threads.

    Every method raises StoreUnavailable where the index cannot be reached or written.
    """

    def upsert(self, points: Sequence[Point]) -> None:
        """Store the points, replacing those of the same id; durable on return.

        Raises EncoderMismatch for vectors of another dimension and ValueError for a point without
        a revision, before anything is written.
        """

    def search(
        self, lanes: Sequence[Lane], *, revisions: Sequence[str], limit: int, contents: bool = False
    ) -> list[list[Scored]]:
        """Return up to `limit` points a lane, best first, of the given revisions only.

        Those are their ids, or ids of editions (see `store.editions`), which a point of theirs has
        as its payload's `edition`. With `contents` these are points whose payload's `kind` is
        CONTENTS, without only others.
        """

    def score(self, lane: Lane, *, ids: Sequence[str]) -> dict[str, float]:
        """Return the lane's score of each of these points; one that it cannot score is left out."""

    def forget_across(self) -> None:
        """Remove the vectors for other languages from all points, as another encoder calls for."""

    def ids(self, revision: str) -> Iterator[str]:
        """Yield the id of every point of a revision."""

    def chunks(self, revision: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield id and payload of every point of a revision."""

    def fetch(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Return the payloads of those of these points that are there, by id."""

    def revisions(self) -> dict[str, int]:
        """Return the ids of all revisions that have points, and how many each has."""

    def delete(self, *, revision: str, keep: frozenset[str] = frozenset()) -> None:
        """Remove the points of a revision, but for those whose ids are to be kept."""

    def count(self, *, revision: str | None = None) -> int:
        """Return how many points there are, of one revision or in all."""

    def optimize(self) -> None:
        """Put the index into its best shape for reading; takes what time it takes."""

    def close(self) -> None:
        """Let go of files and connections. Closing twice is fine."""

"""The lane for other languages in both chunk indexes: its passages, and homes made without it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.edge import EdgeIndex
from store.errors import EncoderMismatch
from store.index import Lane
from store.server import ServerIndex
from tests.qdrant_stand_in import qdrant_stand_in
from tests.test_index import COLLECTION, DIMENSION, EAST, AnyIndex, chunk, chunk_id, found

UP, ASIDE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
Open = Callable[[int], AnyIndex]


@pytest.fixture(params=["edge", "server"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Return what opens the same index again and again, with `across` numbers a vector."""
    if request.param == "edge":
        yield lambda across: EdgeIndex.open(tmp_path, dimension=DIMENSION, across=across)
        return
    with qdrant_stand_in() as running:
        yield lambda across: ServerIndex.open(
            running.url, collection=COLLECTION, dimension=DIMENSION, across=across
        )


def test_a_chunk_scores_by_its_best_passage_and_one_without_is_found_otherwise(
    opening: Open,
) -> None:
    index = opening(3)
    half = (0.5, 0.0, 0.0)
    index.upsert(
        [
            replace(chunk(0), across=(ASIDE, half)),
            replace(chunk(1), across=(UP, ASIDE)),
            chunk(2),
            replace(chunk(3, revision="r2"), across=(UP,)),
        ]
    )
    ((best, second),) = index.search([Lane("across", UP)], revisions=["r1"], limit=5)
    assert (best.id, second.id) == (chunk_id(1), chunk_id(0))
    assert (best.score, second.score) == pytest.approx((1.0, 0.5), abs=1e-3)
    assert index.score(Lane("across", UP), ids=[chunk_id(0), chunk_id(2)]) == pytest.approx(
        {chunk_id(0): 0.5}, abs=1e-3
    )
    assert sorted(found(index, Lane("dense", EAST), "r1")) == [
        chunk_id(0),
        chunk_id(1),
        chunk_id(2),
    ]
    with pytest.raises(EncoderMismatch, match="another encoder"):
        index.upsert([replace(chunk(4), across=((1.0, 0.0),))])
    index.close()


def test_an_index_made_without_the_lane_opens_with_it_and_keeps_its_chunks(opening: Open) -> None:
    before = opening(0)
    before.upsert([chunk(0)])
    assert found(before, Lane("across", UP), "r1") == []
    assert before.score(Lane("across", UP), ids=[chunk_id(0)]) == {}
    before.close()
    index = opening(3)
    assert found(index, Lane("dense", EAST), "r1") == [chunk_id(0)]
    assert found(index, Lane("across", UP), "r1") == []
    index.upsert([replace(chunk(0), across=(UP,))])
    assert found(index, Lane("across", UP), "r1") == [chunk_id(0)]
    index.close()


def test_another_length_gives_up_the_lanes_vectors_and_nothing_else(opening: Open) -> None:
    before = opening(3)
    before.upsert([replace(chunk(0), across=(UP,))])
    before.close()
    index = opening(2)
    assert found(index, Lane("across", (1.0, 0.0)), "r1") == []
    assert found(index, Lane("dense", EAST), "r1") == [chunk_id(0)]
    index.upsert([replace(chunk(0), across=((1.0, 0.0),))])
    index.optimize()
    assert found(index, Lane("across", (1.0, 0.0)), "r1") == [chunk_id(0)]
    index.close()


def test_the_lanes_vectors_can_be_forgotten(opening: Open) -> None:
    index = opening(3)
    index.upsert([replace(chunk(0), across=(UP,))])
    index.forget_across()
    assert found(index, Lane("across", UP), "r1") == []
    assert found(index, Lane("dense", EAST), "r1") == [chunk_id(0)]
    index.close()

"""What both chunk indexes promise, asked of both; and what only one of them can break."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.contents import CONTENTS
from store.edge import EdgeIndex
from store.errors import EncoderMismatch, StoreUnavailable
from store.index import Lane, Point, SparseVector
from store.server import ServerIndex
from tests.qdrant_stand_in import StandIn, qdrant_stand_in

DIMENSION = 4
AnyIndex = EdgeIndex | ServerIndex
COLLECTION = "millwright"
EAST, NORTH = (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0)


def chunk_id(number: int) -> str:
    return str(uuid.UUID(int=number + 1))


def terms(*indices: int) -> SparseVector:
    return SparseVector(indices, tuple(1.0 for _ in indices))


def chunk(
    number: int,
    *,
    revision: str = "r1",
    dense: tuple[float, ...] = EAST,
    sparse: SparseVector | None = None,
    **payload: object,
) -> Point:
    sparse = sparse or terms(1)
    return Point(chunk_id(number), dense, sparse, {"revision": revision, **payload})


@pytest.fixture
def server() -> Iterator[StandIn]:
    with qdrant_stand_in() as running:
        yield running


@pytest.fixture(params=["edge", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyIndex]:
    opened: AnyIndex
    if request.param == "edge":
        opened = EdgeIndex.open(tmp_path / "index", dimension=DIMENSION)
    else:
        running: StandIn = request.getfixturevalue("server")
        opened = ServerIndex.open(running.url, collection=COLLECTION, dimension=DIMENSION)
    yield opened
    opened.close()


def found(index: AnyIndex, lane: Lane, *revisions: str, limit: int = 10) -> list[str]:
    (hits,) = index.search([lane], revisions=revisions, limit=limit)
    return [hit.id for hit in hits]


def test_both_lanes_give_the_best_first_with_their_own_scores(index: AnyIndex) -> None:
    between = (0.8, 0.6, 0.0, 0.0)
    index.upsert(
        [
            chunk(0, dense=NORTH, sparse=terms(1, 2, 3)),
            chunk(1, dense=EAST, sparse=terms(1)),
            chunk(2, dense=between, sparse=terms(1, 2)),
            chunk(3, dense=(-1.0, 0.0, 0.0, 0.0), sparse=terms(9)),
        ]
    )
    lanes = [Lane("dense", EAST), Lane("sparse", terms(1, 2, 3))]
    dense, sparse = index.search(lanes, revisions=["r1"], limit=3)
    assert [hit.id for hit in dense] == [chunk_id(1), chunk_id(2), chunk_id(0)]
    assert [hit.score for hit in dense] == pytest.approx([1.0, 0.8, 0.0], abs=1e-5)
    assert [hit.id for hit in sparse] == [chunk_id(0), chunk_id(2), chunk_id(1)]
    assert sparse[0].score > sparse[1].score > sparse[2].score > 0


def test_the_same_id_again_replaces_the_chunk(index: AnyIndex) -> None:
    index.upsert([chunk(0, dense=EAST, sparse=terms(1), text="before", old=True)])
    index.upsert([chunk(0, dense=NORTH, sparse=terms(2), text="after")])
    assert index.count() == 1
    assert found(index, Lane("sparse", terms(1)), "r1") == []
    ((hit,),) = index.search([Lane("dense", NORTH)], revisions=["r1"], limit=5)
    assert hit.score == pytest.approx(1.0)
    assert hit.payload == {"revision": "r1", "text": "after"}


def test_an_edition_is_found_apart_and_belongs_to_its_revision(index: AnyIndex) -> None:
    index.upsert(
        [
            chunk(0, edition="r1/en"),
            chunk(1, edition="r1/de"),
            chunk(2, revision="r2"),
            chunk(3, revision="r3", edition="r3/de"),
        ]
    )
    lane = Lane("dense", EAST)
    assert found(index, lane, "r1/de") == [chunk_id(1)]
    assert set(found(index, lane, "r1/de", "r2")) == {chunk_id(1), chunk_id(2)}
    assert set(found(index, lane, "r1/de", "r3/de")) == {chunk_id(1), chunk_id(3)}
    assert set(found(index, lane, "r1")) == {chunk_id(0), chunk_id(1)}
    assert found(index, lane, "r1/fr") == []
    index.delete(revision="r1")
    assert found(index, lane, "r1/de", "r3/de") == [chunk_id(3)]


def test_only_the_revisions_asked_for_are_found(index: AnyIndex) -> None:
    index.upsert([chunk(n, revision=f"r{n}") for n in range(3)])
    for lane in (Lane("dense", EAST), Lane("sparse", terms(1))):
        assert sorted(found(index, lane, "r0", "r2", "none such")) == [chunk_id(0), chunk_id(2)]
        assert found(index, lane) == []
        assert found(index, lane, "none such") == []


def test_a_thousand_revisions_are_one_scope(index: AnyIndex) -> None:
    index.upsert([chunk(n, revision=f"r{n}") for n in (0, 999, 1000)])
    scope = [f"r{n}" for n in range(1000)]
    for lane in (Lane("dense", EAST), Lane("sparse", terms(1))):
        assert sorted(found(index, lane, *scope)) == [chunk_id(0), chunk_id(999)]


def test_payloads_come_back_as_they_went_in(index: AnyIndex) -> None:
    payload = {
        "text": "Überdruck ≤ 2,5 bar — 日本語 🛠 \u0000 \n\t\"'",
        "places": [{"page": 3, "label": None, "boxes": [[1.5, 2.0, 3.25, 4.0]]}, {}],
        "page": None,
        "section": ["5 Störungen", "5.1 Codes"],
        "table": False,
    }
    index.upsert([Point(chunk_id(0), EAST, terms(1), {"revision": "r1", **payload})])
    ((hit,),) = index.search([Lane("dense", EAST)], revisions=["r1"], limit=1)
    assert hit.payload == {"revision": "r1", **payload}


def test_points_are_fetched_by_id_and_those_that_are_gone_are_left_out(index: AnyIndex) -> None:
    index.upsert([chunk(0, text="here"), chunk(1, text="other")])
    assert index.fetch([chunk_id(0), chunk_id(7)]) == {
        chunk_id(0): {"revision": "r1", "text": "here"}
    }
    assert index.fetch([]) == {}


def test_a_question_without_words_finds_nothing_by_keyword(index: AnyIndex) -> None:
    index.upsert([chunk(0), chunk(1, sparse=terms())])
    lanes = [Lane("sparse", terms()), Lane("dense", EAST), Lane("sparse", terms(1))]
    nothing, dense, sparse = index.search(lanes, revisions=["r1"], limit=5)
    assert (nothing, len(dense), [hit.id for hit in sparse]) == ([], 2, [chunk_id(0)])
    assert index.score(Lane("sparse", terms()), ids=[chunk_id(0)]) == {}
    assert index.search([], revisions=["r1"], limit=5) == []


def test_a_chunk_is_found_by_keyword_before_it_has_a_vector(index: AnyIndex) -> None:
    index.upsert([chunk(0, dense=())])
    assert found(index, Lane("sparse", terms(1)), "r1") == [chunk_id(0)]
    assert found(index, Lane("dense", EAST), "r1") == []
    assert index.score(Lane("dense", EAST), ids=[chunk_id(0)]) == {}
    index.upsert([chunk(0, dense=EAST)])
    assert found(index, Lane("dense", EAST), "r1") == [chunk_id(0)]


def test_score_gives_what_the_lane_would_and_leaves_out_what_it_cannot(index: AnyIndex) -> None:
    index.upsert([chunk(n, dense=(1.0, n, 0.0, 0.0), sparse=terms(n % 2, 5)) for n in range(6)])
    index.upsert([chunk(6, sparse=terms(8))])
    asked = [chunk_id(1), chunk_id(4), chunk_id(6), chunk_id(77)]
    dense, sparse = Lane("dense", EAST), Lane("sparse", terms(1, 5))
    for lane, expected in ((dense, asked[:3]), (sparse, asked[:2])):
        (hits,) = index.search([lane], revisions=["r1"], limit=10)
        scores = {hit.id: hit.score for hit in hits if hit.id in asked}
        assert sorted(scores) == expected
        assert index.score(lane, ids=asked) == pytest.approx(scores)
        assert index.score(lane, ids=[]) == {}


def test_words_weigh_what_the_question_says_whatever_else_is_in_the_index(
    index: AnyIndex,
) -> None:
    """The engine's own idf, which would change with each chunk that comes, is left out."""
    held = SparseVector((1, 2), (0.5, 0.25))
    index.upsert([chunk(0, sparse=held), chunk(1, sparse=terms(1)), chunk(2, sparse=terms(3))])
    asked = Lane("sparse", SparseVector((1, 2), (3.0, 8.0)))
    expected = {chunk_id(0): 3.5, chunk_id(1): 3.0}
    for _ in range(2):
        (hits,) = index.search([asked], revisions=["r1"], limit=10)
        assert {hit.id: hit.score for hit in hits} == pytest.approx(expected)
        assert index.score(asked, ids=[*expected, chunk_id(2)]) == pytest.approx(expected)
        more = [chunk(n, revision="archived", sparse=terms(2)) for n in range(10, 40)]
        index.upsert([*more, chunk(40, sparse=terms(2, 3), kind=CONTENTS)])


def test_contents_are_found_by_themselves(index: AnyIndex) -> None:
    index.upsert([chunk(n, sparse=terms(1, 100 + n)) for n in range(3)])
    rest = [chunk_id(n) for n in range(3)]
    listing = [chunk(n, sparse=terms(1), kind=CONTENTS) for n in range(10, 14)]
    index.upsert([*listing, chunk(20, revision="r2", kind=CONTENTS)])
    for lane in (Lane("dense", EAST), Lane("sparse", terms(1))):
        (hits,) = index.search([lane], revisions=["r1"], limit=10, contents=True)
        assert {hit.id for hit in hits} == {point.id for point in listing}
        assert sorted(found(index, lane, "r1")) == rest
        assert len(index.score(lane, ids=[chunk_id(10), chunk_id(0)])) == 2
    assert index.count(revision="r1") == 7


def test_ids_and_count_tell_every_chunk_of_a_revision(index: AnyIndex) -> None:
    index.upsert([chunk(n, revision="r1" if n < 1101 else "r2") for n in range(1111)])
    assert sorted(index.ids("r1")) == [chunk_id(n) for n in range(1101)]
    assert list(index.ids("none such")) == []
    counts = (index.count(), index.count(revision="r1"), index.count(revision="none such"))
    assert counts == (1111, 1101, 0)


def test_revisions_and_chunks_tell_all_that_is_kept(index: AnyIndex) -> None:
    index.upsert([chunk(n, revision="r1") for n in range(3)])
    index.upsert([chunk(n, revision="r2") for n in range(10, 1200)])
    assert index.revisions() == {"r1": 3, "r2": 1190}
    assert dict(index.chunks("r1")).keys() == {chunk_id(n) for n in range(3)}
    assert all(payload["revision"] == "r2" for _, payload in index.chunks("r2"))
    index.delete(revision="r1")
    assert index.revisions() == {"r2": 1190}


def test_delete_removes_a_revision_but_for_what_is_kept(index: AnyIndex) -> None:
    index.upsert([chunk(n, revision="r1" if n < 4 else "r2") for n in range(6)])
    index.delete(revision="r1", keep=frozenset([chunk_id(1), chunk_id(2), chunk_id(99)]))
    assert sorted(index.ids("r1")) == [chunk_id(1), chunk_id(2)]
    index.delete(revision="r1")
    index.delete(revision="none such")
    assert found(index, Lane("dense", EAST), "r1") == []
    assert index.count() == index.count(revision="r2") == 2


def test_a_vector_of_another_encoder_is_refused_whole(index: AnyIndex) -> None:
    with pytest.raises(EncoderMismatch, match="has 3 numbers"):
        index.upsert([chunk(0), chunk(1, dense=(1.0, 0.0, 0.0))])
    with pytest.raises(ValueError, match="no revision"):
        index.upsert([Point(chunk_id(0), EAST, terms(1), {})])
    assert index.count() == 0


def test_readers_see_whole_results_while_one_writes_and_optimizes(index: AnyIndex) -> None:
    index.upsert([chunk(n, revision="fixed") for n in range(20)])
    done, failures, rounds = threading.Event(), list[BaseException](), []

    def read() -> None:
        lanes = [Lane("dense", EAST), Lane("sparse", terms(1))]
        try:
            while not done.is_set():
                for hits in index.search(lanes, revisions=["fixed"], limit=50):
                    assert len(hits) == 20
                assert index.count(revision="fixed") == 20
                rounds.append(1)
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    optimizer = threading.Thread(target=index.optimize)
    for thread in (*readers, optimizer):
        thread.start()
    written = 0
    while written < 10 or optimizer.is_alive():
        index.upsert([chunk(1000 + written, revision="lasting")])
        index.upsert([chunk(n, revision="moving") for n in range(100, 120)])
        index.delete(revision="moving", keep=frozenset([chunk_id(100)]))
        written += 1
    done.set()
    for thread in readers:
        thread.join()
    assert not failures
    assert rounds
    assert sorted(index.ids("lasting")) == [chunk_id(1000 + n) for n in range(written)]
    assert list(index.ids("moving")) == [chunk_id(100)]


def test_a_closed_index_says_so_and_closes_twice(index: AnyIndex) -> None:
    index.close()
    index.close()
    with pytest.raises(StoreUnavailable, match="is closed"):
        index.count()

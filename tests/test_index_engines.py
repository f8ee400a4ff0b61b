"""What only one of the two chunk indexes can break: files and processes, or a server far away."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from qdrant_client import QdrantClient, models

from store.edge import EdgeIndex
from store.edge_folder import EdgeFolder
from store.errors import EncoderMismatch, StoreUnavailable
from store.index import Lane
from store.index_factory import open_index
from store.server import ServerIndex
from store.settings import Settings
from tests.qdrant_stand_in import StandIn, qdrant_stand_in
from tests.test_index import COLLECTION, DIMENSION, EAST, chunk, chunk_id, found, terms

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def server() -> Iterator[StandIn]:
    with qdrant_stand_in() as running:
        yield running


def test_an_edge_index_keeps_its_chunks_and_its_dimension(tmp_path: Path) -> None:
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    index.upsert([chunk(0, text="kept")])
    index.optimize()
    index.upsert([chunk(1, text="kept too")])
    index.close()
    with pytest.raises(EncoderMismatch, match="another encoder"):
        EdgeIndex.open(tmp_path, dimension=DIMENSION + 1)
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    assert sorted(found(index, Lane("sparse", terms(1)), "r1")) == [chunk_id(0), chunk_id(1)]
    index.close()


def test_an_edge_index_outlives_an_exchange_cut_short(tmp_path: Path) -> None:
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    index.upsert([chunk(0)])
    index.close()
    (tmp_path / "shard").rename(tmp_path / "previous")
    (tmp_path / "next").mkdir()
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    assert index.count() == 1
    index.close()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["shard"]


def test_an_exchange_that_fails_leaves_the_index_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    index.upsert([chunk(0)])

    def half(self: EdgeFolder) -> None:
        (self.path / "shard").rename(self.path / "previous")
        raise OSError("no more")

    with monkeypatch.context() as broken:
        broken.setattr(EdgeFolder, "exchange", half)
        with pytest.raises(StoreUnavailable, match="no more"):
            index.optimize()
    assert index.count() == 1
    index.upsert([chunk(1)])
    index.optimize()
    assert index.count() == 2
    index.close()


def test_a_fault_of_ours_is_not_told_as_one_of_the_disk(tmp_path: Path) -> None:
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    with pytest.raises(ValueError, match="UUID"):
        index.fetch(["no id"])
    index.close()


WRITER = """
import sys
from pathlib import Path
from store.edge import EdgeIndex
from tests.test_index import DIMENSION, chunk
index = EdgeIndex.open(Path(sys.argv[1]), dimension=DIMENSION)
for start in range(0, 10**6, 50):
    index.upsert([chunk(n) for n in range(start, start + 50)])
    print(start + 50, flush=True)
"""


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(20)]
        with pytest.raises(StoreUnavailable, match="open in another process"):
            EdgeIndex.open(tmp_path, dimension=DIMENSION)
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines()
    acknowledged = int(lines[-1])
    assert acknowledged >= 1000
    index = EdgeIndex.open(tmp_path, dimension=DIMENSION)
    assert {chunk_id(n) for n in range(acknowledged)} <= set(index.ids("r1"))
    index.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match=r"file/index cannot be opened"):
        EdgeIndex.open(tmp_path / "file" / "index", dimension=DIMENSION)


def test_a_search_on_a_server_is_one_request(server: StandIn) -> None:
    index = ServerIndex.open(server.url, collection=COLLECTION, dimension=DIMENSION)
    server.requests.clear()
    index.search([Lane("dense", EAST), Lane("sparse", terms(1))], revisions=["r1"], limit=5)
    assert server.requests == [("POST", f"/collections/{COLLECTION}/points/query/batch")]
    index.close()


def test_a_servers_collection_is_kept_and_its_dimension_checked(server: StandIn) -> None:
    first = ServerIndex.open(server.url, collection=COLLECTION, dimension=DIMENSION)
    first.upsert([chunk(0)])
    again = ServerIndex.open(server.url, collection=COLLECTION, dimension=DIMENSION)
    assert again.count() == 1
    with pytest.raises(EncoderMismatch, match="holds vectors of 4 and the encoder gives 5"):
        ServerIndex.open(server.url, collection=COLLECTION, dimension=5)
    first.close()
    again.close()


def test_a_servers_collection_that_weighs_words_by_itself_is_refused(server: StandIn) -> None:
    """As collections of before do: how rare a word is would count twice."""
    client = QdrantClient(url=server.url, check_compatibility=False)
    vectors = models.VectorParams(size=DIMENSION, distance=models.Distance.COSINE)
    client.create_collection(
        COLLECTION,
        {"dense": vectors},
        sparse_vectors_config={"sparse": models.SparseVectorParams(modifier=models.Modifier.IDF)},
    )
    client.close()
    with pytest.raises(EncoderMismatch, match="weighs words by itself"):
        ServerIndex.open(server.url, collection=COLLECTION, dimension=DIMENSION)


def test_a_server_that_goes_away_is_named(tmp_path: Path) -> None:
    with qdrant_stand_in() as running:
        url = running.url
        index = ServerIndex.open(url, collection=COLLECTION, dimension=DIMENSION)
    with pytest.raises(StoreUnavailable, match=f"{url} does not answer"):
        index.search([Lane("dense", EAST)], revisions=["r1"], limit=5)
    with pytest.raises(StoreUnavailable, match=f"{url} does not answer"):
        index.upsert([chunk(0)])
    index.close()
    settings = Settings(home=tmp_path, qdrant_url=url)
    with pytest.raises(StoreUnavailable, match=f"{url} does not answer"):
        open_index(settings, dimension=DIMENSION)


def test_a_wrong_key_is_told_without_the_key() -> None:
    with (
        qdrant_stand_in(api_key="right") as running,
        pytest.warns(UserWarning, match="insecure connection"),
        pytest.raises(StoreUnavailable, match="QDRANT_API_KEY") as raised,
    ):
        ServerIndex.open(running.url, api_key="s3cret", collection=COLLECTION, dimension=DIMENSION)
    assert "s3cret" not in str(raised.value)


def test_settings_decide_where_the_index_is(tmp_path: Path, server: StandIn) -> None:
    for settings, kind in (
        (Settings(home=tmp_path), EdgeIndex),
        (Settings(home=tmp_path, qdrant_url=server.url), ServerIndex),
    ):
        index = open_index(settings, dimension=DIMENSION)
        assert isinstance(index, kind)
        index.close()
    assert (tmp_path / "index").is_dir()

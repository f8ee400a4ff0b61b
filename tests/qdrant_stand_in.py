"""A stand-in for a Qdrant server: real HTTP on loopback, the client's own models, a local engine.

Bodies are read with the REST models of qdrant-client, which refuse unknown fields, so that a
wrong request fails here too. Only what `store.server` asks for is served.
"""

import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from qdrant_client import QdrantClient
from qdrant_client.http import models

API_KEY_HEADER = "api-key"
Answer = Callable[[QdrantClient, str, bytes], Any]


def _exists(engine: QdrantClient, name: str, _: bytes) -> Any:
    return {"exists": engine.collection_exists(name)}


def _describe(engine: QdrantClient, name: str, _: bytes) -> Any:
    return engine.get_collection(name)


def _create(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.CreateCollection.model_validate_json(body)
    return engine.create_collection(
        name,
        vectors_config=asked.vectors,
        sparse_vectors_config=asked.sparse_vectors,
        on_disk_payload=asked.on_disk_payload,
    )


def _create_field_index(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.CreateFieldIndex.model_validate_json(body)
    with warnings.catch_warnings():
        # The local engine says that it filters without an index: only speed is at stake.
        warnings.filterwarnings("ignore", message="Payload indexes have no effect")
        return engine.create_payload_index(name, asked.field_name, asked.field_schema)


def _upsert(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.PointsList.model_validate_json(body)
    return engine.upsert(name, asked.points)


def _delete(engine: QdrantClient, name: str, body: bytes) -> Any:
    selector: TypeAdapter[Any] = TypeAdapter(models.PointsSelector)
    return engine.delete(name, selector.validate_json(body))


def _delete_vectors(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.DeleteVectors.model_validate_json(body)
    assert asked.filter is not None
    return engine.delete_vectors(name, asked.vector, models.FilterSelector(filter=asked.filter))


def _create_across(engine: QdrantClient, name: str, body: bytes) -> Any:
    config: TypeAdapter[Any] = TypeAdapter(models.VectorNameConfig)
    return engine.create_vector_name(name, "across", config.validate_json(body))


def _delete_across(engine: QdrantClient, name: str, _: bytes) -> Any:
    return engine.delete_vector_name(name, "across")


def _count(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.CountRequest.model_validate_json(body)
    return engine.count(name, count_filter=asked.filter, exact=bool(asked.exact))


def _scroll(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.ScrollRequest.model_validate_json(body)
    points, following = engine.scroll(
        name,
        scroll_filter=asked.filter,
        limit=asked.limit or 10,
        offset=asked.offset,
        with_payload=asked.with_payload or False,
        with_vectors=asked.with_vector or False,
    )
    return models.ScrollResult(points=points, next_page_offset=following)


def _facet(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.FacetRequest.model_validate_json(body)
    return engine.facet(name, asked.key, limit=asked.limit or 10, exact=bool(asked.exact))


def _query_batch(engine: QdrantClient, name: str, body: bytes) -> Any:
    asked = models.QueryRequestBatch.model_validate_json(body)
    return engine.query_batch_points(name, asked.searches)


ROUTES: dict[tuple[str, str], Answer] = {
    ("GET", "/exists"): _exists,
    ("GET", ""): _describe,
    ("PUT", ""): _create,
    ("PUT", "/index"): _create_field_index,
    ("PUT", "/points"): _upsert,
    ("POST", "/points/delete"): _delete,
    ("POST", "/points/vectors/delete"): _delete_vectors,
    ("PUT", "/vectors/across"): _create_across,
    ("DELETE", "/vectors/across"): _delete_across,
    ("POST", "/points/count"): _count,
    ("POST", "/points/scroll"): _scroll,
    ("POST", "/facet"): _facet,
    ("POST", "/points/query/batch"): _query_batch,
}


class StandIn(ThreadingHTTPServer):
    """The server, its engine, and what it was asked: `requests` are (method, path) pairs."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, api_key: str | None) -> None:
        """Listen on a free port of loopback."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.engine = QdrantClient(":memory:")
        # The local engine is not made for several threads.
        self.lock = threading.Lock()
        self.api_key = api_key
        self.requests: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = self.path.partition("?")[0]
        self.server.requests.append((method, path))
        match = re.fullmatch(r"/collections/([^/]+)(/.*)?", path)
        answer = ROUTES.get((method, match[2] or "")) if match else None
        if self.server.api_key not in (None, self.headers.get(API_KEY_HEADER)):
            return self._send(401, {"status": {"error": "Invalid API key"}})
        if match is None or answer is None:
            return self._send(404, {"status": {"error": f"No {method} {path} here"}})
        try:
            with self.server.lock:
                result = answer(self.server.engine, match[1], body)
        except ValidationError as error:
            return self._send(422, {"status": {"error": str(error)}})
        except (ValueError, AssertionError) as error:
            return self._send(400, {"status": {"error": str(error)}})
        return self._send(200, {"result": _plain(result), "status": "ok", "time": 0.0})

    def _send(self, status: int, content: dict[str, Any]) -> None:
        payload = TypeAdapter(dict[str, Any]).dump_json(content)
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)


def _plain(result: Any) -> Any:
    if isinstance(result, BaseModel):
        return result.model_dump(mode="json")
    if isinstance(result, list):
        return [_plain(item) for item in result]
    return result


@contextmanager
def qdrant_stand_in(*, api_key: str | None = None) -> Iterator[StandIn]:
    """Run a stand-in, empty at first, until the block ends."""
    server = StandIn(api_key)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        server.engine.close()

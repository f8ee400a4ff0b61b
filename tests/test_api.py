"""The HTTP API as a program meets it: over a real socket, with a fake behind it."""

import io
import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from PIL import Image

from app.serve import check_port
from store.errors import MillwrightError
from tests.api_server import served_api
from tests.fake_service import BELT_BOX, BELT_QUOTE, DANGER, HOSTILE_ID, PRESS, FakeService


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> FakeService:
    return FakeService(tmp_path_factory.mktemp("fake"))


@pytest.fixture(scope="module")
def address(fake: FakeService) -> Iterator[str]:
    with served_api(fake) as url:
        yield url


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        yield client


def events(response: httpx.Response) -> list[tuple[str, Any]]:
    blocks = [block.splitlines() for block in response.text.strip().split("\n\n")]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in blocks
    ]


def test_search_takes_the_names_of_the_command_line(client: httpx.Client) -> None:
    body = {"question": "belt", "machine": "Press 4", "language": "en", "limit": 2}
    found = client.post("/api/search", json=body).json()
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    assert found["scope"] == {
        "machine": "Press 4",
        "language": "en",
        "revision": None,
        "serial": None,
        "firmware": None,
        "manual": None,
    }
    assert found["hits"][0]["places"][0]["boxes"] == [list(BELT_BOX)]


def test_an_answer_is_kept_and_takes_feedback(client: httpx.Client, fake: FakeService) -> None:
    answer = client.post("/api/ask", json={"question": "belt"}).json()
    assert answer["outcome"] == "quoted"
    assert answer["citations"][0]["quote"] == BELT_QUOTE
    assert client.get(f"/api/answers/{answer['id']}").json() == answer
    said = client.post("/api/feedback", json={"answer": answer["id"], "helpful": False})
    assert said.status_code == 204
    assert fake.feedbacks[-1].answer == answer["id"]


def test_events_come_in_order_and_end_with_the_whole_answer(client: httpx.Client) -> None:
    response = client.post(
        "/api/ask", json={"question": "model belt"}, headers={"Accept": "text/event-stream"}
    )
    assert response.headers["content-type"].startswith("text/event-stream")
    came = events(response)
    assert [name for name, _ in came] == [
        *["notice"] * 2,
        *["sentence"] * 3,
        *["citation"] * 2,
        "done",
    ]
    assert came[0][1] == {"level": "danger", "text": DANGER, "marker": 1}
    assert came[-1][1]["model"] == "mistral-small-latest"


def test_sentences_are_sent_as_they_come(client: httpx.Client, fake: FakeService) -> None:
    fake.seen = threading.Semaphore(1)
    sentences = 0
    try:
        with client.stream(
            "POST",
            "/api/ask",
            json={"question": "model belt"},
            headers={"Accept": "text/event-stream"},
        ) as response:
            for line in response.iter_lines():
                assert line != "event: error"
                if line == "event: sentence":
                    sentences += 1
                    fake.seen.release()
    finally:
        fake.seen = None
    assert sentences == 3


def test_an_answer_that_breaks_off_ends_with_an_error_event(client: httpx.Client) -> None:
    response = client.post(
        "/api/ask", json={"question": "belt break"}, headers={"Accept": "text/event-stream"}
    )
    assert events(response)[-1] == ("error", {"error": "The catalog cannot be read."})


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_question_that_is_none_is_422_with_a_sentence(client: httpx.Client, accept: str) -> None:
    response = client.post("/api/ask", json={"question": "  "}, headers={"Accept": accept})
    assert response.status_code == 422
    assert response.json() == {"error": "The question is empty: say what you want to know."}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "/api/ask", {"question": "belt", "machien": "x"}, 422, "'machien' is not known"),
        ("POST", "/api/ask", {"question": "belt", "limit": 3}, 422, "'limit' is not known"),
        ("POST", "/api/search", {"question": "belt", "limit": 0}, 422, "'limit' is wrong"),
        ("POST", "/api/search", {}, 422, "'question' is wrong"),
        ("GET", "/api/answers/nope", None, 404, "No answer nope"),
        ("GET", "/api/jobs/nope", None, 404, "No job nope"),
        ("POST", "/api/feedback", {"answer": "nope", "helpful": True}, 404, "No answer nope"),
        ("GET", "/api/nowhere", None, 404, "nothing at /api/nowhere"),
        ("DELETE", "/api/manuals", None, 405, "DELETE is not possible"),
        ("GET", f"/api/manuals/{PRESS}/revisions/C/pages/99.png", None, 404, "no page 99"),
        ("GET", f"/api/manuals/{PRESS}/revisions/C/pages/0.png", None, 422, "'page' is wrong"),
        ("GET", f"/api/manuals/{PRESS}/revisions/Z/pages/1.png", None, 404, "no revision Z"),
    ],
)
def test_errors_are_one_sentence_with_the_right_status(
    client: httpx.Client, method: str, path: str, body: Any, status: int, words: str
) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert list(response.json()) == ["error"]
    assert words in response.json()["error"]


def test_a_page_comes_as_a_png_with_the_place_marked(client: httpx.Client) -> None:
    path = f"/api/manuals/{PRESS}/revisions/C/pages/4.png"
    boxes = ",".join(map(str, BELT_BOX))
    plain, marked = client.get(path), client.get(path, params={"boxes": f"{boxes};"})
    assert marked.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(marked.content)).convert("RGB")
    assert 1000 <= image.width <= 1400
    scale = image.width / 595.28
    inside = (round(470 * scale), round(240 * scale))
    assert image.getpixel(inside) == (255, 238, 130)
    unmarked = Image.open(io.BytesIO(plain.content)).convert("RGB")
    assert unmarked.getpixel(inside) == (255, 255, 255)


@pytest.mark.parametrize("boxes", ["1,2,3", "a,b,c,d", "1,2,3,nan", "1,2,3,1e99"])
def test_boxes_that_are_none_are_refused(client: httpx.Client, boxes: str) -> None:
    path = f"/api/manuals/{PRESS}/revisions/C/pages/4.png"
    response = client.get(path, params={"boxes": boxes})
    assert response.status_code == 422
    assert "x0,y0,x1,y1" in response.json()["error"]


def test_ids_may_hold_any_characters(client: httpx.Client) -> None:
    manuals = client.get("/api/manuals").json()
    assert HOSTILE_ID in [manual["manual"] for manual in manuals]
    path = f"/api/manuals/{quote(HOSTILE_ID, safe='')}/revisions/{quote('~1/2~', safe='')}"
    assert client.get(f"{path}/pages/1.png").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "localhost.evil.example"])
def test_a_foreign_name_for_this_machine_is_not_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/api/manuals", headers={"Host": host}).status_code == 403
    for ours in ("localhost:8501", "127.0.0.1", "[::1]:8501"):
        assert client.get("/api/manuals", headers={"Host": ours}).status_code == 200


def test_the_documentation_is_served_by_us_alone(client: httpx.Client) -> None:
    page = client.get("/api/docs").text
    links = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert links
    for link in links:
        assert link.startswith("/api/docs/files/")
        assert client.get(link).status_code == 200
    assert "://" not in page


def test_the_description_is_complete(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.0")
    operations = {
        (method, path): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    assert len(operations) == 45
    for operation in operations.values():
        errors = operation["responses"]["422"]["content"]["application/json"]
        assert errors["schema"]["$ref"].endswith("/Problem")
        assert errors["example"]["error"]
    assert "text/event-stream" in operations["post", "/ask"]["responses"]["200"]["content"]
    words = json.dumps(described)
    assert '"null"' not in words
    assert "prefixItems" not in words


def test_health_readiness_and_metrics(client: httpx.Client) -> None:
    client.post("/api/ask", json={"question": "belt"})
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"
    metrics = client.get("/metrics").text
    assert re.search(r'millwright_answers_total{fallback="no",outcome="quoted"} [1-9]', metrics)
    assert 'millwright_jobs{state="failed"}' in metrics
    assert "belt" not in metrics


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(MillwrightError, match=f"^Port {port} is taken by another program"):
            check_port("127.0.0.1", port)
    with pytest.raises(MillwrightError, match="no port"):
        check_port("127.0.0.1", 70000)
    with pytest.raises(MillwrightError, match="not an address of this machine"):
        check_port("192.0.2.1", 8501)


def test_page_images_are_kept_unmarked(tmp_path: Path) -> None:
    service = FakeService(tmp_path)
    marked = service.page_image(PRESS, "C", 4, boxes=[BELT_BOX])
    again = service.page_image(PRESS, "C", 4)
    kept = [path.read_bytes() for path in service.cache.iterdir()]
    assert kept == [again]
    assert marked != again

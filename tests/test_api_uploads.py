"""Files handed in over the HTTP API, and who may do so."""

import asyncio
import hashlib
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from app.uploads import read_upload
from store.errors import FileRejected
from tests.api_server import MAX_UPLOAD_MB, served_api
from tests.fake_service import FakeService


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


def upload(client: httpx.Client, *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    return client.post(
        "/api/manuals",
        files=[("files", (name, content, "application/pdf")) for name, content in files],
        data=fields,
    )


def finished(client: httpx.Client, job_id: str) -> Any:
    for _ in range(100):
        job = client.get(f"/api/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job_id} never ended")


def test_files_are_queued_one_job_each_with_what_the_owner_said(client: httpx.Client) -> None:
    response = upload(
        client,
        ('Förderband 手册 "v2".pdf', b"%PDF-1.7 first"),
        ("../../etc/passwd.pdf", b"%PDF-1.7 second"),
        ("broken.pdf", b"this is no manual"),
        machines="Press 4; Press 5",
        language="de",
        effective="2025-03-01",
        title="",
    )
    assert response.status_code == 202
    jobs = response.json()["jobs"]
    assert [job["file"] for job in jobs][1:] == ["passwd.pdf", "broken.pdf"]
    assert jobs[0]["file"].startswith("Förderband 手册 ")
    assert jobs[0]["options"]["machines"] == ["Press 4", "Press 5"]
    assert jobs[0]["options"]["effective"] == "2025-03-01"
    assert jobs[0]["options"]["title"] is None
    ended = [finished(client, job["id"]) for job in jobs]
    assert [job["state"] for job in ended] == ["done", "done", "failed"]
    assert "not a PDF" in ended[2]["error"]
    assert {job["id"] for job in client.get("/api/jobs").json()} >= {job["id"] for job in jobs}


def test_an_upload_that_breaks_off_leaves_no_job(client: httpx.Client, address: str) -> None:
    before = client.get("/api/jobs").json()
    url = httpx.URL(address)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="half.pdf"\r\n\r\n%PDF-1.7'
    )
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.sendall(
            f"POST /api/manuals HTTP/1.1\r\nHost: {url.host}\r\nContent-Length: 100000\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode()
        )
        connection.sendall(body)
    # Whoever comes behind it is served, when the one that broke off has been dealt with.
    assert upload(client, ("whole.pdf", b"%PDF-1.7 whole")).status_code == 202
    jobs = client.get("/api/jobs").json()
    assert len(jobs) == len(before) + 1
    assert "half.pdf" not in {job["file"] for job in jobs}


def test_an_upload_that_breaks_off_is_no_fault_of_ours() -> None:
    headers = [(b"content-type", b"multipart/form-data; boundary=x")]

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(FileRejected, match="broke off"):
        asyncio.run(
            read_upload(
                Request({"type": "http", "headers": headers}, receive), max_bytes=MAX_UPLOAD_MB
            )
        )


def test_a_file_arrives_byte_for_byte(client: httpx.Client, fake: FakeService) -> None:
    content = b"%PDF-1.7" + bytes(range(256)) * 7000
    assert upload(client, ("large.pdf", content)).status_code == 202
    assert fake.uploads[-1][2] == hashlib.sha256(content).hexdigest()


def test_too_large_an_upload_is_refused_with_or_without_its_length(client: httpx.Client) -> None:
    too_much = b"%PDF-1.7" + bytes((MAX_UPLOAD_MB + 2) * 1024 * 1024)
    assert upload(client, ("huge.pdf", too_much)).status_code == 413
    form = httpx.Request("POST", "http://x", files={"files": ("huge.pdf", too_much)})
    whole = form.read()

    def in_parts() -> Iterator[bytes]:
        for start in range(0, len(whole), 65536):
            yield whole[start : start + 65536]

    response = client.post(
        "/api/manuals",
        content=in_parts(),
        headers={"Content-Type": form.headers["Content-Type"]},
    )
    assert response.status_code == 413
    assert "over the limit of 2 MB" in response.json()["error"]


def test_uploads_that_are_none_are_refused(client: httpx.Client) -> None:
    assert "no file" in client.post("/api/manuals", data={}, files={"files": ("", b"")}).text
    assert client.post("/api/manuals", json={}).status_code == 422
    unknown = upload(client, ("a.pdf", b"%PDF"), revison="C")
    assert "'revison' is not known" in unknown.json()["error"]
    undated = upload(client, ("a.pdf", b"%PDF"), effective="01.03.2025")
    assert undated.status_code == 422
    assert "effective is wrong (as 2025-03-01)" in undated.json()["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_foreign_page_changes_nothing(
    client: httpx.Client, fake: FakeService, headers: dict[str, str]
) -> None:
    before = len(fake.uploads)
    response = client.post("/api/manuals", files={"files": ("a.pdf", b"%PDF-1.7")}, headers=headers)
    assert response.status_code == 403
    assert "another site" in response.json()["error"]
    assert len(fake.uploads) == before


def test_our_own_page_may_upload(client: httpx.Client, address: str) -> None:
    response = client.post(
        "/api/manuals", files={"files": ("a.pdf", b"%PDF-1.7")}, headers={"Origin": address}
    )
    assert response.status_code == 202

"""The worker: keyword first, a bulletin beside a book, what is tried again, what is given up."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import ingest.child
from app.local import LocalService
from evals.damage import zip_of
from evals.made_manuals import made_manual
from ingest.orders import Bounds
from ingest.several import part_id
from store.embedded import EncodedText
from store.errors import NotAllowed, StoreUnavailable
from store.index import Point
from store.manual_values import IngestOptions
from store.values import Scope
from tests.commands import typed
from tests.homes import ended, made, opened, taken_in


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LocalService]:
    with opened(tmp_path / "home") as opened_service:
        yield opened_service


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Held:
    """Holds the encoder back, so that a test can look at what is there before any vector is."""

    def __init__(self, service: LocalService, patch: pytest.MonkeyPatch) -> None:
        self.open = False
        self.encoded: list[str] = []
        encode = service.encoder.encode_tokens

        def held(texts: Sequence[str]) -> list[EncodedText]:
            # Questions and the warm-up pass; texts of chunks have a line of headings.
            if any("\n" in text for text in texts):
                until(lambda: self.open)
                self.encoded.extend(texts)
            return encode(texts)

        patch.setattr(service.encoder, "encode_tokens", held)


@pytest.fixture
def held(service: LocalService, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    holding = Held(service, monkeypatch)
    yield holding
    holding.open = True


def test_a_manual_answers_by_keyword_before_it_has_vectors(
    service: LocalService, held: Held, tmp_path: Path
) -> None:
    job = service.submit(made(tmp_path, "unit.html", 12), IngestOptions())
    until(lambda: bool(service.search("unit 1-7", scope=Scope()).hits))
    (unit,) = service.manuals()
    assert unit.revisions[0].vectors == 0
    assert service.job(job.id).stage == "encoding"
    assert service.search("unit 1-7", scope=Scope()).hits[0].section[-1].startswith("7 ")
    held.open = True
    (done,) = ended(service, [job])
    (unit,) = service.manuals()
    assert (done.state, done.chunks_done) == ("done", done.chunks_total)
    assert unit.revisions[0].vectors == unit.revisions[0].chunks == done.chunks_total


def test_of_the_next_revision_only_what_is_new_waits_for_its_vectors(
    service: LocalService, held: Held, tmp_path: Path
) -> None:
    path = made(tmp_path, "unit.html", 12)
    held.open = True
    before = taken_in(service, path, manual="unit", revision="A").chunks_total
    held.open, held.encoded = False, []
    more = "<h1>13 Valve</h1><p>It opens at 8 bar.</p></body>"
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", more), encoding="utf-8")
    job = service.submit(path, IngestOptions(manual="unit", revision="B"))
    until(lambda: service.job(job.id).stage == "encoding")
    (unit,) = service.manuals()
    assert [kept.vectors for kept in unit.revisions if kept.revision == "B"] == [before]
    assert service.job(job.id).chunks_done == before
    stored: list[str] = []
    upsert = service.index.upsert
    with pytest.MonkeyPatch.context() as patch:

        def counted(points: Sequence[Point]) -> None:
            stored.extend(str(point.payload["text"]) for point in points)
            upsert(points)

        patch.setattr(service.index, "upsert", counted)
        held.open = True
        (done,) = ended(service, [job])
    assert done.chunks_done == done.chunks_total == (before or 0) + 1
    assert stored == ["It opens at 8 bar."]
    assert held.encoded == ["13 Valve\nIt opens at 8 bar."]
    (unit,) = service.manuals()
    assert {kept.vectors == kept.chunks for kept in unit.revisions} == {True}


def test_a_bulletin_does_not_wait_for_a_book(
    service: LocalService, held: Held, tmp_path: Path
) -> None:
    book = service.submit(made(tmp_path, "book.html", 30), IngestOptions())
    until(lambda: service.job(book.id).stage == "encoding")
    bulletin = service.submit(made(tmp_path, "bulletin.html", 2, seed=9), IngestOptions())
    until(lambda: service.job(bulletin.id).stage == "encoding")
    held.open = True
    until(lambda: service.job(bulletin.id).state == "done")
    assert service.job(book.id).state == "running"
    assert ended(service, [book])[0].state == "done"


def test_a_restart_encodes_on_without_reading_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = made(tmp_path, "unit.html", 4)
    with pytest.MonkeyPatch.context() as patch, opened(home) as first:
        patch.setattr("ingest.vectors.Encoding.step", _away)
        job = first.submit(path, IngestOptions())
        until(lambda: first.job(job.id).retry_at is not None)
        assert first.manuals()[0].revisions[0].vectors == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.pipeline.read_in_child", _away)
        with opened(home) as second:
            (done,) = ended(second, [job])
            assert done.state == "done"
            assert second.manuals()[0].revisions[0].vectors == done.chunks_total


def _away(*_: object, **__: object) -> object:
    raise StoreUnavailable("It is away.")


def test_what_fails_for_the_moment_is_tried_again_by_itself(
    service: LocalService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("ingest.pipeline.store_chunks", _away)
        job = service.submit(made(tmp_path, "unit.html", 2), IngestOptions())
        until(lambda: service.job(job.id).retry_at is not None)
    waiting = service.job(job.id)
    assert (waiting.state, waiting.error) == ("queued", "unit.html: It is away.")
    (done,) = ended(service, [job])
    assert (done.state, done.error) == ("done", None)


def test_a_failed_file_can_be_tried_anew_and_dismissed(
    service: LocalService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, "unit.html", 2)
    with monkeypatch.context() as patch:
        patch.setattr(service._worker.pipeline, "_bounds", Bounds(0.0, 2048))
        failed = taken_in(service, path)
    assert (failed.state, failed.permanent) == ("failed", True)
    assert "parse_timeout_seconds" in str(failed.error)
    service.owner.retry(failed.id)
    assert ended(service, [failed])[0].state == "done"
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n%%EOF")
    job = taken_in(service, bad)
    assert service.home.received(job.id) is not None
    service.owner.dismiss(job.id)
    assert service.home.received(job.id) is None


def test_a_cancelled_file_leaves_nothing_behind(service: LocalService, tmp_path: Path) -> None:
    path = made(tmp_path, "unit.html", 400)
    job = service.submit(path, IngestOptions())
    until(lambda: service.job(job.id).stage == "reading")
    service.owner.cancel(job.id)
    until(lambda: service.home.received(job.id) is None)
    assert (service.manuals(), service.index.count()) == ((), 0)
    done = taken_in(service, made(tmp_path, "in.html", 2))
    with pytest.raises(NotAllowed, match="withdraw"):
        service.owner.cancel(done.id)


def test_the_same_file_from_two_places_at_once_is_one_revision(
    service: LocalService, held: Held, tmp_path: Path
) -> None:
    path = made(tmp_path, "unit.html", 4)
    jobs = [service.submit(path, IngestOptions()) for _ in range(2)]
    until(lambda: any(service.job(job.id).stage == "encoding" for job in jobs))
    held.open = True
    done = ended(service, jobs)
    assert sorted(job.unchanged for job in done) == [False, True]
    received = [event for event in service.control.events() if event.action == "received"]
    assert len(received) == len(service.manuals()[0].revisions) == 1


@pytest.mark.parametrize(
    ("deed", "seconds", "sentence"),
    [
        ("[(bytearray(b'x') * 50_000_000, time.sleep(0.1)) for _ in range(100)]", 240, "to read"),
        ("bytearray(9_000_000_000)", 240, "memory to read"),
        ("os.kill(os.getpid(), 11)", 240, "crashed its reader (signal 11)"),
        ("time.sleep(60)", 2, "took longer than 2 s"),
    ],
)
def test_a_file_that_is_too_much_for_its_reader_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, seconds: float, sentence: str
) -> None:
    # A reader that misbehaves as a parser would: in a process of its own, over a real file.
    script = f"import os, time; import ingest.child as c; c._done = lambda *_: {deed}; c.main()"
    monkeypatch.setattr(ingest.child, "_START", script)
    settings: dict[str, Any] = {"parse_memory_mb": 512, "parse_timeout_seconds": seconds}
    with opened(tmp_path / "home", **settings) as service:
        job = taken_in(service, made(tmp_path, "unit.html", 2))
        assert job.state == "failed"
        assert sentence in str(job.error)


def test_the_parts_of_an_archive_are_files_of_their_own(tmp_path: Path) -> None:
    packed = tmp_path / "both.zip"
    content = {"a.html": made_manual(2, seed=1).encode(), "b.html": made_manual(2, seed=2).encode()}
    packed.write_bytes(zip_of({**content, "bad.pdf": b"%PDF-1.7\n%%EOF"}))
    result = typed(tmp_path / "home", "ingest", str(packed), MILLWRIGHT_ACROSS_ENCODER="")
    assert result.returncode == 1
    assert "bad.pdf: " in result.stderr
    assert "a.html: " in result.stdout
    assert "b.html: " in result.stdout


def test_an_archive_that_is_taken_apart_twice_adds_no_part_twice(
    service: LocalService, tmp_path: Path
) -> None:
    packed = tmp_path / "both.zip"
    packed.write_bytes(zip_of({f"{n}.html": made_manual(1, seed=n).encode() for n in range(3)}))
    job = taken_in(service, packed, machines=("M-1",))
    assert job.remarks[-1].startswith("It holds 3 files")
    parts = [service.job(part_id(job.id, n)) for n in range(3)]
    assert all(part.parent == job.id and part.options.machines == ("M-1",) for part in parts)
    assert [part.state for part in ended(service, parts)] == ["done"] * 3
    assert len(service.jobs()) == 4

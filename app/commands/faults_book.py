"""A long PDF on its way in, with questions asked all the while."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from app.commands.console import note
from app.commands.faults_next_book import NextBook, written_next
from app.commands.measuring_home import home_of_its_own
from evals.served_home import ServedHome
from evals.speed import Figure, Latency, PeakMemory, latency
from store.across import passage_vectors
from store.settings import load_settings

if TYPE_CHECKING:
    from app.local import LocalService
    from ingest.reading import Reading

_QUESTIONS = 200
_PROBES = 20
_PAUSE_SECONDS = 0.25
_LONGEST_SECONDS = 3600.0
_MANUAL = "book"
_ENCODED_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of the processors: the latter others on the machine hardly move."""

    clock: float
    processors: float


def book_figures(book: Path, folder: Path) -> Iterator[Figure]:
    """Yield the figures of one long PDF: keyword first, questions meanwhile, again, and anew."""
    parse_seconds, reading = _parsed(book)
    note(f"read in {parse_seconds:.1f} s")
    texts = list(dict.fromkeys(chunk.indexed_text for chunk in reading.chunks))
    questions = _questions(reading, _QUESTIONS)
    home = folder / "home"
    with ServedHome(home) as service:
        service.search("warm up")
        with PeakMemory(service.pid) as memory:
            job = service.upload(book, manual=_MANUAL, revision="1")
            first, early = _first_answer(service, job, questions[0])
            found = _probes(service, reading)
            during, total = _during(service, job, questions)
        before = time.monotonic()
        again = service.ended([service.upload(book, manual=_MANUAL, revision="1")], timeout=60)
        again_seconds = time.monotonic() - before
        idle = _latency(service, questions)
    (unchanged,) = (job["unchanged"] for job in again.values())
    yield Figure(
        "First answer by keyword",
        f"{first:.1f} s ({first / parse_seconds:.2f} ×)",
        f"reading alone {parse_seconds:.1f} s",
        "at most 1.5 ×",
        first <= 1.5 * parse_seconds,
    )
    yield Figure(
        "Answers from a half-stored revision",
        f"{early} before it was published; {found} of {_PROBES} places found at once then",
        "",
        "none; all",
        early == 0 and found >= _PROBES - 1,
    )
    yield from _latency_figures(during, idle)
    yield Figure(
        "Peak memory of the service and its readers",
        f"{memory.peak:.0f} MB",
        "",
        "at most 1,500 MB",
        memory.peak <= 1500,
    )
    yield Figure(
        "The same file again",
        f"{again_seconds:.2f} s",
        "",
        "unchanged, under 1 s",
        bool(unchanged) and again_seconds < 1,
    )
    with home_of_its_own(load_settings(home=home), worker=False) as local:
        local.warm_up()
        alone, first_encoder = _encoders_alone(local, texts)
    yield Figure(
        f"Whole ingestion of {len(texts)} chunks, questions every {_PAUSE_SECONDS} s meanwhile",
        f"{total:.1f} s ({total / alone.clock:.2f} ×)",
        f"encoders alone {alone.clock:.1f} s, {first_encoder:.1f} s of it {local.settings.encoder}",
        "",
        None,
    )
    yield from _next_revision(home, written_next(book, reading, folder), texts, alone)


def _parsed(book: Path) -> "tuple[float, Reading]":
    """Read the book as the service does, in a process of its own and nothing else beside it."""
    from ingest.child import read_in_child
    from ingest.orders import Bounds, ReadingOrder

    settings = load_settings()
    order = ReadingOrder(book, "book", "0", settings.encoder, None, book.name)
    bounds = Bounds(settings.parse_timeout_seconds, settings.parse_memory_mb)
    started = time.perf_counter()
    reading = read_in_child(order, bounds=bounds, look=lambda: None)
    return time.perf_counter() - started, reading


def _questions(reading: "Reading", most: int) -> list[str]:
    """The last words of chunks from all over the book stand in for questions."""
    step = max(1, len(reading.chunks) // most)
    texts = [" ".join(chunk.text.split()[-14:]) for chunk in reading.chunks[::step]]
    return [text for text in texts if any(c.isalpha() for c in text)][:most]


def _first_answer(service: ServedHome, job: str, question: str) -> tuple[float, int]:
    """Return the seconds until the book answers, and the answers before it was published."""
    started = time.monotonic()
    early = 0
    while time.monotonic() - started < _LONGEST_SECONDS:
        hits = service.search(question)["hits"]
        if hits:
            if not any(manual["revisions"] for manual in service.manuals()):
                early += 1
            break
        if service.job(job)["state"] == "failed":
            break
        # Asked without a pause, the questions would take the second core from what they wait for.
        time.sleep(_PAUSE_SECONDS)
    return time.monotonic() - started, early


def _probes(service: ServedHome, reading: "Reading") -> int:
    """Return how many places from all over the book are found right after the first answer."""
    step = max(1, len(reading.chunks) // _PROBES)
    found = 0
    for chunk in reading.chunks[step // 2 :: step][:_PROBES]:
        hits = service.search(chunk.text[:900], limit=20)["hits"]
        found += any(hit["text"] == chunk.text for hit in hits)
    return found


def _during(service: ServedHome, job: str, questions: Sequence[str]) -> tuple[list[float], float]:
    """Return search times while the vectors are made, and the seconds of the whole job."""
    times: list[float] = []
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        for question in questions:
            started = time.perf_counter()
            service.search(question)
            times.append(time.perf_counter() - started)
            time.sleep(_PAUSE_SECONDS)
            if len(times) % 8 == 0:
                state = service.job(job)
                if state["state"] not in ("queued", "running"):
                    return times, float(state["seconds"])
    return times, _LONGEST_SECONDS


def _latency(service: ServedHome, questions: Sequence[str]) -> list[float]:
    times: list[float] = []
    for question in (*questions[:5], *questions):
        started = time.perf_counter()
        service.search(question)
        times.append(time.perf_counter() - started)
        time.sleep(_PAUSE_SECONDS / 5)
    return times[5:]


def _latency_figures(during: Sequence[float], idle: Sequence[float]) -> Iterator[Figure]:
    ours: Latency = latency(during)
    quiet: Latency = latency(idle)
    for name, mine, still, most in (
        ("median", ours.median, quiet.median, 3),
        ("p95", ours.p95, quiet.p95, 6),
    ):
        yield Figure(
            f"Search during ingestion, {name} of {len(during)}",
            f"{mine:.1f} ms ({mine / still:.2f} ×)",
            f"idle {still:.1f} ms",
            f"at most {most} ×",
            mine <= most * still,
        )


def _encoders_alone(service: "LocalService", texts: Sequence[str]) -> tuple[Spent, float]:
    """What all vectors take, and the seconds of it for the encoder of the chunks themselves."""
    note(f"encoding {len(texts)} chunks with nothing else to do …")
    started, busy = time.perf_counter(), time.process_time()
    service.encoder.encode(texts)
    first = time.perf_counter() - started
    across = service.parts.across
    for start in range(0, len(texts) if across is not None else 0, _ENCODED_AT_ONCE):
        assert across is not None
        passage_vectors(across.encoder, texts[start : start + _ENCODED_AT_ONCE])
    return Spent(time.perf_counter() - started, time.process_time() - busy), first


def _next_revision(
    home: Path, book: NextBook, before: Sequence[str], alone: Spent
) -> Iterator[Figure]:
    """Hand the next revision in as an owner does, and see what of it was encoded."""
    note("reading the next revision …")
    _, reading = _parsed(book.path)
    texts = {chunk.indexed_text for chunk in reading.chunks}
    new = len(texts - set(before))
    kept = _vectors_kept(home)
    with ServedHome(home) as service:
        # The encoder is in memory, as on any day.
        service.search("warm up")
        started = time.monotonic()
        job = service.upload(book.path, manual=_MANUAL, revision="2")
        read = _read_seconds(service, job, started)
        busy = _busy_seconds(service.pid)
        ended = service.ended([job], timeout=_LONGEST_SECONDS)[job]
        total = time.monotonic() - started
        after = Spent(total - read, _busy_seconds(service.pid) - busy)
        answering = {hit["revision"] for hit in service.search(book.added[0])["hits"]}
    encoded = _vectors_kept(home) - kept
    yield Figure(
        f"The next revision, {book.changed_pages} of {book.text_pages} pages changed: "
        f"chunks encoded of {len(texts)}",
        f"{encoded} ({encoded / len(texts):.1%})",
        f"{new} new by their text",
        "no more than are new",
        ended["state"] == "done" and encoded <= new,
    )
    for what, ours, peers in (
        ("from read to done", after.clock, alone.clock),
        ("processors' time from read to done", after.processors, alone.processors),
    ):
        yield Figure(
            f"The next revision, {what}",
            f"{ours:.1f} s ({ours / peers:.3f} ×)",
            f"encoders alone, all chunks {peers:.1f} s",
            "at most 0.1 ×",
            ours <= 0.1 * peers,
        )
    yield Figure(
        "The next revision, reading included",
        f"{total:.1f} s ({total / alone.clock:.2f} ×)",
        f"{read:.1f} s of it reading",
        "",
        None,
    )
    yield Figure(
        "Revisions that answer then",
        ", ".join(sorted(answering)),
        "",
        "the next alone",
        answering == {"2"},
    )


def _busy_seconds(pid: int) -> float:
    """The processors' time that a process and its ended children have taken so far."""
    return sum(psutil.Process(pid).cpu_times()[:4])


def _vectors_kept(home: Path) -> int:
    with home_of_its_own(load_settings(home=home), worker=False) as local:
        return local.stores.cache.count()


def _read_seconds(service: ServedHome, job: str, started: float) -> float:
    """Return the seconds from handing in until all pages are read."""
    while time.monotonic() - started < _LONGEST_SECONDS:
        found = service.job(job)
        if found["chunks_total"] or found["state"] not in ("queued", "running"):
            break
        time.sleep(0.02)
    return time.monotonic() - started

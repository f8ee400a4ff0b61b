"""Figures of one long PDF: reading, ingesting, searching, serving."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from app.commands.console import note
from app.commands.measuring_home import home_of_its_own
from evals.page_speed import CHROMIUM, browser_is_here, first_source_seconds
from evals.speed import Figure, PeakMemory, paired_latencies, run_watched
from store.errors import MillwrightError
from store.settings import load_settings
from store.values import Scope

if TYPE_CHECKING:
    from app.local import LocalService
    from ingest.reading import Reading

_QUESTIONS = 200
_PAGE_QUESTIONS = 30
_PEER_PAGES = 100


def book_figures(book: Path, home: Path) -> Iterator[Figure]:
    """Yield the figures of reading, searching and serving one long PDF."""
    parsing, reading = _parsing(book)
    yield parsing
    texts = list(dict.fromkeys(chunk.indexed_text for chunk in reading.chunks))
    seconds, peak = _ingest_apart(book, home)
    yield Figure("Peak memory of ingesting", f"{peak:.0f} MB", "", "at most 1,500 MB", peak <= 1500)
    settings = load_settings(home=home)
    with home_of_its_own(settings, worker=False) as service:
        service.warm_up()
        note(f"encoding {len(texts)} chunks in one call …")
        started = time.perf_counter()
        service.encoder.encode(texts)
        alone = time.perf_counter() - started
        ratio = seconds / alone
        yield Figure(
            f"Whole ingestion, {len(texts)} chunks",
            f"{seconds:.1f} s ({ratio:.2f} ×)",
            f"encoder alone {alone:.1f} s",
            "at most 1.15 ×",
            ratio <= 1.15,
        )
        yield from _search_latency(service, texts)
    yield from _serving(home, texts)


def _parsing(book: Path) -> "tuple[Figure, Reading]":
    from evals.starter import pypdf_pages

    started = time.perf_counter()
    reading = _read_book(book)
    ours = len(reading.pages) / (time.perf_counter() - started)
    started = time.perf_counter()
    peer_pages = len(pypdf_pages(book, most=_PEER_PAGES))
    peer = peer_pages / (time.perf_counter() - started)
    figure = Figure(
        f"Parsing and chunking, {len(reading.pages)} pages",
        f"{ours:.0f} pages/s",
        f"pypdf, text only, first {peer_pages}: {peer:.0f} pages/s",
        "at least 100 pages/s",
        ours >= 100,
    )
    return figure, reading


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from app.cli import main; main()", *arguments]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "MILLWRIGHT_HOME": str(home)}


def _ingest_apart(book: Path, home: Path) -> tuple[float, float]:
    """Ingest in a process of its own, as a user would; return the job's seconds and peak MB."""
    note("ingesting it in a process of its own …")
    output, _, peak = run_watched(_command("ingest", str(book), "--json"), _environment(home))
    return float(json.loads(output)[0]["seconds"]), peak


def _read_book(book: Path) -> "Reading":
    from ingest.passages import Identity
    from ingest.reading import read
    from store.encoders import EncoderFiles

    settings = load_settings()
    files = EncoderFiles(settings.encoder)
    files.count_tokens(["warm"])
    return read(
        book,
        Identity("book", "0"),
        files.count_tokens,
        max_tokens=files.max_tokens,
        max_pages=settings.max_pages,
    )


def _search_latency(service: "LocalService", texts: Sequence[str]) -> Iterator[Figure]:
    from store.index import Lane
    from store.keywords import query_vector

    # The first sentence of chunks from all over the book stands in for questions.
    step = max(1, len(texts) // _QUESTIONS)
    questions = [" ".join(text.split()[-14:]) for text in texts[::step]][:_QUESTIONS]
    questions = [question for question in questions if any(c.isalpha() for c in question)]
    stored = service.catalog.stored_revisions()
    revisions = [revision.id for revision in stored]
    words = service.vocabularies.frequencies(stored)

    def ours(question: str) -> object:
        return service.search(question, scope=Scope())

    def parts(question: str) -> object:
        vector = service.encoder.encode([question])[0].tolist()
        lanes = [Lane("dense", vector), Lane("sparse", words.weighed(query_vector(question, "en")))]
        return service.index.search(lanes, revisions=revisions, limit=service.settings.candidates)

    mine, bare = paired_latencies(ours, parts, questions)
    ratio = mine.median / bare.median
    yield Figure(
        f"Warm search, median of {len(questions)}",
        f"{mine.median:.1f} ms ({ratio:.2f} ×)",
        f"encoding + bare index query {bare.median:.1f} ms",
        "at most 1.3 ×",
        ratio <= 1.3,
    )
    yield Figure(
        "Warm search, p95",
        f"{mine.p95:.1f} ms ({mine.p95 / mine.median:.2f} × median)",
        f"{bare.p95:.1f} ms ({bare.p95 / bare.median:.2f} × median)",
        "at most 2 × median",
        mine.p95 <= 2 * mine.median,
    )


def _serving(home: Path, texts: Sequence[str]) -> Iterator[Figure]:
    """Memory of the idle service, and the time to the first source on its page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        _command("serve", "--port", str(port)),
        env=_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(url)
        step = max(1, len(texts) // _PAGE_QUESTIONS)
        questions = [" ".join(text.split()[-12:]) for text in texts[::step]]
        if browser_is_here():
            # The first two bring in what later ones find in memory.
            yield from _on_the_page(sorted(first_source_seconds(url, questions)[2:]))
        else:
            note(f"No {CHROMIUM} and playwright here: the time on the page is left out.")
        idle = PeakMemory(process.pid).now()
        yield Figure("Idle service", f"{idle:.0f} MB", "", "at most 1,200 MB", idle <= 1200)
    finally:
        process.terminate()
        process.wait(30)


def _on_the_page(seconds: Sequence[float]) -> Iterator[Figure]:
    if seconds:
        median = seconds[len(seconds) // 2]
        yield Figure(
            f"Question to first source in Chromium, median of {len(seconds)}",
            f"{median * 1000:.0f} ms",
            f"slowest {seconds[-1] * 1000:.0f} ms",
            "at most 500 ms",
            median <= 0.5,
        )


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/readyz", timeout=5, trust_env=False).is_success:
                # Ready to answer; the encoder may still be on its way into memory.
                body = {"question": "warm", "limit": 1}
                httpx.post(f"{url}/api/search", json=body, timeout=60, trust_env=False)
                return
        except httpx.TransportError:
            time.sleep(0.3)
    raise MillwrightError("The service did not become ready within two minutes.")

"""`millwright eval speed`: figures beside their peers', in homes of its own."""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel
from rich.table import Table

from app.commands.console import note, out, print_json, say
from evals.speed import Figure, PeakMemory, file_line, load_average, paired_latencies
from store.errors import MillwrightError
from store.settings import Settings, load_settings
from store.values import IngestOptions, Scope

if TYPE_CHECKING:
    import httpx

    from app.local import LocalService
    from evals.quality import Outcome
    from ingest.reading import Reading

_QUESTIONS = 200
_PEER_PAGES = 100


class Line(BaseModel):
    """A figure of the report, for `--json`."""

    name: str
    ours: str
    peer: str
    asked: str
    met: bool | None


def measure(
    book: Path | None, suites: Sequence[Path], manuals: Path | None, *, as_json: bool
) -> None:
    """Print the figures of a book and of suites; raises MillwrightError for nothing to measure."""
    if book is None and not suites:
        raise MillwrightError("Name a book to measure with, or --suite and --manuals, or all.")
    if bool(suites) != (manuals is not None):
        raise MillwrightError("Suites need the folder of their --manuals, and the other way round.")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="millwright-speed-") as folder:
        if book is not None:
            note(f"{file_line(book)}; {load_average()}")
            figures.extend(_book_figures(book, Path(folder) / "book"))
        if suites and manuals is not None:
            figures.extend(_ranking_figures(suites, manuals, Path(folder)))
    if as_json:
        print_json(
            [Line(**{name: getattr(f, name) for name in Line.model_fields}) for f in figures]
        )
        return
    table = Table("Figure", "Millwright", "Peer in the same run", "Asked for", "")
    for figure in figures:
        mark = "" if figure.met is None else ("met" if figure.met else "NOT MET")
        table.add_row(figure.name, figure.ours, figure.peer, figure.asked, mark)
    out.print(table)
    say(load_average())


def _book_figures(book: Path, home: Path) -> Iterator[Figure]:
    parsing, reading = _parsing(book)
    yield parsing
    texts = list(dict.fromkeys(chunk.indexed_text for chunk in reading.chunks))
    seconds, peak = _ingest_apart(book, home)
    yield Figure("Peak memory of ingesting", f"{peak:.0f} MB", "", "at most 1,500 MB", peak <= 1500)
    settings = load_settings(home=home)
    with _home(settings, worker=False) as service:
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
    from evals.speed import run_watched

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


@contextmanager
def _home(settings: Settings, *, worker: bool) -> Iterator["LocalService"]:
    from app.local import LocalService

    service = LocalService(settings)
    try:
        if worker:
            service.start_worker()
        yield service
    finally:
        service.close()


def _search_latency(service: "LocalService", texts: Sequence[str]) -> Iterator[Figure]:
    from store.index import Lane
    from store.keywords import query_vector

    # The first sentence of chunks from all over the book stands in for questions.
    step = max(1, len(texts) // _QUESTIONS)
    questions = [" ".join(text.split()[-14:]) for text in texts[::step]][:_QUESTIONS]
    questions = [question for question in questions if any(c.isalpha() for c in question)]
    revisions = [revision.id for revision in service.catalog.stored_revisions()]

    def ours(question: str) -> object:
        return service.search(question, scope=Scope())

    def parts(question: str) -> object:
        vector = service.encoder.encode([question])[0].tolist()
        lanes = [Lane("dense", vector), Lane("sparse", query_vector(question, "en"))]
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
    """Memory of the idle service, and the time to the first source, over HTTP."""
    import socket
    import subprocess

    import httpx

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
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            _wait_until_ready(client)
            step = max(1, len(texts) // 40)
            times = [
                _first_citation(client, " ".join(text.split()[-12:])) for text in texts[::step]
            ]
            # The first two bring in what later ones find in memory.
            cited = sorted(seconds for seconds in times[2:] if seconds is not None)
            idle = PeakMemory(process.pid).now()
        yield Figure("Idle service", f"{idle:.0f} MB", "", "at most 1,200 MB", idle <= 1200)
        if cited:
            median = cited[len(cited) // 2]
            yield Figure(
                f"Question to first source over HTTP, median of {len(cited)}",
                f"{median * 1000:.0f} ms",
                f"slowest {cited[-1] * 1000:.0f} ms",
                "at most 500 ms on the page",
                median <= 0.5,
            )
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(client: "httpx.Client") -> None:
    import httpx

    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if client.get("/readyz").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    raise MillwrightError("The service did not become ready within two minutes.")


def _first_citation(client: "httpx.Client", question: str) -> float | None:
    started = time.perf_counter()
    headers = {"Accept": "text/event-stream"}
    with client.stream("POST", "/api/ask", json={"question": question}, headers=headers) as answer:
        for line in answer.iter_lines():
            if line.startswith("event: citation"):
                return time.perf_counter() - started
    return None


def _ranking_figures(suites: Sequence[Path], manuals: Path, folder: Path) -> Iterator[Figure]:
    from evals.quality import Outcome, outcomes, p_values, pooled, suite_files
    from evals.starter import Starter
    from evals.suite import Case, load_suite, manual_names

    loaded: list[tuple[str, tuple[Case, ...], list[Path]]] = []
    for path in suites:
        cases = load_suite(path)
        files = suite_files(manuals, sorted(manual_names(cases)))
        if not files:
            raise MillwrightError(f"{manuals} holds none of the manuals that {path.name} is about.")
        loaded.append((path.stem, cases, files))
    everything = sorted({file for _, _, files in loaded for file in files})
    cache: Path | None = None
    for title, together in (("alone", False), ("together", True)):
        results: list[Sequence[Outcome]] = []
        starter: Starter | None = None
        for name, cases, files in loaded:
            corpus = everything if together else files
            home = folder / title / ("all" if together else name)
            home.mkdir(parents=True, exist_ok=True)
            if cache is not None and not (home / cache.name).exists():
                shutil.copy(cache, home)
            with _home(load_settings(home=home), worker=True) as service:
                _ingest_here(service, corpus)
                revisions = service.catalog.stored_revisions()
                if starter is None or not together:
                    starter = Starter(corpus, service.encoder)
                results.append(
                    outcomes(
                        cases,
                        revisions,
                        index=service.index,
                        encoder=service.encoder,
                        settings=service.settings,
                        starter=starter,
                    )
                )
                cache = home / "vectors.sqlite"
        for name, outcome in [
            *((name, result) for (name, _, _), result in zip(loaded, results, strict=True)),
            ("pooled", pooled(results)),
        ]:
            yield from _ranking_lines(f"{name}, ingested {title}", outcome, p_values(outcome))


def _ingest_here(service: "LocalService", files: Sequence[Path]) -> None:
    jobs = [service.submit(file, IngestOptions()) for file in files]
    while any(service.job(job.id).state in ("queued", "running") for job in jobs):
        time.sleep(0.2)
    for job in jobs:
        ended = service.job(job.id)
        if ended.state == "failed":
            raise MillwrightError(str(ended.error))


def _ranking_lines(
    name: str, outcome: "Sequence[Outcome]", p_by_peer: dict[str, float]
) -> Iterator[Figure]:
    ours = next(result.figures for result in outcome if result.system == "search")
    for result in outcome:
        if result.system == "search":
            continue
        peer = result.figures
        yield Figure(
            f"{name}, {ours.count} questions: hit@1, hit@5, MRR@10",
            f"{ours.hit_at_1:.3f}  {ours.hit_at_5:.3f}  {ours.mrr_at_10:.3f}",
            f"{result.system} {peer.hit_at_1:.3f}  {peer.hit_at_5:.3f}  {peer.mrr_at_10:.3f}",
            f"MRR above (p {p_by_peer[result.system]:.3f})",
            ours.mrr_at_10 > peer.mrr_at_10,
        )

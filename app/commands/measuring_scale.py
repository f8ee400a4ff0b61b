"""Figures of search by the number of chunks and of askers, from a service of its own."""

import datetime
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.commands.console import note
from app.commands.figure_report import print_figures
from app.commands.measuring_home import home_of_its_own
from app.commands.scaled_home import REVISIONS, Language, Question, fill, sampled
from evals.search_load import asked_at_once
from evals.served_home import ServedHome
from evals.speed import Figure, PeakMemory, latency, load_average
from store.contents import indexed_text
from store.encoders import DenseEncoder
from store.index import Point
from store.keywords import document_vector
from store.settings import load_settings
from store.values import Scope

ASKERS = (1, 2, 4, 8, 16)
# Up to here the peer keeps up.
_PEER_CHUNKS = 10_000
_PEER_QUESTIONS = 40
_WARM = 16
_ASKED_CHUNKS = 100_000


def measure_scale(
    sizes: Sequence[int], samples: Path, questions: int, seed: int, *, as_json: bool
) -> None:
    """Print latency and memory of search at each number of chunks, with 1 to 16 askers at once."""
    note(load_average())
    figures: list[Figure] = []
    languages = sampled(samples, load_settings())
    for chunks in sizes:
        with tempfile.TemporaryDirectory(prefix="millwright-scale-") as folder:
            for figure in _figures(Path(folder), chunks, languages, questions, seed):
                note(f"{figure.name}: {figure.ours}  {figure.peer}")
                figures.append(figure)
    print_figures(figures, as_json=as_json)


def _figures(
    folder: Path, chunks: int, languages: Mapping[str, Language], questions: int, seed: int
) -> Iterator[Figure]:
    note(f"making {chunks} chunks in {REVISIONS} revisions …")
    home = folder / "home"
    asked = fill(home, chunks, dict(languages), seed=seed)
    kept = sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / 2**20
    peer: dict[int, str] = {}
    if chunks <= _PEER_CHUNKS:
        few = min(questions, _PEER_QUESTIONS)
        peer = _peer(folder / "peer", home, languages, asked[:few])
    with ServedHome(home) as served, PeakMemory(served.pid) as memory:

        def search(question: Question) -> object:
            if question.machine is None:
                return served.search(question.text)
            return served.search(question.text, machine=question.machine)

        asked_at_once(search, asked[:_WARM], askers=2)
        alone = 0.0
        for askers in ASKERS:
            these = [asked[i % len(asked)] for i in range(questions)]
            before = load_average()
            times = asked_at_once(search, these, askers=askers)
            found, slowest = latency(times), max(times) * 1000
            wanted, met = "", None
            if askers == 1:
                alone = found.median
                if chunks == _ASKED_CHUNKS:
                    wanted, met = "p95 at most 120 ms", found.p95 <= 120
            elif askers == ASKERS[-1]:
                wanted = f"slowest at most {askers} × one asker's median"
                met = slowest <= askers * alone
            yield Figure(
                f"{chunks} chunks, {askers} at once, {len(times)} questions over HTTP",
                f"median {found.median:.0f} ms, p95 {found.p95:.0f} ms, slowest {slowest:.0f} ms",
                peer.get(askers, ""),
                wanted,
                met,
            )
            note(before)
        peak = max(memory.peak, memory.now())
    within = peak <= 2048 if chunks == _ASKED_CHUNKS else None
    yield Figure(
        f"{chunks} chunks, peak memory of the service",
        f"{peak:.0f} MB ({kept:.0f} MB in the home)",
        "",
        "at most 2,048 MB" if within is not None else "",
        within,
    )


def _peer(
    folder: Path, home: Path, languages: Mapping[str, Language], questions: Sequence[Question]
) -> dict[int, str]:
    """What qdrant-client's local mode takes for the same questions and chunks, by askers."""
    from evals.embedded_peer import EmbeddedPeer

    note("QdrantClient(path=…) takes in the same …")
    with home_of_its_own(load_settings(home=home), worker=False) as service:
        service.encoder.warm_up()
        stored = service.catalog.stored_revisions()
        in_force = service.catalog.in_force(Scope(), today=datetime.date.today())
        revisions = [revision.id for revision in in_force]
        client = EmbeddedPeer(folder, service.encoder)
        try:
            for revision in stored:
                encoder = languages[revision.language].encoder
                client.add(
                    [
                        _point(chunk, payload, encoder, revision.language)
                        for chunk, payload in service.index.chunks(revision.id)
                    ]
                )

            def search(question: Question) -> object:
                return client.search(question.text, revisions)

            search(questions[0])
            found: dict[int, str] = {}
            for askers in (ASKERS[0], ASKERS[-1]):
                times = latency(asked_at_once(search, questions, askers=askers))
                found[askers] = (
                    f"QdrantClient(path=…), encoding and hybrid query of {len(questions)} "
                    f"in this process: median {times.median:.0f} ms, p95 {times.p95:.0f} ms"
                )
            return found
        finally:
            client.close()


def _point(chunk: str, payload: Mapping[str, Any], encoder: DenseEncoder, language: str) -> Point:
    text = indexed_text(str(payload["path"]), str(payload["text"]))
    dense = encoder.encode([text])[0].tolist()
    return Point(chunk, dense, document_vector(text, language), payload)

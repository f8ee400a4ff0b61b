"""Figures of suites: how search ranks the right places, beside its parts and a starter."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from app.commands.measuring_home import home_of_its_own, ingested
from evals.speed import Figure
from ingest.naming import manual_and_revision
from store.errors import MillwrightError
from store.settings import load_settings

if TYPE_CHECKING:
    from evals.run import CaseResult, System
    from evals.runner import Peer
    from evals.starter import Source

_METRICS = ("hit@1", "hit@5", "precision@1", "mrr@10")


def ranking_figures(suites: Sequence[Path], manuals: Path, folder: Path) -> Iterator[Figure]:
    """Yield the ranking of suites beside its parts and the starter: each alone, all together."""
    from evals.provenance import corpus_of
    from evals.run import RunOptions, System
    from evals.runner import Runner, Task
    from evals.starter import Starter
    from evals.starter_bm25 import StarterBm25
    from evals.suite import Suite, manual_names, read_suite

    options = RunOptions(systems=get_args(System), answers=False)
    loaded: list[tuple[Suite, list[Path]]] = []
    for path in suites:
        suite = read_suite(path)
        files = _suite_files(manuals, sorted(manual_names(suite.cases)))
        if not files:
            raise MillwrightError(f"{manuals} holds none of the manuals that {path.name} is about.")
        loaded.append((suite, files))
    everything = sorted({file for _, files in loaded for file in files})
    cache: Path | None = None
    for title, together in (("alone", False), ("together", True)):
        pooled: list[CaseResult] = []
        peers: dict[System, Peer] = {}
        for suite, files in loaded:
            corpus = everything if together else files
            home = folder / title / ("all" if together else suite.name)
            home.mkdir(parents=True, exist_ok=True)
            if cache is not None and not (home / cache.name).exists():
                shutil.copy(cache, home)
            with home_of_its_own(load_settings(home=home), worker=True) as service:
                ingested(service, corpus)
                if not peers or not together:
                    used = corpus_of(service.manuals()).manuals
                    languages = {one.file: one.language for one in used}
                    sources = [_source(file, languages.get(file.name, "")) for file in corpus]
                    peers["starter"] = Starter(sources, service.encoder)
                    peers["starter-bm25"] = StarterBm25(sources)
                runner = Runner(service, options, languages={}, peers=peers)
                tasks = [Task(suite.name, case) for case in suite.cases if case.answerable]
                results = tuple(runner.results(tasks))
                cache = home / "vectors.sqlite"
            yield from _ranking_lines(f"{suite.name}, ingested {title}", results, options.systems)
            pooled.extend(results)
        yield from _ranking_lines(f"pooled, ingested {title}", pooled, options.systems)


def _source(file: Path, language: str) -> "Source":
    from evals.starter import Source

    manual, revision = manual_and_revision(file.name)
    return Source(manual, revision or "", file.name, language, file)


def _suite_files(manuals: Path, names: Sequence[str]) -> list[Path]:
    """The files in a folder that hold these manuals, named by id or by file name."""
    return sorted(
        path
        for path in manuals.iterdir()
        if path.is_file()
        and path.suffix.lower() in (".pdf", ".html", ".htm")
        and {path.stem, manual_and_revision(path.name)[0]} & set(names)
    )


def _ranking_lines(
    name: str, results: "Sequence[CaseResult]", systems: "Sequence[System]"
) -> Iterator[Figure]:
    from evals.metrics import figure, values
    from evals.metrics_intervals import permutation_p
    from evals.run import OUR_SYSTEM

    rates = {
        system: [figure(results, metric, system=system).value or 0.0 for metric in _METRICS]
        for system in systems
    }
    ours = rates.pop(OUR_SYSTEM)
    for system, theirs in rates.items():
        p = permutation_p(values(results, "mrr@10", system), values(results, "mrr@10"))
        yield Figure(
            f"{name}, {len(results)} questions: hit@1, hit@5, precision@1, MRR@10",
            "  ".join(f"{rate:.3f}" for rate in ours),
            f"{system} {'  '.join(f'{rate:.3f}' for rate in theirs)}",
            f"MRR above (p {p:.3f})",
            ours[-1] > theirs[-1],
        )

"""Figures of suites: how search ranks the right places, beside its parts and a starter."""

import datetime
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.measuring_home import home_of_its_own, ingested
from evals.speed import Figure
from store.errors import MillwrightError
from store.settings import load_settings
from store.values import Scope

if TYPE_CHECKING:
    from evals.quality import Outcome


def ranking_figures(suites: Sequence[Path], manuals: Path, folder: Path) -> Iterator[Figure]:
    """Yield the ranking of suites beside its parts and the starter: each alone, all together."""
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
            with home_of_its_own(load_settings(home=home), worker=True) as service:
                ingested(service, corpus)
                revisions = service.catalog.in_force(Scope(), today=datetime.date.today())
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

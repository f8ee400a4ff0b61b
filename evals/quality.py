"""Retrieval quality of search beside its own parts and the starter, on one corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.retrieve import HybridRetriever, retrieved
from evals.ranking import RankFigures, figures, permutation_p, reciprocal_ranks
from evals.starter import Starter
from evals.suite import Case
from ingest.naming import manual_and_revision
from store.encoders import DenseEncoder
from store.index import ChunkIndex
from store.settings import Settings
from store.values import Scope, StoredRevision

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ranks that one system gave to a suite's questions."""

    system: str
    ranks: tuple[int | None, ...]

    @property
    def figures(self) -> RankFigures:
        """Return the rates."""
        return figures(self.ranks)


def outcomes(
    cases: Sequence[Case],
    revisions: Sequence[StoredRevision],
    *,
    index: ChunkIndex,
    encoder: DenseEncoder,
    settings: Settings,
    starter: Starter | None,
) -> tuple[Outcome, ...]:
    """Return what search, each lane alone and the starter make of the answerable questions."""
    asked = [case for case in cases if case.answerable]

    def searched(case: Case) -> int | None:
        result = retrieved(
            case.question,
            Scope(),
            in_force=lambda scope: _of_machine(revisions, scope),
            index=index,
            encoder=encoder,
            settings=settings,
            limit=_DEPTH,
        )
        return case.first_right(tuple(item.hit for item in result.found))

    found = [Outcome("search", tuple(searched(case) for case in asked))]
    for system, dense, sparse in (("bm25", 0.0, 1.0), ("dense", 1.0, 0.0)):
        lane = settings.model_copy(update={"dense_weight": dense, "sparse_weight": sparse})
        retriever = HybridRetriever(index, encoder, lane, revisions=revisions, limit=_DEPTH)
        found.append(Outcome(system, tuple(_first_right(retriever, case) for case in asked)))
    if starter is not None:
        found.append(Outcome("starter", tuple(starter.first_right(case) for case in asked)))
    return tuple(found)


def _of_machine(revisions: Sequence[StoredRevision], scope: Scope) -> tuple[StoredRevision, ...]:
    return tuple(r for r in revisions if scope.machine is None or scope.machine in r.machines)


def _first_right(retriever: HybridRetriever, case: Case) -> int | None:
    return case.first_right(tuple(item.hit for item in retriever.found(case.question)))


def p_values(results: Sequence[Outcome]) -> dict[str, float]:
    """Return the p of search against each other system, in MRR@10, question by question."""
    by_name = {result.system: reciprocal_ranks(result.ranks) for result in results}
    ours = by_name.pop("search")
    return {name: permutation_p(ours, theirs) for name, theirs in by_name.items()}


def pooled(sets: Sequence[Sequence[Outcome]]) -> tuple[Outcome, ...]:
    """Return the outcomes of several suites as one, system by system."""
    names = [result.system for result in sets[0]]
    return tuple(
        Outcome(
            name,
            tuple(
                rank
                for results in sets
                for result in results
                if result.system == name
                for rank in result.ranks
            ),
        )
        for name in names
    )


def suite_files(manuals: Path, names: Sequence[str]) -> list[Path]:
    """Return the files in a folder that hold these manuals, named by id or by file name."""
    return sorted(
        path
        for path in manuals.iterdir()
        if path.is_file()
        and path.suffix.lower() in (".pdf", ".html", ".htm")
        and {path.stem, manual_and_revision(path.name)[0]} & set(names)
    )

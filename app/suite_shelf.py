"""The suites at hand: the plant's own in its home, and those that come with Millwright."""

from collections.abc import Sequence
from pathlib import Path

from app.evaluator import SuiteOnHand
from evals.run import RunOptions
from evals.suite import SuiteError, read_suite
from store.errors import NotFound
from store.manual_values import ManualSummary
from store.settings import CHECKOUT

# Where they lie in a checkout; an installation without one has the plant's own alone.
SHIPPED = (CHECKOUT / "data" / "samples", CHECKOUT / "data" / "suites")
_EVERYTHING = RunOptions(systems=("search",))


class SuiteShelf:
    """Suites by name. A plant's own suite hides one of the same name that came with Millwright."""

    def __init__(self, own: Path, shipped: tuple[Path, ...]) -> None:
        self._own = own
        self._shipped = shipped

    def all(self, manuals: Sequence[ManualSummary]) -> tuple[SuiteOnHand, ...]:
        """Return all suites, the plant's own first; one in disorder says so, and each how much of
        it is about other manuals than those of the home.
        """
        return tuple(self._described(name, path, manuals) for name, path in self._paths().items())

    def path(self, name: str) -> Path:
        """Return the file of a suite by its name; raises NotFound."""
        found = self._paths().get(name)
        if found is None:
            raise NotFound(f"There is no suite {name}: the page Quality lists those there are.")
        return found

    def _paths(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in (self._own, *self._shipped):
            for path in sorted(folder.glob("*.jsonl")):
                found.setdefault(path.stem, path)
        return found

    def _described(self, name: str, path: Path, manuals: Sequence[ManualSummary]) -> SuiteOnHand:
        # Here, not above: the libraries of the metrics take their time, and few start a run.
        from evals.runner import tasks_of

        own = path.parent == self._own
        try:
            asked, missing = tasks_of([read_suite(path)], manuals, _EVERYTHING)
        except SuiteError as error:
            return SuiteOnHand(name=name, own=own, cases=0, problem=str(error))
        places = (place for task in missing for place in task.case.expected)
        return SuiteOnHand(
            name=name,
            own=own,
            cases=len(asked) + len(missing),
            missing=len(missing),
            manuals_missing=tuple(dict.fromkeys(place.manual for place in places)),
        )

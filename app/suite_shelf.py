"""The suites at hand: the plant's own in its home, and those that come with Millwright."""

from pathlib import Path

from app.evaluator import SuiteOnHand
from evals.suite import SuiteError, load_suite
from store.errors import NotFound
from store.settings import CHECKOUT

# Where they lie in a checkout; an installation without one has the plant's own alone.
SHIPPED = (CHECKOUT / "data" / "samples", CHECKOUT / "data" / "suites")


class SuiteShelf:
    """Suites by name. A plant's own suite hides one of the same name that came with Millwright."""

    def __init__(self, own: Path, shipped: tuple[Path, ...]) -> None:
        self._own = own
        self._shipped = shipped

    def all(self) -> tuple[SuiteOnHand, ...]:
        """Return all suites, the plant's own first; one in disorder says so."""
        return tuple(self._described(name, path) for name, path in self._paths().items())

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

    def _described(self, name: str, path: Path) -> SuiteOnHand:
        own = path.parent == self._own
        try:
            return SuiteOnHand(name=name, own=own, cases=len(load_suite(path)))
        except SuiteError as error:
            return SuiteOnHand(name=name, own=own, cases=0, problem=str(error))

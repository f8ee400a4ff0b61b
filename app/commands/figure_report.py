"""Figures beside their peers', as a table or as JSON."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import BaseModel
from rich.table import Table

from app.commands.console import out, print_json, say
from evals.speed import Figure, load_average
from store.errors import MillwrightError

# What writes files to measure with, by the name under which each is imported.
_FOR_DEVELOPMENT = {"docx": "python-docx", "pptx": "python-pptx", "reportlab": "reportlab"}


@contextmanager
def writing_files() -> Iterator[None]:
    """Say what to install where a measurement lacks a package that `make setup` leaves out.

    Raises MillwrightError then.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = _FOR_DEVELOPMENT.get((error.name or "").partition(".")[0])
        if package is None:
            raise
        raise MillwrightError(
            f"This writes the files that it measures with, and lacks {package}: run `make dev` in "
            "the checkout first."
        ) from error


class Line(BaseModel):
    """A figure of the report, for `--json`."""

    name: str
    ours: str
    peer: str
    asked: str
    met: bool | None


def print_figures(figures: Sequence[Figure], *, as_json: bool) -> None:
    """Print the figures, and how busy the machine is."""
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

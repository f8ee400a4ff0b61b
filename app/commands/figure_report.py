"""Figures beside their peers', as a table or as JSON."""

from collections.abc import Sequence

from pydantic import BaseModel
from rich.table import Table

from app.commands.console import out, print_json, say
from evals.speed import Figure, load_average


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

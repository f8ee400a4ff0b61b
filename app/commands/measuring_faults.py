"""`millwright eval faults`: what becomes of manuals when things go wrong, in homes of its own."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import typer
from pydantic import BaseModel
from rich.table import Table

from app.commands.console import note, out, print_json, say
from evals.speed import Figure, file_line, load_average


class Line(BaseModel):
    """A figure of the report, for `--json`."""

    name: str
    ours: str
    peer: str
    asked: str
    met: bool | None


def measure_book(book: Path, *, as_json: bool) -> None:
    """Print how a long PDF comes in while questions are asked; exits 1 if a figure is not met."""
    from app.commands.faults_book import book_figures

    note(file_line(book))
    with tempfile.TemporaryDirectory(prefix="millwright-faults-") as folder:
        _report(book_figures(book, Path(folder)), as_json=as_json)


def measure_kills(kills: int, *, seed: int, as_json: bool) -> None:
    """Print what is left after the service was killed so often; exits 1 if anything is missing."""
    from app.commands.faults_kill import kill_figures

    with tempfile.TemporaryDirectory(prefix="millwright-faults-") as folder:
        _report(kill_figures(kills, Path(folder), seed=seed), as_json=as_json)


def measure_damage(files: int, *, seed: int, as_json: bool) -> None:
    """Print what becomes of damaged files and of bombs; exits 1 if one of them does harm."""
    from app.commands.faults_damage import damage_figures

    with tempfile.TemporaryDirectory(prefix="millwright-faults-") as folder:
        _report(damage_figures(files, Path(folder), seed=seed), as_json=as_json)


def _report(figures: Iterable[Figure], *, as_json: bool) -> None:
    note(load_average())
    found: list[Figure] = []
    for figure in figures:
        found.append(figure)
        note(f"{figure.name}: {figure.ours} {figure.peer}")
    if as_json:
        print_json([Line(**{name: getattr(f, name) for name in Line.model_fields}) for f in found])
    else:
        table = Table("Figure", "Millwright", "Peer in the same run", "Asked for", "")
        for figure in found:
            mark = "" if figure.met is None else ("met" if figure.met else "NOT MET")
            table.add_row(figure.name, figure.ours, figure.peer, figure.asked, mark)
        out.print(table)
        say(load_average())
    if any(figure.met is False for figure in found):
        raise typer.Exit(1)

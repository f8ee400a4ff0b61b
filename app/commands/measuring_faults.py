"""`millwright eval faults`: what becomes of manuals when things go wrong, in homes of its own."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import typer

from app.commands.console import note
from app.commands.figure_report import print_figures, writing_files
from evals.speed import Figure, file_line, load_average


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

    with writing_files(), tempfile.TemporaryDirectory(prefix="millwright-faults-") as folder:
        _report(damage_figures(files, Path(folder), seed=seed), as_json=as_json)


def _report(figures: Iterable[Figure], *, as_json: bool) -> None:
    note(load_average())
    found: list[Figure] = []
    for figure in figures:
        found.append(figure)
        note(f"{figure.name}: {figure.ours} {figure.peer}")
    print_figures(found, as_json=as_json)
    if any(figure.met is False for figure in found):
        raise typer.Exit(1)

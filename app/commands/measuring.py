"""`millwright eval speed`: figures beside their peers', in homes of its own."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.commands.console import note
from app.commands.figure_report import print_figures
from app.commands.measuring_book import book_figures
from app.commands.measuring_ranking import ranking_figures
from evals.speed import Figure, file_line, load_average
from store.errors import MillwrightError


def measure(
    book: Path | None, suites: Sequence[Path], manuals: Path | None, *, as_json: bool
) -> None:
    """Print the figures of a book and of suites; raises MillwrightError for nothing to measure."""
    if book is None and not suites:
        raise MillwrightError("Name a book to measure with, or --suite and --manuals, or all.")
    if bool(suites) != (manuals is not None):
        raise MillwrightError("Suites need the folder of their --manuals, and the other way round.")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="millwright-speed-") as folder:
        if book is not None:
            note(f"{file_line(book)}; {load_average()}")
            figures.extend(book_figures(book, Path(folder) / "book"))
        if suites and manuals is not None:
            figures.extend(ranking_figures(suites, manuals, Path(folder)))
    print_figures(figures, as_json=as_json)

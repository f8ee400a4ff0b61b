"""The commands that measure: speed, search at scale, what of manuals arrives, what faults do."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Json, Seed

measuring_app = typer.Typer()
reading_app = typer.Typer(no_args_is_help=True, help="What of manuals arrives, and how well.")
faults_app = typer.Typer(no_args_is_help=True, help="What kills, damage and long books do.")
measuring_app.add_typer(reading_app, name="reading")
measuring_app.add_typer(faults_app, name="faults")

Samples = Annotated[
    Path, typer.Option(help="The sample manuals, with the code that wrote them.", exists=True)
]


@measuring_app.command("speed")
def eval_speed(
    book: Annotated[
        Path | None, typer.Argument(help="A long PDF to measure with.", show_default=False)
    ] = None,
    suite: Annotated[
        list[Path] | None,
        typer.Option(help="Suites for ranking figures; may be given again."),
    ] = None,
    manuals: Annotated[
        Path | None, typer.Option(help="Folder with the manuals that the suites ask about.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure speed, memory and ranking, each beside a peer's figure from the same run.

    It works in a home of its own in a temporary folder. Give a book for speed and memory (a
    thousand pages take some ten minutes), suites and their manuals for ranking.
    """
    from app.commands.measuring import measure

    measure(book, suite or [], manuals, as_json=json)


@measuring_app.command("scale")
def eval_scale(
    size: Annotated[
        list[int] | None,
        typer.Option(help="How many chunks; may be given again.", min=100, show_default=False),
    ] = None,
    huge: Annotated[
        bool, typer.Option("--huge", help="1,000,000 chunks as well: over three hours, 30 GB.")
    ] = False,
    questions: Annotated[int, typer.Option(help="How many for each figure.", min=16)] = 200,
    samples: Samples = Path("data/samples"),
    seed: Seed = 1,
    json: Json = False,
) -> None:
    """Measure latency and memory of search at 1,000 to 100,000 chunks, with 1 to 16 askers at once.

    Each size in a home of its own in a temporary folder, of made manuals with the samples' words
    and vectors around theirs, asked over HTTP; beside it qdrant-client's local mode, where it can
    keep up.
    """
    from app.commands.measuring_scale import measure_scale

    sizes = [*(size or (1_000, 10_000, 100_000)), *((1_000_000,) if huge else ())]
    measure_scale(sizes, samples, questions, seed, as_json=json)


@reading_app.command("tables")
def reading_tables(
    files: Annotated[list[Path], typer.Argument(help="PDFs, or folders of them.")],
    json: Json = False,
) -> None:
    """Count the ruled tables that pdfplumber finds, and how many of them arrive as tables."""
    from app.commands.measuring_reading import measure_tables

    measure_tables(files, as_json=json)


@reading_app.command("cells")
def reading_cells(samples: Samples = Path("data/samples"), json: Json = False) -> None:
    """Count the cells written into the samples' tables that arrive in their row and column."""
    from app.commands.measuring_reading import measure_cells

    measure_cells(samples, as_json=json)


@reading_app.command("scans")
def reading_scans(samples: Samples = Path("data/samples"), json: Json = False) -> None:
    """Measure OCR on pictures of the samples' pages: letters that are wrong, steps that arrive."""
    from app.commands.measuring_reading import measure_scans

    measure_scans(samples, as_json=json)


@faults_app.command("kill")
def faults_kill(
    kills: Annotated[int, typer.Option(help="How often the service is killed.", min=1)] = 40,
    seed: Seed = 1,
    json: Json = False,
) -> None:
    """Kill a service at random moments of ingesting, and compare what is left with a calm run."""
    from app.commands.measuring_faults import measure_kills

    measure_kills(kills, seed=seed, as_json=json)


@faults_app.command("damage")
def faults_damage(
    files: Annotated[int, typer.Option(help="How many damaged files.", min=1)] = 300,
    seed: Seed = 1,
    json: Json = False,
) -> None:
    """Hand damaged files and bombs to a service: each is to fail with a sentence, or be in."""
    from app.commands.measuring_faults import measure_damage

    measure_damage(files, seed=seed, as_json=json)


@faults_app.command("book")
def faults_book(
    book: Annotated[Path, typer.Argument(help="A long PDF.", exists=True)], json: Json = False
) -> None:
    """Measure the first keyword answer, taking in again, and questions while a book comes in."""
    from app.commands.measuring_faults import measure_book

    measure_book(book, as_json=json)

"""The evaluator's commands: whether the answers are right, and what was measured."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Json

eval_app = typer.Typer(no_args_is_help=True, help="Whether the answers are right, and how fast.")
reading_app = typer.Typer(no_args_is_help=True, help="What of manuals arrives, and how well.")
faults_app = typer.Typer(no_args_is_help=True, help="What kills, damage and long books do.")
eval_app.add_typer(reading_app, name="reading")
eval_app.add_typer(faults_app, name="faults")

Samples = Annotated[
    Path, typer.Option(help="The sample manuals, with the code that wrote them.", exists=True)
]
Seed = Annotated[int, typer.Option(help="Where the random choices start.")]


@eval_app.command("run")
def eval_run(
    suites: Annotated[list[Path], typer.Argument(help="Suites as JSON Lines.")],
    json: Json = False,
) -> None:
    """Ask a suite's questions and print how search ranks the right places, and what is refused."""
    from app.commands.evaluating import run_suites

    run_suites(suites, as_json=json)


@eval_app.command("compare")
def eval_compare(
    before: Annotated[Path, typer.Argument(help="Output of `eval run --json`.")],
    after: Annotated[Path, typer.Argument(help="Another one, of a later state.")],
    json: Json = False,
) -> None:
    """Show which questions were won and lost between two runs, and if the difference is one."""
    from app.commands.evaluating import compare_runs

    compare_runs(before, after, as_json=json)


@eval_app.command("calibrate-judge")
def eval_calibrate_judge(
    labels: Annotated[
        Path,
        typer.Argument(help="Answers that people judged, as JSON Lines: see the README."),
    ],
    json: Json = False,
) -> None:
    """Print how far the judging model agrees with people: Cohen's kappa, with counts."""
    from app.commands.calibrating import calibrate_judge

    calibrate_judge(labels, as_json=json)


@eval_app.command("speed")
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
    """Measure the character error rate of OCR on pictures of the samples' pages."""
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

"""The commands that fit to a plant what can be fitted: the encoder, refusal, a judge."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Json, Seed, SkipMissing, two_for_failures

fitting_app = typer.Typer()


@fitting_app.command("adapt")
def eval_adapt(
    suites: Annotated[list[Path], typer.Argument(help="Suites that say whether it pays.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Where the encoder goes; else into the home.", show_default=False),
    ] = None,
    epochs: Annotated[int, typer.Option(help="How often it learns from all.", min=1, max=20)] = 1,
    seed: Seed = 1,
    skip_missing: SkipMissing = False,
    json: Json = False,
) -> None:
    """Adapt the encoder to the manuals in force, without labels, and keep it only if that pays.

    It learns which heading goes with which text, and never from the suites' questions. They are
    asked before and after, the latter in a copy of the home that is removed again: it pays if the
    whole search's MRR@10 over all of them rises significantly (paired, p < 0.05), and that of no
    suite falls so. It takes some 4 GB of memory, and longer than `millwright reembed`, which is a
    part of it.

    Exit code 0: it pays, and what to do next is printed. 1: it does not, and nothing is kept. 2: it
    could not be done. Stop a service over the home first.
    """
    from app.commands.adapting import adapt_encoder

    with two_for_failures():
        paid = adapt_encoder(
            suites, out=out, epochs=epochs, seed=seed, skip_missing=skip_missing, as_json=json
        )
    if not paid:
        raise typer.Exit(1)


@fitting_app.command("calibrate-refusal")
def eval_calibrate_refusal(
    suites: Annotated[
        list[Path], typer.Argument(help="Suites with questions that have no answer, too.")
    ],
    precision: Annotated[
        float | None,
        typer.Option(
            help="Take the threshold with the best recall at this precision, not the best F1; "
            "exit code 1 where none has it.",
            min=0.01,
            max=1,
            show_default=False,
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write weights and threshold into millwright.toml.")
    ] = False,
    skip_missing: SkipMissing = False,
    json: Json = False,
) -> None:
    """Fit the signals that refusal decides by to suites, and show what each threshold gives.

    Counts are cross-validated: each question is judged by weights fitted to the others. Without
    --write nothing is changed; with it, two lines of millwright.toml are, and taking them out again
    undoes it. It works in the home itself: stop a service over it first.
    """
    from app.commands.calibrating_refusal import calibrate_refusal

    calibrate_refusal(
        suites, precision=precision, write=write, skip_missing=skip_missing, as_json=json
    )


@fitting_app.command("calibrate-judge")
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

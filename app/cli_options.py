"""Options that several commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from store.errors import MillwrightError

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs, on standard output.")]
Seed = Annotated[int, typer.Option(help="Where the random choices start.")]
SkipMissing = Annotated[
    bool,
    typer.Option("--skip-missing", help="Leave out questions about manuals not in the home."),
]


@contextmanager
def two_for_failures() -> Iterator[None]:
    """Exit with 2 on an error: 1 says one thing alone, that a gate fell."""
    try:
        yield
    except MillwrightError as error:
        typer.echo(f"millwright: {error}", err=True)
        raise typer.Exit(2) from error

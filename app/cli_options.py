"""Options that several commands share."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs, on standard output.")]
Seed = Annotated[int, typer.Option(help="Where the random choices start.")]

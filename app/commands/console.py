"""Where commands print: results on stdout, everything else on stderr, text as text."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.status import Status
from rich.table import Table
from rich.text import Text

# A table of figures is never wider; one with long texts breaks them from here on.
_WIDEST_TABLE = 150

out = Console(highlight=False, soft_wrap=True)
notes = Console(stderr=True, highlight=False, soft_wrap=True)


def waiting(what: str) -> Status:
    """Return a context in which a terminal shows that something takes its time."""
    return notes.status(Text(what))


def progress_bar() -> Progress:
    """Return a context in which a terminal shows how much of each task is done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=notes,
        disable=not notes.is_terminal,
    )


@contextmanager
def interrupted_by_term() -> Iterator[None]:
    """Let a request to end (SIGTERM) end the command as Ctrl-C does: it clears up behind it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def print_json(value: BaseModel | Sequence[BaseModel]) -> None:
    """Print a contract value, or several as a list, as JSON."""
    import json

    plain = (
        value.model_dump(mode="json")
        if isinstance(value, BaseModel)
        else [item.model_dump(mode="json") for item in value]
    )
    print(json.dumps(plain, ensure_ascii=False, indent=2))


def print_table(table: Table, *, widest: int = _WIDEST_TABLE) -> None:
    """Print a table whole: a narrower terminal, or a log, breaks its lines and cuts no figure."""
    needed = out.measure(table, options=out.options.update(width=widest)).maximum
    Console(highlight=False, width=max(out.width, needed)).print(table)


def say(text: str, style: str = "") -> None:
    """Print a result as it stands: nothing in it is markup."""
    out.print(Text(text, style=style))


def note(text: str, style: str = "") -> None:
    """Print what is not the result itself on stderr."""
    notes.print(Text(text, style=style))

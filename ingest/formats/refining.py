"""Steps that better a layout that is whole without them: one that fails costs itself alone."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ingest.formats.damage import is_full_disk

_Layout = TypeVar("_Layout")
# Remarks of one manual at most.
_MOST_TOLD = 20


class Refining:
    """Takes such steps, and keeps what to say of those that failed."""

    def __init__(self) -> None:
        self._failed: dict[str, str] = {}

    def of(self, what: str, plain: _Layout, refined: Callable[[_Layout], _Layout]) -> _Layout:
        """Return `refined(plain)`, or `plain` where that fails; `what` it is about is told then.

        Wide on purpose: a layout that nobody has seen yet must not cost a plant its manual. Too
        much memory, too deep a nesting and a full disk pass, for they are not the step's.
        """
        try:
            return refined(plain)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            if is_full_disk(error):
                raise
            raised = traceback.extract_tb(error.__traceback__)[-1]
            told = f"{type(error).__name__}, {Path(raised.filename).name} line {raised.lineno}"
            self._failed.setdefault(what, told)
            return plain

    def remarks(self) -> tuple[str, ...]:
        """Return a sentence for each kind of step that failed, with the place in our code."""
        return tuple(
            f"{what} could not be made out, and came as the parser gave it: "
            f"something may be missing or out of place there ({told})."
            for what, told in [*self._failed.items()][:_MOST_TOLD]
        )

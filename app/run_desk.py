"""One run at a time, in the background of the process that owns the home."""

import datetime
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.evaluator import RunOrder, RunProgress
from store.errors import MillwrightError, NotAllowed

logger = logging.getLogger(__name__)

_CLOSING_SECONDS = 30.0


class RunCancelled(MillwrightError):
    """Somebody stopped the run: what came of it so far stays."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What a run tells of itself, and asks: `report` takes its id and how many of how many cases
    are through, `check` raises RunCancelled once it is to stop.
    """

    report: Callable[[str, int, int], None]
    check: Callable[[], None]


class Work(Protocol):
    """Does a run to its end; raises MillwrightError where it cannot."""

    def __call__(self, order: RunOrder, suites: Sequence[Path], watch: Watch) -> None: ...


class RunDesk:
    """Takes orders for runs, and says how far the last one is. Safe to use from several threads."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress: RunProgress | None = None

    def start(self, order: RunOrder, suites: Sequence[Path]) -> RunProgress:
        """Start a run; raises NotAllowed while another one is going."""
        with self._lock:
            if self._progress is not None and self._progress.stage == "running":
                raise NotAllowed("A run is going already: wait for its end, or cancel it.")
            self._stop.clear()
            self._progress = RunProgress(
                stage="running",
                suites=order.suites,
                started=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
            )
            self._thread = threading.Thread(
                target=self._run, args=(order, tuple(suites)), name="eval-run", daemon=True
            )
            self._thread.start()
            return self._progress

    def progress(self) -> RunProgress | None:
        """Return how far the run is that was started last; None where none was."""
        with self._lock:
            return self._progress

    def cancel(self) -> RunProgress:
        """Let the run end after the questions under way; raises NotAllowed where none is going."""
        with self._lock:
            if self._progress is None or self._progress.stage != "running":
                raise NotAllowed("No run is going.")
            self._stop.set()
            return self._progress

    def close(self) -> None:
        """Stop a run that is going, and wait for the questions under way."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_CLOSING_SECONDS)

    def _run(self, order: RunOrder, suites: Sequence[Path]) -> None:
        # So it stays where a fault of ours ends this thread, which says why in the log.
        ending = {
            "stage": "failed",
            "problem": "The run broke off; the log of the service says why.",
        }
        try:
            self._work(order, suites, Watch(self._report, self._check))
            ending = {"stage": "ended"}
        except RunCancelled:
            ending = {"stage": "cancelled"}
        except MillwrightError as error:
            ending = {"stage": "failed", "problem": str(error)}
        finally:
            self._change(**ending)

    def _report(self, run: str, done: int, total: int) -> None:
        self._change(run=run, done=done, total=total)

    def _check(self) -> None:
        if self._stop.is_set():
            raise RunCancelled("The run was cancelled.")

    def _change(self, **changes: Any) -> None:
        with self._lock:
            if self._progress is not None:
                self._progress = self._progress.model_copy(update=changes)

"""What a run that was ordered does: the suites asked of the service of this process."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.evaluator import RunOrder
from app.run_desk import Watch
from evals.run import CaseResult, RunOptions, System
from store.home import Home
from store.settings import Settings

if TYPE_CHECKING:
    from evals.evaluation import Evaluated


_OURS: tuple[System, ...] = ("search",)
_BASELINES: tuple[System, ...] = ("bm25", "dense", "rrf")
# A question at a time: technicians ask the same process, and come first.
_JOBS = 1


class RunWork:
    """Does runs of suites: an `app.run_desk.Work`."""

    def __init__(self, service: "Evaluated", settings: Settings, home: Home) -> None:
        self._service = service
        self._settings = settings
        self._home = home

    def __call__(self, order: RunOrder, suites: Sequence[Path], watch: Watch) -> None:
        """Do a run to its end and write its report; questions about manuals that are not here are
        left out.
        """
        # Here, not above: the libraries of the metrics take their time, and few start a run.
        from evals.evaluation import begun, closed, gone_on, tasks_left
        from evals.judge import judge_of
        from evals.provenance import conditions_of
        from evals.runs import Runs
        from evals.suite import read_suite

        judge = judge_of(self._settings) if order.judge else None
        read = [read_suite(path) for path in suites]
        conditions = conditions_of(self._settings)
        folder = begun(
            self._service,
            read,
            runs=Runs(self._home.runs),
            options=RunOptions(
                systems=_OURS + _BASELINES if order.baselines else _OURS,
                answers=order.answers,
                limit=order.limit,
                jobs=_JOBS,
            ),
            conditions=conditions,
            judge=judge,
            name=order.name,
            skip_missing=True,
        )
        tasks = tasks_left(folder, read, self._service, conditions)
        run, total, done = folder.run().id, len(tasks), 0
        watch.report(run, done, total)

        def count(_result: CaseResult) -> None:
            nonlocal done
            done += 1
            watch.report(run, done, total)

        gone_on(folder, tasks, self._service, judge=judge, check=watch.check, on_case=count)
        closed(folder, self._service)

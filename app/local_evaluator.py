"""Runs and drafts in this process: the one that owns the home."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from app.evaluator import Proposed, RunOrder, RunProgress, SuiteOnHand
from app.run_desk import RunDesk
from app.suite_shelf import SHIPPED, SuiteShelf
from evals.drafts import Draft, DraftBox, draft_of
from evals.provenance import conditions_of
from evals.run import OUR_SYSTEM, CaseResult, Conditions, Run
from evals.runs import RunFolder, Runs
from evals.suite import Case
from store.errors import NotAllowed, NotFound
from store.home import Home
from store.manual_values import ManualSummary
from store.settings import Settings
from store.values import Complaint

if TYPE_CHECKING:
    from evals.comparison import Comparison


Propose = Callable[[str, int, Collection[str]], tuple[tuple[Draft, ...], str | None]]
"""Drafts of a manual by its id, so many a revision, and why a model did not word them."""


class LocalEvaluator:
    """An `Evaluator` over the folders of an open home."""

    def __init__(
        self,
        home: Home,
        desk: RunDesk,
        *,
        manuals: Callable[[], tuple[ManualSummary, ...]],
        complaints: Callable[[], tuple[Complaint, ...]],
        propose: Propose,
        settings: Settings,
        shipped: tuple[Path, ...] = SHIPPED,
    ) -> None:
        """Keep runs, drafts and suites in a home; `shipped` are folders of further suites."""
        self._runs = Runs(home.runs)
        self._box = DraftBox(home.drafts, home.suites)
        self._shelf = SuiteShelf(home.suites, shipped)
        self._desk = desk
        self._manuals = manuals
        self._complaints = complaints
        self._propose = propose
        self._settings = settings

    # Runs

    def suites(self) -> tuple[SuiteOnHand, ...]:
        """Return the suites that a run can be started over."""
        return self._shelf.all(self._manuals())

    def conditions(self) -> Conditions:
        """Return what a run would be asked under here."""
        return conditions_of(self._settings)

    def runs(self) -> tuple[Run, ...]:
        """Return all runs that can be read, the oldest first."""
        return self._runs.all()

    def runs_unread(self) -> tuple[str, ...]:
        """Return a sentence for each run that cannot be read."""
        return self._runs.unread()

    def run(self, run: str) -> Run:
        """Return a run by its id."""
        return self._folder(run).run()

    def cases(self, run: str) -> tuple[CaseResult, ...]:
        """Return what came of each question of a run so far."""
        return self._folder(run).cases()

    def report(self, run: str) -> str:
        """Return the report of a run that has ended."""
        report = self._folder(run).report
        if not report.is_file():
            raise NotAllowed("The run has no report yet: it is written when the run has ended.")
        return report.read_text(encoding="utf-8")

    def compare(self, before: str, after: str) -> "Comparison":
        """Return what tells two runs apart, question by question."""
        from evals.comparison import Side, compared

        old, new = self._folder(before), self._folder(after)
        return compared(
            Side(run=old.run(), system=OUR_SYSTEM),
            Side(run=new.run(), system=OUR_SYSTEM),
            old.cases(),
            new.cases(),
        )

    def _folder(self, run: str) -> RunFolder:
        # By id only: `find` would take any path of this machine, and this comes over HTTP, too.
        if run not in self._runs.ids():
            raise NotFound(f"There is no run {run} in this home.")
        return self._runs.find(run)

    def start(self, order: RunOrder) -> RunProgress:
        """Start a run in the background; one at a time."""
        if order.judge and not self._settings.has_model:
            raise NotAllowed("There is no model that could judge: set one, or run without a judge.")
        return self._desk.start(order, [self._shelf.path(name) for name in order.suites])

    def progress(self) -> RunProgress | None:
        """Return how far the run is that was started last."""
        return self._desk.progress()

    def cancel(self) -> RunProgress:
        """Stop the run that is going after the questions under way."""
        return self._desk.cancel()

    # Drafts

    def complaints(self) -> tuple[Complaint, ...]:
        """Return the answers that did not help and are no draft yet, the newest first."""
        drafted = {draft.answer for draft in self._box.all()}
        return tuple(c for c in self._complaints() if c.answer.id not in drafted)

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first."""
        return self._box.all()

    def draft_answer(self, answer: str) -> Draft:
        """Make a draft of an answer that did not help; the same answer has one draft."""
        said = next((c for c in self._complaints() if c.answer.id == answer), None)
        if said is None:
            raise NotFound(f"Nobody said of an answer {answer} that it did not help.")
        draft = draft_of(said)
        self._box.add([draft])
        return self._box.draft(draft.id)

    def propose(self, manual: str, *, limit: int = 20, keep: bool = True) -> Proposed:
        """Propose drafts from a manual's revisions in force; `keep` them for confirmation."""
        known = {draft.id for draft in self._box.all()} if keep else set()
        drafts, remark = self._propose(manual, limit, known)
        new = len(self._box.add(drafts)) if keep else len(drafts)
        return Proposed(drafts=drafts, new=new, remark=remark)

    def change_draft(self, draft: str, case: Case) -> Draft:
        """Put a corrected case in place of a draft's own."""
        return self._box.change(draft, case)

    def confirm_draft(self, draft: str, suite: str) -> Draft:
        """Append a draft's case to a suite of this plant."""
        return self._box.confirm(draft, suite)

    def dismiss_draft(self, draft: str) -> Draft:
        """Set a draft aside."""
        return self._box.dismiss(draft)

    def reopen_draft(self, draft: str) -> Draft:
        """Undo a confirmation or a dismissal."""
        return self._box.reopen(draft)

    def close(self) -> None:
        """Stop a run that is going, and wait for the questions under way."""
        self._desk.close()

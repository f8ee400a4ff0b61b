"""What an evaluator can do, whoever holds the home: one protocol for pages, API and CLI."""

import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import Field

from evals.drafts import Draft
from evals.run import CaseResult, Conditions, Run
from evals.suite import Case
from store.values import Complaint, Value

if TYPE_CHECKING:
    # It brings the libraries of the metrics, which most commands never need.
    from evals.comparison import Comparison

RunStage = Literal["running", "ended", "cancelled", "failed"]


class SuiteOnHand(Value):
    """A suite that a run can be started over."""

    name: str
    own: bool = Field(description="of this plant: it grows from drafts")
    cases: int = Field(description="without drafts, which are never asked")
    missing: int = Field(
        default=0, description="how many of them are about manuals that are not in the home"
    )
    manuals_missing: tuple[str, ...] = Field(default=(), description="those manuals, by name")
    problem: str | None = Field(default=None, description="why it cannot be asked")


class RunOrder(Value):
    """What a run is to ask."""

    suites: tuple[str, ...] = Field(min_length=1, description="by name, see /evals/suites")
    answers: bool = Field(default=True, description="false: measure retrieval alone")
    judge: bool = Field(default=False, description="let a model judge the answers, if one is set")
    baselines: bool = Field(default=False, description="ask bm25, dense and rrf beside ours")
    limit: int | None = Field(default=None, ge=1, description="the first so many of each suite")
    name: str = Field(default="", max_length=80)


class RunProgress(Value):
    """How far a run is that was started here."""

    run: str | None = Field(default=None, description="its id, once it has one")
    stage: RunStage
    suites: tuple[str, ...]
    done: int = 0
    total: int = 0
    started: datetime.datetime
    problem: str | None = None


class Proposed(Value):
    """Drafts made from a manual."""

    drafts: tuple[Draft, ...]
    new: int = Field(description="how many of them were not proposed before")
    remark: str | None = Field(default=None, description="why the model did not word them")


class Evaluator(Protocol):
    """Runs and drafts. Every method raises a MillwrightError whose message is fit for a person:
    NotFound for what is not kept here, NotAllowed for a step that does not fit the state.
    """

    def suites(self) -> tuple[SuiteOnHand, ...]:
        """Return the suites that a run can be started over: the plant's own, then the samples'."""

    def conditions(self) -> Conditions:
        """Return what a run would be asked under: settings, versions, models of who answers."""

    def runs(self) -> tuple[Run, ...]:
        """Return all runs that can be read, the oldest first."""

    def runs_unread(self) -> tuple[str, ...]:
        """Return a sentence for each run that cannot be read."""

    def run(self, run: str) -> Run:
        """Return a run by its id."""

    def cases(self, run: str) -> tuple[CaseResult, ...]:
        """Return what came of each question of a run so far."""

    def report(self, run: str) -> str:
        """Return the report of a run that has ended: one HTML page that needs nothing beside it."""

    def compare(self, before: str, after: str) -> "Comparison":
        """Return what tells two runs apart, question by question."""

    def start(self, order: RunOrder) -> RunProgress:
        """Start a run in the background; one at a time."""

    def progress(self) -> RunProgress | None:
        """Return how far the run is that was started last; None where none was."""

    def cancel(self) -> RunProgress:
        """Stop the run that is going after the questions under way; what came of it stays."""

    def complaints(self) -> tuple[Complaint, ...]:
        """Return the answers that did not help and are no draft yet, the newest first."""

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first."""

    def draft_answer(self, answer: str) -> Draft:
        """Make a draft of an answer that did not help; the same answer has one draft."""

    def propose(self, manual: str, *, limit: int = 20, keep: bool = True) -> Proposed:
        """Propose drafts from a manual's revisions in force; `keep` them for confirmation."""

    def change_draft(self, draft: str, case: Case) -> Draft:
        """Put a corrected case in place of a draft's own."""

    def confirm_draft(self, draft: str, suite: str) -> Draft:
        """Append a draft's case to a suite of this plant."""

    def dismiss_draft(self, draft: str) -> Draft:
        """Set a draft aside."""

    def reopen_draft(self, draft: str) -> Draft:
        """Undo a confirmation or a dismissal."""

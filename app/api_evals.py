"""The evaluator's part of the HTTP API."""

from enum import Enum

from fastapi import FastAPI, Response
from pydantic import Field

from app.evaluator import Evaluator, Proposed, RunOrder, RunProgress, SuiteOnHand
from evals.comparison import Comparison
from evals.drafts import Draft
from evals.run import CaseResult, Conditions, Run
from evals.suite import Case
from store.values import Complaint, Value

_TAGS: list[str | Enum] = ["evaluation"]


class AnswerRequest(Value):
    """An answer that did not help, by its id."""

    answer: str


class ProposeRequest(Value):
    """A manual to propose cases from."""

    manual: str
    limit: int = Field(default=20, ge=1, le=500)
    keep: bool = Field(default=True, description="keep them among the drafts of the home")


class ConfirmRequest(Value):
    """The suite that a draft goes to."""

    suite: str


def add_evals(api: FastAPI, evaluator: Evaluator) -> None:
    """Add the routes of evaluation."""
    _add_runs(api, evaluator)
    _add_drafts(api, evaluator)


def _add_runs(api: FastAPI, evaluator: Evaluator) -> None:
    @api.get("/evals/suites", tags=_TAGS, summary="List the suites")
    def suites() -> tuple[SuiteOnHand, ...]:
        """Return the suites that a run can be started over."""
        return evaluator.suites()

    @api.get("/evals/conditions", tags=_TAGS, summary="Show what questions are answered under")
    def conditions() -> Conditions:
        """Return settings without secrets, versions, encoder and model of the process that answers.

        A run keeps them, so that it can be repeated.
        """
        return evaluator.conditions()

    @api.get("/evals/runs", tags=_TAGS, summary="List the runs")
    def runs() -> tuple[Run, ...]:
        """Return all runs that can be read, the oldest first."""
        return evaluator.runs()

    @api.get("/evals/runs/unread", tags=_TAGS, summary="List the runs that cannot be read")
    def unread() -> tuple[str, ...]:
        """Return a sentence for each run that is damaged, or of another version."""
        return evaluator.runs_unread()

    @api.post("/evals/runs", tags=_TAGS, status_code=202, summary="Start a run")
    def start(order: RunOrder) -> RunProgress:
        """Start a run in the background; 409 while another one is going."""
        return evaluator.start(order)

    @api.get("/evals/progress", tags=_TAGS, summary="Show how far the run is")
    def progress() -> RunProgress | None:
        """Return how far the run is that was started last; null where none was."""
        return evaluator.progress()

    @api.post("/evals/cancel", tags=_TAGS, summary="Stop the run")
    def cancel() -> RunProgress:
        """Stop the run that is going; what came of it stays."""
        return evaluator.cancel()

    @api.get("/evals/runs/{run}", tags=_TAGS, summary="Show a run")
    def run(run: str) -> Run:
        """Return settings, figures and gates of a run."""
        return evaluator.run(run)

    @api.get("/evals/runs/{run}/cases", tags=_TAGS, summary="Show the questions of a run")
    def cases(run: str) -> tuple[CaseResult, ...]:
        """Return what came of each question of a run so far."""
        return evaluator.cases(run)

    @api.get(
        "/evals/runs/{run}/report",
        tags=_TAGS,
        summary="Take a run's report along",
        response_class=Response,
        responses={200: {"content": {"text/html": {}}}},
    )
    def report(run: str) -> Response:
        """Return the report as one HTML file that needs no network; 409 while the run is going."""
        headers = {
            "Content-Disposition": f'attachment; filename="{run}.html"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(evaluator.report(run), media_type="text/html", headers=headers)

    @api.get("/evals/compare", tags=_TAGS, summary="Compare two runs")
    def compare(before: str, after: str) -> Comparison:
        """Return metrics on both sides with paired tests, and the questions won and lost."""
        return evaluator.compare(before, after)


def _add_drafts(api: FastAPI, evaluator: Evaluator) -> None:
    @api.get("/evals/complaints", tags=_TAGS, summary="List the answers that did not help")
    def complaints() -> tuple[Complaint, ...]:
        """Return the answers that did not help and are no draft yet, the newest first."""
        return evaluator.complaints()

    @api.get("/evals/drafts", tags=_TAGS, summary="List the drafts")
    def drafts() -> tuple[Draft, ...]:
        """Return all drafts, the newest first."""
        return evaluator.drafts()

    @api.post("/evals/drafts", tags=_TAGS, status_code=201, summary="Make a draft of an answer")
    def draft_answer(request: AnswerRequest) -> Draft:
        """Make a draft case of an answer that did not help."""
        return evaluator.draft_answer(request.answer)

    @api.post("/evals/drafts/propose", tags=_TAGS, summary="Propose drafts from a manual")
    def propose(request: ProposeRequest) -> Proposed:
        """Propose cases from headings, tables and identifiers of a manual in force."""
        return evaluator.propose(request.manual, limit=request.limit, keep=request.keep)

    @api.put("/evals/drafts/{draft}", tags=_TAGS, summary="Correct a draft")
    def change(draft: str, case: Case) -> Draft:
        """Put a corrected case in place of a draft's own."""
        return evaluator.change_draft(draft, case)

    @api.post("/evals/drafts/{draft}/confirm", tags=_TAGS, summary="Confirm a draft")
    def confirm(draft: str, request: ConfirmRequest) -> Draft:
        """Append a draft's case to a suite; 409 where it could not be passed by any answer."""
        return evaluator.confirm_draft(draft, request.suite)

    @api.post("/evals/drafts/{draft}/dismiss", tags=_TAGS, summary="Set a draft aside")
    def dismiss(draft: str) -> Draft:
        """Set a draft aside."""
        return evaluator.dismiss_draft(draft)

    @api.post("/evals/drafts/{draft}/reopen", tags=_TAGS, summary="Undo what was done to a draft")
    def reopen(draft: str) -> Draft:
        """Undo a confirmation or a dismissal; the suite loses the case."""
        return evaluator.reopen_draft(draft)

"""Evaluation, asked of the process that owns the home, over HTTP on loopback."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pydantic import TypeAdapter

from app.evaluator import Proposed, RunOrder, RunProgress, SuiteOnHand
from app.remote_owner import Send
from evals.drafts import Draft
from evals.run import CaseResult, Conditions, Run
from evals.suite import Case
from store.values import Complaint

if TYPE_CHECKING:
    from evals.comparison import Comparison

_SUITES = TypeAdapter(tuple[SuiteOnHand, ...])
_RUNS = TypeAdapter(tuple[Run, ...])
_CASES = TypeAdapter(tuple[CaseResult, ...])
_PROGRESS: TypeAdapter[RunProgress | None] = TypeAdapter(RunProgress | None)
_COMPLAINTS = TypeAdapter(tuple[Complaint, ...])
_DRAFTS = TypeAdapter(tuple[Draft, ...])


class RemoteEvaluator:
    """An `Evaluator` that passes every call on."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def suites(self) -> tuple[SuiteOnHand, ...]:
        """Return the suites that a run can be started over."""
        return _SUITES.validate_json(self._send("GET", "/evals/suites").content)

    def conditions(self) -> Conditions:
        """Return what a run would be asked under there."""
        return Conditions.model_validate_json(self._send("GET", "/evals/conditions").content)

    def runs(self) -> tuple[Run, ...]:
        """Return all runs that can be read, the oldest first."""
        return _RUNS.validate_json(self._send("GET", "/evals/runs").content)

    def runs_unread(self) -> tuple[str, ...]:
        """Return a sentence for each run that cannot be read."""
        return tuple(self._send("GET", "/evals/runs/unread").json())

    def run(self, run: str) -> Run:
        """Return a run by its id."""
        return Run.model_validate_json(self._send("GET", _run(run)).content)

    def cases(self, run: str) -> tuple[CaseResult, ...]:
        """Return what came of each question of a run so far."""
        return _CASES.validate_json(self._send("GET", f"{_run(run)}/cases").content)

    def report(self, run: str) -> str:
        """Return the report of a run that has ended."""
        return self._send("GET", f"{_run(run)}/report").content.decode()

    def compare(self, before: str, after: str) -> "Comparison":
        """Return what tells two runs apart, question by question."""
        from evals.comparison import Comparison

        sent = self._send("GET", "/evals/compare", params={"before": before, "after": after})
        return Comparison.model_validate_json(sent.content)

    def start(self, order: RunOrder) -> RunProgress:
        """Start a run in the background."""
        sent = self._send("POST", "/evals/runs", json=order.model_dump(mode="json"))
        return RunProgress.model_validate_json(sent.content)

    def progress(self) -> RunProgress | None:
        """Return how far the run is that was started last."""
        return _PROGRESS.validate_json(self._send("GET", "/evals/progress").content)

    def cancel(self) -> RunProgress:
        """Stop the run that is going."""
        return RunProgress.model_validate_json(self._send("POST", "/evals/cancel").content)

    def complaints(self) -> tuple[Complaint, ...]:
        """Return the answers that did not help and are no draft yet."""
        return _COMPLAINTS.validate_json(self._send("GET", "/evals/complaints").content)

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first."""
        return _DRAFTS.validate_json(self._send("GET", "/evals/drafts").content)

    def draft_answer(self, answer: str) -> Draft:
        """Make a draft of an answer that did not help."""
        return self._draft("POST", "", {"answer": answer})

    def propose(self, manual: str, *, limit: int = 20, keep: bool = True) -> Proposed:
        """Propose drafts from a manual's revisions in force."""
        body = {"manual": manual, "limit": limit, "keep": keep}
        sent = self._send("POST", "/evals/drafts/propose", json=body)
        return Proposed.model_validate_json(sent.content)

    def change_draft(self, draft: str, case: Case) -> Draft:
        """Put a corrected case in place of a draft's own."""
        return self._draft("PUT", _at(draft), case.model_dump(mode="json"))

    def confirm_draft(self, draft: str, suite: str) -> Draft:
        """Append a draft's case to a suite of this plant."""
        return self._draft("POST", f"{_at(draft)}/confirm", {"suite": suite})

    def dismiss_draft(self, draft: str) -> Draft:
        """Set a draft aside."""
        return self._draft("POST", f"{_at(draft)}/dismiss")

    def reopen_draft(self, draft: str) -> Draft:
        """Undo a confirmation or a dismissal."""
        return self._draft("POST", f"{_at(draft)}/reopen")

    def _draft(self, method: str, path: str, body: dict[str, Any] | None = None) -> Draft:
        sent = self._send(method, f"/evals/drafts{path}", json=body)
        return Draft.model_validate_json(sent.content)


def _run(run: str) -> str:
    return f"/evals/runs/{quote(run, safe='')}"


def _at(draft: str) -> str:
    return f"/{quote(draft, safe='')}"

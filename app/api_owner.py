"""The document owner's part of the HTTP API."""

from enum import Enum
from typing import Annotated

from fastapi import Body, FastAPI, Query

from app.owner import Owner
from store.control_values import Event, Machine, PageAccount, PageContents, Reconciliation
from store.manual_values import IngestOptions, Job, RevisionSummary
from store.revision_diff_values import RevisionDiff
from store.values import Value


class RevisionRequest(Value):
    """A revision, and who does something to it."""

    manual: str
    revision: str
    by: str | None = None


class WithdrawRequest(RevisionRequest):
    """A revision to withdraw, and why."""

    why: str = ""


class ChangeRequest(Value):
    """A revision, and what is said anew of it."""

    manual: str
    revision: str
    options: IngestOptions


class ReconcileRequest(Value):
    """Whether what does not agree is to be mended."""

    repair: bool = False


def add_owner(api: FastAPI, owner: Owner) -> None:
    """Add the routes of document control."""
    _add_revisions(api, owner)
    _add_machines(api, owner)
    _add_jobs(api, owner)


def _add_revisions(api: FastAPI, owner: Owner) -> None:
    tags: list[str | Enum] = ["document control"]

    @api.post("/manuals/release", tags=tags, summary="Put a draft in force")
    def release(request: RevisionRequest) -> RevisionSummary:
        """Put a draft in force from its effective date; 409 where that is not allowed."""
        return owner.release(request.manual, request.revision, by=request.by)

    @api.post("/manuals/withdraw", tags=tags, summary="Let a revision answer no more")
    def withdraw(request: WithdrawRequest) -> RevisionSummary:
        """Let a revision answer no more, not even when asked for by its label."""
        return owner.withdraw(request.manual, request.revision, by=request.by, why=request.why)

    @api.post("/manuals/restore", tags=tags, summary="Undo a withdrawal")
    def restore(request: RevisionRequest) -> RevisionSummary:
        """Let a withdrawn revision answer again; where releases are required it is a draft."""
        return owner.restore(request.manual, request.revision, by=request.by)

    @api.post("/manuals/confirm", tags=tags, summary="Confirm what was read from a document")
    def confirm(request: RevisionRequest) -> RevisionSummary:
        """Keep that what was read from the document is right."""
        return owner.confirm(request.manual, request.revision, by=request.by)

    @api.post("/manuals/change", tags=tags, summary="Say something else of a revision")
    def change(request: ChangeRequest) -> RevisionSummary:
        """Take over what is said anew; what is left out stays."""
        return owner.change(request.manual, request.revision, request.options)

    @api.post("/manuals/delete", tags=tags, status_code=204, summary="Delete a revision")
    def delete(request: RevisionRequest) -> None:
        """Remove a revision: its chunks, vectors, page images and original."""
        owner.delete(request.manual, request.revision, by=request.by)

    @api.get("/manuals/events", tags=tags, summary="Show what was done")
    def events(manual: str | None = None) -> tuple[Event, ...]:
        """Return what was done, of one manual or in all, the newest first."""
        return owner.events(manual)

    @api.get("/manuals/pages", tags=tags, summary="Show what became of each page")
    def pages(manual: str, revision: str) -> tuple[PageAccount, ...]:
        """Return outcome and reason of each page; nothing for a document without pages."""
        return owner.pages(manual, revision)

    @api.get("/manuals/contents", tags=tags, summary="Show what was read on a page")
    def contents(
        manual: str,
        revision: str,
        page: Annotated[int | None, Query(ge=1, description="PDF page, from 1")] = None,
    ) -> PageContents:
        """Return the chunks of a page; of a document without pages all of them."""
        return owner.page(manual, revision, page)

    @api.get("/manuals/diff", tags=tags, summary="Compare two revisions")
    def diff(manual: str, old: str, new: str) -> RevisionDiff:
        """Return changed numbers first, then changed, added and removed sections."""
        return owner.difference(manual, old, new)

    @api.post("/reconcile", tags=tags, summary="Check that catalog, index and files agree")
    def reconcile(request: Annotated[ReconcileRequest, Body()]) -> Reconciliation:
        """Return what does not agree; with `repair`, mend it."""
        return owner.reconcile(repair=request.repair)


def _add_machines(api: FastAPI, owner: Owner) -> None:
    tags: list[str | Enum] = ["machines"]

    @api.get("/machines", tags=tags, summary="List the machines")
    def machines() -> tuple[Machine, ...]:
        """Return all machines by id."""
        return owner.machines()

    @api.put("/machines", tags=tags, summary="Keep machines")
    def put_machines(machines: list[Machine]) -> tuple[Machine, ...]:
        """Keep machines, in place of those of the same ids, and return all."""
        return owner.put_machines(machines)

    @api.delete("/machines", tags=tags, status_code=204, summary="Forget a machine")
    def remove_machine(machine: str) -> None:
        """Forget a machine; manuals keep its name."""
        owner.remove_machine(machine)


def _add_jobs(api: FastAPI, owner: Owner) -> None:
    tags: list[str | Enum] = ["jobs"]

    @api.post("/jobs/{job}/retry", tags=tags, summary="Try a failed job anew")
    def retry(job: str) -> Job:
        """Queue a failed job again."""
        return owner.retry(job)

    @api.post("/jobs/{job}/cancel", tags=tags, summary="Stop a job")
    def cancel(job: str) -> Job:
        """Stop a job that is not in yet; 409 where it is."""
        return owner.cancel(job)

    @api.delete("/jobs/{job}", tags=tags, status_code=204, summary="Forget a failed job")
    def dismiss(job: str) -> None:
        """Forget a failed or cancelled job and its upload."""
        owner.dismiss(job)

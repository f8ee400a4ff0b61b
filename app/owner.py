"""What a document owner can do, whoever holds the home: one protocol for pages, API and CLI."""

from collections.abc import Sequence
from typing import Protocol

from store.control_values import Event, Machine, PageAccount, PageContents, Reconciliation
from store.manual_values import IngestOptions, Job, RevisionSummary
from store.revision_diff_values import RevisionDiff


class Owner(Protocol):
    """Document control. Every method raises a MillwrightError whose message is fit for a person:
    NotFound for what is not kept here, NotAllowed for a step that does not fit the state.

    `manual` is a manual's id, `revision` a label, `by` the person who does it.
    """

    def release(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Put a draft in force from its effective date."""

    def withdraw(
        self, manual: str, revision: str, *, by: str | None = None, why: str = ""
    ) -> RevisionSummary:
        """Let a revision answer no more, not even when asked for."""

    def restore(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Undo a withdrawal."""

    def change(self, manual: str, revision: str, options: IngestOptions) -> RevisionSummary:
        """Take over what is said anew of a revision; what is left out stays."""

    def confirm(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Keep that what was read from the document is right."""

    def delete(self, manual: str, revision: str, *, by: str | None = None) -> None:
        """Remove a revision: its chunks, vectors, page images and original."""

    def events(self, manual: str | None = None) -> tuple[Event, ...]:
        """Return what was done, of one manual or in all, the newest first."""

    def pages(self, manual: str, revision: str) -> tuple[PageAccount, ...]:
        """Return what became of each page; nothing for a document without pages."""

    def page(self, manual: str, revision: str, page: int | None) -> PageContents:
        """Return what was read on a page; of a document without pages (None) all of it."""

    def difference(self, manual: str, old: str, new: str) -> RevisionDiff:
        """Return what changed from one revision to another, numbers first."""

    def machines(self) -> tuple[Machine, ...]:
        """Return all machines by id."""

    def put_machines(self, machines: Sequence[Machine]) -> tuple[Machine, ...]:
        """Keep machines, in place of those of the same ids, and return all."""

    def remove_machine(self, machine: str) -> None:
        """Forget a machine."""

    def reconcile(self, *, repair: bool = False) -> Reconciliation:
        """Return where catalog, index and files do not agree; with `repair`, mend it."""

    def retry(self, job: str) -> Job:
        """Try a failed job anew."""

    def cancel(self, job: str) -> Job:
        """Stop a job that is not in yet; nothing of it stays."""

    def dismiss(self, job: str) -> None:
        """Forget a failed or cancelled job and its upload."""

"""Document control in memory, over the manuals, jobs and machines of the fake service."""

import datetime
from collections.abc import Sequence
from typing import Any

from store.control_values import Event, Machine, PageAccount, PageContents, Reconciliation
from store.errors import NotAllowed, NotFound
from store.manual_values import IngestOptions, Job, ManualSummary, RevisionSummary
from store.revision_diff_values import RevisionDiff
from tests.fake_diff import press_difference
from tests.fake_jobs import FakeJobs
from tests.fake_manuals import (
    EMPTY_PAGE,
    NOW,
    bulletin_chunks,
    first_events,
    first_machines,
    page_chunks,
    page_label,
)


class FakeOwner:
    """An `Owner` that keeps all in memory; the second person rule is on."""

    def __init__(self, manuals: list[ManualSummary], jobs: FakeJobs) -> None:
        """Act on these manuals and jobs."""
        self.kept = manuals
        self._jobs = jobs
        self._events = first_events()
        self._machines = {machine.id: machine for machine in first_machines()}

    def release(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Put a draft in force, if somebody else handed it in."""
        kept = self._revision(manual, revision)
        if kept.status != "draft":
            raise NotAllowed(f"revision {revision} of {manual} is no draft.")
        if not by:
            raise NotAllowed(f"Say who releases revision {revision} of {manual}.")
        if by == kept.submitted_by:
            raise NotAllowed(
                f"{by} handed in revision {revision} of {manual} and cannot release it: a second "
                "person has to."
            )
        return self._put(kept, "released", by, status="effective", in_force=True, released_by=by)

    def withdraw(
        self, manual: str, revision: str, *, by: str | None = None, why: str = ""
    ) -> RevisionSummary:
        """Let a revision answer no more."""
        kept = self._revision(manual, revision)
        if kept.status == "withdrawn":
            raise NotAllowed(f"revision {revision} of {manual} is withdrawn already.")
        return self._put(kept, "withdrawn", by, why, status="withdrawn", in_force=False)

    def restore(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Undo a withdrawal; it has to be released again."""
        kept = self._revision(manual, revision)
        if kept.status != "withdrawn":
            raise NotAllowed(f"revision {revision} of {manual} is not withdrawn.")
        return self._put(kept, "restored", by, status="draft", released_by=None)

    def change(self, manual: str, revision: str, options: IngestOptions) -> RevisionSummary:
        """Take over what is said anew."""
        kept = self._revision(manual, revision)
        if options.language is not None and len(options.language) > 3:
            raise NotAllowed(f"{options.language} is no language code: write en or de.")
        names = ("revision", "language", "effective", "serials", "firmware")
        said: dict[str, Any] = {
            name: value for name in names if (value := getattr(options, name)) is not None
        }
        if options.amends:
            amended, _, section = options.amends.partition("#")
            said |= {"amends_manual": amended, "amends_section": section or None}
        note = ", ".join(f"{name}: {value}" for name, value in sorted(said.items()))
        changed = self._put(kept, "changed", options.by, note, confirmed=True, **said)
        whole = {
            name: value
            for name in ("title", "machines", "maker", "document_number")
            if (value := getattr(options, name))
        }
        self._replace_manual(self._manual(manual).model_copy(update=whole))
        return changed

    def confirm(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Keep that what was read is right."""
        return self._put(self._revision(manual, revision), "confirmed", by, confirmed=True)

    def delete(self, manual: str, revision: str, *, by: str | None = None) -> None:
        """Forget a revision, and its manual with the last one."""
        kept = self._revision(manual, revision)
        summary = self._manual(manual)
        left = tuple(other for other in summary.revisions if other.id != kept.id)
        if left:
            self._replace_manual(summary.model_copy(update={"revisions": left}))
        else:
            self.kept.remove(summary)
        self._note(kept, "deleted", by, kept.file)

    def events(self, manual: str | None = None) -> tuple[Event, ...]:
        """Return what was done, the newest first."""
        return tuple(event for event in self._events if manual in (None, event.manual))

    def pages(self, manual: str, revision: str) -> tuple[PageAccount, ...]:
        """Return what became of each page."""
        kept = self._revision(manual, revision)
        return tuple(
            PageAccount(page=page, page_label=page_label(page), outcome=_outcome(kept, page))
            for page in range(1, kept.pages + 1)
        )

    def page(self, manual: str, revision: str, page: int | None) -> PageContents:
        """Return what was read on a page; page 2 is empty, and gaps have failed."""
        kept = self._revision(manual, revision)
        if (page is None) != (kept.pages == 0) or (page or 0) > kept.pages:
            raise NotFound(f"{kept.file} has {kept.pages} pages; there is no page {page}.")
        silent = page in kept.pages_without_text
        outcome = _outcome(kept, page or 0)
        found = bulletin_chunks() if page is None else page_chunks(page)
        return PageContents.model_validate(
            {
                "manual": manual,
                "revision": revision,
                "page": page,
                "page_label": page_label(page) if page else None,
                "outcome": outcome,
                "reason": "OCR language data is missing." if silent else "",
                "chunks": () if silent else found,
            }
        )

    def difference(self, manual: str, old: str, new: str) -> RevisionDiff:
        """Return what changed in the press manual."""
        self._revision(manual, old)
        self._revision(manual, new)
        return press_difference(old, new)

    def machines(self) -> tuple[Machine, ...]:
        """Return all machines by id."""
        return tuple(self._machines[name] for name in sorted(self._machines))

    def put_machines(self, machines: Sequence[Machine]) -> tuple[Machine, ...]:
        """Keep machines."""
        self._machines |= {machine.id: machine for machine in machines}
        return self.machines()

    def remove_machine(self, machine: str) -> None:
        """Forget a machine."""
        if self._machines.pop(machine, None) is None:
            raise NotFound(f"There is no machine {machine}.")

    def reconcile(self, *, repair: bool = False) -> Reconciliation:
        """Find everything in order; there is nothing to repair."""
        del repair
        return Reconciliation(revisions=len(self.kept), chunks=0, originals=1, discrepancies=())

    def retry(self, job: str) -> Job:
        """Try a job anew, which takes two seconds."""
        return self._jobs.retry(job)

    def cancel(self, job: str) -> Job:
        """Stop a job."""
        return self._jobs.cancel(job)

    def dismiss(self, job: str) -> None:
        """Forget a job."""
        self._jobs.dismiss(job)

    def _manual(self, manual: str) -> ManualSummary:
        for kept in self.kept:
            if kept.manual == manual:
                return kept
        raise NotFound(f"No manual {manual} is kept here.")

    def _revision(self, manual: str, revision: str) -> RevisionSummary:
        for kept in self._manual(manual).revisions:
            if kept.revision == revision:
                return kept
        raise NotFound(f"{manual} has no revision {revision}.")

    def _put(
        self, kept: RevisionSummary, action: str, by: str | None, note: str = "", **said: Any
    ) -> RevisionSummary:
        changed = kept.model_copy(update=said)
        summary = self._manual(kept.manual)
        revisions = tuple(changed if r.id == kept.id else r for r in summary.revisions)
        self._replace_manual(summary.model_copy(update={"revisions": revisions}))
        self._note(changed, action, by, note)
        return changed

    def _replace_manual(self, summary: ManualSummary) -> None:
        self.kept[:] = [summary if k.manual == summary.manual else k for k in self.kept]

    def _note(self, kept: RevisionSummary, action: str, by: str | None, note: str = "") -> None:
        at = NOW + datetime.timedelta(minutes=len(self._events))
        event = Event(
            at=at, by=by, manual=kept.manual, revision=kept.revision, action=action, note=note
        )
        self._events.insert(0, event)


def _outcome(kept: RevisionSummary, page: int) -> str:
    if page in kept.pages_without_text:
        return "empty" if page == EMPTY_PAGE else "failed"
    return "contents" if page == 1 else "text"

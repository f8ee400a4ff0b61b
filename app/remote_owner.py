"""Document control, asked of the process that owns the home, over HTTP on loopback."""

from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from store.control_values import Event, Machine, PageAccount, PageContents, Reconciliation
from store.manual_values import IngestOptions, Job, RevisionSummary
from store.revision_diff_values import RevisionDiff

_PAGES = TypeAdapter(tuple[PageAccount, ...])
_EVENTS = TypeAdapter(tuple[Event, ...])
_MACHINES = TypeAdapter(tuple[Machine, ...])


class Send(Protocol):
    """Sends a request to the owner; raises the MillwrightError that it answers with."""

    def __call__(self, method: str, path: str, **arguments: Any) -> httpx.Response: ...


class RemoteOwner:
    """An `Owner` that passes every call on."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def release(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Put a draft in force from its effective date."""
        return self._step("release", manual, revision, by=by)

    def withdraw(
        self, manual: str, revision: str, *, by: str | None = None, why: str = ""
    ) -> RevisionSummary:
        """Let a revision answer no more, not even when asked for."""
        return self._step("withdraw", manual, revision, by=by, why=why)

    def restore(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Undo a withdrawal."""
        return self._step("restore", manual, revision, by=by)

    def confirm(self, manual: str, revision: str, *, by: str | None = None) -> RevisionSummary:
        """Keep that what was read from the document is right."""
        return self._step("confirm", manual, revision, by=by)

    def change(self, manual: str, revision: str, options: IngestOptions) -> RevisionSummary:
        """Take over what is said anew of a revision; what is left out stays."""
        said = options.model_dump(mode="json", exclude_defaults=True)
        return self._step("change", manual, revision, options=said)

    def _step(self, step: str, manual: str, revision: str, **said: Any) -> RevisionSummary:
        body = {"manual": manual, "revision": revision, **said}
        return RevisionSummary.model_validate(
            self._send("POST", f"/manuals/{step}", json=body).json()
        )

    def delete(self, manual: str, revision: str, *, by: str | None = None) -> None:
        """Remove a revision: its chunks, vectors, page images and original."""
        body = {"manual": manual, "revision": revision, "by": by}
        self._send("POST", "/manuals/delete", json=body)

    def events(self, manual: str | None = None) -> tuple[Event, ...]:
        """Return what was done, of one manual or in all, the newest first."""
        asked = {"manual": manual} if manual is not None else {}
        return _EVENTS.validate_json(self._send("GET", "/manuals/events", params=asked).content)

    def pages(self, manual: str, revision: str) -> tuple[PageAccount, ...]:
        """Return what became of each page; nothing for a document without pages."""
        asked = {"manual": manual, "revision": revision}
        return _PAGES.validate_json(self._send("GET", "/manuals/pages", params=asked).content)

    def page(self, manual: str, revision: str, page: int | None) -> PageContents:
        """Return what was read on a page; of a document without pages (None) all of it."""
        asked: dict[str, Any] = {"manual": manual, "revision": revision}
        if page is not None:
            asked["page"] = page
        return PageContents.model_validate_json(
            self._send("GET", "/manuals/contents", params=asked).content
        )

    def difference(self, manual: str, old: str, new: str) -> RevisionDiff:
        """Return what changed from one revision to another, numbers first."""
        asked = {"manual": manual, "old": old, "new": new}
        return RevisionDiff.model_validate_json(
            self._send("GET", "/manuals/diff", params=asked).content
        )

    def machines(self) -> tuple[Machine, ...]:
        """Return all machines by id."""
        return _MACHINES.validate_json(self._send("GET", "/machines").content)

    def put_machines(self, machines: Sequence[Machine]) -> tuple[Machine, ...]:
        """Keep machines, in place of those of the same ids, and return all."""
        body = [machine.model_dump(mode="json") for machine in machines]
        return _MACHINES.validate_json(self._send("PUT", "/machines", json=body).content)

    def remove_machine(self, machine: str) -> None:
        """Forget a machine."""
        self._send("DELETE", "/machines", params={"machine": machine})

    def reconcile(self, *, repair: bool = False) -> Reconciliation:
        """Return where catalog, index and files do not agree; with `repair`, mend it."""
        # Reading everything anew takes as long as it takes.
        response = self._send("POST", "/reconcile", json={"repair": repair}, timeout=None)
        return Reconciliation.model_validate_json(response.content)

    def retry(self, job: str) -> Job:
        """Try a failed job anew."""
        return Job.model_validate(self._send("POST", f"/jobs/{quote(job, safe='')}/retry").json())

    def cancel(self, job: str) -> Job:
        """Stop a job that is not in yet; nothing of it stays."""
        return Job.model_validate(self._send("POST", f"/jobs/{quote(job, safe='')}/cancel").json())

    def dismiss(self, job: str) -> None:
        """Forget a failed or cancelled job and its upload."""
        self._send("DELETE", f"/jobs/{quote(job, safe='')}")

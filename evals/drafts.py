"""Draft cases: questions that wait for a person to confirm them, and the suites they go to."""

import datetime
import json
import re
import threading
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from evals.suite import Case, Expected, SuiteError, json_lines
from store.errors import NotAllowed, NotFound, StoreUnavailable
from store.language import language_of
from store.values import Answer, Citation, Complaint, Hit, Value

DRAFT_TAG = "draft"
FEEDBACK_TAG = "feedback"

DraftState = Literal["draft", "confirmed", "dismissed"]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
# Case fields that a suite's line names even where they are at their default.
_ALWAYS = ("id", "question", "language", "answerable", "expected", "tags")


class Draft(Value):
    """A case in the making, where it comes from, and what became of it."""

    id: str
    state: DraftState = "draft"
    source: Literal["feedback", "manual"]
    case: Case
    made_at: datetime.datetime
    answer: str | None = Field(default=None, description="the answer that did not help, by its id")
    comment: str = Field(default="", description="what the technician said of it")
    basis: str = Field(default="", description="what of the manual it was made from")
    suite: str | None = Field(default=None, description="the suite that it was confirmed into")


class DraftBox:
    """Drafts in one file of the home, and the suites in a folder beside it.

    Only the process that owns the home writes there; safe to use from several of its threads.
    """

    def __init__(self, file: Path, suites: Path) -> None:
        self._file = file
        self._suites = suites
        self._lock = threading.RLock()

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first; raises StoreUnavailable for a damaged file."""
        with self._lock:
            return tuple(reversed(self._kept().values()))

    def draft(self, draft_id: str) -> Draft:
        """Return a draft; raises NotFound."""
        with self._lock:
            kept = self._kept().get(draft_id)
        if kept is None:
            raise NotFound(f"There is no draft {draft_id}.")
        return kept

    def add(self, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
        """Keep drafts, and return those that are new: what was dismissed before stays dismissed."""
        with self._lock:
            kept = self._kept()
            new = {draft.id: draft for draft in drafts if draft.id not in kept}
            if new:
                self._write(kept | new)
        return tuple(new.values())

    def change(self, draft_id: str, case: Case) -> Draft:
        """Put a corrected case in place of a draft's own; its id stays."""
        return self._step(draft_id, "draft", case=case.model_copy(update={"id": draft_id}))

    def confirm(self, draft_id: str, suite: str) -> Draft:
        """Append a draft's case to a suite, which is made if need be; raises NotAllowed."""
        with self._lock:
            case = self._open(draft_id).case
            tags = tuple(tag for tag in case.tags if tag != DRAFT_TAG)
            case = case.model_copy(update={"tags": tags})
            _check(case)
            path = self.suite_file(suite)
            # The suite first: broken off here, it is confirmed again and stands there once.
            lines = [line for line in _lines(path) if _id_of(line) != draft_id]
            _replace(path, [*lines, suite_line(case)])
            return self._step(draft_id, "confirmed", case=case, suite=suite)

    def dismiss(self, draft_id: str) -> Draft:
        """Set a draft aside."""
        return self._step(draft_id, "dismissed")

    def reopen(self, draft_id: str) -> Draft:
        """Undo a confirmation or a dismissal: the suite loses the case, the draft is one again."""
        with self._lock:
            kept = self.draft(draft_id)
            if kept.state == "draft":
                raise NotAllowed("This draft is open already.")
            if kept.suite is not None:
                path = self.suite_file(kept.suite)
                lines = [line for line in _lines(path) if _id_of(line) != draft_id]
                if lines:
                    _replace(path, lines)
                else:
                    path.unlink(missing_ok=True)
            tags = tuple(dict.fromkeys((DRAFT_TAG, *kept.case.tags)))
            opened = kept.model_copy(
                update={
                    "state": "draft",
                    "suite": None,
                    "case": kept.case.model_copy(update={"tags": tags}),
                }
            )
            self._write(self._kept() | {draft_id: opened})
            return opened

    def suite_file(self, name: str) -> Path:
        """Return where the suite of a name lies, or would; raises NotAllowed for no good name."""
        if not _NAME.fullmatch(name):
            raise NotAllowed(
                f"{name[:60]!r} is no name for a suite: use letters, digits, - and _ only."
            )
        return self._suites / f"{name}.jsonl"

    def _step(self, draft_id: str, state: DraftState, **changes: object) -> Draft:
        with self._lock:
            changed = self._open(draft_id).model_copy(update={"state": state, **changes})
            self._write(self._kept() | {draft_id: changed})
            return changed

    def _open(self, draft_id: str) -> Draft:
        kept = self.draft(draft_id)
        if kept.state != "draft":
            raise NotAllowed(f"This draft is {kept.state}: undo that first.")
        return kept

    def _kept(self) -> dict[str, Draft]:
        try:
            drafts = [Draft.model_validate_json(line) for line in _lines(self._file)]
        except ValidationError as error:
            raise StoreUnavailable(
                f"The drafts in {self._file} cannot be read: move the file away to start anew."
            ) from error
        return {draft.id: draft for draft in drafts}

    def _write(self, drafts: dict[str, Draft]) -> None:
        _replace(self._file, [draft.model_dump_json() for draft in drafts.values()])


def draft_of(complaint: Complaint) -> Draft:
    """Return the draft that a technician's thumbs-down makes.

    What was cited, or near where it was refused, is put in as expected: for correction.
    """
    answer = complaint.answer
    draft_id = f"feedback-{answer.id}"
    nearby: tuple[Citation | Hit, ...] = answer.citations or answer.nearest[:1]
    return Draft(
        id=draft_id,
        source="feedback",
        case=Case(
            id=draft_id,
            question=answer.question,
            language=language_of(answer.question, default=_language(answer)),
            machine=answer.scope.machine,
            serial=answer.scope.serial,
            firmware=answer.scope.firmware,
            revision=answer.scope.revision,
            history=answer.history,
            answerable=True,
            expected=expected_at(nearby),
            tags=(DRAFT_TAG, FEEDBACK_TAG),
        ),
        made_at=now(),
        answer=answer.id,
        comment=complaint.comment,
    )


def expected_at(sources: Iterable[Citation | Hit]) -> tuple[Expected, ...]:
    """Return the places of sources as expected ones, one a manual."""
    pages: dict[str, dict[int, None]] = {}
    sections: dict[str, dict[str, None]] = {}
    for source in sources:
        pages.setdefault(source.manual, {}).update({p.page: None for p in source.places})
        sections.setdefault(source.manual, {}).update(dict.fromkeys(source.section[-1:]))
    return tuple(
        Expected(
            manual=manual,
            pages=tuple(sorted(pages[manual])),
            sections=tuple(sections[manual]),
        )
        for manual in pages
    )


def suite_line(case: Case) -> str:
    """Return a case as a line of a suite."""
    full = case.model_dump(mode="json")
    brief = case.model_dump(mode="json", exclude_defaults=True)
    line = {name: full[name] for name in full if name in _ALWAYS or name in brief}
    expected = brief.get("expected", [])
    line["expected"] = expected[0] if len(expected) == 1 else expected
    return json.dumps(line, ensure_ascii=False)


def now() -> datetime.datetime:
    """Return the time in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def _language(answer: Answer) -> str:
    return answer.nearest[0].language if answer.nearest else "en"


def _check(case: Case) -> None:
    """Raise NotAllowed for a case that nobody could pass."""
    if not case.question.strip():
        raise NotAllowed("The case has no question: write one first.")
    places = [e for e in case.expected if e.manual and (e.pages or e.sections)]
    if case.answerable and (not places or len(places) < len(case.expected)):
        raise NotAllowed(
            "The case says that there is an answer, but not where: name the manual, and a page or "
            "a section of it."
        )
    if not case.answerable and case.expected:
        raise NotAllowed(
            "The case says that there is no answer, and also where it stands: leave out the manual."
        )


def _lines(path: Path) -> list[str]:
    try:
        return [line for _, line in json_lines(path, path.read_bytes())]
    except FileNotFoundError:
        return []
    except (OSError, SuiteError) as error:
        raise StoreUnavailable(f"{path} cannot be read: {error}.") from error


def _id_of(line: str) -> str:
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise SuiteError(f"A line of the suite is no case: {line[:80]}") from error


def _replace(path: Path, lines: list[str]) -> None:
    """Write a file anew; a crash leaves the former state or this one."""
    partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be written: {error.strerror}.") from error

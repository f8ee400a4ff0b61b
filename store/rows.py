"""Between rows of the catalog and the values that the other rooms use."""

import datetime
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import BaseModel

from store.applicability import Applies
from store.contents import Notice, Passage
from store.errors import NotAllowed, NotFound
from store.in_force import Claim
from store.manual_values import SILENT, Described, RevisionStatus, RevisionSummary, StoredRevision
from store.tables import EventRow, ManualRow, RevisionRow
from store.values import Place, Scope

PATH_SEPARATOR = "\x1f"
# A lone V is a label of its own, V1.0.9 is one with a word before it.
_BEFORE_LABEL = re.compile(r"^(?:(?:revision|rev\.?|version)[\s._-]*(?=[^\W_])|v\.?\s*(?=\d))")


def now() -> datetime.datetime:
    """Return the present moment in UTC."""
    return datetime.datetime.now(datetime.UTC)


def to_json(fields: dict[str, Any]) -> dict[str, Any]:
    """Return a dataclass's fields as JSON values."""

    def convert(value: object) -> object:
        if isinstance(value, BaseModel):
            return value.model_dump(mode="json")
        raise TypeError(f"{type(value).__name__} has no JSON form")

    loaded: dict[str, Any] = json.loads(json.dumps(fields, default=convert))
    return loaded


def passage_of(body: dict[str, Any]) -> Passage:
    """Return the passage that was kept."""
    return Passage(
        id=body["id"],
        order=body["order"],
        kind=body["kind"],
        section=tuple(body["section"]),
        text=body["text"],
        places=places_of(body["places"]),
        header=tuple(tuple(row) for row in body["header"]),
        rows=tuple(tuple(row) for row in body["rows"]),
        row_places=tuple(places_of(places) for places in body["row_places"]),
        caption=body["caption"],
        text_places=tuple(
            (start, Place.model_validate(place)) for start, place in body.get("text_places", ())
        ),
    )


def notice_of(body: dict[str, Any]) -> Notice:
    """Return the notice that was kept."""
    return Notice(
        level=body["level"],
        text=body["text"],
        section=tuple(body["section"]),
        order=body["order"],
        places=places_of(body["places"]),
        # What was kept before this was told holds for all sections below: no warning is lost.
        holds_below=body.get("holds_below", True),
        in_table=body.get("in_table", False),
    )


def places_of(values: list[dict[str, Any]]) -> tuple[Place, ...]:
    """Return the places that were kept."""
    return tuple(Place.model_validate(value) for value in values)


def claim_of(row: RevisionRow) -> Claim:
    """Return a revision's claim to be in force."""
    return Claim(
        row.id,
        row.status,
        row.effective,
        row.ingested_at,
        Applies.parse(row.serials, row.firmware),
        row.date_known,
    )


def same_label(label: str, asked: str) -> bool:
    """Return whether a label is the one asked for.

    `C`, `c`, `Rev. C` and `Revision C` are one, and so are `1.0.9`, `V1.0.9` and `Version 1.0.9`.
    """
    return _bare_label(label) == _bare_label(asked)


def row_named(rows: Sequence[RevisionRow], manual: str, name: str) -> RevisionRow:
    """Return the revision of a manual that an id or a label names.

    Raises NotFound, and NotAllowed where several bear the label.
    """
    named = (
        [row for row in rows if row.id == name]
        or [row for row in rows if row.label == name]
        or [row for row in rows if same_label(row.label, name)]
    )
    if not named:
        raise NotFound(f"There is no revision {name} of a manual {manual}.")
    if len(named) > 1:
        each = "; ".join(f"{row.id} ({row.language}, {row.file})" for row in named)
        raise NotAllowed(f"{manual} has {len(named)} revisions {name}: {each}. Name one by its id.")
    return named[0]


def _bare_label(text: str) -> str:
    return _BEFORE_LABEL.sub("", text.casefold().strip())


def languages_of(row: RevisionRow) -> tuple[str, ...]:
    """Return the languages of a revision, that of the file as a whole first."""
    return (row.language, *row.other_languages)


def within(
    row: RevisionRow,
    manual: ManualRow,
    scope: Scope,
    machine_names: frozenset[str],
    language: str,
) -> bool:
    """Return whether a revision is what the scope's manual, machine and language ask for.

    `language` is one of those it is in, `machine_names` are all that the scope's machine is called,
    without case.
    """
    machines = {str(machine).casefold() for machine in manual.machines}
    return (
        (scope.manual is None or scope.manual in (manual.id, row.amends_manual))
        and (scope.machine is None or bool(machine_names & machines))
        and (scope.language is None or scope.language.casefold() == language.casefold())
    )


def stored_revision(
    row: RevisionRow, manual: ManualRow, opening: str = "", language: str | None = None
) -> StoredRevision:
    """Return a revision with what searching needs of its manual, in one of its languages."""
    languages = languages_of(row)
    return StoredRevision(
        id=row.id,
        manual=row.manual,
        title=manual.title,
        machines=tuple(manual.machines),
        revision=row.label,
        language=language or row.language,
        effective=row.effective,
        file=row.file,
        sha256=row.sha256,
        chunk_digest=row.chunk_digest,
        serials=row.serials,
        firmware=row.firmware,
        amends_manual=row.amends_manual,
        amends_section=row.amends_section,
        media_type=row.media_type,
        opening=opening,
        languages=languages if len(languages) > 1 else (),
    )


def status_of(row: RevisionRow, answering: Collection[str], today: datetime.date) -> RevisionStatus:
    """Return a revision's status today: an effective one that another replaced is superseded.

    One that comes into force on a later day is effective already: nobody has to release it.
    """
    if row.status in ("withdrawn", "deleting"):
        return "withdrawn"
    if row.status == "draft":
        return "draft"
    coming = not claim_of(row).begun(today)
    return "effective" if row.id in answering or coming else "superseded"


def revision_summary(
    row: RevisionRow, status: RevisionStatus, *, in_force: Collection[str]
) -> RevisionSummary:
    """Return a revision as its owner sees it, with the languages in which it is in force."""
    languages = languages_of(row)
    answers_in = tuple(one for one in languages if one in in_force)
    return RevisionSummary(
        id=row.id,
        manual=row.manual,
        revision=row.label,
        status=status,
        in_force=bool(answers_in),
        language=row.language,
        languages=languages if len(languages) > 1 else (),
        answers_in=answers_in if 0 < len(answers_in) < len(languages) else (),
        effective=row.effective,
        file=row.file,
        sha256=row.sha256,
        pages=len(row.pages),
        pages_without_text=tuple(
            number for number, _, outcome, *_ in row.pages if outcome in SILENT
        ),
        chunks=row.chunks,
        remarks=tuple(row.remarks),
        ingested_at=row.ingested_at.replace(tzinfo=datetime.UTC),
        vectors=row.vectors,
        page_counts=dict(Counter(str(outcome) for _, _, outcome, *_ in row.pages)),
        hidden_characters=row.hidden_characters,
        serials=row.serials,
        firmware=row.firmware,
        amends_manual=row.amends_manual,
        amends_section=row.amends_section,
        submitted_by=row.submitted_by,
        released_by=row.released_by,
        described=tuple(Described.model_validate(said) for said in row.described),
        confirmed=row.confirmed,
        date_known=row.date_known,
    )


def event_row(
    revision: RevisionRow | RevisionSummary, action: str, by: str | None, note: str = ""
) -> EventRow:
    """Return what was done to a revision as a row."""
    label = revision.label if isinstance(revision, RevisionRow) else revision.revision
    return EventRow(
        at=now(), by=by, manual=revision.manual, revision=label, action=action, note=note
    )

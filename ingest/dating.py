"""From when a revision is in force, and when it counts as handed in, where nobody says."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from store.applicability import later_label
from store.manual_values import RevisionSummary

_DAY = datetime.timedelta(days=1)
_INSTANT = datetime.timedelta(microseconds=1)
_SET_BACK = (
    "The clock was set back since another revision was received: no date was given, so this one "
    "counts as received after that one."
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A revision's place in time; `remark` is empty where nothing had to be decided."""

    effective: datetime.date
    received: datetime.datetime
    remark: str = ""


def dated(
    label: str | None,
    effective: datetime.date | None,
    received: datetime.datetime,
    others: Iterable[RevisionSummary],
    *,
    now: datetime.datetime,
) -> Dated:
    """Return from when a revision is in force: as told, else from the day it was received.

    `others` are the revisions of the same manual and language. An undated one whose label comes
    before another's is dated before that one, so that it does not supersede it; and of two that
    were received on one day in the wrong order, the later label counts as received last. What was
    received in the future was so before the clock was set back: this one counts as received after.
    """
    if effective is not None:
        return Dated(effective, received)
    known = [other for other in others if other.status != "withdrawn"]
    ahead = max((other.ingested_at for other in known if other.ingested_at > now), default=None)
    if ahead is not None:
        received, remark = max(received, ahead + _INSTANT), _SET_BACK
    else:
        remark = ""
    # The day by the clock on the wall, which decides what is in force too.
    day = received.astimezone().date()
    if label is None:
        return Dated(day, received, remark)
    later = [other for other in known if later_label(other.revision, label)]
    first = min(later, key=lambda other: other.effective, default=None)
    if first is not None and first.effective <= day:
        return Dated(
            first.effective - _DAY,
            received,
            f"No date was given, and revision {first.revision} is here, in force from "
            f"{first.effective.isoformat()}: this one is dated before it.",
        )
    earlier = [
        other.ingested_at
        for other in known
        if later_label(label, other.revision) and other.effective == day
    ]
    return Dated(day, max([received, *(moment + _INSTANT for moment in earlier)]), remark)

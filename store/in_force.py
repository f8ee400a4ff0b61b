"""Which revisions of a manual answer: decided here, from dates, releases and what they are for."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.applicability import Applies

Order = tuple[datetime.date, datetime.datetime]


@dataclass(frozen=True, slots=True)
class Claim:
    """A revision's claim to be in force; `received` decides between two of the same date."""

    id: str
    status: str
    effective: datetime.date
    received: datetime.datetime
    applies: Applies
    date_known: bool = True

    def begun(self, today: datetime.date) -> bool:
        """Return whether its day has come; one whose date nobody said counts since its receipt,
        even where the clock has been set back since.
        """
        return self.effective <= today or not self.date_known

    @property
    def order(self) -> Order:
        """What sorts revisions from the oldest to the newest."""
        return self.effective, self.received


def in_force(
    claims: Iterable[Claim],
    *,
    today: datetime.date,
    serial: str | None = None,
    firmware: str | None = None,
) -> frozenset[str]:
    """Return the ids of one manual's revisions (in one language) that are in force today.

    The newest released one supersedes the others for the machines that it is for. So there is
    one for a machine whose serial number is known, and several side by side where it is not and
    they are for different machines.
    """
    released = (c for c in claims if c.status == "effective" and c.begun(today))
    found: list[Claim] = []
    for claim in sorted(released, key=lambda claim: claim.order, reverse=True):
        if not claim.applies.may_hold(serial, firmware):
            continue
        if not _superseded(claim, found):
            found.append(claim)
        if claim.applies.surely_holds(serial, firmware):
            break
    return frozenset(claim.id for claim in found)


def editions_in_force(
    claims: Sequence[tuple[str, Sequence[str], Claim]],
    *,
    today: datetime.date,
    serial: str | None = None,
    firmware: str | None = None,
) -> frozenset[tuple[str, str]]:
    """Return what is in force of many manuals, each as a revision's id and one of its languages.

    Claims come with their manual and all languages of their file. What replaces the first of these,
    which the file goes by, replaces all of it: it is in force in none then.
    """
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for manual, languages, claim in claims:
        for language in languages:
            groups[manual, language].append(claim)
    found = {
        (revision, language)
        for (_, language), group in groups.items()
        for revision in in_force(group, today=today, serial=serial, firmware=firmware)
    }
    return frozenset(
        (claim.id, language)
        for _, languages, claim in claims
        for language in languages
        if {(claim.id, language), (claim.id, languages[0])} <= found
    )


def _superseded(claim: Claim, newer: Sequence[Claim]) -> bool:
    return any(other.applies.contains(claim.applies) for other in newer)

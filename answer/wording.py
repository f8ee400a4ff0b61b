"""Our own lines above a quoted answer, in the language of the question."""

from collections.abc import Collection, Sequence

from answer.evidence import Evidence
from answer.language import QuestionLanguage
from answer.mistral import ModelFailure
from answer.phrases import line
from store.applicability import Range
from store.control_values import Machine
from store.errors import ModelUnavailable
from store.manual_values import StoredRevision
from store.values import Hit


def fallback_line(reason: ModelUnavailable | str, language: QuestionLanguage) -> str:
    """Return one line that says why the model did not write this answer, and what is shown."""
    if isinstance(reason, str):
        said = line(reason, language)
    elif isinstance(reason, ModelFailure):
        said = line(reason.kind, language)
    else:
        said = str(reason).rstrip(".")
    return f"{said}: {line('instead', language)}"


def applies_line(
    revision: StoredRevision, others: Sequence[StoredRevision], language: QuestionLanguage
) -> str:
    """Return a line that says for which machines the answer under it is."""
    parts = [
        f"{line(name, language)} {_range(text, language)}"
        for name, text in (("serials", revision.serials), ("firmware", revision.firmware))
        if text
    ]
    label = line("revision", language, title=revision.title, label=revision.revision)
    if parts:
        return line("applies", language, parts=", ".join(parts), label=label)
    kept = ", ".join(sorted({other.revision for other in others}))
    return line("applies_otherwise", language, kept=kept, label=label)


def not_in_force_line(
    title: str, label: str, current: Sequence[str], language: QuestionLanguage
) -> str:
    """Return a line that says that an answer's revision is not in force, and which ones are."""
    now = ", ".join(sorted(current))
    name = "not_in_force" if now else "none_in_force"
    return line(name, language, title=title, label=label, now=now)


def _range(text: str, language: QuestionLanguage) -> str:
    found = Range.parse(text)
    if found.start == found.end:
        return str(found.start)
    name = "up_to" if found.start is None else "from" if found.end is None else "from_to"
    return line(name, language, start=found.start, end=found.end)


def bulletin_line(bulletin: Evidence, language: QuestionLanguage) -> str:
    """Return what stands before the text of a service bulletin that amends the answer's section."""
    since = bulletin.effective.isoformat() if bulletin.effective else ""
    named = ", ".join(dict.fromkeys(filter(None, (bulletin.hit.revision, since))))
    return line("amended", language, title=bulletin.title, named=named)


def no_machine_line(
    machine: str, known: Machine | None, near: Sequence[str], language: QuestionLanguage
) -> str:
    """Return a line that says that no manual is for a machine, and which machines are called alike.

    A link or a script may name one that was never there; of one that is known, its type and
    numbers tell why nothing is for it.
    """
    told = (known.type, known.serial, known.firmware) if known is not None else ()
    details = ", ".join(one for one in told if one and one != machine)
    alike = line("alike", language, named=", ".join(near)) if near else ""
    named = f"{machine} ({details})" if details else machine
    return line("no_machine", language, machine=named) + alike


def names_another_line(machine: str, named: Collection[str], language: QuestionLanguage) -> str:
    """Return a line that says that the question names other machines than the one chosen."""
    return line("names_another", language, machine=machine, named=", ".join(sorted(named)))


def elsewhere_line(hits: Sequence[Hit], language: QuestionLanguage) -> str:
    """Return what says that other machines' manuals speak of it, and where."""
    page = line("page", language)
    places = "; ".join(
        f"{', '.join(hit.machines) or hit.manual}: {hit.manual}"
        + (f", {page} {hit.page_label or hit.page}" if hit.page else "")
        for hit in hits
    )
    return line("elsewhere", language, places=places)

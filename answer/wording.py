"""Our own lines above a quoted answer, in the language of the question."""

from collections.abc import Sequence

from answer.evidence import Evidence
from answer.language import QuestionLanguage
from answer.mistral import ModelFailure
from store.applicability import Range
from store.errors import ModelUnavailable
from store.manual_values import StoredRevision
from store.values import Hit

_REASONS: dict[str, tuple[str, str]] = {
    "unreachable": (
        "The language model cannot be reached",
        "Das Sprachmodell ist nicht erreichbar",
    ),
    "slow": (
        "The language model did not answer in time",
        "Das Sprachmodell hat nicht rechtzeitig geantwortet",
    ),
    "rate_limited": (
        "The language model is busy (rate limit)",
        "Das Sprachmodell ist ausgelastet (Anfragelimit)",
    ),
    "key_rejected": (
        "The language model rejected the API key",
        "Das Sprachmodell hat den API-Schlüssel abgelehnt",
    ),
    "unknown_model": (
        "The language model's server does not know the model or address asked for",
        "Der Server des Sprachmodells kennt das Modell oder die Adresse nicht",
    ),
    "failing": (
        "The language model's server failed",
        "Der Server des Sprachmodells ist gestört",
    ),
    "broken": (
        "The language model's answer broke off or could not be read",
        "Die Antwort des Sprachmodells brach ab oder war nicht lesbar",
    ),
    "empty": (
        "The language model gave an empty answer",
        "Das Sprachmodell gab eine leere Antwort",
    ),
    "unsupported": (
        "Nothing that the language model wrote could be found in the passages it cites",
        "Nichts von dem, was das Sprachmodell schrieb, steht so in den genannten Stellen",
    ),
    "incomplete": (
        "The language model's answer left out or changed steps of the procedure",
        "Das Sprachmodell hat Schritte der Anleitung ausgelassen oder verändert",
    ),
}
_INSTEAD = {
    "en": "this is the manual word for word.",
    "de": "hier steht das Handbuch im Wortlaut.",
}


def fallback_line(reason: ModelUnavailable | str, language: QuestionLanguage) -> str:
    """Return one line that says why the model did not write this answer, and what is shown."""
    if isinstance(reason, str):
        kind = reason
    elif isinstance(reason, ModelFailure):
        kind = reason.kind
    else:
        return f"{str(reason).rstrip('.')}: {_INSTEAD[language]}"
    return f"{_REASONS[kind][language == 'de']}: {_INSTEAD[language]}"


def applies_line(
    revision: StoredRevision, others: Sequence[StoredRevision], language: QuestionLanguage
) -> str:
    """Return a line that says for which machines the answer under it is."""
    german = language == "de"
    parts = [
        f"{name} {_range(text, german=german)}"
        for name, text in (
            ("Seriennummern" if german else "serial numbers", revision.serials),
            ("Firmware" if german else "firmware", revision.firmware),
        )
        if text
    ]
    label = (
        f"{revision.title}, Revision {revision.revision}"
        if german
        else (f"{revision.title}, revision {revision.revision}")
    )
    if parts:
        return f"{'Für' if german else 'For'} {', '.join(parts)} ({label}):"
    kept = sorted({other.revision for other in others})
    if german:
        return (
            f"Für alle anderen Maschinen, für die nicht Revision {', '.join(kept)} gilt ({label}):"
        )
    return f"For all other machines, which revision {', '.join(kept)} is not for ({label}):"


def not_in_force_line(
    title: str, label: str, current: Sequence[str], language: QuestionLanguage
) -> str:
    """Return a line that says that an answer's revision is not in force, and which ones are."""
    now = ", ".join(sorted(current))
    if language == "de":
        instead = f"gültig ist Revision {now}" if now else "und keine andere ist es"
        return f"Nicht gültig: {title}, Revision {label}; {instead}."
    instead = f"revision {now} is" if now else "and no other one is"
    return f"Not in force: {title}, revision {label}; {instead}."


def _range(text: str, *, german: bool) -> str:
    found = Range.parse(text)
    if found.start == found.end:
        return str(found.start)
    if found.start is None:
        return f"bis {found.end}" if german else f"up to {found.end}"
    if found.end is None:
        return f"ab {found.start}" if german else f"from {found.start}"
    return f"{found.start} bis {found.end}" if german else f"{found.start} to {found.end}"


def bulletin_line(bulletin: Evidence, language: QuestionLanguage) -> str:
    """Return what stands before the text of a service bulletin that amends the answer's section."""
    since = bulletin.effective.isoformat() if bulletin.effective else ""
    named = ", ".join(dict.fromkeys(filter(None, (bulletin.hit.revision, since))))
    if language == "de":
        return f"Dieser Abschnitt wird geändert durch {bulletin.title} ({named}):"
    return f"This section is amended by {bulletin.title} ({named}):"


def no_machine_line(machine: str, near: Sequence[str], language: QuestionLanguage) -> str:
    """Return a line that says that no manual is for a machine, and which machines are called alike.

    A link or a script may name one that was never there.
    """
    named = ", ".join(near)
    if language == "de":
        alike = f" Ähnlich heißen: {named}." if named else ""
        return f"Kein gültiges Handbuch ist für {machine}.{alike}"
    alike = f" Machines with a like name: {named}." if named else ""
    return f"No manual in force is for {machine}.{alike}"


def elsewhere_line(hits: Sequence[Hit], language: QuestionLanguage) -> str:
    """Return what says that other machines' manuals speak of it, and where."""
    german = language == "de"
    page = "Seite" if german else "page"
    places = "; ".join(
        f"{', '.join(hit.machines) or hit.manual}: {hit.manual}"
        + (f", {page} {hit.page_label or hit.page}" if hit.page else "")
        for hit in hits
    )
    if german:
        return f"Davon sprechen nur Handbücher anderer Maschinen ({places})."
    return f"Only manuals of other machines speak of it ({places})."

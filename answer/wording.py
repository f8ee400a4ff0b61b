"""Our own lines above a quoted answer, in the language of the question."""

from answer.language import QuestionLanguage
from answer.mistral import ModelFailure
from store.errors import ModelUnavailable

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

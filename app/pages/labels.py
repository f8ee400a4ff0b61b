"""What the technician's page says of its own, in the reader's language.

Quotations, notices and titles stay as the manual prints them, and a refusal is written in the
language of its question: labels are what stands around them. The pages of owners and evaluators
are English.
"""

import datetime
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "languages"
_DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language, by name."""

    language: str

    def __call__(self, name: str, **parts: object) -> str:
        """Return a label with its parts put in; raises KeyError for a name that no label has."""
        return _labels(self.language)[name].format(**parts)

    def date(self, day: datetime.date) -> str:
        """Return a date as it is written in the language."""
        return day.strftime(_labels(self.language)["date"])


ENGLISH = Labels(_DEFAULT)


def languages() -> tuple[str, ...]:
    """Return the languages that labels are written in."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def labels_for(locale: str | None) -> Labels:
    """Return the labels for a browser's locale such as `de-AT`; English where there are none."""
    language = (locale or "").partition("-")[0].lower()
    return Labels(language if language in languages() else _DEFAULT)


@lru_cache
def _labels(language: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))

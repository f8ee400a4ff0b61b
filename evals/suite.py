"""Suites of questions with what is expected of each, as JSON Lines."""

import json
from pathlib import Path, PurePath
from typing import Any

from pydantic import Field, ValidationError, field_validator

from store.errors import MillwrightError
from store.section_names import comparable_section
from store.values import Hit, NoticeLevel, Value


class SuiteError(MillwrightError):
    """A suite cannot be read; the message names file and line."""


class Expected(Value):
    """A place that answers: `manual` is an id or a file name, `pages` are PDF pages from 1."""

    manual: str = ""
    revision: str | None = None
    pages: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    answer: str = ""
    notices: tuple[NoticeLevel | str, ...] = ()

    def is_met_by(self, hit: Hit) -> bool:
        """Return whether a hit stands in this manual, on one of its pages or sections."""
        if self.manual not in (hit.manual, hit.file):
            return False
        if self.revision is not None and self.revision.casefold() != hit.revision.casefold():
            return False
        pages = {place.page for place in hit.places}
        if pages & set(self.pages):
            return True
        wanted = {comparable_section(section) for section in self.sections}
        return any(comparable_section(heading) in wanted for heading in hit.section)


class Case(Value):
    """One question of a suite."""

    id: str
    question: str
    language: str = "en"
    machine: str | None = None
    history: tuple[str, ...] = ()
    answerable: bool = True
    expected: tuple[Expected, ...] = ()
    tags: tuple[str, ...] = Field(default=())

    @field_validator("expected", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return (value,) if value.get("manual") else ()
        return value

    def first_right(self, hits: tuple[Hit, ...]) -> int | None:
        """Return the rank, from 1, of the first hit that is right; None if none is."""
        for rank, hit in enumerate(hits, 1):
            if any(place.is_met_by(hit) for place in self.expected):
                return rank
        return None


def load_suite(path: Path) -> tuple[Case, ...]:
    """Return the cases of a suite; raises SuiteError naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"The suite {path} cannot be read: {error}.") from error
    cases: list[Case] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(Case.model_validate(json.loads(line)))
        except json.JSONDecodeError as error:
            raise SuiteError(f"{path.name}, line {number}: not JSON ({error.msg}).") from error
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise SuiteError(f"{path.name}, line {number}: {field}: {first['msg']}.") from error
    if not cases:
        raise SuiteError(f"The suite {path} holds no question.")
    return tuple(cases)


def manual_names(cases: tuple[Case, ...]) -> frozenset[str]:
    """Return the manuals that a suite's cases expect, without endings."""
    return frozenset(
        PurePath(place.manual).stem for case in cases for place in case.expected if place.manual
    )

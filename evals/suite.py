"""Suites of questions with what is expected of each, as JSON Lines."""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pydantic import Field, ValidationError, field_validator, model_validator

from store.errors import MillwrightError
from store.section_names import comparable_section
from store.values import Box, Citation, Elsewhere, Hit, NoticeLevel, Value

_SETTINGS_ENDING = ".toml"
_MOST_TOLD = 20


class SuiteError(MillwrightError):
    """A suite cannot be read; the message names file and line, of each line that is at fault."""


class _Said(Value):
    """What a line of a suite says; a field that is null says nothing, as if it were not there."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: said for name, said in value.items() if said is not None}
        return value


class Expected(_Said):
    """A place that answers: `manual` is an id or a file name, `pages` are PDF pages from 1.

    `boxes` say where on a page the answer stands, in points from the page's top left:
    `{"9": [[72, 310, 523, 372]]}`.
    """

    manual: str = ""
    revision: str | None = None
    pages: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    answer: str = ""
    notices: tuple[NoticeLevel | str, ...] = ()
    boxes: dict[int, tuple[Box, ...]] = Field(default={}, description="by PDF page")

    @property
    def names_place(self) -> bool:
        """Whether a page or a section says where it answers; else no hit could be right."""
        return bool(self.pages or self.sections)

    def is_met_by(self, hit: Hit | Citation | Elsewhere) -> bool:
        """Return whether a hit or source stands in this manual, on one of its pages or sections.

        A hit stands at all the places where its very words do.
        """
        if isinstance(hit, Hit) and any(self.is_met_by(place) for place in hit.also):
            return True
        if self.manual not in (hit.manual, hit.file):
            return False
        if self.revision is not None and self.revision.casefold() != hit.revision.casefold():
            return False
        pages = {place.page for place in hit.places}
        if pages & set(self.pages):
            return True
        wanted = {comparable_section(section) for section in self.sections}
        return any(comparable_section(heading) in wanted for heading in hit.section)


class Case(_Said):
    """One question of a suite."""

    id: str
    question: str
    language: str = "en"
    machine: str | None = None
    serial: str | None = Field(default=None, description="the machine's serial number")
    firmware: str | None = Field(default=None, description="the firmware that the machine runs")
    revision: str | None = Field(
        default=None, description="asked of this revision by name, superseded or not"
    )
    history: tuple[str, ...] = ()
    answerable: bool = True
    expected: tuple[Expected, ...] = ()
    tags: tuple[str, ...] = Field(default=())

    @property
    def is_ranked(self) -> bool:
        """Whether there is a right place, at whose rank search can be measured."""
        return self.answerable and any(place.names_place for place in self.expected)

    @field_validator("expected", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return (value,) if value.get("manual") else ()
        return value


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite's cases, and the gates that its settings beside it ask for."""

    name: str
    path: Path
    sha256: str
    cases: tuple[Case, ...]
    gates: tuple[str, ...]


def load_suite(path: Path) -> tuple[Case, ...]:
    """Return the cases of a suite; raises SuiteError naming the line that is wrong."""
    return _cases(path, _read(path))


def read_suite(path: Path) -> Suite:
    """Return a suite with the gates of its settings; raises SuiteError for either that is wrong.

    The settings of `press.jsonl` are `press.toml` beside it, if that is there.
    """
    content = _read(path)
    beside = path.with_suffix(_SETTINGS_ENDING)
    return Suite(
        name=path.stem,
        path=path.absolute(),
        sha256=hashlib.sha256(content).hexdigest(),
        cases=_cases(path, content),
        gates=read_gates(beside) if beside.is_file() else (),
    )


def read_gates(path: Path) -> tuple[str, ...]:
    """Return the gates of a settings file: TOML with the one key `gates`, a list of texts."""
    try:
        settings = SuiteSettings.model_validate(tomllib.loads(_read(path).decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path.name} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise SuiteError(f"{path.name}: {field}: {first['msg']}.") from error
    return settings.gates


class SuiteSettings(Value):
    """What stands beside a suite: when a run of it is good enough."""

    gates: tuple[str, ...]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SuiteError(f"{path} cannot be read: {error.strerror}.") from error


def json_lines(path: Path, content: bytes) -> list[tuple[int, str]]:
    """Return the lines of a file of JSON Lines that say something, with their numbers from 1.

    Raises SuiteError naming the line that is not UTF-8. A byte order mark is passed over.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SuiteError(
            f"{path.name}, line {line}: not UTF-8 ({error.reason}): save the file as UTF-8."
        ) from error
    # By newlines alone: a JSON text may hold all else that Python takes for the end of a line.
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _cases(path: Path, content: bytes) -> tuple[Case, ...]:
    cases: dict[str, Case] = {}
    problems: list[str] = []
    for number, line in json_lines(path, content):
        where = f"{path.name}, line {number}"
        try:
            case = _case(line, where)
        except SuiteError as error:
            problems.append(str(error))
            continue
        if case.id in cases:
            problems.append(f"{where}: the id {case.id} is there twice.")
        cases[case.id] = case
    if problems:
        more = [f"And {len(problems) - _MOST_TOLD} more."] if len(problems) > _MOST_TOLD else []
        raise SuiteError("\n".join((*problems[:_MOST_TOLD], *more)))
    if not cases:
        raise SuiteError(f"The suite {path} holds no question.")
    return tuple(cases.values())


def _case(line: str, where: str) -> Case:
    try:
        said = json.loads(line)
        if not isinstance(said, dict):
            raise SuiteError(f'{where}: a case is an object: {{"id": ..., "question": ...}}.')
        case = Case.model_validate(said)
    except json.JSONDecodeError as error:
        raise SuiteError(f"{where}: not JSON ({error.msg}).") from error
    except RecursionError as error:
        raise SuiteError(f"{where}: not JSON that can be read (too deep).") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise SuiteError(f"{where}: {field}: {first['msg']}.") from error
    for name, text in (("id", case.id), ("question", case.question)):
        if not text.strip():
            raise SuiteError(f"{where}: {name}: it is empty.")
    if case.answerable and not case.expected:
        raise SuiteError(
            f"{where}: {case.id} is answerable, but no expected place with a manual says where."
        )
    return case


def manual_names(cases: Sequence[Case]) -> frozenset[str]:
    """Return the manuals that a suite's cases expect, without endings."""
    return frozenset(
        PurePath(place.manual).stem for case in cases for place in case.expected if place.manual
    )

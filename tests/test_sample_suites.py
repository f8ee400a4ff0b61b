"""The suites over the sample manuals: what they expect stands in the manuals, on those pages."""

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from evals.suite import Case, Expected, load_suite
from ingest.manifest import read_manifest
from tests.homes import SAMPLES

SUITES = sorted(SAMPLES.glob("suite*.jsonl"))
MANIFESTS = (SAMPLES / "manifest.csv", SAMPLES / "twins" / "manifest.csv")
CASES = [case for suite in SUITES for case in load_suite(suite)]
ANSWERABLE = [case for case in CASES if case.answerable]


def normal(text: str) -> str:
    """One space between words, and units and decimals written one way."""
    text = re.sub(r"\s+", " ", text.replace("N·m", "Nm").replace("\u2013", "-"))
    return re.sub(r"(?<=\d),(?=\d)", ".", text).casefold()


@cache
def pages_of(manual: str, revision: str | None) -> tuple[str, ...]:
    """The text of each page of a manual; none where no such manual is among the samples."""
    for entry in (entry for manifest in MANIFESTS for entry in read_manifest(manifest)):
        if entry.options.manual == manual and revision in (None, entry.options.revision):
            return tuple(normal(page.extract_text()) for page in PdfReader(entry.path).pages)
    return ()


def fault(place: Expected) -> str | None:
    """What is wrong with a place where an answer is expected."""
    pages = pages_of(place.manual, place.revision)
    if not pages:
        return f"there is no manual {place.manual}"
    if not place.pages or not all(1 <= page <= len(pages) for page in place.pages):
        return f"there are no such pages: {place.pages}"
    said = " ".join(pages[page - 1] for page in place.pages)
    missing = [fact for fact in place.facts if normal(fact) not in said]
    if missing:
        return f"page {place.pages} does not say {missing}"
    # A table may run on to a page after its heading, so sections are looked for in all of them.
    unknown = [name for name in place.sections if normal(name) not in " ".join(pages)]
    return f"there is no section {unknown}" if unknown or not place.sections else None


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_an_expected_answer_stands_where_the_suite_says(case: Case) -> None:
    assert case.expected
    assert [fault(place) for place in case.expected] == [None] * len(case.expected)
    assert all(place.answer for place in case.expected)


def test_a_case_stands_once_and_is_asked_in_a_language_we_speak() -> None:
    twice = [name for name, count in Counter(case.id for case in CASES).items() if count > 1]
    assert twice == []
    assert {case.language for case in CASES} == {"en", "de"}


def test_follow_ups_and_only_they_have_questions_before_them() -> None:
    assert all(bool(case.history) == ("follow-up" in case.tags) for case in CASES)


def test_a_question_without_an_answer_expects_none_and_says_why() -> None:
    for case in CASES:
        kinds = {"unanswerable", "near-miss"} & set(case.tags)
        assert len(kinds) == (0 if case.answerable else 1), case.id
        assert case.answerable or not case.expected, case.id


def test_codes_that_must_be_refused_stand_in_no_manual_of_that_machine() -> None:
    machines = {entry.options.machines[0]: entry for entry in read_manifest(MANIFESTS[0])}
    for case in CASES:
        if case.answerable or "identifier" not in case.tags:
            continue
        for machine, entry in machines.items():
            if case.machine not in (None, machine):
                continue
            text = " ".join(pages_of(entry.options.manual or "", entry.options.revision))
            for code in re.findall(r"\b(?:AL|M|F)-\d+|\b[EWP]\d+", case.question):
                assert not re.search(rf"\b{code.casefold()}\b", text), case.id


def test_every_german_question_to_the_german_manual_has_an_english_one() -> None:
    german = load_suite(SAMPLES / "suite.de.jsonl")
    english = load_suite(SAMPLES / "suite.fb30.en.jsonl")
    assert [f"{case.id}-en" for case in german] == [case.id for case in english]
    asked = {case.id for case in load_suite(SAMPLES / "suite.jsonl") if case.answerable}
    assert {case.id for case in load_suite(SAMPLES / "suite.across.jsonl")} <= {
        f"{name}-de" for name in asked
    }


def test_the_samples_are_what_their_scripts_write() -> None:
    checked = subprocess.run(
        [sys.executable, str(Path(SAMPLES, "build.py")), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")

"""Which warnings are shown with what stands below the section that they stand in."""

from pathlib import Path

import pytest

from ingest.reading import Reading
from store.rows import notice_of
from tests.pdf_files import Line
from tests.readings import BODY, CHAPTER, NAME, reading_of, section_of

WARNING = ["WARNING: Lock the main switch before the cabinet is opened."]


def shown(reading: Reading, words: str) -> list[str]:
    section = section_of(reading, words)
    return [notice.text for notice in reading.notices if notice.is_shown_in(section)]


def chapter(before: int) -> list[list[Line]]:
    """A chapter of lines with a warning after so many of them, and a section below it."""
    lines: list[Line] = [f"{number}: {BODY}" for number in range(22)]
    gap: Line = ("", 12)
    warning = [gap, *WARNING, gap]
    first: list[Line] = [("5 Functions", CHAPTER), *lines[:before], *warning, *lines[before:]]
    below: list[Line] = [("5.1 Direction", NAME), "C00 says which way the motor turns."]
    return [first, below, [("6 Care", CHAPTER), "Wipe it once a week."]]


@pytest.mark.parametrize("before", [0, 4])
def test_a_warning_at_the_head_of_a_chapter_is_one_of_all_its_sections(
    tmp_path: Path, before: int
) -> None:
    reading = reading_of(tmp_path, *chapter(before))
    assert shown(reading, "which way") == shown(reading, BODY) == WARNING
    assert shown(reading, "Wipe it") == []


def test_a_warning_amid_the_text_of_a_chapter_is_one_of_that_text(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, *chapter(19))
    assert shown(reading, BODY) == WARNING
    assert shown(reading, "which way") == []


def test_a_warning_kept_before_its_reach_was_told_is_one_of_all_sections_below() -> None:
    kept = {"level": "danger", "text": "Hot.", "section": ["5 Oven"], "order": 0, "places": []}
    assert notice_of(kept).is_shown_in(("5 Oven", "5.1 Door"))
    assert not notice_of(kept | {"holds_below": False}).is_shown_in(("5 Oven", "5.1 Door"))

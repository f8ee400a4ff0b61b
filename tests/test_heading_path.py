"""What stands under which chapter, whatever size its heading is set in."""

from pathlib import Path

import pytest

from ingest.headings import part_of
from ingest.sections import runs
from store.contents import Block
from tests.readings import BODY, CHAPTER, NAME, TITLE, reading_of, section_of


def test_parts_called_alike_stand_side_by_side_however_large_they_are_set(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        [("Inverter series", TITLE), BODY, ("Section 10 - Tables", CHAPTER), "All functions."],
        [
            ("Section 11 - Functions", CHAPTER),
            "Each of them.",
            ("Advanced functions in detail", CHAPTER),
            "C00 says which way the motor turns.",
        ],
        # A size smaller, as often where the writer changed in the middle of a book.
        [("Section 12 - Dimensions", NAME), BODY, "It is 132 mm wide."],
        [("Appendix A - Data", CHAPTER), "It weighs 3 kg."],
        [("Appendix B - Wiring", NAME), "Use copper.", ("Warranty", NAME), "Two years."],
    )
    title = "Inverter series"
    assert section_of(reading, "132 mm") == (title, "Section 12 - Dimensions")
    assert section_of(reading, "3 kg") == (title, "Appendix A - Data")
    assert section_of(reading, "copper") == (title, "Appendix B - Wiring")


def test_steps_stay_in_their_section_however_large_they_are_set(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        [("Inverter series", TITLE), BODY, ("Section 8 - Quick start", NAME), "Four steps."],
        [("Step 1: Wire it", TITLE), "Use copper.", ("Step 2: Start it", NAME), "Press RUN."],
    )
    section = ("Inverter series", "Section 8 - Quick start")
    assert section_of(reading, "copper") == (*section, "Step 1: Wire it")
    assert section_of(reading, "RUN") == (*section, "Step 2: Start it")


def paths(*headings: tuple[str, int]) -> list[str]:
    blocks: list[Block] = []
    for text, level in headings:
        blocks += [Block("heading", text, level=level), Block("paragraph", f"About {text}")]
    return [" > ".join(run.section) for run in runs(blocks)]


def test_an_inner_part_counts_anew_in_each_outer_one() -> None:
    assert paths(
        ("Kapitel 1 Aufbau", 1),
        ("Abschnitt 1 Rahmen", 2),
        ("Abschnitt 2 Antrieb", 3),
        ("Kapitel 2 Pflege", 1),
        ("Abschnitt 3 Reinigen", 2),
        ("Anhang A Ersatzteile", 2),
        ("A.1 Riemen", 3),
        ("Anhang B Pläne", 1),
    ) == [
        "Kapitel 1 Aufbau",
        "Kapitel 1 Aufbau > Abschnitt 1 Rahmen",
        "Kapitel 1 Aufbau > Abschnitt 2 Antrieb",
        "Kapitel 2 Pflege",
        "Kapitel 2 Pflege > Abschnitt 3 Reinigen",
        "Anhang A Ersatzteile",
        "Anhang A Ersatzteile > A.1 Riemen",
        "Anhang B Pläne",
    ]


def test_an_appendix_stands_beside_chapters_that_bear_a_bare_number() -> None:
    assert paths(
        ("Press", 1), ("8 Faults", 2), ("8.1 Codes", 3), ("Annex A Parts", 3), ("1 Belts", 4)
    ) == [
        "Press",
        "Press > 8 Faults",
        "Press > 8 Faults > 8.1 Codes",
        "Press > Annex A Parts",
        "Press > Annex A Parts > 1 Belts",
    ]


@pytest.mark.parametrize(
    "text", ["Section 3.2 Belts", "Section A-A", "Part numbers", "Teil a", "Sections 3 and 4"]
)
def test_what_is_no_part_of_a_book(text: str) -> None:
    assert part_of(text) is None


def test_each_section_counts_its_titles_from_one() -> None:
    assert paths(
        ("Chapter 1 Care", 1),
        ("Section 1. Schedule", 2),
        ("1. General", 4),
        ("2. Intervals", 4),
        # Its parser takes it for smaller than the first one.
        ("Section 2. Procedures", 5),
        ("1. General", 4),
        ("a. Oil", 5),
        ("2. Belts", 4),
    ) == [
        "Chapter 1 Care",
        "Chapter 1 Care > Section 1. Schedule",
        "Chapter 1 Care > Section 1. Schedule > 1. General",
        "Chapter 1 Care > Section 1. Schedule > 2. Intervals",
        "Chapter 1 Care > Section 2. Procedures",
        "Chapter 1 Care > Section 2. Procedures > 1. General",
        "Chapter 1 Care > Section 2. Procedures > 1. General > a. Oil",
        "Chapter 1 Care > Section 2. Procedures > 2. Belts",
    ]


def test_a_title_over_warnings_holds_no_numbered_section(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        [("Propane warning", TITLE), "The gas burns.", ("1. Store", CHAPTER), "Keep it cool."],
        [("2. Fill", CHAPTER), "Fill it slowly."],
    )
    assert section_of(reading, "burns") == ("Propane warning",)
    assert section_of(reading, "cool") == ("1. Store",)
    assert section_of(reading, "slowly") == ("2. Fill",)

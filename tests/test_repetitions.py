"""Lights and beeps: how often, in whatever way the question and the manual write it."""

import pytest

from answer.quote import quotes
from answer.repetitions import counted_in_digits, repetitions
from answer.subject import subject_terms, terms_held
from answer.understanding import understood
from tests.evidence_builders import table_evidence, text_evidence


@pytest.mark.parametrize(
    ("text", "count", "digits"),
    [
        ("The light flashes twice", {"2"}, "The light flashes 2"),
        ("three short beeps", {"3"}, "3 short beeps"),
        ("4x blinken", {"4"}, "4 blinken"),
        ("3 x täglich", {"3"}, "3 täglich"),
        ("Die LED blinkt dreimal", {"3"}, "Die LED blinkt 3"),
        ("drei Mal, nicht zwei Mal", {"2", "3"}, "3, nicht 2"),
        ("It blinks once", {"1"}, "It blinks 1"),
        ("clignote trois fois", {"3"}, "clignote 3"),
        # These are parts, sizes, and no count at all.
        ("4 x M6", set(), "4 x M6"),
        ("2 x 4 mm", set(), "2 x 4 mm"),
        ("Once the light is on, two fuses", set(), "Once the light is on, two fuses"),
    ],
)
def test_how_often_it_happens(text: str, count: set[str], digits: str) -> None:
    assert repetitions(text) == count
    assert counted_in_digits(text) == digits


LIGHT = [
    ["1x blinken", "Kanal ist aus"],
    ["3x blinken", "Kanal ist überlastet"],
    ["4x blinken", "Kanal ist im Notbetrieb"],
]


@pytest.mark.parametrize(
    "question",
    [
        "Was bedeutet dreimal blinken?",
        "The LED blinks three times",
        "LED blinkt 3 Mal, was ist das?",
    ],
)
def test_the_row_of_so_many_times_is_quoted(question: str) -> None:
    (quote,) = quotes(question, [table_evidence([["LED", "Bedeutung"]], LIGHT, language="de")])
    assert quote.rows == (1,)


def test_numbers_under_flashes_are_such_counts() -> None:
    rows = [["2", "Fan blocked", "5"], ["3", "Sensor open", "2"], ["5", "Door open", "3"]]
    faults = table_evidence([["Flashes", "Fault", "Page"]], rows)
    (quote,) = quotes("What is wrong when it flashes three times?", [faults])
    assert quote.rows == (1,)


def test_an_item_of_so_many_times_is_quoted() -> None:
    text = "The lamp tells by its flashes:\n• 2x: fan blocked\n• 3x: sensor open\n• 4x: door open"
    (quote,) = quotes("The lamp flashes three times, what is open?", [text_evidence(text)])
    assert "3x: sensor open" in quote.text
    assert "4x: door open" not in quote.text


def test_one_count_in_two_spellings_is_one_subject() -> None:
    asked = subject_terms("Was bedeutet dreimal blinken?", "de")
    assert asked <= terms_held("3x blinken", "de")
    assert not asked <= terms_held("4x blinken", "de")
    assert "3x" in understood("Was bedeutet dreimal blinken?", language="de").keywords.split()

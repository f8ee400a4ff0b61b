"""What a question measures: its answer needs a figure in one of these units, or needs none."""

from dataclasses import replace

import pytest

from answer.measures import asks_cause, asks_figure, units_counted, units_wanted
from answer.quote import quotes
from tests.evidence_builders import table_evidence


@pytest.mark.parametrize(
    ("question", "unit", "other"),
    [
        ("craning the press off the truck, how long must the chains be", "m", "min"),
        ("How long must a move be to reach feed F?", "mm", "min"),
        ("How long can deleted notes be brought back?", "days", "m"),
        ("How long does the pump idle?", "min", "m"),
        ("How long may the control leads be at most?", "m", "min"),
        ("How short may a bar be for the loader?", "mm", "bar"),
        ("How loud is the bar feeder?", "dB", "bar"),
        ("What is the sound pressure level?", "dB", "Pa"),
        ("To how many bar is the tank filled?", "bar", "dB"),
        ("How tight do the screws of the flywheel go?", "lbft", "mm"),
        ("When does the fuel filter get replaced?", "h", "m"),
        ("belt is tensioned, when do I measure it again", "h", "m"),
        ("nach dem Spannen, wann mess ich nochmal nach", "h", "m"),
        ("Getriebeöl Wechsel wieviel Liter", "l", "l/min"),
        ("Welcher Volumenstrom ist eingestellt?", "m3/h", "A"),
        ("Welche Nachlaufzeit hat die Pumpe?", "min", "m"),
        ("Welchen Widerstand hat der Geber kalt?", "Ω", "V"),
        ("Welcher Querschnitt für die Geberleitung?", "mm2", "mm"),
        ("Wie feucht darf die Luft sein?", "%", "°C"),
        ("How many litres a minute does the heat recovery want?", "l/min", "l"),
        ("How much oil goes into the tank?", "l", "l/min"),
    ],
)
def test_the_units_of_an_answer(question: str, unit: str, other: str) -> None:
    assert unit in units_wanted(question)
    assert other not in units_wanted(question)


def test_a_length_in_german_is_told_from_a_time_by_one_letter_alone() -> None:
    assert {"m", "min"} <= units_wanted("Wie lang ist die Schutzzeit ab Werk?")
    assert "m" not in units_wanted("Wie lange läuft die Pumpe?")


def test_when_in_the_middle_tells_a_condition_and_asks_for_no_time() -> None:
    assert not asks_figure("When does the pump start?")
    assert not asks_figure("What does the lamp show when the pump is on?")


def test_what_is_wrong_with_a_measure_is_no_figure() -> None:
    assert not asks_figure("The pressure of the pump sinks, what is wrong?")
    assert asks_figure("What is the right pressure of the pump?")
    assert not asks_figure("The pump trips on overvoltage and stands still. What then?")
    assert not asks_figure("Der Druck ist zu hoch, was kann ich tun?")
    assert not asks_figure("The temperature sensors warn, what should I check?")
    assert asks_figure("Was kann ich für einen Druck einstellen?")
    assert not asks_figure("What should you avoid doing when measuring?")
    assert "bar" not in units_wanted(
        "What is the limit of leakage when the pressure is not reached?"
    )
    assert "bar" not in units_wanted("Wenn der Druck fehlt, wie oft wird gepumpt?")


def test_what_to_do_then_is_asked_about_a_trouble() -> None:
    assert asks_cause("What should you do if the lamp blinks?")
    assert asks_cause("What must be done when it leaks?")
    assert not asks_cause("What must you do before it is switched on?")


def test_litres_of_a_flow_are_counted_as_a_flow() -> None:
    assert units_counted("How many litres per minute must flow?") == units_counted(
        "Wie viele Liter pro Minute fließen?"
    )
    assert "l" not in units_counted("Wie viele Liter pro Minute fließen?")


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("How loud is the blower in decibels?", "dB"),
        ("What pressure does the pump make, in pascals?", "mbar"),
        ("Wie schnell läuft das Band in m/min?", "mm/s"),
        ("How many litres fit in the tank?", "l"),
        ("Which fuse is in A3?", None),
        ("What must be done in minutes?", None),
    ],
)
def test_the_unit_that_a_question_ends_in_is_asked_for(question: str, unit: str | None) -> None:
    counted = units_counted(question)
    assert unit in counted if unit else not counted


CURRENTS = table_evidence(
    [["Frequency", "HP", "Rated current"]],
    [["4-10kHz", "1", "4.2A"], ["12kHz", "2", "4.1A"], ["16kHz", "3", "3.9A"]],
    found=[0],
)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much current at 16 kHz?", "16kHz | 3 | 3.9A"),
        ("rated current of the 2 HP type", "12kHz | 2 | 4.1A"),
        ("rated current of the 2HP type", "12kHz | 2 | 4.1A"),
    ],
)
def test_a_figure_that_the_question_names_tells_which_row(question: str, row: str) -> None:
    whole = replace(CURRENTS, rows=(0, 1, 2))
    assert quotes(question, [whole])[0].text == row

"""A trouble and its opposite share their words, and are told apart by what is denied."""

import pytest

from answer.denial import forbids, opposed
from answer.quote import quotes
from tests.evidence_builders import table_evidence

CRANKS = "The engine cranks but will not start"


@pytest.mark.parametrize(
    ("asked", "trouble", "language"),
    [
        (CRANKS, "1. Engine will not start. Starter will not crank engine.", "en"),
        ("Engine won't crank", "2. Engine will not start. Starter DOES crank engine.", "en"),
        ("The pump fails to stop", "The pump stops during a cycle", "en"),
        ("Der Motor dreht, startet aber nicht", "Motor dreht nicht", "de"),
        ("Die Pumpe lässt sich nicht abschalten", "Die Pumpe schaltet ab. Abschalten", "de"),
        ("Il motore gira ma non parte", "Il motore non gira", "it"),
        ("Le moteur tourne mais ne démarre pas", "Le moteur ne tourne pas", "fr"),
        ("El motor gira pero no arranca", "El motor no gira", "es"),
    ],
)
def test_the_opposite_trouble(asked: str, trouble: str, language: str) -> None:
    assert opposed(asked, trouble, language)


@pytest.mark.parametrize(
    ("asked", "trouble", "language"),
    [
        (CRANKS, "2. Engine will not start. Starter DOES crank engine.", "en"),
        ("Engine won't crank", "1. Engine will not start. Starter will not crank engine.", "en"),
        ("no pressure, but the pump runs", "Pump runs, no pressure", "en"),
        ("Der Motor dreht, startet aber nicht", "Motor lässt sich nicht starten", "de"),
        ("Der Motor dreht, startet aber nicht", "Motor startet nicht", "de"),
        # Nothing is denied: whether it may is what the passage is to tell.
        ("May I use gasoline to clean the filter?", "Do not use gasoline.", "en"),
    ],
)
def test_the_same_trouble_and_what_denies_nothing(asked: str, trouble: str, language: str) -> None:
    assert not opposed(asked, trouble, language)


@pytest.mark.parametrize(
    ("sentence", "forbidden"),
    [
        ("Do not run the starter for more than 30 seconds.", True),
        ("Cleaning with compressed air is not permitted.", True),
        ("Mineralöl darf nicht nachgefüllt werden.", True),
        ("Keine Lösungsmittel verwenden.", True),
        ("Der Riemen darf weder geölt noch gefettet werden.", True),
        ("Das Öffnen der Haube ist verboten.", True),
        ("Run the starter for 30 seconds at most.", False),
        ("Synthetisches Öl nachfüllen.", False),
    ],
)
def test_what_forbids(sentence: str, forbidden: bool) -> None:
    assert forbids(sentence) is forbidden


COLUMNS = [["Trouble", "Cause", "Remedy"]]
TURNS_NOT = "Motor will not start. The fan does not turn."
TURNS = "Motor will not start. The fan DOES turn."
STILL = [
    [TURNS_NOT, "No mains voltage", "Measure the three phases at the main switch"],
    [TURNS_NOT, "Main fuse blown", "Look for a short circuit, then fit a new fuse"],
]
TURNING = [
    [TURNS, "Coupling torn", "Take off the guard and look at the coupling"],
    [TURNS, "Drive locked by the brake", "Vent the brake by hand and turn the shaft"],
]


def test_rows_of_the_opposite_trouble_are_not_quoted() -> None:
    faults = table_evidence(COLUMNS, [*STILL, *TURNING], found=[0, 1, 2, 3])
    (quote,) = quotes("The fan turns but the motor will not start", [faults])
    assert quote.rows == (2, 3)
    (quote,) = quotes("The motor will not start, and the fan does not turn", [faults])
    assert quote.rows == (0, 1)


def test_a_better_ranked_table_of_the_opposite_trouble_is_not_the_answer() -> None:
    still = table_evidence(COLUMNS, STILL, found=[0, 1], score=0.9)
    turning = table_evidence([["Fault", "Cause", "Remedy"]], TURNING, found=[0, 1], score=0.7)
    for question, text in (
        ("The fan turns but the motor will not start", "Coupling torn"),
        ("The motor will not start and the fan does not turn", "No mains voltage"),
    ):
        assert text in quotes(question, [still, turning])[0].text

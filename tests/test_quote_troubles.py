"""What is quoted of troubles and lettered steps: all causes, all that is to be checked."""

from answer.quote import quotes
from tests.evidence_builders import table_evidence, text_evidence

TROUBLE = "5. Load contactor opens as soon as its switch is released"
CAUSES = [
    [TROUBLE, "a. Switch faulty (S408).", "Join its terminals 1 and 2. If it holds, renew it."],
    [TROUBLE, "b. Resistor open (R406).", "Measure it. It has 7.5 ohms when it is whole."],
    [TROUBLE, "c. Diode faulty (CR402).", "Measure it both ways, and renew it if it is open."],
    ["6. Engine runs hot", "a. Belt slips.", "Tighten the fan belt, or renew it if it is worn."],
]


def test_a_trouble_brings_all_its_causes() -> None:
    faults = table_evidence([["Trouble", "Cause", "Remedy"]], CAUSES, found=[1])
    (quote,) = quotes("The contactor opens when I have released the switch", [faults])
    assert quote.rows == (0, 1, 2)
    (quote,) = quotes("What must the resistor R406 of the contactor have?", [faults])
    assert quote.rows == (1,)


OIL = """(5) Change the oil as follows:
a. Put a pan below the engine.
b. Remove the drain plug, and let the oil run out.
c. Fit the plug again, and fill in 7 quarts.
Oil is changed each 200 hours."""


def test_lettered_steps_are_a_procedure() -> None:
    (quote,) = quotes("How do I change the engine oil?", [text_evidence(OIL)])
    assert quote.text.startswith("(5) Change the oil as follows:\na. Put a pan")
    assert quote.text.endswith("7 quarts.")


def test_a_trouble_in_capitals_comes_with_what_is_to_be_checked() -> None:
    text = (
        "THE SAW CANNOT BE SWITCHED ON.\n• Check the fuses in the cabinet.\n• Check the lock.\n"
        "• Replace the switch.\nTHE SAW STOPS BY ITSELF.\n• Check the timer."
    )
    (quote,) = quotes("The saw cannot be switched on, what is it?", [text_evidence(text)])
    assert quote.text == text.partition("\nTHE SAW STOPS")[0]

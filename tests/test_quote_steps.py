"""Which step is quoted for a figure: the one that has it, not its neighbours."""

from answer.quote import quotes
from tests.evidence_builders import text_evidence


def test_words_of_talking_do_not_choose_the_step() -> None:
    steps = (
        "8. Turn the belt by hand, then look at the guard.\n"
        "9. Repeat this until it is tight. Do not go beyond that.\n"
        "10. Tighten the foot bolts crosswise to 210 Nm.\n"
        "11. Fit the guard with 20 Nm and close the door."
    )
    asked = "guard on again after the belt job, how tight do the screws go"
    (quote,) = quotes(asked, [text_evidence(steps, kind="procedure")])
    assert quote.text == "11. Fit the guard with 20 Nm and close the door."


def test_the_figure_of_one_step_is_not_that_of_another() -> None:
    steps = (
        "1. Turn the pulley by hand.\n"
        "2. Press on the drive belt in the middle.\n"
        "3. Tighten the foot bolts crosswise to 210 Nm.\n"
        "4. Tighten the belt with the spindle to 45 Nm.\n"
        "5. Wipe the oil off the floor and put all tools back into their box.\n"
        "6. Close the door, remove the padlock and tell the shift leader.\n"
        "7. Let the press run without load for ten minutes and listen to it."
    )
    (quote,) = quotes("How tight is the drive belt?", [text_evidence(steps, kind="procedure")])
    assert quote.text == "4. Tighten the belt with the spindle to 45 Nm."

"""A section that is called what happened, or what is to be done, answers as a whole."""

from answer.quote import quotes
from tests.evidence_builders import text_evidence

FAILED = (
    "If the status is not confirmed within 10 minutes, it changes to failed. The message may be "
    "lost. Switch the pump off and on again on the dashboard."
)


def test_what_to_do_about_the_trouble_that_heads_a_section_is_all_of_it() -> None:
    evidence = text_evidence(FAILED, section=("7 Troubles", "7.5 Status says failed"))
    for question in (
        "The status says failed, what do I do?",
        "Why does the status say failed?",
        "Status says failed and nothing is shown",
    ):
        (quote,) = quotes(question, [evidence])
        assert quote.text == FAILED
    (quote,) = quotes("After how many minutes does the status say failed?", [evidence])
    assert quote.text == FAILED.partition(" The message")[0]


def test_how_is_answered_by_the_section_that_is_called_so() -> None:
    device = text_evidence(
        "The emergency stop stops the winder. It can be started again when the emergency stop was "
        "reset.",
        section=("1 Winder", "Emergency stop"),
        score=0.9,
    )
    reset = text_evidence(
        "\u2022 Pull the red button.\n\u2022 Press Standby.",
        section=("2 Work", "Resetting the emergency stop"),
        score=0.8,
    )
    (quote,) = quotes("How do I reset the emergency stop?", [device, reset])[:1]
    assert quote.text.startswith("\u2022 Pull the red button.")


def test_checks_below_a_trouble_come_whole_where_it_is_told_in_other_words() -> None:
    checks = (
        "\u2022 Check setting 4 for a timer.\n\u2022 Check the fuse of the motor.\n"
        "\u2022 Replace the relay."
    )
    section = ("1 Belt", "The belt can be started, but stops by itself.")
    evidence = text_evidence(checks, section=section, kind="list_item")
    (quote,) = quotes("The belt stops by itself after a while, what do I check?", [evidence])
    assert quote.text == checks
    (quote,) = quotes("Which fuse has the motor?", [evidence])
    assert quote.text == "\u2022 Check the fuse of the motor."

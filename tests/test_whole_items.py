"""Items of lists come whole: their sentences, and what is set in below them."""

from answer.passages import step_spans
from answer.quote import quotes
from ingest.passages import Identity, drafts
from ingest.sections import runs
from store.contents import Block
from tests.evidence_builders import text_evidence

WIRES = """Connect the sensors:
• S-3 stands beside plug J4. It goes to the blue wire of the level sensor.
• S-5 stands beside plug J7. It goes to the grey wire of the level sensor.
• S-7 stands beside plug J9. It goes to the red wire of the fan."""


def item(text: str, marker: str = "•", level: int = 0) -> Block:
    return Block("list_item", text, marker=marker, level=level)


def test_sentences_of_two_items_are_not_run_together() -> None:
    evidence = text_evidence(WIRES, section=("3 Wiring",))
    (quote,) = quotes("Which wire of the level sensor does S-5 go to?", [evidence])
    announced, _, item, _ = WIRES.splitlines()
    assert quote.text == f"{announced}\n{item}"


def test_what_an_item_names_is_told_below_it() -> None:
    alarms = (
        *(item("Overload"), item("The motor draws too much current.", level=1)),
        *(item("Soft start fail"), item("The motor did not come up to its speed.", level=1)),
    )
    ((draft,), _) = drafts(tuple(runs(alarms)), Identity("m", "s"), {})
    text = draft.passage.text
    (quote,) = quotes("What does soft start fail mean?", [text_evidence(text, section=("Alarms",))])
    assert quote.text == "• Soft start fail\n  • The motor did not come up to its speed."


def test_steps_within_a_step_do_not_end_its_procedure() -> None:
    steps = (
        *(item("Open the cover.", "1."), item("Set the gap:", "2.")),
        *(item("Loosen the nut.", "1.", 1), item("Turn the screw.", "2.", 1)),
        *(item("Tighten the nut.", "3.", 1), item("Close the cover.", "3.")),
    )
    ((draft,), _) = drafts(tuple(runs(steps)), Identity("m", "s"), {})
    assert step_spans(draft.passage) == ((0, len(draft.passage.text)),)

"""What comes with the sentence that answers: those around it, as far as they are about the same."""

import pytest

from answer.quote import quotes
from tests.evidence_builders import FAR_APART, notice, text_evidence


def test_a_sentence_comes_with_those_around_it_unless_it_has_the_figure_asked_for() -> None:
    lamp, rest = "A green lamp means full.", "An amber one means that it still charges."
    (quote,) = quotes("Is an orange lamp on the charger bad?", [text_evidence(f"{lamp} {rest}")])
    assert quote.text == f"{lamp} {rest}"
    text = f"{FAR_APART}{lamp} {rest} {FAR_APART}"
    (quote,) = quotes("What does the green lamp mean?", [text_evidence(text)])
    assert quote.text.startswith(f"{lamp} {rest}")
    assert len(quote.text) <= 300
    pulled = "The plug of the charger or " * 10
    (quote,) = quotes(
        "What does the green lamp mean?",
        [text_evidence(f"{lamp} {rest} Then pull one of these:\n{pulled}the fuse.")],
    )
    assert quote.text == f"{lamp} {rest}"
    hot = "The charger is hot."
    (quote,) = quotes(
        "What does the green lamp mean?",
        [text_evidence(f"{hot} {lamp} {rest}", notices=[notice("caution", hot)])],
    )
    assert quote.text == f"{lamp} {rest}", "the warning stands above already"
    torque = "The screws of the lid take 9 Nm."
    (quote,) = quotes("Which torque do the lid screws take?", [text_evidence(f"{rest} {torque}")])
    assert quote.text == torque


@pytest.mark.parametrize("number", [101, 102])
def test_what_is_said_of_another_code_is_no_context(number: int) -> None:
    told = {
        101: "E101 means that the air is low. Fill it, but see E102.",
        102: "E102 means that the air is too high. Open the valve.",
    }
    passage = text_evidence(" ".join(told.values()))
    (quote,) = quotes(f"What does E{number} mean?", [passage])
    assert quote.text == told[number]


def test_a_name_on_a_cover_answers_nothing_where_anything_else_was_found() -> None:
    cover = text_evidence("Indoor unit", section=["Air conditioners"], score=0.95)
    noise = text_evidence("Ein Knacken der Blende ist normal.", section=["Fragen"], language="de")
    question = "Is it normal that the indoor unit cracks?"
    assert [one.text for one in quotes(question, [cover, noise])] == [noise.passage.text]
    assert [one.text for one in quotes(question, [cover])] == ["Indoor unit"]

"""Where one sentence ends and the next begins, in technical text."""

import itertools

from hypothesis import given

from answer.sentences import sentence_spans, sentences
from tests.evidence_builders import TECHNICAL


def test_sentences_are_not_torn_where_technical_text_has_full_stops() -> None:
    whole = [
        "Set a gap of 3.5 mm.",
        "See Fig. 3 and Tab. 12 for approx. 45 Nm.",
        "Nehmen Sie z. B. Öl nach DIN 51524.",
        "Der Druck beträgt max. 10 bar, d. h. Stufe 2.",
        "Order part No. 4 and item Nr. 7.",
        "Use e.g. grease.",
        "The range is 10 ... 12 bar.",
        "1. Loosen the screw.",
        "Is it hot?",
        "Wait until it is cold [1].",
    ]
    assert list(sentences(" ".join(whole[:7]))) == whole[:7]
    assert list(sentences("\n".join(whole))) == whole


def test_a_parenthesis_after_a_sentence_belongs_to_it() -> None:
    whole = ["Small pumps: 0 to 40 l (by step).", "(Default 12 l)", "Big pumps: 0 to 90 l."]
    assert sentences(" ".join(whole)) == (" ".join(whole[:2]), whole[2])
    assert sentences("Wash it. (A) Rinse. (B) Dry.")[0] == "Wash it."


def test_a_wrapped_line_is_one_sentence_and_a_list_is_not() -> None:
    assert sentences("Open the\nvalve. Wait") == ("Open the\nvalve.", "Wait")
    assert sentences("• open the valve\n• wait") == ("• open the valve", "• wait")


@given(TECHNICAL)
def test_splitting_loses_nothing_and_keeps_the_order(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert all(piece == piece.strip() and piece for piece in sentences(text))

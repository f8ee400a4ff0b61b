"""Questions for a number of things are answered by what says how many."""

import pytest

from answer.counted import counted_noun, says_how_many
from answer.quote import quotes
from tests.evidence_builders import table_evidence, text_evidence


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many users can it hold?", "users"),
        ("How many KNX devices may there be?", "devices"),
        ("How many zones FLEX?", "zones"),
        ("Wie viele physikalische Adressen braucht das Gerät?", "Adressen"),
        ("Combien de zones a la centrale ?", "zones"),
        # These are measures, and no question at all.
        ("How many litres of oil does it take?", ""),
        ("Users", ""),
    ],
)
def test_what_is_counted(question: str, noun: str) -> None:
    assert counted_noun(question) == noun


@pytest.mark.parametrize(
    ("text", "noun", "language", "says"),
    [
        ("It can hold 1,000 users.", "users", "en", True),
        ("up to ten smart devices", "devices", "en", True),
        ("zwei weitere physikalische Adressen", "Adressen", "de", True),
        ("1. Users are added", "users", "en", False),
        ("see section 3.2 Users", "users", "en", False),
        ("zone 1 and users", "users", "en", False),
        ("byte: 15; counts: pulses", "counts", "en", False),
    ],
)
def test_what_says_how_many(text: str, noun: str, language: str, says: bool) -> None:
    assert says_how_many(text, noun, language) is says


def test_the_sentence_with_the_number_is_quoted() -> None:
    text = (
        "Users are managed in the app, where the users of the gate are listed. "
        "The schedule says when they may come. The gate controller can hold 1000 users."
    )
    (quote,) = quotes("How many users can the gate have?", [text_evidence(text)])
    assert "1000 users" in quote.text


def test_the_row_with_the_number_is_quoted() -> None:
    rows = [["Delay of zone 3", "20 s"], ["No. of zones", "10"], ["Zone type", "EOL"]]
    (quote,) = quotes("How many zones has it?", [table_evidence([["Parameter", "Value"]], rows)])
    assert quote.rows == (1,)

"""A row is read out with the columns that a question names, not with those of other models."""

import pytest

from answer.quote import quotes
from tests.evidence_builders import table_evidence

SAWS = (
    [["", "Saw model", "", "S-4-21", "SA6-8-52", "SA8-10-66"]],
    [
        ["1", "Blade", "mm", "110", "135", "165"],
        ["2", "Highest speed", "rpm", "7200", "5000", "4400"],
        ["3", "Weight", "kg", "4.1", "23.5", "38.5"],
    ],
)
BOLTS = (
    [["Bolt", "Torque in Nm", "Bolt", "Torque in Nm"]],
    [["M8", "38.2", "M14", "171"], ["M10", "72.2", "M16", "226"], ["M12", "107", "M20", "402"]],
)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Highest speed of the SA6-8-52?", "2; Saw model: Highest speed; rpm; SA6-8-52: 5000"),
        ("How heavy is the SA8-10-66?", "3; Saw model: Weight; kg; SA8-10-66: 38.5"),
        (
            "Which highest speed have the S-4-21 and the SA8-10-66?",
            "2; Saw model: Highest speed; rpm; S-4-21: 7200; SA8-10-66: 4400",
        ),
    ],
)
def test_a_model_asked_for_is_read_without_the_others(question: str, read: str) -> None:
    (quote,) = quotes(question, [table_evidence(*SAWS)])
    assert quote.readable == read
    # The card of the source shows the row as it is printed.
    assert quote.citation(1).table is not None
    assert "7200" in quote.text or "4.1" in quote.text


def test_of_tables_side_by_side_the_one_that_holds_the_bolt_is_read() -> None:
    (quote,) = quotes("What torque for the M12 bolts?", [table_evidence(*BOLTS)])
    assert quote.readable == "Bolt: M12; Torque in Nm: 107"


def test_a_question_that_names_no_column_gets_them_all() -> None:
    (quote,) = quotes("What is the highest speed?", [table_evidence(*SAWS)])
    assert all(figure in quote.readable for figure in ("7200", "5000", "4400"))

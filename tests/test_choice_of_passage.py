"""Which passage answers, and which row of it: what forbids, what plans, a model's own figure."""

import pytest

from answer.quote import quotes
from tests.evidence_builders import table_evidence, text_evidence


@pytest.mark.parametrize(
    ("question", "forbids", "is_first"),
    [
        ("May I rinse the spindle with brine?", "Never rinse the spindle with brine.", True),
        ("How long may I rinse the spindle?", "DO NOT rinse the spindle for over 90 s.", True),
        ("What can I rinse the spindle with?", "Never rinse the spindle with brine.", False),
        ("May I rinse the spindle with brine?", "Never rinse the pump with petrol.", False),
    ],
)
def test_what_forbids_goes_before_a_better_ranked_passage_where_leave_is_asked(
    question: str, forbids: str, is_first: bool
) -> None:
    tank = "Brine to rinse the spindle with is in the tank, which fills again within 10 s."
    found = quotes(question, [text_evidence(tank), text_evidence(forbids, score=0.7)])
    assert (found[0].text == forbids) is is_first


def test_what_forbids_comes_alone() -> None:
    # Another passage would bring warnings of other work before the one that counts.
    forbids = "DO NOT rinse the spindle for over 90 s."
    tank = "The spindle is cooled from the tank: rinse it for 10 s each week."
    evidence = [text_evidence(forbids, score=0.9), text_evidence(tank, score=0.89)]
    assert len(quotes("How long is the spindle to be rinsed from the tank?", evidence)) == 2
    (quote,) = quotes("How long may I rinse the spindle from the tank?", evidence)
    assert quote.text == forbids


def test_what_a_numbered_step_announces_by_letters_is_the_procedure() -> None:
    steps = (
        "(3) Change the filter as follows:\n"
        "a. Shut the tap over the bowl of the filter.\n"
        "b. Unscrew the bowl and take the filter out.\n"
        "c. Fit the new filter dry."
    )
    text = f"(2) Change interval of the filter. A filter lasts for 300 hours.\n{steps}\nDone."
    (quote,) = quotes("How do I change the filter?", [text_evidence(text)])
    assert quote.text == steps
    (whole,) = quotes("How do I change the filter, at what interval?", [text_evidence(text)])
    assert whole.text == text.removesuffix("\nDone.")


def test_an_interval_that_is_written_out_answers_how_often() -> None:
    for question, language, often, other in (
        (
            "How often do I clean the air filter?",
            "en",
            "The air filter is to be cleaned every two weeks.",
            "Let the air dry it for 3 hours.",
        ),
        (
            "¿Cada cuánto limpio el filtro de aire?",
            "es",
            "El filtro de aire se debe limpiar cada dos semanas.",
            "Deje secar el aire durante 3 horas.",
        ),
    ):
        for text in (f"{often} {other}", f"{other} {often}"):
            evidence = text_evidence(text, language=language, section=("4",))
            assert often in "\n".join(one.text for one in quotes(question, [evidence]))


def test_a_plan_that_ticks_an_interval_goes_before_a_better_ranked_row_of_troubles() -> None:
    troubles = table_evidence(
        [["Trouble", "Cause", "Remedy"]],
        [
            [
                "1. The fan will not turn up to speed.",
                "Worn belt",
                "Check the belt and its rollers",
            ],
            ["2. The fan will not turn at all.", "Torn belt", "Check the belt and the motor of it"],
        ],
    )
    plan = table_evidence(
        [["Service", "50 hours", "300 hours or 6 months"]],
        [["Check the belt", "", "X"], ["Check the filter", "X", ""]],
        score=0.7,
    )
    asked = "How often do I check the belt of the fan?"
    assert quotes(asked, [troubles, plan])[0].readable == (
        "Service: Check the belt; 300 hours or 6 months: X"
    )
    shifts = table_evidence(
        [["What to check", "Interval"]], [["Belt", "Every shift"], ["Filter", "Weekly"]], score=0.7
    )
    assert quotes(asked, [troubles, shifts])[0].text == "Belt | Every shift"


DATA = table_evidence(
    [["Model", "", "BX-12", "BX-18"]],
    [
        ["Coefficient of performance", "W/W", "4.1", "4.2"],
        ["Refrigerant / charge", "", "R290 / type C", "R290 / type E"],
        ["Input current", "A", "17", "25"],
        ["Net weight", "kg", "134", "195"],
    ],
    section=("9 Data",),
    found=[0, 1],
    score=0.8,
)
CRATES = table_evidence(
    [["Model", "Size of the crate (mm)"]],
    [["BX-12", "1317*493*1020"], ["BX-18", "1217*538*1570"]],
    section=("2 Transport",),
)


def test_a_models_figure_comes_from_its_column_and_in_the_unit_asked_for() -> None:
    # Millimetres are no weight, and what has no unit is none where another row has kilograms.
    lead, *_ = quotes("How heavy is the BX-18?", [CRATES, DATA])
    assert lead.text == "Net weight | kg | 134 | 195"


def test_a_row_of_a_models_column_holds_the_word_asked_for() -> None:
    (lead,) = quotes("How much refrigerant is in the BX-12?", [DATA])
    assert lead.text == "Refrigerant / charge | R290 / type C | R290 / type E"


def test_the_section_that_is_called_so_goes_before_one_with_a_step_of_that_name() -> None:
    own = text_evidence(
        "1. Shut off the air.\n2. Unscrew the four screws of it.",
        section=("1. RELEASE PISTON", "REMOVAL:"),
        score=0.8,
    )
    other = text_evidence(
        "1. Open the cover.\n2. Remove the release piston.\n3. Take the drawbar out.",
        section=("4. DRAWBAR", "REMOVAL:"),
    )
    (quote, *_) = quotes("How do I remove the release piston?", [other, own])
    assert quote.text.startswith("1. Shut off the air.")

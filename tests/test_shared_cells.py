"""A trouble with several causes is answered with all of them."""

from answer.shared_cells import rows_sharing
from store import keywords

ROWS = [
    ("Pump runs, no pressure", "Valve stuck", "Take the relief valve out and clean its seat"),
    ("Pump runs, no pressure", "Air in the suction line", "Bleed the line at the highest fitting"),
    ("Pump noisy", "Suction strainer clogged", "Clean the suction strainer, or put in a new one"),
    ("Pump noisy", "Shaft out of line", "Align the shaft of the pump with that of the motor"),
]


def sharing(asked: str, *alike: int) -> tuple[int, ...]:
    return rows_sharing(ROWS, alike, keywords.terms(asked, "en"), "en")


def test_all_causes_of_the_trouble_that_was_asked_for() -> None:
    assert sharing("the pump is noisy", 2) == (2, 3)
    assert sharing("the pump is noisy", 3) == (2, 3)


def test_of_rows_that_fit_alike_the_one_whose_trouble_was_asked_for_leads() -> None:
    assert sharing("the pump is noisy", 1, 3) == (2, 3)
    assert sharing("no pressure, but the pump runs", 3, 1) == (0, 1)


def test_one_cause_that_was_asked_for_itself_stays_alone() -> None:
    assert sharing("clean the clogged suction strainer of the pump", 2) == ()

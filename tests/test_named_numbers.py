"""A number and a name in one cell define the number, where the heading says what it numbers."""

import pytest

from ingest.identifiers import identifiers
from store.contents import Chunk, Passage

ROWS = (
    ("201 Belt Too Slow", "See the load of the motor."),
    ("202 Guard Open", "Close it. This comes with 201, too."),
    ("203 Low Oil", "Fill it up."),
)


def _defined(rows: tuple[tuple[str, ...], ...], section: str) -> list[tuple[str, int | None]]:
    text = "\n".join(" | ".join(row) for row in rows)
    passage = Passage(
        "p0", 0, "table", ("4 Panel", section), text, (), rows=rows, row_places=((),) * len(rows)
    )
    chunk = Chunk(
        "c0", "p0", 0, "table", passage.section, "", text, (), rows=tuple(range(len(rows)))
    )
    return [(one.key, one.row) for one in identifiers([passage], [chunk]) if one.defines]


def test_the_row_that_a_number_begins_defines_it() -> None:
    assert _defined(ROWS, "4.1 Alarm list") == [("AL201", 0), ("AL202", 1), ("AL203", 2)]


@pytest.mark.parametrize(
    ("rows", "section"),
    [
        (ROWS, "4.1 Parts of the panel"),
        (tuple((f"{n} mm", "wide") for n in (10, 20, 30)), "4.1 Alarm list"),
        (tuple((f"{n} A", "trips at once") for n in (10, 16, 25)), "4.1 Alarm list"),
        ((ROWS[0], ("Lamp", "red"), ("Horn", "loud")), "4.1 Alarm list"),
    ],
)
def test_quantities_and_other_lists_define_none(
    rows: tuple[tuple[str, ...], ...], section: str
) -> None:
    assert _defined(rows, section) == []

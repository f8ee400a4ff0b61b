"""Dates as they are printed, in five languages."""

import pytest

from ingest.front_matter.printed_dates import dates_in
from tests.front_pages import effective_of


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2025-04-07", "2025-04-07"),
        ("7 April 2025", "2025-04-07"),
        ("7th of April 2025", "2025-04-07"),
        ("April 7, 2025", "2025-04-07"),
        ("7. April 2025", "2025-04-07"),
        ("07.04.2025", "2025-04-07"),
        ("7 avril 2025", "2025-04-07"),
        ("1er août 2024", "2024-08-01"),
        ("7 aprile 2025", "2025-04-07"),
        ("7 de abril de 2025", "2025-04-07"),
        ("25/04/2025", "2025-04-25"),
        ("04/25/2025", "2025-04-25"),
        ("04/2025", "2025-04-01"),
        ("2024-03", "2024-03-01"),
        ("March 2024", "2024-03-01"),
        ("März 2024", "2024-03-01"),
        ("mars 2024", "2024-03-01"),
        ("diciembre 2023", "2023-12-01"),
        ("Dez. 2023", "2023-12-01"),
    ],
)
def test_dates_in_five_languages(printed: str, date: str) -> None:
    assert [found.date.isoformat() for found in dates_in(printed)] == [date]
    assert effective_of(f"Stand: {printed}") == date
    assert effective_of(f"Rev. C, {printed}") == date


@pytest.mark.parametrize(
    "printed",
    ["03/04/2025", "2024", "04/25", "31.02.2024", "1.2.2024.5", "13/13/2024", "Model 12/20245"],
)
def test_a_date_in_doubt_is_none(printed: str) -> None:
    assert list(dates_in(printed)) == []

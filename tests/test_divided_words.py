"""A word that the end of a line divides in a table's cell is one word; other hyphens stay."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.formats.pdf import read_pdf
from store.keywords import terms
from tests.pdf_files import ruled


def cells(folder: Path, causes: Sequence[str]) -> list[str]:
    """What is read of a fault table with these causes."""
    path = folder / "manual.pdf"
    rows = [[f"Störung {number}", cause, "Prüfen"] for number, cause in enumerate(causes, 1)]
    path.write_bytes(ruled([["Störung", "Ursache", "Behebung"], *rows]))
    tables = [block for block in read_pdf(path).blocks if block.kind == "table"]
    return [cell for table in tables for row in table.rows for cell in row]


@pytest.mark.parametrize(
    ("cell", "elsewhere", "read"),
    [
        (
            "Die Zuführ-\nschnecke steht still",
            "Die Zuführschnecke dreht sich",
            "Die Zuführschnecke steht still",
        ),
        # Neither half is a word by itself.
        ("Antrieb ist unter-\nbrochen", "Kein Strom", "Antrieb ist unterbrochen"),
        # The hyphen stands for the word that follows.
        ("Füll- und Dreh-\noder Hubachse steht", "Dreh den Hub", None),
        # The hyphen belongs there, and not to the end of a line alone.
        (
            "A high-\nspeed stop was made",
            "The high-speed axis has a high speed",
            "A high-speed stop was made",
        ),
        ("The top-\nside is dirty", "The side at the top is dirty", None),
        ("The fan is left-\nhanded in this case", "The fan on the left of the motor", None),
        ("Der LED-\nbeleuchtete Taster klemmt", "Kein Licht", None),
        # Printed so in one line.
        ("Ein rand- voller Topf", "Kein Topf", None),
    ],
)
def test_a_cells_words_are_whole(
    cell: str, elsewhere: str, read: str | None, tmp_path: Path
) -> None:
    found = cells(tmp_path, [cell, elsewhere])
    assert (read or cell.replace("\n", " ")) in found
    assert elsewhere in found


def test_a_word_that_is_divided_here_and_there_is_one_and_the_same(tmp_path: Path) -> None:
    found = cells(
        tmp_path,
        ["Die Fang-\nklappe ist offen", "Die Fangklap-\npe steht", "Die Klappe am Fang klemmt"],
    )
    assert {"Die Fangklappe ist offen", "Die Fangklappe steht"} <= set(found)
    assert terms(found[1], "de") & terms("Fangklappe", "de")

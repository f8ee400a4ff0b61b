"""Scanned pages are read column by column where they have columns of prose, and only there."""

from collections.abc import Sequence
from pathlib import Path

from ingest.formats.pdf import read_pdf
from tests.pdf_files import scanned_rows

LEFT = (
    "The pump is driven by a motor with",
    "a belt. Before work on the belt the",
    "isolator is switched off and locked",
    "with a padlock. The key stays with",
    "the person who works at the pump.",
    "The guard is held by four screws.",
    "After work on the belt the guard is",
    "fitted again and the screws are set.",
)
RIGHT = (
    "The oil is changed after a year or",
    "two thousand hours. Let it run out",
    "while it is warm, and catch it with",
    "a tray. Clean the magnet of the plug",
    "and fit a new ring under its head.",
    "Fill in oil up to the middle of the",
    "glass and let the pump run for five",
    "minutes before the level is read.",
)


def drawn(folder: Path, rows: Sequence[tuple[str, ...]], starts: tuple[float, ...]) -> Path:
    path = folder / "drawn.pdf"
    path.write_bytes(scanned_rows(rows, starts))
    return path


def text_of(path: Path) -> str:
    return " ".join(block.text for block in read_pdf(path, language="en").blocks)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    title = "Drive of the pump, and what has to be done to it in the course of a year"
    rows = [(title,), *zip(LEFT, RIGHT, strict=True)]
    text = text_of(drawn(tmp_path, rows, (60, 310)))
    assert text.startswith(title)
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index(LEFT[-1]) < text.index(RIGHT[0])


def test_cells_beside_each_other_are_read_line_by_line(tmp_path: Path) -> None:
    """They fill their columns as little as a list of parts does."""
    rows = [(f"Screw of row {n}", f"{20 + n} Nm") for n in range(1, 10)]
    text = text_of(drawn(tmp_path, rows, (60, 400)))
    for name, torque in rows:
        assert f"{name} {torque}" in text


def test_a_head_at_the_right_margin_is_no_line_of_the_text_below(tmp_path: Path) -> None:
    rows = [("", "Maintenance of the pump"), *((line, "") for line in LEFT)]
    blocks = read_pdf(drawn(tmp_path, rows, (60, 400)), language="en").blocks
    assert [block.text for block in blocks] == ["Maintenance of the pump", " ".join(LEFT)]

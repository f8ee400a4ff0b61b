"""Labels and their values stand beside each other, though no rule says that they are a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn, table_in

HEIGHT = 842.0
Pair = tuple[str, str]
VALUES: tuple[Pair, ...] = (
    ("Supply of the HL-90", "115 V, 50 Hz to 400 Hz, 7 A"),
    ("Supply of the HL-92", "220 V, 50 Hz to 400 Hz, 3.5 A"),
    ("Air at the nozzle", "290 °C to 495 °C"),
    ("Compressed air", "5.5 bar to 13.8 bar, dry and free of oil"),
)


def page(
    pairs: tuple[Pair, ...], *, step: float = 22.7, above: str = "", below: str = ""
) -> Callable[[Canvas], None]:
    """A page with pairs in two columns, and a line right above and below in the first of them."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        text = (
            "The lamp warms the sleeve from all sides, until it lies close to the rail beside it."
        )
        for top in (80, 93):
            canvas.drawString(72, HEIGHT - top, text)
        for number, (label, value) in enumerate(pairs):
            canvas.drawString(100, HEIGHT - 160 - step * number, label)
            for line, part in enumerate(value.split("\n")):
                canvas.drawString(290, HEIGHT - 160 - step * number - 12 * line, part)
        if above:
            canvas.drawString(100, HEIGHT - 148, above)
        if below:
            canvas.drawString(100, HEIGHT - 160 - step * (len(pairs) - 1) - 12, below)

    return draw


def test_each_value_stands_beside_its_label(tmp_path: Path) -> None:
    table, _ = table_in(tmp_path, drawn(page(VALUES)))
    assert table.rows == VALUES


def test_a_value_of_two_lines_is_one(tmp_path: Path) -> None:
    long = ("Supply of the HL-94", "400 V, three phases, 16 A each,\nand a neutral")
    table, _ = table_in(tmp_path, drawn(page((*VALUES[:2], long, *VALUES[2:]), step=24)))
    assert table.rows[2] == (long[0], long[1].replace("\n", " "))


@pytest.mark.parametrize(
    "pairs",
    [
        # Two columns of prose, whose lines go on in small letters: on the left, or now and then.
        (VALUES[0], ("which is let in at the tank", "It is never oiled"), *VALUES[1:]),
        (*VALUES, ("Air at the tank", "is never measured at the nozzle")),
        # Points beside it.
        tuple((label, f"({n}) {value}") for n, (label, value) in enumerate(VALUES, 1)),
    ],
)
def test_other_columns_are_no_table(tmp_path: Path, pairs: tuple[Pair, ...]) -> None:
    found = blocks_of(tmp_path, drawn(page(pairs)))
    assert [block.kind for block in found if block.kind == "table"] == []


@pytest.mark.parametrize(
    ("above", "below"), [("It is lit with a flint", ""), ("", "Lit it is hot")]
)
def test_a_column_that_goes_on_is_one_of_text(tmp_path: Path, above: str, below: str) -> None:
    found = blocks_of(tmp_path, drawn(page(VALUES, above=above, below=below)))
    assert [block.kind for block in found if block.kind == "table"] == []

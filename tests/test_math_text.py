"""Formulas of a Markdown text as the words that they print."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.markup_text import read_md
from ingest.formats.math_text import with_formulas_as_text

LISTING = "```\necho $45 \\mathrm{Nm}$\n```"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"a torque of $45 \mathrm{~Nm}$.", "a torque of 45 Nm."),
        (r"$45 N \cdot m$", "45N·m"),
        (r"$1 8 0 ^ { \circ } \mathrm { C }$", "180°C"),
        (r"$-10^{\circ}\text{C} \text{ to } 40^{\circ}\text{C}$", "-10°C to 40°C"),
        (r"$1 . 0 m m ^ { 2 }$", "1.0mm²"),
        (r"$\pm 0.05 \mathrm{~mm}$", "±0.05 mm"),
        (r"$1\frac{1}{2}$ in", "1 1/2 in"),
        (r"$\tfrac12$", "1/2"),
        (r"$3 / 8 ^ { \prime \prime }$", "3/8″"),
        (r"$\mathbf{M8}$", "M8"),
        (r"$p \leqslant 3$", "p ≤ 3"),
        (r"Pump $y$ motor", "Pump y motor"),
        (r"$2 0 8 \sim 2 3 0 V$, $4 \times 5 0 0 m m$", "208~230V, 4 × 500mm"),
        ("$$\nP = \\frac{U}{R}\n$$", "P = U/R"),
        (r"$|x| < 3 \%$", "&#124;x&#124; &lt; 3%"),
    ],
)
def test_a_formula_is_read_as_it_prints(written: str, printed: str) -> None:
    assert with_formulas_as_text(written) == printed


@pytest.mark.parametrize(
    "text",
    [
        "The set costs $5, and $10 with the seal.",
        "Set $HOME/bin in front of $PATH.",
        r"Type `$45 \mathrm{Nm}$` as it stands.",
        LISTING,
        # Whoever cannot be sure of a formula leaves it to the reader.
        r"$\frac{1$",
        r"$\fourth{3}$",
        r"2\$ to 3\$",
    ],
)
def test_what_is_no_formula_for_certain_stays(text: str) -> None:
    assert with_formulas_as_text(text) == text


@given(st.text(alphabet="$\\{}^_ 0123456789abfrct`~\n", max_size=80))
def test_no_digit_is_lost_whatever_a_text_holds(text: str) -> None:
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    read = with_formulas_as_text(text).replace("&#96;", "`").translate(raised)
    assert [c for c in read if c.isdigit()] == [c for c in text if c.isdigit()]


def test_figures_of_a_scanned_manual_in_markdown_are_found_with_their_units(tmp_path: Path) -> None:
    path = tmp_path / "pump.md"
    path.write_text(
        "# Pump\n\nTighten the nut to $45 \\mathrm{~Nm}$.\n\n"
        "====\nPAGE 2\n====\n\n<table><tr><th>Bolt</th><th>Torque</th></tr>"
        "<tr><td>M8</td><td>$2 4 \\mathrm { ~ N m }$</td></tr></table>\n",
        encoding="utf-8",
    )
    heading, sentence, table = read_md(path).blocks
    assert (heading.text, sentence.text) == ("Pump", "Tighten the nut to 45 Nm.")
    assert table.rows[-1] == ("M8", "24 Nm")

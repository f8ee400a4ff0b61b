"""Units as plants of all countries print them, and the quantities that they measure."""

import pytest

from answer.figures import figures
from answer.measures import units_wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("200 psig", "200 psi"),
        ("1.2 kgf·m", "1.2 kgf-m"),
        ("12 kgf·cm", "12 kg-cm"),
        ("80 in·oz", "80 oz-in"),
        ("40 lbf", "40 LBF"),
        ("3 kgf/cm²", "3 kg/cm2"),
        ("15 mH2O", "15 m.c.a."),
        ("4 SCFM", "4 cfm"),
        ("20 gpm", "20 GPM"),
        ("7.5 PS", "7.5 cv"),
        ("12 cP", "12 mPa·s"),
        ("2 mils", "2 mil"),
        ("1013 hPa", "1013 hPa"),
    ],
)
def test_a_unit_is_one_however_it_is_printed(one: str, other: str) -> None:
    (figure,), (same,) = figures(one, "en"), figures(other, "en")
    assert figure.unit
    assert (figure.value, figure.unit) == (same.value, same.unit)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What air pressure does the tool need?", "80 psig"),
        ("Which pressure may the line have?", "6 kgf/cm²"),
        ("Welcher Druck liegt am Eingang an?", "15 mWS"),
        ("What torque does the lid need?", "12 kgf·cm"),
        ("How tight is the bolt?", "30 kgf·m"),
        ("What is the flow rate of the pump?", "20 gpm"),
        ("¿Qué potencia tiene el motor?", "10 cv"),
        ("How heavy is the sensor?", "3 oz"),
    ],
)
def test_a_quantity_may_be_in_any_of_its_units(question: str, text: str) -> None:
    (figure,) = figures(text, "en")
    assert figure.unit in units_wanted(question)


def test_a_unit_is_no_beginning_of_a_word() -> None:
    assert [figure.unit for figure in figures("5 PSM modules, 3 ozone lamps", "en")] == ["", ""]

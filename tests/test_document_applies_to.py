"""Which machines, firmware and manuals a document says that it is for."""

import pytest

from tests.front_pages import said


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("Valid for serial numbers 1000–1999.", "1000", "1999"),
        ("Valid for serial numbers 1000-1999.", "1000", "1999"),
        ("For machine number 45-0310", None, None),
        ("gültig ab Seriennummer 2000", "2000", None),
        ("Seriennummern 100 bis 199", "100", "199"),
        ("S/N 4711 and up", "4711", None),
        ("Serial no. 4711+", "4711", None),
        ("Valable à partir du numéro de série B-200.", "B-200", None),
        ("Numeri di serie da 100 a 250", "100", "250"),
        ("Números de serie 100 y posteriores", "100", None),
        ("bis Maschinennummer 30-117", None, "30-117"),
        ("The serial number is on the plate.", None, None),
        ("Serial number: 4711", None, None),
    ],
)
def test_ranges_of_serial_numbers(sentence: str, start: str | None, end: str | None) -> None:
    found = said(sentence)
    assert (found.serial_from and found.serial_from.value) == start
    assert (found.serial_to and found.serial_to.value) == end


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("Valid from firmware 2.1", "2.1", None),
        ("ab Firmware V2.1", "2.1", None),
        ("Firmware 2.1 to 3.0", "2.1", "3.0"),
        ("firmware version 2.1 or higher", "2.1", None),
        ("up to firmware 1.9", None, "1.9"),
        ("Update the firmware 2 times.", None, None),
    ],
)
def test_ranges_of_firmware(sentence: str, start: str | None, end: str | None) -> None:
    found = said(sentence)
    assert (found.firmware_from and found.firmware_from.value) == start
    assert (found.firmware_to and found.firmware_to.value) == end


def test_two_ranges_say_none() -> None:
    found = said("Serial numbers 100 to 199: old pump.", "Serial numbers 200 to 299: new pump.")
    assert found.serial_from is None


@pytest.mark.parametrize(
    ("sentence", "section", "manual"),
    [
        (
            "This service bulletin SB-12 amends section 4.2 of the HP-200 Operating Manual.",
            "4.2",
            "HP-200 Operating Manual",
        ),
        (
            "It amends section 5.2, Platen bolts, of the HP-200 Operating Manual (OP-200).",
            "5.2",
            "HP-200 Operating Manual",
        ),
        (
            "It replaces section 4.2 “Platen bolts” of HP-200 Operating Manual, Rev. C.",
            "4.2",
            "HP-200 Operating Manual",
        ),
        ("It amends the HP-200 Operating Manual, section 4.2.", "4.2", "HP-200 Operating Manual"),
        (
            "Section 4.2 of the HP-200 Operating Manual is replaced by this page.",
            "4.2",
            "HP-200 Operating Manual",
        ),
        (
            "Diese Mitteilung ändert Abschnitt 4.2 der Betriebsanleitung FB-30.",
            "4.2",
            "Betriebsanleitung FB-30",
        ),
        ("Nachtrag zur Betriebsanleitung FB-30", None, "Betriebsanleitung FB-30"),
        ("Supplement to HP-200 Operating Manual", None, "HP-200 Operating Manual"),
    ],
)
def test_a_bulletin_says_what_it_amends(sentence: str, section: str | None, manual: str) -> None:
    found = said(sentence, title="Service bulletin SB-12")
    assert (found.amends and found.amends.value) == section
    assert found.amends_manual is not None
    assert found.amends_manual.value == manual


@pytest.mark.parametrize(
    "sentence",
    [
        "Values in these instructions replace all values on older stickers.",
        "This manual replaces the manual OP-199.",
        "Replace section 4.2 of the hose.",
        "See section 4.2 of the HP-200 Operating Manual.",
    ],
)
def test_a_manual_that_amends_nothing(sentence: str) -> None:
    found = said(sentence)
    assert found.amends is None
    assert found.amends_manual is None


def test_a_bulletins_own_revision_is_not_that_of_the_manual_it_amends() -> None:
    found = said(
        "Ersetzt Abschnitt 5.2 „Riemen“ der Betriebsanleitung FB-30, Ausgabe 03/2024.",
        "Issued 12 May 2025",
        title="Servicemitteilung 7",
    )
    assert found.revision is None
    assert found.effective is not None
    assert found.effective.value == "2025-05-12"
    assert found.amends_manual is not None
    assert found.amends_manual.value == "Betriebsanleitung FB-30"

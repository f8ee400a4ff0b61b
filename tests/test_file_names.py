"""What a file's name says of its document: manual, revision, language."""

import pytest

from ingest.naming import language_of_name, manual_and_revision


@pytest.mark.parametrize(
    ("name", "manual", "label"),
    [
        ("FB-30_Ausgabe_03-2024.pdf", "FB-30", "03-2024"),
        ("Pump_RevC_de.pdf", "Pump_de", "C"),
        ("Pump_de_RevC.pdf", "Pump_de", "C"),
        ("Pump_RevC (2).pdf", "Pump", "C"),
        ("Pump RevC - Copy.pdf", "Pump", "C"),
        ("Pump - Kopie.pdf", "Pump", None),
        ("Pump (2).pdf", "Pump (2)", None),
        ("Presse_Stand_2024-03.pdf", "Presse", "2024-03"),
        ("Presse_Edition_2.pdf", "Presse", "2"),
        ("Presse_Issue-B.pdf", "Presse", "B"),
        ("Presse_Indice_C.pdf", "Presse", "C"),
        ("Presse_Révision_4.pdf", "Presse", "4"),
        ("Tissue_box.pdf", "Tissue_box", None),
        ("Special edition.pdf", "Special edition", None),
        ("Issue tracker.pdf", "Issue tracker", None),
        ("MKS_SERVO42-57D_RS485_V1.0.9.pdf", "MKS_SERVO42-57D_RS485", "1.0.9"),
    ],
)
def test_marks_in_file_names(name: str, manual: str, label: str | None) -> None:
    assert manual_and_revision(name) == (manual, label)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Pump_RevC_de.pdf", "de"),
        ("Pump_EN.pdf", "en"),
        ("Pump-fr_RevC.pdf", "fr"),
        ("Pump.pdf", None),
        ("Guide_it_yourself.pdf", None),
        ("mode_de_emploi.pdf", None),
    ],
)
def test_a_language_in_a_file_name(name: str, language: str | None) -> None:
    assert language_of_name(name) == language

"""What a document says of itself, in the words of its first and last pages."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.pdf import read_pdf
from ingest.front_matter.printed_dates import dates_in
from ingest.front_matter.title_page import Described, described
from ingest.manifest import read_manifest
from ingest.naming import language_of_name, manual_and_revision
from store.contents import Block
from store.values import IngestOptions

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
ENTRIES = {entry.path.name: entry.options for entry in read_manifest(SAMPLES / "manifest.csv")}


def front(*lines: str, title: str = "Pump P-5") -> list[Block]:
    found = [Block("heading", title, 1, level=1)]
    return found + [Block("paragraph", line, 1) for line in lines]


def said(*lines: str, title: str = "Pump P-5", file: str = "pump.pdf") -> Described:
    return described(front(*lines, title=title), {}, file=file)


def revision_of(*lines: str, title: str = "Pump P-5", file: str = "pump.pdf") -> str | None:
    found = said(*lines, title=title, file=file).revision
    return found.value if found else None


def effective_of(*lines: str) -> str | None:
    found = said(*lines).effective
    return found.value if found else None


@pytest.mark.parametrize(("name", "options"), ENTRIES.items())
def test_the_samples_say_what_their_manifest_says(name: str, options: IngestOptions) -> None:
    found = described(read_pdf(SAMPLES / name, max_pages=99).blocks, {}, file="upload.pdf")
    assert found.title is not None
    assert found.revision is not None
    assert found.effective is not None
    assert found.document_number is not None
    assert found.title.value == options.title
    assert found.revision.value == options.revision
    assert datetime.date.fromisoformat(found.effective.value) == options.effective
    assert found.title.page == found.revision.page == 1
    assert found.revision.value in found.revision.words


def test_the_samples_say_which_machines_they_are_for() -> None:
    def numbers(name: str) -> tuple[str | None, ...]:
        found = described(read_pdf(SAMPLES / name, max_pages=99).blocks, {}, file=name)
        ends = (found.serial_from, found.serial_to, found.firmware_from, found.firmware_to)
        return tuple(end.value if end else None for end in ends)

    assert numbers("SC-75_Compressor_Manual.pdf") == ("C75-0400", "C75-1999", None, None)
    assert numbers("HP-200_Operating_Manual_RevC.pdf") == ("2100", None, None, None)
    assert numbers("CL-450_Lathe_Manual.pdf") == ("45-0310", None, "5.1", None)
    assert numbers("FB-30_Betriebsanleitung.pdf") == ("30-118", None, None, None)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Rev. C", "C"),
        ("Revision 3", "3"),
        ("Révision B", "B"),
        ("Revisione 2", "2"),
        ("Revisión 4", "4"),
        ("Ausgabe 03/2024", "03/2024"),
        ("Ausgabe: März 2024", "März 2024"),
        ("Version 1.0.9", "1.0.9"),
        ("V1.0.9", "1.0.9"),
        ("Edition 2", "2"),
        ("2nd edition", "2"),
        ("3. Auflage", "3"),
        ("Edizione 03/2023", "03/2023"),
        ("Issue B", "B"),
        ("Indice C", "C"),
        ("Index D, 2024-03-01", "D"),
        ("Stand: 2024-03", "2024-03"),
        ("Document OP-17, Rev. C (March 2024)", "C"),
        ("Rev. C · Ausgabe 2019", "C"),
    ],
)
def test_a_revision_is_read_as_printed(line: str, label: str) -> None:
    assert revision_of(line) == label
    assert revision_of("Some words", title=f"Pump P-5 {line}") == label


@pytest.mark.parametrize(
    "line",
    [
        "In this edition we describe the pump.",
        "For software version 5.1 and later",
        "Firmware version 2.1",
        "ab Firmware V2.0",
        "Issue a work permit before you start.",
        "Index A problem may arise",
        "Stand 12",
        "Supports Windows version 10",
        "Version of the pump",
        "reviewed by three people",
        "Developers of version control",
    ],
)
def test_what_only_looks_like_a_revision_is_none(line: str) -> None:
    assert revision_of(line) is None


def test_several_revisions_are_in_doubt_unless_the_file_name_decides() -> None:
    lines = ("Rev. B", "Rev. C")
    assert revision_of(*lines) is None
    assert revision_of(*lines, file="pump_RevC.pdf") == "C"


def test_a_revision_in_running_text_of_other_pages_is_not_taken() -> None:
    blocks = [
        *front(),
        Block("paragraph", "The drive was changed with revision D of the board.", 2),
        Block("paragraph", "See version 3.1 of the interface description.", 9),
    ]
    assert described(blocks, {}, file="pump.pdf").revision is None


def test_the_newest_row_of_a_history_is_the_revision_at_hand() -> None:
    history = Block(
        "table",
        "",
        2,
        header=(("Rev.", "Date", "Change"),),
        rows=(("C", "07.04.2025", "Torque"), ("A", "06.05.2019", "First"), ("B", "", "x")),
    )
    assert described([*front(), history], {}, file="p.pdf").revision is None
    whole = Block("table", "", 2, header=history.header, rows=history.rows[:2])
    found = described([*front(), whole], {}, file="p.pdf")
    assert found.revision is not None
    assert found.effective is not None
    assert (found.revision.value, found.effective.value) == ("C", "2025-04-07")
    assert found.revision.page == 2


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


def test_the_dates_of_the_file_are_not_the_documents() -> None:
    dates = {"CreationDate": "D:20240102", "creation_date": "2024-01-02"}
    found = described(front("Made on 2 January 2024 in Leeds."), dates, file="pump.pdf")
    assert found.effective is None


def test_labels_in_one_line_and_values_in_the_next() -> None:
    found = said("Machine Document no. Revision Date of issue", "P-5 OP-17-EN C 2024-03-01")
    assert found.document_number is not None
    assert found.document_number.value == "OP-17-EN"
    assert found.revision is not None
    assert found.revision.value == "C"
    in_doubt = said("Machine Document no. Revision", "Pump P-5 OP-17-EN C")
    assert in_doubt.document_number is None


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


def test_a_kind_of_document_alone_is_no_title() -> None:
    blocks = [Block("heading", "Betriebsanleitung", 1, level=1)]
    assert described(blocks, {}, file="a.pdf").title is None
    blocks.insert(0, Block("paragraph", "Kessling GmbH", 1))
    assert described(blocks, {}, file="a.pdf").title is None
    blocks.append(Block("heading", "Kompressor SK 22", 1, level=2))
    found = described(blocks, {}, file="a.pdf").title
    assert found is not None
    assert found.value == "Betriebsanleitung Kompressor SK 22"


def test_a_title_in_metadata_beats_a_greeting_and_not_a_word_processors_name() -> None:
    blocks = [Block("heading", "Congratulations, you and your AirPump", 1, level=1)]
    found = described(blocks, {"/Title": "AirPump User's Guide"}, file="a.pdf").title
    assert found is not None
    assert (found.value, found.page) == ("AirPump User's Guide", None)
    scan = described([], {"title": "Microsoft Word - pump.docx"}, file="a.pdf")
    assert scan.title is None


def test_a_page_in_mid_text_has_no_title() -> None:
    blocks = [Block("heading", word, 1, level=1) for word in ("NAME", "SYNOPSIS", "OPTIONS")]
    assert described(blocks, {}, file="a.pdf").title is None


def test_the_maker_is_a_company_and_no_person() -> None:
    found = said("Kessling Fördertechnik GmbH & Co. KG").maker
    assert found is not None
    assert found.value == "Kessling Fördertechnik GmbH & Co. KG"
    assert described(front(), {"author": "Administrator"}, file="a.pdf").maker is None
    assert described(front(), {"author": "Jane Doe"}, file="a.pdf").maker is None
    apple = described(front(), {"author": "Apple Inc."}, file="a.pdf").maker
    assert apple is not None


def test_a_document_without_pages_is_read_from_its_beginning() -> None:
    blocks = [
        Block("heading", "Pump P-5 manual", level=1),
        Block("paragraph", "Revision 3, 7 April 2025"),
        *[Block("paragraph", f"Text number {n}.") for n in range(60)],
        Block("paragraph", "Serial numbers 100 to 199"),
    ]
    found = described(blocks, {}, file="pump.docx")
    assert found.revision is not None
    assert found.effective is not None
    assert (found.revision.value, found.effective.value) == ("3", "2025-04-07")
    assert found.serial_from is None


PIECES = st.sampled_from(
    [
        "Rev.",
        "C",
        "V1.0.9",
        "Ausgabe",
        "03/2024",
        "Date",
        ":",
        "7",
        "April",
        "2025",
        "from",
        "to",
        "serial",
        "numbers",
        "1000",
        "–",
        "amends",
        "section",
        "4.2",
        "of",
        "the",
        "Manual",
        "|",
    ]
)
LINES = st.lists(PIECES, max_size=12).map(" ".join)


@given(
    st.lists(
        st.one_of(
            st.builds(Block, st.sampled_from(["heading", "paragraph"]), LINES, st.just(1)),
            st.builds(
                Block,
                st.just("table"),
                st.just(""),
                st.just(2),
                header=st.lists(st.lists(PIECES, max_size=3).map(tuple), max_size=2).map(tuple),
                rows=st.lists(st.lists(PIECES, max_size=3).map(tuple), max_size=3).map(tuple),
            ),
        ),
        max_size=6,
    )
)
def test_whatever_stands_there_a_date_is_a_date_and_words_are_the_documents(
    blocks: list[Block],
) -> None:
    found = described(blocks, {}, file="x.pdf")
    if found.effective is not None:
        datetime.date.fromisoformat(found.effective.value)
    whole = " ".join(
        [block.text for block in blocks]
        + [cell for block in blocks for row in [*block.header, *block.rows] for cell in row]
    )
    for said_of in (found.title, found.revision, found.serial_from, found.amends):
        if said_of is not None:
            assert all(word in whole for word in said_of.value.split())


@pytest.mark.timeout(10)
def test_one_endless_line_is_read_in_no_time() -> None:
    text = "Serial numbers section 4.2 of Rev. V1.0 amends A.1 " * 20_000
    described([Block("paragraph", text), Block("heading", text)], {}, file="x.txt")


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

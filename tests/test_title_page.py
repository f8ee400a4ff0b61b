"""What a document says of itself, in the words of its first and last pages."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.pdf import read_pdf
from ingest.front_matter.title_page import described
from ingest.manifest import read_manifest
from store.contents import Block
from store.manual_values import IngestOptions
from tests.front_pages import front, revision_of, said

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
ENTRIES = {entry.path.name: entry.options for entry in read_manifest(SAMPLES / "manifest.csv")}


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

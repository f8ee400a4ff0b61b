"""Fault codes, parameters and part numbers: one key for every spelling, and who defines them."""

import runpy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifier_patterns import found_in
from ingest.identifiers import DEFAULT_PATTERNS, compiled, identifiers
from ingest.passages import Identity
from ingest.reading import Reading, read
from store.contents import Chunk, Identifier, Passage
from store.encoders import DEFAULT_ENCODER, EncoderFiles
from store.identifiers import identifier_key

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PATTERNS = compiled(DEFAULT_PATTERNS)


@cache
def sample(name: str) -> tuple[Reading, tuple[Identifier, ...]]:
    encoder = EncoderFiles(DEFAULT_ENCODER)
    reading = read(
        SAMPLES / name,
        Identity("manual", "sha"),
        encoder.count_tokens,
        max_tokens=encoder.max_tokens,
        max_pages=99,
    )
    return reading, tuple(identifiers(reading.passages, reading.chunks, PATTERNS))


def printed_rows(name: str) -> list[str]:
    """The codes in the first column of a table of the lathe's source."""
    source = runpy.run_path(str(SAMPLES / "lathe_alarms.py"))
    lines = str(source[name]).strip().splitlines()
    return [line.split(" | ")[0] for line in lines if not line.startswith(" ")]


@pytest.mark.parametrize(
    "spellings",
    [
        ("E4304", "E-4304", "E 4304", "e4304", "E\u20114304", "Error code E4304"),
        ("AL-204", "AL204", "alarm 204", "Alarm no. 204", "ALM 204", "Alarm-Nr. 204", "AL_204"),
        ("parameter 1815", "P1815", "Par. 1815", "P-1815", "Parameter Nr. 1815"),
        ("paramètre 1815", "parámetro 1815", "parametro 1815", "Pr. 1815"),
        ("Störung 12", "F12", "fault 12", "défaut 12"),
        ("M-03", "message 3", "M3", "Meldung 3"),
        ("HF-6120", "hf 6120", "HF6120"),
        ("4711-0815-3", "4711 0815 3", "4711–0815–3"),
    ],
)
def test_all_spellings_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({identifier_key(text) for text in spellings}) == 1


def test_what_differs_has_another_key() -> None:
    codes = ["E4304", "E4305", "F4304", "AL204", "P204", "AL204A", "1-23", "12-3", "HF-6120"]
    assert len({identifier_key(code) for code in codes}) == len(codes)
    assert identifier_key("alarm list") == ""


@given(st.text(max_size=60))
def test_a_key_has_no_case_no_spaces_and_is_its_own_key(text: str) -> None:
    key = identifier_key(text)
    assert key == identifier_key(text.strip())
    assert not any(letter.isspace() for letter in key)
    assert identifier_key(key) == key


@pytest.mark.parametrize(("table", "kind", "count"), [
    ("ALARMS", "fault", 66), ("PARAMETERS", "parameter", 45),
])  # fmt: skip
def test_every_row_of_the_lathes_lists_defines_its_code_alone(
    table: str, kind: str, count: int
) -> None:
    codes = printed_rows(table)
    assert len(codes) == len(set(codes)) == count
    reading, found = sample("CL-450_Lathe_Manual.pdf")
    passages = {passage.id: passage for passage in reading.passages}
    chunks = {chunk.id: chunk for chunk in reading.chunks}
    for code in codes:
        (defining,) = [i for i in found if i.key == identifier_key(code) and i.defines]
        assert defining.kind == kind
        assert defining.row is not None
        assert passages[defining.passage].rows[defining.row][0] == code
        assert defining.row in chunks[defining.chunk].rows
        assert code in chunks[defining.chunk].text
    others = [i.code for i in found if i.kind == kind and i.defines and i.code not in codes]
    assert others == []


def test_messages_and_part_numbers_of_the_samples() -> None:
    _, press = sample("HP-200_Operating_Manual_RevC.pdf")
    messages = {i.code for i in press if i.kind == "fault" and i.defines}
    assert messages == {"M-03", "M-08", "M-11", "M-14", "M-17", "M-22", "M-26", "M-31", "M-40"} | {
        "M-52"
    }
    assert [i.row for i in press if i.key == "M17" and not i.defines] == [None]
    assert {i.kind for i in press if i.key == "HF6120"} == {"part"}
    _, lathe = sample("CL-450_Lathe_Manual.pdf")
    parts = {i.code for i in lathe if i.kind == "part" and i.defines}
    assert {"FM-22", "HE-32", "MC-45", "WW-45", "FS-2", "BT-36", "WIN-45"} <= parts
    # Named in the maintenance table and in the text too, and defined in the parts list only.
    assert len([i for i in lathe if i.key == "WW45" and i.defines]) == 1
    assert len([i for i in lathe if i.key == "WW45"]) >= 2


def table_of(
    header: tuple[str, ...],
    *rows: tuple[str, ...],
    section: str = "9 List",
    name: str = "t",
    caption: str = "",
) -> tuple[Passage, Chunk]:
    passage = Passage(
        name, 0, "table", (section,), "", (), header=(header,) if header else (), rows=rows,
        row_places=tuple(() for _ in rows), caption=caption,
    )  # fmt: skip
    text = "\n".join(" | ".join(row) for row in rows)
    numbers = tuple(range(len(rows)))
    return passage, Chunk(f"{name}.0", name, 0, "table", (section,), section, text, (), numbers)


def text_of(text: str, section: str, name: str = "x") -> tuple[Passage, Chunk]:
    passage = Passage(name, 0, "text", (section,), text, ())
    return passage, Chunk(f"{name}.0", name, 0, "text", (section,), section, text, ())


def defined(*pairs: tuple[Passage, Chunk]) -> list[tuple[str, str, int | None]]:
    found = identifiers([p for p, _ in pairs], [c for _, c in pairs], PATTERNS)
    return [(i.key, i.passage, i.row) for i in found if i.defines]


@pytest.mark.parametrize(
    ("header", "section", "key"),
    [
        (("Alarm", "Text"), "Lists", "AL204"),
        (("Alarm-Nr.", "Text"), "Listen", "AL204"),
        (("Error code", "Text"), "Lists", "E204"),
        (("Fehler", "Ursache"), "Listen", "E204"),
        (("ID", "Fehler / Behebung"), "10.2 Warnung", "E204"),
        (("Störung", "Abhilfe"), "Listen", "F204"),
        (("Parameter", "Default"), "Lists", "P204"),
        (("Par.", "Range"), "Lists", "P204"),
        (("Code", "Meaning"), "8 Alarm list", "AL204"),
        (("No.", "Meaning"), "Messages on the panel", "M204"),
        (("Query code", "Range"), "Query of parameters", "CODE204"),
    ],
)
def test_bare_numbers_are_what_their_column_says(
    header: tuple[str, ...], section: str, key: str
) -> None:
    assert defined(table_of(header, ("204", "Turret"), section=section)) == [(key, "t", 0)]


def test_codes_too_short_to_be_one_anywhere_are_those_of_their_column() -> None:
    header = ("Code", "Meaning", "Remedy")
    rows = (("E01", "Too hot", "Clean"), ("W 21", "Filter", "Change"), ("Fuse F4", "Blown", "Fit"))
    assert defined(table_of(header, *rows, section="6 Messages")) == [
        ("E1", "t", 0),
        ("W21", "t", 1),
    ]
    assert defined(table_of(("Fuse", "Rating"), ("F4", "16 A"), section="9 Fuses")) == []
    assert defined(text_of("Zone E01 is beside hall W21.", "2 Plant")) == []


def test_messages_of_the_compressor_are_defined_by_their_rows() -> None:
    _, compressor = sample("SC-75_Compressor_Manual.pdf")
    faults = {code.code for code in compressor if code.kind == "fault" and code.defines}
    assert {"E01", "W21"} <= faults


def test_numbers_of_a_figures_parts_are_no_codes() -> None:
    assert defined(table_of(("No.", "Part"), ("204", "Head"), section="Main parts")) == []
    assert defined(table_of(("Stroke", "Mass"), ("204", "5 kg"))) == []


def test_values_under_a_heading_that_speaks_of_parameters_are_no_codes() -> None:
    header = ("Byte", "Command to set all parameters", "Parameter")
    assert defined(table_of(header, ("1", "46", "20"))) == []


def test_part_numbers_of_any_form_stand_in_their_column() -> None:
    found = defined(table_of(("Item", "Part no."), ("Bearing", "6204-2RS"), ("Belt", "XPZ1250")))
    assert found == [(identifier_key("6204-2RS"), "t", 0), ("XPZ1250", "t", 1)]


def test_the_headed_column_wins_over_a_first_column_and_both_over_a_reference() -> None:
    codes = table_of(("Code", "Remedy"), ("E4304", "Clean"), name="codes")
    first = table_of(("Shown", "See"), ("E4304", "page 4"), ("E4305", "page 5"), name="first")
    reference = table_of(("Sensor", "Alarm"), ("S33", "E4304"), ("S34", "E4306"), name="other")
    assert defined(codes, first, reference) == [
        ("E4304", "codes", 0),
        ("E4305", "first", 1),
        ("E4306", "other", 1),
    ]


def test_several_places_may_define_a_code() -> None:
    one = table_of(("Code", "Remedy"), ("E4304", "Clean"), name="one")
    two = text_of("Clean the lens.", "6.2 Fault E4304: lens dirty", name="two")
    assert defined(one, two) == [("E4304", "one", 0), ("E4304", "two", None)]


def test_a_list_and_the_title_that_shows_its_code_define_the_same_one() -> None:
    row = table_of(
        ("Code", "Text", "Lösung"), ("6053", "Sieb voll", "(3)"), section="9 Störungen", name="list"
    )
    passage, chunk = text_of("Leeren Sie das Sieb.", "Anzeige: [6053] Sieb voll", name="told")
    told = replace(passage, section=("9 Störungen", *passage.section)), chunk
    assert defined(row, told) == [("F6053", "list", 0), ("F6053", "told", None)]


def test_several_codes_in_one_cell_are_all_defined() -> None:
    row = table_of(("Code", "Remedy"), ("E4304, E4305 / E-4306", "Clean"))
    assert [key for key, _, _ in defined(row)] == ["E4304", "E4305", "E4306"]


@pytest.mark.parametrize(("heading", "keys"), [("ALARMS", ["AL120", "AL113"]), ("9 Jobs", [])])
def test_entries_of_a_list_of_alarms_define_their_numbers(heading: str, keys: list[str]) -> None:
    text = (
        "120 LOW AIR PRESSURE - The air is below 6 bar; see alarm 119.\n113 (M) SHUTTLE FAULT: The"
        " shuttle stands.\n24 VDC is needed - the brake holds.\n118 low - no alarm."
    )
    passage = Passage("p", 0, "paragraph", (heading,), text, ())
    chunk = Chunk("p.0", "p", 0, "paragraph", (heading,), heading, text, ())
    assert [one.key for one in identifiers([passage], [chunk], PATTERNS) if one.defines] == keys


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("E4304 Lens dirty", ["E4304"]),
        ("6.2 Alarm 204", ["AL204"]),
        ("Clearing alarm AL-204", ["AL204"]),
        # Of two codes the heading is about the first.
        ("P1815 and P1816", ["P1815"]),
        ("Technical data of the CL-450", []),
    ],
)
def test_a_heading_defines_its_subject(heading: str, keys: list[str]) -> None:
    assert [key for key, _, _ in defined(text_of("Text.", heading))] == keys


@pytest.mark.parametrize(
    "text",
    [
        "Six bolts M24 x 90 and M 12, class 10.9",
        "AL-2xx concern axes",
        "by RS-485 to ISO-9001",
        "on 2024-05-01",
        "fault 5 mm deep, error 3 %",
        "Fuse F1 and sensor B7",
        "at A 204 V",
        "20-100 mm",
    ],
)
def test_what_only_looks_like_a_code(text: str) -> None:
    assert [found.code for found in found_in(text, PATTERNS)] == []


def test_a_code_far_into_a_long_text_is_found() -> None:
    text = "words and more " * 5000 + "then E4304 stops"
    assert [found.code for found in found_in(text, PATTERNS)] == ["E4304"]


def test_own_patterns_replace_the_default() -> None:
    own = compiled(["ticket: #(?P<code>T[0-9]{3})"])
    (found,) = found_in("See #T123 and E4304", own)
    assert (found.kind, found.code) == ("ticket", "T123")


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("E[0-9]{4}", "write it as"),
        ("fault: E[0-9", "no regular expression"),
        ("fault: (a+)+b", "repeats a group"),
        ("fault: (?:[A-Z]*-)*", "repeats a group"),
        ("fault: [0-9]*", "fits an empty text"),
        ("fault: " + "x" * 601, "longer than"),
    ],
)
def test_a_bad_pattern_is_refused_with_a_sentence(pattern: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        compiled([pattern])

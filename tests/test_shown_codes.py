"""Short codes that a display shows, of letters alone or with one digit: kept, and asked for."""

import pytest

from answer.identifiers import identifiers, mentions, shown_codes
from ingest.identifiers import identifiers as kept
from store.contents import Chunk, Passage
from store.identifiers import shown_key


def defined(header: tuple[str, ...], *first: str, section: str = "13 Troubleshooting") -> list[str]:
    rows = tuple((cell, *("Text" for _ in header[1:])) for cell in first)
    passage = Passage(
        "t", 0, "table", (section,), "", (), header=(header,), rows=rows,
        row_places=tuple(() for _ in rows),
    )  # fmt: skip
    text = "\n".join(" | ".join(row) for row in rows)
    numbers = tuple(range(len(rows)))
    chunk = Chunk("t.0", "t", 0, "table", (section,), section, text, (), numbers)
    return [one.key for one in kept([passage], [chunk]) if one.defines]


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        ("LVC", "LVC"), ("*OV", "OV"), ("b.b.", "BB"), ("E.S.", "ES"), ("Er1", "ER1"),
        ("rH", "RH"), ("FAn", "FAN"),
        ("Pump", ""), ("on", ""), ("--", ""), ("A", ""), ("OVERLOAD", ""), ("OL 1", ""),
    ],
)  # fmt: skip
def test_the_key_of_what_a_display_shows(shown: str, key: str) -> None:
    assert shown_key(shown) == key


def test_the_first_column_of_faults_holds_codes() -> None:
    header = ("Display", "Cause", "Remedy")
    assert defined(header, "LVC", "OL1", "b.b.") == ["LVC", "OL1", "BB"]
    assert defined(("Display", "Fault"), "OC", "OH", section="Panel") == ["OC", "OH"]


def test_codes_below_a_head_that_is_merged_over_all_columns_are_codes() -> None:
    heads = ("Table 6-1", "INDICATION (DISPLAY) FAULT DESCRIPTION")
    rows = [(head,) * 3 for head in heads]
    rows += [(cell, "Text", "More text") for cell in ("oC", "oH2 (blinking)", "ou", "oPE01 *")]
    passage = Passage(
        "t", 0, "table", ("6.1 General",), "", (), rows=tuple(rows), row_places=((),) * len(rows)
    )
    chunk = Chunk("t.0", "t", 0, "table", ("6.1 General",), "", "", (), tuple(range(len(rows))))
    found = [(one.code, one.key, one.row) for one in kept([passage], [chunk]) if one.defines]
    assert found == [("oC", "OC", 2), ("oH2", "OH2", 3), ("oPE01", "OPE01", 5)]


def test_numbers_and_hexadecimal_figures_beside_them_are_codes_too() -> None:
    header = ("Code on the display", "Cause", "Remedy")
    codes = defined(header, "0f", "10", "18", "30", "b7", "be", "c9", "dd")
    assert {"B7", "C9"} <= set(codes)


def test_short_words_elsewhere_are_no_codes() -> None:
    assert defined(("Part", "Cause", "Remedy"), "Pump", "Motor", "PLC") == []
    assert defined(("Signal", "Terminal"), "GND", "PWR", section="Wiring") == []
    assert defined(("Display", "Cause", "Remedy"), "LVC") == []


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("How do I clear an LVC fault?", ["LVC"]),
        ("b.b. is flashing", ["BB"]),
        ("LVC", ["LVC"]),
        ("b.b. kommt dauernd", ["BB"]),
        ("What does rH on the display mean?", ["RH"]),
        ("How do I set the PID gain?", []),
        ("HOW DO I CLEAR AN LVC FAULT", []),
        ("what does the lamp show", []),
    ],
)
def test_letters_may_be_a_code_where_a_display_is_spoken_of(question: str, keys: list[str]) -> None:
    assert [key for code in shown_codes(question) for key in code.keys] == keys


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("6053 leuchtet auf", ["6053"]),
        ("What does it mean when 471 comes up?", ["471"]),
        ("6053", ["6053"]),
        ("The display shows 230 V", []),
        ("Grease the press after 1500 strokes?", []),
    ],
)
def test_a_number_may_be_a_code_where_a_display_is_spoken_of(
    question: str, numbers: list[str]
) -> None:
    assert [code.printed for code in shown_codes(question)] == numbers


@pytest.mark.parametrize(
    "question", ["Which fuse for 2HP 460V?", "3 HP 460V", "KW 400V", "a 2 HP pump"]
)
def test_power_and_voltage_are_no_codes(question: str) -> None:
    assert identifiers(question) == ()


@pytest.mark.parametrize(
    ("text", "code"), [("JX – 401 – H3", "JX-401-H3"), ("terminal AIN / S7", "AIN/S7")]
)
def test_a_code_printed_with_spaces_around_its_dash_is_found(text: str, code: str) -> None:
    (asked,) = identifiers(code)
    assert mentions(text, asked)
    assert not mentions(text.replace("7", "8").replace("401", "402"), asked)


@pytest.mark.parametrize(
    ("asked", "printed", "same"),
    [
        ("F5", "F-05", True),
        ("F-05", "F5", True),
        ("al 0204", "AL-204", True),
        ("F5", "F-50", False),
        ("F5", "F-15", False),
        ("D17", "D017", False),
    ],
)
def test_zeros_in_front_of_a_number_do_not_count(asked: str, printed: str, same: bool) -> None:
    (code,) = identifiers(f"what does {asked} mean?")
    assert mentions(f"{printed} | Inverter too hot", code) is same

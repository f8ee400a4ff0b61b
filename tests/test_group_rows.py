"""Rows that head others go with them: into the chunks, into the choice of a row, into the quote."""

from collections.abc import Sequence

from answer.passages import labelled_row
from answer.quote import quotes
from ingest.chunks import chunks
from ingest.passages import Identity, drafts
from ingest.sections import runs
from store.contents import Block
from store.group_rows import group_rows
from tests.evidence_builders import table_evidence

HEADER = ("Terminals", "Parameter", "Max", "Unit")
INNER, OUTER = "Inner 24 V supply", "Outer 24 V supply"
ROWS = (
    (INNER, "", "", ""),
    ("P1 - P2", "Voltage", "25", "V"),
    ("P1 - P2", "Current", "2", "A"),
    (OUTER, OUTER, OUTER, OUTER),
    ("P3 - P4", "Voltage", "29", "V"),
    ("P3 - P4", "Current", "6", "A"),
)


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_a_text_over_all_columns_or_alone_in_its_row_heads_the_rows_down_to_the_next() -> None:
    assert group_rows(ROWS) == (None, 0, 0, None, 3, 3)


def test_names_of_columns_that_come_again_head_the_figures_below_them() -> None:
    names = ("Model", "Rated kVA", "100% CONT. AMPS", "Fuse amps")
    low, high = ("230V class",) * 4, ("460V class",) * 4
    rows = (
        *(low, ("Input", "Three phases", "Three phases", "Three phases"), names),
        *(("KL-305", "2.1", "4.8", "10"), ("KL-302", "2.7", "6.4", "20")),
        *(high, (*names[:2], "100% CONT. AMPS 2", names[3]), ("KL-313", "2.2", "2.6", "5")),
    )
    assert group_rows(rows) == (None, 0, 0, 2, 2, None, 5, 6)
    plan = (("Pump", "weekly", "Fitter", "oil"), ("Fan", "daily", "Fitter", "dust")) * 2
    assert set(group_rows(plan)) == {None}
    evidence = table_evidence([], [list(row) for row in rows], found=range(8))
    (quote,) = quotes("What is the rated kVA of the KL-302?", [evidence])
    assert quote.rows == (0, 2, 4)
    assert labelled_row(evidence.passage, 4).endswith(
        "Rated kVA: 2.7; 100% CONT. AMPS: 6.4; Fuse amps: 20"
    )


def test_what_is_no_title_heads_nothing() -> None:
    rest_of_a_row = (("1 50 ml", "T1", "P1"), ("Ø 36 mm bottles", "", ""), ("2 100 ml", "T2", "P2"))
    assert group_rows(rest_of_a_row) == (None, None, None)
    lower_case = (("Pump", "4", "kW"), ("of the cooler", "", ""), *(("Fan", "1", "kW"),) * 2)
    assert set(group_rows(lower_case)) == {None}
    the_same_value = (("2", "2", "2"), ("Pump", "4", "kW"), ("Fan", "1", "kW"))
    assert set(group_rows(the_same_value)) == {None}
    a_sentence = (("Values hold at 20 °C.",) * 3, ("Pump", "4", "kW"), ("Fan", "1", "kW"))
    assert set(group_rows(a_sentence)) == {None}
    one_column = (("Tools",), ("Spanner 13",), ("Torque wrench",))
    assert set(group_rows(one_column)) == {None}


def test_the_row_under_the_heading_asked_for_answers_and_the_heading_comes_with_it() -> None:
    evidence = table_evidence([list(HEADER)], [list(row) for row in ROWS], found=[0, 1, 2, 3, 4, 5])
    for supply, found in (
        (INNER, "P1 - P2 | Current | 2 | A"),
        (OUTER, "P3 - P4 | Current | 6 | A"),
    ):
        (quote,) = quotes(f"What current may the {supply.lower()} take?", [evidence])
        assert quote.text == f"{supply}\n{found}"
        assert quote.readable.startswith(f"{supply}\nTerminals: P")


def test_of_a_heading_asked_for_by_name_the_rows_come() -> None:
    evidence = table_evidence([list(HEADER)], [list(row) for row in ROWS], found=[3])
    (quote,) = quotes("outer supply", [evidence])
    assert quote.text.splitlines() == [
        OUTER, "P3 - P4 | Voltage | 29 | V", "P3 - P4 | Current | 6 | A"
    ]  # fmt: skip


def test_every_chunk_begins_with_what_heads_its_first_row() -> None:
    rows = ((INNER, "", "", ""), *((f"P{n}", "Current", str(n), "A") for n in range(30)))
    text = "\n".join(" | ".join(row) for row in rows)
    block = Block("table", text, header=(HEADER,), rows=rows)
    found, _ = drafts(tuple(runs([block])), Identity("m", "s"), {})
    cut = chunks(found, Identity("m", "s"), words, max_tokens=60)
    assert len(cut) > 2
    for chunk in cut:
        lines = chunk.text.splitlines()
        assert lines[:2] == [" | ".join(HEADER), INNER if chunk is not cut[0] else lines[1]]
        assert INNER in lines[1]
        assert 0 in chunk.rows
    assert sum(chunk.text.count(" | Current | ") for chunk in cut) == 30

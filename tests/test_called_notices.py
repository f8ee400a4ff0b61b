"""A hazard called out in the middle of a sentence, an item or a table's cell is a notice."""

from pathlib import Path

import pytest

from ingest.formats.budgets import Limits
from ingest.reading import read_document
from ingest.sections import runs
from store.contents import Block


def read(folder: Path, body: str) -> list[Block]:
    path = folder / "page.html"
    path.write_text(f"<html><body><h1>Gate</h1>{body}</body></html>", encoding="utf-8")
    blocks = read_document(path, limits=Limits()).blocks
    return [block for run in runs(blocks) for block in run.blocks]


def notices(blocks: list[Block]) -> list[tuple[str | None, str]]:
    return [(block.notice, block.text) for block in blocks if block.kind == "notice"]


def table(*cells: str) -> str:
    rows = "".join(f"<tr><td>P{n}</td><td>{cell}</td></tr>" for n, cell in enumerate(cells, 1))
    return f"<table><tr><th>Code</th><th>Meaning</th></tr>{rows}</table>"


def test_a_cell_that_calls_a_hazard_out_is_told_and_stays_a_row(tmp_path: Path) -> None:
    hazard = "ATTENZIONE! Questo parametro influisce sulla forza d'impatto."
    blocks = read(
        tmp_path,
        f"<p>Parametri:</p>{table(f'Forza del motore.<br>{hazard}', 'Tempo di pausa')}"
        f"<p>Fine.</p>{table(f'Di nuovo. {hazard}')}",
    )
    assert notices(blocks) == [("caution", hazard), ("caution", hazard)]
    # Behind the section's other text: the table keeps its lead and what goes on after it.
    assert [block.kind for block in blocks] == [
        *("paragraph", "table", "paragraph", "table", "notice", "notice"),
    ]
    assert hazard in blocks[1].rows[0][1]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Force. WARNING: Changing it may crush a hand. Ask.", "WARNING: Changing it may crush"),
        ("ACHTUNG! Quetschgefahr beim Schliessen des Tors", "ACHTUNG! Quetschgefahr"),
        ("DANGER! Keep off.", "DANGER! Keep off."),
        ("CAUTION: See that the key is out. Turn the shaft by hand.", "CAUTION: See that the key"),
    ],
)
def test_cells_that_tell_of_a_hazard(tmp_path: Path, cell: str, told: str) -> None:
    ((level, text),) = notices(read(tmp_path, table(cell, "Pause")))
    assert text.startswith(told)
    assert level in ("danger", "warning", "caution")


@pytest.mark.parametrize(
    "cell",
    [
        "WARNING: battery low, replace it soon",
        "WARNING! Overload",
        "Attention: none",
        "Pressure. Attention! see chapter 5 of the book",
        "Speed. NOTE! It is shown in the menu of the user.",
        "Lamp. WARNING! indicates a hazard that can kill",
    ],
)
def test_cells_that_name_messages_or_notes_are_data(tmp_path: Path, cell: str) -> None:
    assert not notices(read(tmp_path, table(cell, "Pause")))


def test_a_column_called_by_a_signal_word_is_no_notice(tmp_path: Path) -> None:
    html = (
        "<table><tr><th>Code</th><th>WARNING! Read this before you start</th></tr>"
        "<tr><td>E1</td><td>Low oil</td></tr><tr><td>E2</td><td>Hot oil</td></tr></table>"
    )
    assert not notices(read(tmp_path, html))


def test_a_sentence_and_a_step_are_cut_before_a_hazard_they_call_out(tmp_path: Path) -> None:
    blocks = read(
        tmp_path,
        "<p>Set the force of the gate ATTENTION! This changes the impact.</p>"
        "<ol><li>Close it. DANGER! Mind your hands.</li><li>Press START.</li></ol>"
        "<p>The panel shows WARNING! or nothing.</p>",
    )
    assert [(b.kind, b.marker, b.text) for b in blocks] == [
        ("paragraph", "", "Set the force of the gate"),
        ("notice", "", "ATTENTION! This changes the impact."),
        ("list_item", "1.", "Close it."),
        ("notice", "", "DANGER! Mind your hands."),
        ("list_item", "2.", "Press START."),
        ("paragraph", "", "The panel shows WARNING! or nothing."),
    ]


def test_a_row_of_nothing_but_hazards_is_told_column_by_column(tmp_path: Path) -> None:
    loosen, leave = "ACHTUNG: Schaden Vorher die Mutter lösen.", "ACHTUNG: Nie die Mutter lösen."
    rows = f"<tr><td>9 Nm</td><td>7 Nm</td></tr><tr><td>{loosen}</td><td>{leave}</td></tr>"
    across = "<tr><td colspan='2'>WARNING The hot plate burns your hand.</td></tr>"
    blocks = read(
        tmp_path,
        f"<table><tr><th>Mit Feder</th><th>Ohne Feder</th></tr>{rows}{across}</table>",
    )
    assert notices(blocks) == [
        ("caution", f"Mit Feder\n{loosen}"),
        ("caution", f"Ohne Feder\n{leave}"),
        ("warning", "WARNING The hot plate burns your hand."),
    ]
    assert loosen in blocks[0].rows[1]
    # Without a header, a table's first row names its columns.
    names = "<tr><td>Mit Feder</td><td>Ohne Feder</td></tr>"
    assert notices(read(tmp_path, f"<table>{names}{rows}</table>"))[1][1].startswith("Ohne Feder")


def test_a_hazard_framed_amid_the_rows_of_a_table_is_told(tmp_path: Path) -> None:
    told = "The gate may start by itself. Check that nobody stands in it."
    rows = (
        "<tr><td>P7</td><td>Restart</td><td>0 to 1</td></tr>"
        "<tr><td></td><td colspan='2'>DANGER</td></tr>"
        f"<tr><td></td><td colspan='2'>{told}</td></tr>"
        "<tr><td>P8</td><td>Pause</td><td>5 s</td></tr>"
    )
    head = "<tr><th>Code</th><th>Name</th><th>Range</th></tr>"
    blocks = read(tmp_path, f"<table>{head}{rows}</table>")
    assert notices(blocks) == [("danger", f"DANGER\n{told}")]
    assert [row[1] for row in blocks[0].rows] == ["Restart", "DANGER", told, "Pause"]


def test_a_kind_of_message_among_values_is_none(tmp_path: Path) -> None:
    rows = (
        "<tr><td>E7</td><td>WARNING</td><td>Lamp on</td></tr>"
        "<tr><td>E8</td><td>Stops the gate at once and for good</td><td>Lamp off</td></tr>"
    )
    head = "<tr><th>Code</th><th>Kind</th><th>Shown</th></tr>"
    assert not notices(read(tmp_path, f"<table>{head}{rows}</table>"))


def test_a_step_is_cut_before_a_hazard_in_capitals_behind_its_sentence(tmp_path: Path) -> None:
    blocks = read(
        tmp_path,
        "<ol><li>Tighten to 30 Nm. NOTE: Crosswise. CAUTION: Use no oil on them.</li>"
        "<li>Close the lid. Caution: slow.</li></ol>",
    )
    assert [(b.kind, b.text) for b in blocks] == [
        ("list_item", "Tighten to 30 Nm. NOTE: Crosswise."),
        ("notice", "CAUTION: Use no oil on them."),
        ("list_item", "Close the lid. Caution: slow."),
    ]


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("<p>!!! SAFETY WARNING !!!</p><p>Never swing the arm by hand.</p>", "warning"),
        ("<p>SAFETY WARNING: Never swing the arm by hand.</p>", "warning"),
        ("<p>@ Caution: The arm cannot turn while it is in.</p>", "caution"),
        ("<p>IMPORTANT! Refer to the rules of the plant first.</p>", "notice"),
    ],
)
def test_ways_to_call_a_notice_out(tmp_path: Path, body: str, level: str) -> None:
    assert [found for found, _ in notices(read(tmp_path, body))] == [level]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("WARNING: Plates of the oven are hot.", ["warning"]),
        ("WARNING labels stand on the oven.", []),
    ],
)
def test_what_is_warned_of_behind_a_colon_is_no_thing_called_so(
    tmp_path: Path, text: str, level: list[str]
) -> None:
    assert [found for found, _ in notices(read(tmp_path, f"<p>{text}</p>"))] == level


def test_a_title_of_safety_warnings_is_none(tmp_path: Path) -> None:
    assert not notices(read(tmp_path, "<p>SAFETY WARNINGS</p><p>They stand in chapter 2.</p>"))

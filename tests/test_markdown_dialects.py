"""Lists, warnings and folded parts of Markdown, as its dialects write them."""

from pathlib import Path

import pytest

from ingest.formats.budgets import Limits
from ingest.reading import read_document
from ingest.sections import runs
from store.contents import Block


def blocks_of(folder: Path, text: str) -> tuple[Block, ...]:
    path = folder / "manual.md"
    path.write_text(text, encoding="utf-8")
    return read_document(path, limits=Limits()).blocks


def lines_of(folder: Path, text: str) -> list[str]:
    return [f"{b.marker} {b.text}".strip() for b in blocks_of(folder, text)]


def notices_of(folder: Path, text: str) -> list[tuple[str | None, str]]:
    return [(b.notice, b.text) for b in blocks_of(folder, text) if b.kind == "notice"]


def test_a_list_of_another_kind_is_a_list_of_its_own(tmp_path: Path) -> None:
    text = "- References\n1. Level\n2. Feet\n- End\n\n> - Check\n> 1. Oil\n"
    assert lines_of(tmp_path, text) == [
        *("• References", "1. Level", "2. Feet", "• End"),
        *("• Check", "1. Oil"),
    ]


@pytest.mark.parametrize("indent", ["   ", "    ", "\t"])
def test_what_stands_below_an_items_text_is_nested(tmp_path: Path, indent: str) -> None:
    text = f"1. Open:\n{indent}- V1\n{indent}- V2\n2. Run.\n"
    blocks = blocks_of(tmp_path, text)
    assert [(b.level, b.marker, b.text) for b in blocks] == [
        *((0, "1.", "Open:"), (1, "•", "V1"), (1, "•", "V2"), (0, "2.", "Run.")),
    ]


def test_a_step_of_two_paragraphs_keeps_its_number_and_the_next_one_its_own(
    tmp_path: Path,
) -> None:
    text = "1. Open V1.\n2. Run\n   slowly.\n\n   It is loud.\n3. Stop.\n"
    assert lines_of(tmp_path, text) == [
        *("1. Open V1.", "2. Run slowly.", "It is loud.", "3. Stop."),
    ]


def test_a_row_that_begins_with_an_arrow_is_no_quotation(tmp_path: Path) -> None:
    (table,) = blocks_of(tmp_path, "Sign|Meaning\n-|-\n> (blinks)|in order\nA|reset\n")
    assert table.rows == (("> (blinks)", "in order"), ("A", "reset"))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("> [!WARNING]\n> Hot surface.\n", "warning"),
        ("!!! warning\n    Hot surface.\n", "warning"),
        ('??? danger "Pericolo"\n    Hot surface.\n', "danger"),
        (":::caution\nHot surface.\n:::\n", "caution"),
        ("::: warning\n\nHot surface.\n\n:::\n", "warning"),
        (":::{danger}\nHot surface.\n:::\n", "danger"),
        ("Hot surface.\n{: .alert-message .warning}\n", "warning"),
        ("{: .alert .alert-danger}\nHot surface.\n", "danger"),
        ("> Hot surface.\n{: .caution }\n", "caution"),
    ],
)
def test_a_box_that_warns_is_a_notice(tmp_path: Path, text: str, level: str) -> None:
    blocks = blocks_of(tmp_path, f"# Press\n\nBefore.\n\n{text}\nAfter.\n")
    assert [block.kind for block in blocks] == ["heading", "paragraph", "notice", "paragraph"]
    assert blocks[2].notice == level
    assert blocks[2].text.endswith("Hot surface.")
    assert blocks[3].text == "After."


def test_boxes_one_after_the_other_are_notices_of_their_own(tmp_path: Path) -> None:
    text = (
        "> [!WARNING]\n> Blade.\n\n"
        '!!! danger "Mains"\n    400 V.\n\n    - Lock it.\n\n'
        ":::caution[Hot]\nOven.\n:::\n"
    )
    assert notices_of(tmp_path, text) == [
        ("warning", "WARNING: Blade."),
        ("danger", "DANGER:\nMains\n400 V.\nLock it."),
        ("caution", "CAUTION:\nHot\nOven."),
    ]


def test_other_boxes_are_text_and_lists_of_attributes_are_none(tmp_path: Path) -> None:
    text = (
        '!!! tip "Faster"\n    Use both hands.\n\n:::info\nOil is warm.\n:::\n\n'
        "{: .fullwidth}\n##### Scale\nText. {: .small}\n\n"
        "```\n{: .warning}\n!!! danger\n    x\n```\n"
    )
    assert lines_of(tmp_path, text) == [
        *("Faster", "Use both hands.", "Oil is warm.", "Scale", "Text."),
        "{: .warning}\n!!! danger\n    x",
    ]


def test_a_box_that_nothing_closes_takes_nothing_in(tmp_path: Path) -> None:
    text = ":::warning\n\nHot surface.\n\n# Press\n\nAfter.\n"
    assert [b.text for b in blocks_of(tmp_path, text)][-2:] == ["Press", "After."]
    assert not notices_of(tmp_path, text)


def test_what_is_folded_is_markdown_too(tmp_path: Path) -> None:
    text = (
        "# Gate\n\n<details>\n<summary>Does **not** move?</summary>\n\nRaise:\n\n- FORCE M1\n\n"
        "A | B\n--|--\n1 | 2\n\n</details>\n"
    )
    blocks = blocks_of(tmp_path, text)
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "Gate"),
        ("heading", "Does not move?"),
        ("paragraph", "Raise:"),
        ("list_item", "FORCE M1"),
        ("table", "A | B\n1 | 2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '!!! abstract "Caution!"\n    **Damage**\n\n    Do not empty the cell.\n\nCharge it.\n',
        ":::tip[Caution!]\n**Damage**\n\nDo not empty the cell.\n:::\n\nCharge it.\n",
    ],
)
def test_a_box_of_any_kind_that_a_signal_word_is_printed_over_is_a_notice(
    tmp_path: Path, text: str
) -> None:
    assert notices_of(tmp_path, text) == [("caution", "Caution:\nDamage\nDo not empty the cell.")]
    plain = text.replace("Caution!", "Good to know")
    assert notices_of(tmp_path, plain) == []


def test_a_box_of_a_page_that_a_signal_word_is_printed_over_is_a_notice(tmp_path: Path) -> None:
    page = tmp_path / "manual.html"
    page.write_text(
        "<h1>Cell</h1><div class='admonition abstract'><p>Caution!</p><p>Do not empty it.</p></div>"
        "<div class='panel'><p>Note</p></div><div class='panel'><p>Charge it.</p></div>",
        encoding="utf-8",
    )
    blocks = read_document(page, limits=Limits()).blocks
    assert [(b.notice, b.text) for b in blocks if b.kind != "heading"] == [
        ("caution", "Caution!\nDo not empty it."),
        (None, "Note"),
        (None, "Charge it."),
    ]


def test_each_row_beside_a_picture_below_a_signal_word_is_a_notice(tmp_path: Path) -> None:
    table = "|Picture|Danger!|\n|-|-|\n|![w](w.png)|**Cutting** <br> Do not touch the film.|\n"
    text = f"# Winder\n\n{table}|![w](w.png)|Keep your hair out of the rolls.|\n"
    ((_, told),) = ((run.section, run.blocks) for run in runs(blocks_of(tmp_path, text)))
    assert [(block.notice, block.text) for block in told] == [
        ("danger", "Danger!\nCutting Do not touch the film."),
        ("danger", "Danger!\nKeep your hair out of the rolls."),
    ]
    notes = "|Value|Note|\n|-|-|\n|4 mm|Measured at the edge.|\n|5 mm|Measured inside.|\n"
    assert [run.blocks[0].kind for run in runs(blocks_of(tmp_path, notes))] == ["table"]

"""Bold lines over text head it, in Word below the headings of styles, in Markdown and in pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from ingest.formats.budgets import Limits
from ingest.passages import Identity, drafts
from ingest.reading import read_document
from ingest.sections import runs
from store.contents import Block
from tests.office_files import word_file


def sections(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Each block's words with the last heading over it."""
    return [
        (run.section[-1], f"{block.marker} {block.text}".strip())
        for run in runs(blocks)
        for block in run.blocks
    ]


def read(folder: Path, name: str, content: str | bytes) -> tuple[Block, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path, limits=Limits()).blocks


TOLD = [
    ("3 Work", "Wear gloves."),
    ("Changing the nozzle", "1. Heat the head."),
    ("Changing the nozzle", "2. Turn the nozzle out."),
    ("Resetting the stop", "Pull the red button."),
]


def bold(document: WordDocument, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def test_in_word_below_headings_of_styles_but_not_of_a_box(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        bold(document, "Blow moulder")
        document.add_paragraph("Delivered to hall 4.")
        document.add_heading("3 Work", level=1)
        document.add_paragraph("Wear gloves.")
        bold(document, "Changing the nozzle")
        document.add_paragraph("1. Heat the head.")
        document.add_paragraph("2. Turn the nozzle out.")
        bold(document, "Resetting the stop")
        document.add_paragraph("Pull the red button.")
        cell = document.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].add_run("Good to know").bold = True
        cell.add_paragraph("It is red.")
        document.add_paragraph("Wait.")

    blocks = read(tmp_path, "work.docx", word_file(change))
    found = sections(blocks[2:])
    assert (found[:4], found[-1]) == (TOLD, ("Resetting the stop", "Wait."))
    assert blocks[0].kind == "paragraph"


@pytest.mark.parametrize("apart", ["\n", ""])
def test_in_markdown_also_without_an_empty_line(tmp_path: Path, apart: str) -> None:
    text = (
        "# 3 Work\nWear gloves.\n"
        f"{apart}**Changing the nozzle**\n{apart}1. Heat the head.\n2. Turn the nozzle out.\n"
        f"{apart}**Resetting the stop**\n{apart}Pull the red button.\n"
    )
    assert sections(read(tmp_path, "work.md", text)) == TOLD


def test_a_step_in_bold_below_the_items_of_another_is_a_step(tmp_path: Path) -> None:
    text = (
        "# Start\n\n**1. Switch on**\n\n- Release the stop\n  **2. Heat**\n- Press Heat\n\n"
        "Never open\n**the upper door**\nwhile it runs.\n\n**Stop at once!**\n\nWait.\n"
    )
    assert sections(read(tmp_path, "work.md", text)) == [
        ("Start", told)
        for told in (
            *("1. Switch on", "\u2022 Release the stop", "2. Heat", "\u2022 Press Heat"),
            *("Never open the upper door while it runs.", "Stop at once!", "Wait."),
        )
    ]


def test_in_a_page_but_not_of_a_box_in_it(tmp_path: Path) -> None:
    html = (
        "<h1>3 Work</h1><p>Wear gloves.</p><p><b>Changing the nozzle</b></p>"
        "<ol><li>Heat the head.</li><li>Turn the nozzle out.</li></ol>"
        "<p><strong>Resetting the stop</strong></p><p>Pull the red button.</p>"
        "<div class='tip'><p><b>Good to know</b></p><p>It is red.</p></div><p>Wait.</p>"
    )
    found = sections(read(tmp_path, "work.html", html))
    assert found[:4] == TOLD
    assert found[-1] == ("Resetting the stop", "Wait.")


def test_a_warning_below_a_bold_title_holds_in_the_parts_beside_it(tmp_path: Path) -> None:
    text = (
        "# 3 Work\n\nWear gloves.\n\n**Changing the nozzle**\n\nTurn it out.\n\n"
        "**Resetting the stop**\n\nPull the red button.\n\nCAUTION: The head is hot.\n\n"
        "NOTE: The button is red.\n\n# 4 Data\n\nIt weighs 4 kg.\n"
    )
    found, notices = drafts(tuple(runs(read(tmp_path, "a.md", text))), Identity("m", "s"), {})
    shown = [
        [notice.level for notice in notices if notice.is_shown_in(draft.passage.section)]
        for draft in found
    ]
    assert shown == [["caution"], ["caution"], ["caution", "notice"], []]

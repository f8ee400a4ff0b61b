"""Sections: no word of a manual goes, and chapters stand side by side."""

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from ingest.sections import runs
from store.contents import Block

Kind = Literal["heading", "paragraph", "figure"]


def heading(text: str, level: int) -> Block:
    return Block("heading", text, 1, None, level=level)


def text(words: str) -> Block:
    return Block("paragraph", words, 1, None)


def sections(*blocks: Block) -> list[tuple[str, list[str]]]:
    return [(" > ".join(run.section), [block.text for block in run.blocks]) for run in runs(blocks)]


def test_a_step_taken_for_a_heading_is_text_where_nothing_stands_below_it() -> None:
    assert sections(
        heading("5 Cylinder head", 1),
        text("Tighten the bolts in two steps."),
        heading("Tighten to 140 N·m", 2),
        heading("Turn by 90°", 2),
        heading("6 Oil seal", 1),
        text("Apply clean oil."),
        heading("Checked by, on", 2),
    ) == [
        (
            "5 Cylinder head",
            ["Tighten the bolts in two steps.", "Tighten to 140 N·m", "Turn by 90°"],
        ),
        ("6 Oil seal", ["Apply clean oil.", "Checked by, on"]),
    ]


def test_a_heading_with_headings_below_it_is_said_once_in_their_paths() -> None:
    assert sections(
        heading("5 Maintenance", 1), heading("5.1 Belt", 2), text("24 Nm"), heading("5.2 Oil", 2)
    ) == [("5 Maintenance > 5.1 Belt", ["24 Nm"]), ("5 Maintenance", ["5.2 Oil"])]


def test_a_chapter_follows_the_one_before_whatever_was_taken_for_a_heading_between() -> None:
    assert [
        section
        for section, _ in sections(
            heading("EV Inverter", 1),
            heading("Section 8 - Quick start", 2),
            text("Four steps."),
            heading("Now set the parameters of the application", 1),
            text("See below."),
            heading("Section 9 - Keypad", 2),
            heading("9.1 Keys", 3),
            text("RUN starts."),
            # Not the next one: it belongs where its size says.
            heading("Section 2 - Options", 2),
            text("None."),
        )
    ] == [
        "EV Inverter > Section 8 - Quick start",
        "Now set the parameters of the application",
        "EV Inverter > Section 9 - Keypad > 9.1 Keys",
        "EV Inverter > Section 2 - Options",
    ]


WORDS = st.sampled_from(["Belt", "Oil", "Tighten to 45 Nm", "5 Care", "5.1 Belt", "6 Faults"])


@given(st.lists(st.one_of(st.builds(heading, WORDS, st.integers(1, 4)), st.builds(text, WORDS))))
def test_every_word_stands_in_a_section_or_its_path(blocks: list[Block]) -> None:
    found = sections(*blocks)
    for block in blocks:
        assert any(block.text in told or block.text in section for section, told in found)
    assert sum(len(told) for _, told in found) >= sum(b.kind == "paragraph" for b in blocks)


def at(kind: Kind, text: str, top: float, left: float = 72, right: float = 500) -> Block:
    level = 2 if kind == "heading" else 0
    return Block(kind, text, 1, (left, top, right, top + 10), level=level)


def test_pictograms_part_no_notice_and_a_hazard_opens_no_section() -> None:
    found = list(
        runs(
            [
                at("heading", "6 Wartung", 50),
                at("heading", "HINWEIS", 100),
                at("figure", "", 105, 20, 60),
                at("heading", "Schaden am Werkzeug", 116),
                at("figure", "", 120, 20, 60),
                at("paragraph", "Harte Späne zerkratzen den", 140),
                at("figure", "", 141, 20, 60),
                at("paragraph", "Stempel.", 153),
                at("heading", "Schmierstoffe", 200),
                at("paragraph", "Nur Öl nach der Liste nehmen.", 220),
            ]
        )
    )
    (notice,) = (block for run in found for block in run.blocks if block.kind == "notice")
    assert "Harte Späne" in notice.text
    assert "Stempel." in notice.text
    assert [run.section[-1] for run in found] == ["6 Wartung", "Schmierstoffe"]


def test_the_sentence_after_a_signal_word_ends_where_it_ends() -> None:
    (run,) = runs(
        [
            at("paragraph", "HINWEIS: Angaben zum Antrieb der Walze entnehmen", 100),
            at("paragraph", "Sie bitte der Anleitung des Antriebs.", 114, right=300),
            at("paragraph", "Die Walze läuft erst bei geschlossener Haube an.", 128),
        ]
    )
    notice, text = run.blocks
    assert notice.text.endswith("entnehmen Sie bitte der Anleitung des Antriebs.")
    assert text.text == "Die Walze läuft erst bei geschlossener Haube an."


def test_a_heading_over_a_figure_alone_is_not_lost() -> None:
    found = list(
        runs(
            [
                at("heading", "3.1 Abmessungen", 50),
                at("figure", "", 80),
                at("heading", "3.2 Leistung", 300),
                at("paragraph", "Der Antrieb leistet 4 kW.", 320),
            ]
        )
    )
    assert any("3.1 Abmessungen" in block.text for run in found for block in run.blocks)

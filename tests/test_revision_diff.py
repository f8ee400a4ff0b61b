"""What changed between two revisions: every number, none invented, and which sections."""

import runpy
from functools import cache
from pathlib import Path

import pytest

from ingest.changes.revision_diff import difference
from ingest.formats.pdf import read_pdf
from ingest.passages import Identity, drafts
from ingest.sections import runs
from store.contents import Block, Passage
from store.revision_diff_values import RevisionDiff

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def passages_of(blocks: list[Block], name: str = "old") -> list[Passage]:
    labels = dict.fromkeys((block.page for block in blocks if block.page), None)
    found, _ = drafts(tuple(runs(blocks)), Identity("m", name), labels)
    return [draft.passage for draft in found]


@cache
def press(revision: str) -> list[Passage]:
    path = SAMPLES / f"HP-200_Operating_Manual_Rev{revision}.pdf"
    return passages_of(list(read_pdf(path, max_pages=99).blocks), revision)


def section(title: str, *texts: str, rows: tuple[tuple[str, ...], ...] = ()) -> list[Block]:
    found = [Block("heading", title, level=1), *(Block("paragraph", text) for text in texts)]
    if rows:
        found.append(Block("table", "", header=(("Code", "Value", "Remedy"),), rows=rows))
    return found


def diff(old: list[Block], new: list[Block]) -> RevisionDiff:
    return difference(passages_of(old), passages_of(new, "new"))


def changes(found: RevisionDiff) -> list[tuple[str, str]]:
    return [(change.before, change.after) for change in found.numbers]


def test_every_changed_number_of_the_press_is_found_and_none_invented() -> None:
    values = runpy.run_path(str(SAMPLES / "press_revisions.py"))["VALUES"]
    expected = {(values["B"][name], values["C"][name]) for name in ("torque", "pre", "pressure")}
    found = difference(press("B"), press("C"))
    assert set(changes(found)) == expected
    assert len(found.numbers) == len(expected)
    for change in found.numbers:
        assert change.before in change.old_sentence
        assert change.after in change.new_sentence
        assert change.old_places
        assert change.new_places


def test_the_presss_rewritten_section_is_changed_and_all_others_stay() -> None:
    found = difference(press("B"), press("C"))
    changed = {change.section[-1]: change for change in found.changed}
    assert set(changed) == {
        "Hydraulic press, 2000 kN",
        "About this manual",
        "5.2 Tightening the platen bolts",
        "5.4 Setting the main relief valve",
        "5.5 Changing the hydraulic filter",
    }
    rewritten = changed["5.5 Changing the hydraulic filter"]
    assert any("tighten the bowl to 45 Nm" in line for line in rewritten.added)
    assert "10." not in rewritten.added, "a step's number alone is no line"
    # A step that only has another number now is as it was.
    assert not any("36 mm strap wrench" in line for line in rewritten.removed + rewritten.added)
    assert not [*found.added, *found.removed, *found.moved]
    assert found.unchanged > 20


def test_a_revision_does_not_differ_from_itself() -> None:
    found = difference(press("C"), press("C"))
    assert not [*found.numbers, *found.changed, *found.added, *found.removed, *found.moved]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Tighten to 45 Nm.", "Tighten to 50 Nm.", [("45 Nm", "50 Nm")]),
        ("Set the valve to 25 bar.", "Set the valve to 25 psi.", [("25 bar", "25 psi")]),
        ("The gap is 1,2 mm wide.", "The gap is 1,5 mm wide.", [("1,2 mm", "1,5 mm")]),
        ("Cools to -5 °C at night.", "Cools to 5 °C at night.", [("-5 °C", "5 °C")]),
        ("Alarm AL-204 is shown.", "Alarm AL-205 is shown.", [("AL-204", "AL-205")]),
        ("Turn the screw 3 times.", "Turn the screw 4 times.", [("3", "4")]),
        (
            "Tighten both screws to 45 Nm and check.",
            "Tighten the two screws to 50 Nm and check.",
            [("45 Nm", "50 Nm")],
        ),
        ("See section 4.2 for torques.", "See section 5.2 for torques.", []),
        ("Issued on 2023-02-13 in Leeds.", "Issued on 2025-04-07 in Leeds.", []),
        ("Tighten to 45 Nm.", "Tighten to 45Nm .", []),
        ("Wait 10 minutes for the oil.", "Pump the water for 20 minutes out of there.", []),
    ],
)
def test_numbers_in_sentences(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert changes(diff(section("1 Work", old), section("1 Work", new))) == expected


def test_numbers_of_table_rows_are_matched_by_their_first_cell() -> None:
    old = section("1 Codes", rows=(("E1", "5 A", "Fuse"), ("E2", "7 A", "Fuse")))
    e0, e1, e2 = ("E0", "1 A", "Fuse"), ("E1", "5 A", "Fuse"), ("E2", "9 A", "Fuse")
    new = section("1 Codes", rows=(e0, e2, e1))
    found = diff(old, new)
    assert changes(found) == [("7 A", "9 A")]
    assert found.numbers[0].old_sentence == "E2 | 7 A | Fuse"
    assert [change.added for change in found.changed] == [("E0 | 1 A | Fuse", "E2 | 9 A | Fuse")]


def test_rows_of_bare_figures_are_one_only_if_most_of_them_stayed() -> None:
    def rows(*cells: str) -> list[Block]:
        return section("1 Speeds", "Values follow.", rows=(cells,))

    assert changes(diff(rows("1", "2", "3"), rows("4", "5", "6"))) == []
    assert changes(diff(rows("1", "2", "3"), rows("1", "2", "6"))) == [("3", "6")]


def test_sections_are_followed_when_numbered_anew() -> None:
    old = [*section("4 Oil", "Fill in 5 l of oil."), *section("5 Belt", "Deflection is 8 mm.")]
    new = [
        *section("4 Safety", "Wear gloves at all times."),
        *section("5 Oil", "Fill in 6 l of oil."),
        *section("6 Belt", "Deflection is 8 mm."),
    ]
    found = diff(old, new)
    assert changes(found) == [("5 l", "6 l")]
    assert [change.section for change in found.added] == [("4 Safety",)]
    assert [(move.old_section, move.section) for move in found.moved] == [
        (("4 Oil",), ("5 Oil",)),
        (("5 Belt",), ("6 Belt",)),
    ]
    assert found.removed == ()


def test_a_section_of_another_name_is_known_by_its_text() -> None:
    text = "Loosen the clamping screws, press the belt down with 75 N and measure the deflection."
    found = diff(
        section("3 Belt tension", text, "It is 8 mm wide."),
        section("7 Drive", text, "It is 9 mm wide."),
    )
    assert changes(found) == [("8 mm", "9 mm")]
    assert found.added == found.removed == ()


def test_what_has_nothing_in_common_is_removed_and_added() -> None:
    found = diff(section("1 Oil", "Fill in oil."), section("1 Robot", "Teach six points."))
    assert [(one.section, one.only_here) for one in found.removed] == [
        (("1 Oil",), ("Fill in oil.",))
    ]
    assert [(one.section, one.only_here) for one in found.added] == [
        (("1 Robot",), ("Teach six points.",))
    ]
    assert found.numbers == ()


def test_a_number_is_followed_into_another_section() -> None:
    limit = "The speed of the spindle may never exceed {} rpm."
    kept = "Wear gloves at all times."
    found = diff(
        section("1 Speeds", limit.format(1600), kept, "Old words."),
        section("7 Limits of use", "Much else stands here now.", "And more.", limit.format(3000))
        + section("8 Hands", kept),
    )
    assert changes(found) == [("1600 rpm", "3000 rpm")]
    assert found.numbers[0].section == ("7 Limits of use",)
    # What only went to another place is not told as lost.
    assert [one.only_here for one in found.removed] == [(limit.format(1600), "Old words.")]


def test_of_sentences_that_read_alike_none_is_followed() -> None:
    line = "Tighten all of the four screws to {} Nm."
    found = diff(
        section("1 Pump", line.format(10)) + section("2 Fan", line.format(20)),
        section(
            "5 Door", "A door opens outwards to the left.", line.format(30), "It shuts itself."
        ),
    )
    assert found.numbers == ()


def test_sections_of_one_name_are_kept_apart_by_their_chapter() -> None:
    def book(pump: str, fan: str) -> list[Block]:
        blocks: list[Block] = []
        for chapter, text in (("1 Pump", pump), ("2 Fan", fan)):
            blocks += [Block("heading", chapter, level=1), Block("heading", "Torque", level=2)]
            blocks.append(Block("paragraph", text))
        return blocks

    found = diff(
        book("Tighten to 10 Nm.", "Tighten to 20 Nm."),
        book("Tighten to 10 Nm.", "Tighten to 25 Nm."),
    )
    assert changes(found) == [("20 Nm", "25 Nm")]
    assert found.numbers[0].section == ("2 Fan", "Torque")


@pytest.mark.timeout(15)
def test_a_long_book_takes_seconds() -> None:
    def book(torque: int) -> list[Block]:
        blocks: list[Block] = []
        for number in range(1500):
            blocks += section(
                f"{number // 10 + 1}.{number % 10} Unit {chr(65 + number % 26)}{number}",
                *(f"Part {n} of unit {number} holds {n * 3} kg of grease." for n in range(8)),
                f"Tighten it to {torque if number == 700 else 30} Nm.",
            )
        return blocks

    found = diff(book(30), book(35))
    assert changes(found) == [("30 Nm", "35 Nm")]


def test_it_travels_as_json_and_back() -> None:
    found = difference(press("B"), press("C"))
    assert RevisionDiff.model_validate_json(found.model_dump_json()) == found

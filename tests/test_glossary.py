"""The plant's own words: read from a file that its owner edits, as spreadsheets write it."""

import json
import os
from pathlib import Path

import pytest

from answer.glossary import Glossary, read_glossary
from answer.understanding import understood
from tests.commands import typed
from tests.evidence_builders import vocabulary

LINES = "lubricant;gear oil;slideway oil\nHauptmotor;Hauptantrieb;dicke Berta\n"


def written(path: Path, text: str, *, encoding: str = "utf-8", at: int = 0) -> Path:
    path.write_bytes(text.encode(encoding))
    if at:
        os.utime(path, (at, at))
    return path


def test_words_of_the_plant_bring_in_the_manuals_and_the_other_way_round(tmp_path: Path) -> None:
    glossary = Glossary(written(tmp_path / "g.csv", LINES))
    ours = understood("which gear oil?", glossary=glossary)
    assert ours.text == ours.note == "which gear oil? (lubricant)"
    assert ours.keywords == "which gear oil? lubricant slideway oil"
    theirs = understood("which lubricant?", glossary=glossary)
    # The manual's own word needs no explaining; the others only help to find.
    assert (theirs.text, theirs.note) == ("which lubricant?", None)
    assert theirs.keywords == "which lubricant? gear oil slideway oil"
    assert understood("which belt?", glossary=glossary).keywords == "which belt?"


def test_a_word_of_the_plant_is_no_misspelling_of_the_manuals(tmp_path: Path) -> None:
    known = vocabulary(("A slack belt squeals at change-over.", "Check the drive belt."), "en")
    squealo = "how tight must the squealo be?"
    assert "squeals" in understood(squealo, vocabulary=known).keywords
    glossary = Glossary(written(tmp_path / "g.csv", "drive belt;squealo\n"))
    asked = understood(squealo, vocabulary=known, glossary=glossary)
    assert asked.text == f"{squealo} (drive belt)"
    assert "squeals" not in asked.keywords


@pytest.mark.parametrize(
    "question", ["was hat die Dicke  Berta", "DICKE-BERTA steht", "dicke Bertas"]
)
def test_case_plural_and_spaces_do_not_matter(tmp_path: Path, question: str) -> None:
    glossary = Glossary(written(tmp_path / "g.csv", LINES))
    assert glossary.widened(question).manual_terms == ("Hauptmotor",)


def test_a_term_inside_another_word_is_not_meant(tmp_path: Path) -> None:
    glossary = Glossary(written(tmp_path / "g.csv", "cap;lid\n"))
    assert glossary.widened("capacity of the slide") == glossary.widened("nothing")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("belt;V-belt\r\n", "utf-8-sig"),
        ("belt,V-belt\n", "utf-8"),
        ("belt\tV-belt", "utf-8"),
        ('"belt";"V-belt";;\n;;\n\n# a remark\n', "utf-8"),
    ],
)
def test_a_file_as_a_spreadsheet_writes_it_is_read(
    tmp_path: Path, text: str, encoding: str
) -> None:
    content = read_glossary(written(tmp_path / "g.csv", text, encoding=encoding))
    assert [entry.terms for entry in content.entries] == [("belt", "V-belt")]
    assert content.problems == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("belt;V-belt\nalone\n", "line 2: a term and at least one synonym"),
        ("belt;V-belt\nstrap;Belt\n", "line 2: “Belt” stands in line 1 already"),
        ('belt;V-belt\n"open;x\n', "line 2: a quotation mark is not closed"),
        ("belt;V-belt\n12;dozen\n", "line 2: “12” is no word"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_hold(tmp_path: Path, text: str, said: str) -> None:
    content = read_glossary(written(tmp_path / "g.csv", text))
    assert [entry.terms for entry in content.entries] == [("belt", "V-belt")]
    (problem,) = content.problems
    assert problem.startswith("g.csv, ")
    assert said in problem


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    content = read_glossary(written(tmp_path / "g.csv", "belt;x\nÖl;y\n", encoding="cp1252"))
    assert content.problems == ("g.csv, line 2: not UTF-8; save it as “CSV UTF-8”.",)


def test_an_edited_file_counts_from_the_next_question(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    glossary = Glossary(path)
    assert glossary.widened("the strap").manual_terms == ()
    written(path, "belt;strap\n", at=1_700_000_000)
    assert glossary.widened("the strap").manual_terms == ("belt",)
    written(path, "ropes;strap\n", at=1_700_000_100)
    assert glossary.widened("the strap").manual_terms == ("ropes",)
    path.unlink()
    assert glossary.widened("the strap").manual_terms == ()


def test_the_command_lists_the_glossary_and_says_what_is_wrong(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    none = typed(home, "glossary")
    assert none.returncode == 0
    assert "No glossary yet" in none.stdout
    written(home / "glossary.csv", LINES + "alone\n")
    listed = typed(home, "glossary", "--json")
    assert listed.returncode == 1
    shown = json.loads(listed.stdout)
    assert shown["entries"][0] == ["lubricant", "gear oil", "slideway oil"]
    assert "line 3" in shown["problems"][0]

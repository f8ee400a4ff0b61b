"""Suites are checked when they are loaded, with the line that is wrong."""

import json
from pathlib import Path

import pytest

from app.local import LocalService
from evals.suite import Case, Expected, SuiteError, load_suite, read_suite
from store.section_names import comparable_section
from store.values import Scope
from tests.commands import typed

GOOD = '{"id": "ok", "question": "q", "expected": {"manual": "press", "pages": [9]}}'


def test_sections_are_compared_without_case_number_and_spaces() -> None:
    assert comparable_section(" 5.2.1 Checking the Belt ") == comparable_section(
        "checking the belt"
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: not JSON"),
        ('{"id": "a"}', "line 2: question"),
        ('{"id": "a", "question": "q", "colour": 1}', "line 2: colour"),
        ('{"id": "a", "question": "q"}', "line 2: a is answerable, but no expected place"),
        (GOOD, "line 2: the id ok is there twice"),
        ("[9]", "line 2: a case is an object"),
        ('{"id": "a", "question": " ", "answerable": false}', "line 2: question: it is empty"),
        ("[" * 100_000, "line 2: not JSON that can be read"),
    ],
)
def test_a_wrong_line_of_a_suite_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_text(f"{GOOD}\n{line}\n")
    with pytest.raises(SuiteError, match=sentence):
        load_suite(path)


def test_all_wrong_lines_of_a_suite_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_text("\n".join([GOOD, "{", '{"id": "a"}', *["["] * 30]))
    with pytest.raises(SuiteError) as told:
        load_suite(path)
    lines = str(told.value).splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == [
        "suite.jsonl, line 2",
        "suite.jsonl, line 3",
    ]
    assert lines[20:] == ["And 12 more."]


def test_a_suite_is_read_as_editors_and_other_programs_write_it(tmp_path: Path) -> None:
    """A byte order mark, line ends of Windows and inside a text, fields that are null."""
    path = tmp_path / "suite.jsonl"
    other = {
        "id": "b",
        "question": "Which\u2028oil\u0085now?",
        "answerable": False,
        "expected": None,
        "machine": None,
    }
    lines = f"{GOOD}\r\n{json.dumps(other, ensure_ascii=False)}\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + lines.encode())
    path.with_suffix(".toml").write_bytes(b'\xef\xbb\xbfgates = ["mrr >= 0.5"]\r\n')
    suite = read_suite(path)
    assert [case.id for case in suite.cases] == ["ok", "b"]
    assert suite.gates == ("mrr >= 0.5",)
    path.write_bytes(f"{GOOD}\n{GOOD}é".encode("latin-1"))
    with pytest.raises(SuiteError, match=r"suite\.jsonl, line 2: not UTF-8 .* save the file"):
        read_suite(path)


def test_a_suites_settings_stand_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "press.jsonl"
    path.write_text(GOOD)
    assert read_suite(path).gates == ()
    settings = tmp_path / "press.toml"
    settings.write_text('gates = ["hit@5 >= 0.95"]')
    assert read_suite(path).gates == ("hit@5 >= 0.95",)
    settings.write_text('gate = ["hit@5 >= 0.95"]')
    with pytest.raises(SuiteError, match=r"press\.toml: "):
        read_suite(path)


def test_a_right_hit_needs_manual_and_page_or_section(plant: LocalService) -> None:
    (hit,) = plant.search("drive belt deflection frequency", scope=Scope(), limit=1).hits
    page = hit.page or 0
    assert Expected(manual=hit.manual, pages=(page,)).is_met_by(hit)
    assert Expected(manual=hit.file, sections=(hit.section[-1].upper(),)).is_met_by(hit)
    assert not Expected(manual=hit.manual, pages=(page + 3,)).is_met_by(hit)
    assert not Expected(manual="other", pages=(page,)).is_met_by(hit)
    assert not Expected(manual=hit.manual, revision="Z", pages=(page,)).is_met_by(hit)


def test_expected_boxes_are_by_page() -> None:
    case = Case.model_validate_json(GOOD.replace("[9]", '[9], "boxes": {"9": [[1, 2, 3, 4]]}'))
    assert case.expected[0].boxes == {9: ((1, 2, 3, 4),)}


def test_help_breaks_its_lines_where_the_terminal_ends(tmp_path: Path) -> None:
    told = typed(tmp_path, "eval", "run", "--help").stdout
    assert "A run that was broken off goes on with `--resume`" in told

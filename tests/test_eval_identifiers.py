"""Codes asked in four spellings, and codes that do not exist, over the sample manuals."""

import datetime
from dataclasses import replace

import pytest

from app.local import LocalService
from evals.codes_asked import CodesError, DefinedCode, asked, made_up, spellings
from store.code_places import defined_codes
from store.contents import Identifier
from store.values import Scope

LATHE = "CL-450_Lathe_Manual"


def code(printed: str, key: str, kind: str = "fault") -> Identifier:
    return Identifier(kind, printed, key, "", "", None, True)


@pytest.mark.parametrize(
    ("identifier", "spelled"),
    [
        (code("AL-204", "AL204"), ("AL-204", "al204", "alarm 204", "AL 204")),
        (code("P1815", "P1815", "parameter"), ("P1815", "p1815", "parameter 1815", "P 1815")),
        (
            code("1815", "P1815", "parameter"),
            ("Parameter 1815", "p1815", "parameter 1815", "P 1815"),
        ),
        (code("LC-30R", "LC30R", "part"), ("LC-30R", "lc30r", "part LC-30R", "LC 30 R")),
    ],
)
def test_a_code_is_asked_as_people_spell_it(
    identifier: Identifier, spelled: tuple[str, ...]
) -> None:
    assert tuple(spellings(identifier).values()) == spelled


@pytest.fixture
def lathe(plant: LocalService) -> tuple[list[DefinedCode], list[str]]:
    in_force = plant.catalog.in_force(Scope(), today=datetime.date.today())
    revision = next(one for one in in_force if one.manual == LATHE)
    codes = [
        DefinedCode(one, LATHE)
        for one in defined_codes(plant.catalog.engine, revision.id)
        if one.kind in ("fault", "parameter")
    ]
    return codes, [one.id for one in in_force]


def test_made_up_codes_keep_their_form_and_no_manual_knows_them(
    plant: LocalService, lathe: tuple[list[DefinedCode], list[str]]
) -> None:
    codes, revisions = lathe
    made = made_up(codes, plant.codes, revisions, seed=3)
    assert made == made_up(codes, plant.codes, revisions, seed=3)
    assert len({one.code.key for one in made}) == len(codes) == 111
    assert {one.code.code[:3] for one in made if one.code.kind == "fault"} == {"AL-"}
    assert not plant.codes.defining({one.code.key for one in made}, revisions)


def test_the_defining_row_comes_first_and_false_codes_are_refused_with_near_ones(
    plant: LocalService, lathe: tuple[list[DefinedCode], list[str]]
) -> None:
    codes, revisions = lathe
    chosen = [*codes[:3], *codes[-3:]]
    found = asked(plant, chosen, plant.codes, revisions, seed=1)
    first = {one.what: (one.good, one.of) for one in found.found}
    assert first["all"] == (24, 24), found.missed
    assert found.keywords_found[0].of == 24
    assert found.refused.of == 24
    printed = {one.code for one in found.not_refused if one.spelling == "printed"}
    assert not printed | {one.code for one in found.without_near if one.spelling == "printed"}


def test_a_question_whose_first_hit_is_another_chunk_is_listed(
    plant: LocalService, lathe: tuple[list[DefinedCode], list[str]]
) -> None:
    codes, revisions = lathe
    last = codes[-1]
    elsewhere = DefinedCode(replace(last.code, key=codes[0].code.key), LATHE)
    found = asked(plant, [elsewhere], plant.codes, revisions, seed=1)
    assert found.found[0].good == 0
    assert [one.question for one in found.missed] == list(spellings(elsewhere.code).values())
    assert {one.code for one in found.missed} == {last.code.code}
    assert all(one.got.startswith(LATHE) for one in found.missed if one.spelling == "printed")


def test_a_manual_without_codes_is_told(plant: LocalService) -> None:
    with pytest.raises(CodesError, match="defines no codes"):
        asked(plant, [], plant.codes, [], seed=1)

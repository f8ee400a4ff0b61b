"""Suites grow from use: thumbs-downs and manuals make drafts, people make cases of them."""

import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.api import create_api
from app.local import LocalService
from evals.drafts import Draft, DraftBox, draft_of, suite_line
from evals.run import RunOptions
from evals.runner import tasks_of
from evals.suite import Case, Expected, SuiteError, load_suite, read_suite
from store.errors import NotAllowed, NotFound, StoreUnavailable
from store.values import Complaint, Feedback, Scope
from tests.commands import typed
from tests.fake_service import FakeService
from tests.homes import opened, taken_in

AT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
PLACE = Expected(manual="SC-75", pages=(9,), facts=("45 Nm",))


def box(folder: Path) -> DraftBox:
    return DraftBox(folder / "drafts.jsonl", folder / "suites")


def draft(number: int = 1, *, place: Expected = PLACE, **case: object) -> Draft:
    made = Case.model_validate(
        {
            "id": f"d-{number}",
            "question": f"Question {number}?",
            "expected": (place,),
            "tags": ("draft", "table"),
            **case,
        }
    )
    return Draft(id=f"d-{number}", source="manual", case=made, made_at=AT)


def test_a_confirmed_draft_is_a_case_of_its_suite_and_undone_it_is_none(tmp_path: Path) -> None:
    drafts = box(tmp_path)
    drafts.add([draft(1), draft(2)])
    path = drafts.suite_file("plant")
    assert drafts.confirm("d-1", "plant").state == "confirmed"
    drafts.confirm("d-2", "plant")
    cases = load_suite(path)
    assert [case.id for case in cases] == ["d-1", "d-2"]
    assert cases[0].expected == (PLACE,)
    assert cases[0].tags == ("table",), "a confirmed case is no draft any more"
    assert drafts.reopen("d-1").case.tags == ("draft", "table")
    assert [case.id for case in load_suite(path)] == ["d-2"]
    drafts.reopen("d-2")
    assert not path.exists(), "an empty suite could not be read"


def test_cases_that_stand_in_a_suite_already_stay_as_they_are(tmp_path: Path) -> None:
    drafts = box(tmp_path)
    path = drafts.suite_file("plant")
    path.parent.mkdir()
    own = '{"id": "own", "question": "Ölstand?",   "expected": {"manual": "m", "pages": [1]}}'
    path.write_text(f"{own}\n", encoding="utf-8")
    drafts.add([draft()])
    drafts.confirm("d-1", "plant")
    assert path.read_text(encoding="utf-8").splitlines()[0] == own


@pytest.mark.parametrize(
    ("place", "answerable", "sentence"),
    [
        (Expected(manual="SC-75"), True, "not where"),
        (Expected(pages=(3,)), True, "not where"),
        (PLACE, False, "no answer, and also where"),
    ],
)
def test_a_case_that_nothing_could_pass_is_not_confirmed(
    tmp_path: Path, place: Expected, answerable: bool, sentence: str
) -> None:
    drafts = box(tmp_path)
    drafts.add([draft(place=place, answerable=answerable)])
    with pytest.raises(NotAllowed, match=sentence):
        drafts.confirm("d-1", "plant")
    assert drafts.draft("d-1").state == "draft"
    assert not drafts.suite_file("plant").exists()


@pytest.mark.parametrize("name", ["", "../out", "a/b", ".hidden", "x" * 61])
def test_a_suite_lies_in_its_folder_whatever_its_name_says(tmp_path: Path, name: str) -> None:
    drafts = box(tmp_path)
    drafts.add([draft()])
    with pytest.raises(NotAllowed, match="no name for a suite"):
        drafts.confirm("d-1", name)


def test_what_was_dismissed_is_not_proposed_again_but_can_be_taken_up(tmp_path: Path) -> None:
    drafts = box(tmp_path)
    drafts.add([draft()])
    drafts.dismiss("d-1")
    assert drafts.add([draft()]) == ()
    with pytest.raises(NotAllowed, match="is dismissed"):
        drafts.confirm("d-1", "plant")
    assert drafts.reopen("d-1").state == "draft"
    with pytest.raises(NotAllowed, match="open already"):
        drafts.reopen("d-1")
    with pytest.raises(NotFound):
        drafts.dismiss("d-2")


def test_drafts_outlive_the_process_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    box(tmp_path).add([draft(1)])
    changed = draft(1).case.model_copy(update={"question": "Better?"})
    box(tmp_path).change("d-1", changed)
    assert box(tmp_path).draft("d-1").case.question == "Better?"
    (tmp_path / "drafts.jsonl").write_text("{}\n")
    with pytest.raises(StoreUnavailable, match=r"drafts\.jsonl cannot be read"):
        box(tmp_path).all()


def test_what_somebody_pasted_does_not_shut_the_drafts(tmp_path: Path) -> None:
    drafts = box(tmp_path)
    drafts.add([draft(1, question="Which\u2028oil?").model_copy(update={"comment": "no\u0085!"})])
    assert [one.comment for one in drafts.all()] == ["no\u0085!"]
    drafts.confirm("d-1", "plant")
    assert drafts.reopen("d-1").state == "draft"


def test_a_thumbs_down_on_a_follow_up_is_asked_again_after_what_was_asked_before(
    tmp_path: Path,
) -> None:
    before = ("How tight is the drive belt?",)
    answer = FakeService(tmp_path).ask("and on the other side?", scope=Scope(), history=before)
    assert draft_of(Complaint(answer=answer, comment="", given_at=AT)).case.history == before


def test_a_thumbs_down_becomes_a_draft_with_what_was_cited(tmp_path: Path) -> None:
    service = FakeService(tmp_path)
    answer = service.ask("belt", scope=Scope(machine="Press 4"))
    made = draft_of(Complaint(answer=answer, comment="old belt", given_at=AT))
    assert (made.case.question, made.case.machine, made.comment) == ("belt", "Press 4", "old belt")
    (place,) = made.case.expected
    assert (place.manual, place.pages) == ("hpx-160-service", (4, 5, 6))
    assert place.sections == ("5.3.2 Tensioning", "9.2 Belts")
    assert made.case.tags == ("draft", "feedback")
    refused = draft_of(
        Complaint(answer=service.ask("gearbox", scope=Scope()), comment="", given_at=AT)
    )
    assert refused.case.expected[0].sections == ("5.3.2 Tensioning",), "the nearest, to put right"


def test_the_api_leads_from_a_complaint_to_a_suite_and_back(tmp_path: Path) -> None:
    service = FakeService(tmp_path)
    client = TestClient(create_api(service, hosts=None))
    answer = client.post("/ask", json={"question": "belt"}).json()["id"]
    client.post("/feedback", json={"answer": answer, "helpful": False, "comment": "wrong belt"})
    (said,) = client.get("/evals/complaints").json()
    assert (said["answer"]["id"], said["comment"]) == (answer, "wrong belt")
    made = client.post("/evals/drafts", json={"answer": answer})
    assert made.status_code == 201
    at = f"/evals/drafts/{made.json()['id']}"
    assert client.get("/evals/complaints").json() == []
    case = made.json()["case"] | {"question": "How tight is the press's belt?"}
    assert client.put(at, json=case).json()["case"]["question"] == case["question"]
    assert client.post(f"{at}/confirm", json={"suite": "plant"}).json()["suite"] == "plant"
    names = {suite["name"]: suite["cases"] for suite in client.get("/evals/suites").json()}
    assert names["plant"] == 1
    assert client.post(f"{at}/dismiss").status_code == 409
    assert client.post(f"{at}/reopen").json()["state"] == "draft"
    assert client.post("/evals/drafts", json={"answer": "nobody's"}).status_code == 404


def test_the_last_word_on_an_answer_decides_and_its_comment_stays(plant: LocalService) -> None:
    before = ("What is the belt deflection?",)
    given = plant.ask("How tight should the drive belt be?", scope=Scope(), history=before)
    assert plant.answer(given.id).history == before
    answer = given.id
    for helpful, comment in ((False, "for which machine?"), (False, "")):
        plant.feedback(Feedback(answer=answer, helpful=helpful, comment=comment))
    (said,) = [c for c in plant.evaluator.complaints() if c.answer.id == answer]
    assert said.comment == "for which machine?"
    plant.feedback(Feedback(answer=answer, helpful=True))
    assert answer not in {c.answer.id for c in plant.evaluator.complaints()}


def test_a_run_leaves_out_what_nobody_has_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    kept = draft(2, tags=("table",)).case
    path.write_text(f"{suite_line(draft(1).case)}\n{suite_line(kept)}\n", encoding="utf-8")
    options = RunOptions(systems=("search",))
    asked, missing = tasks_of([read_suite(path)], [], options)
    assert [task.case.id for task in (*asked, *missing)] == ["d-2"]
    path.write_text(f"{suite_line(draft(1).case)}\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="Every question of mixed is a draft"):
        tasks_of([read_suite(path)], [], options)


def test_the_command_writes_a_suite_of_drafts(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "drafts.jsonl"
    manual = tmp_path / "care.md"
    manual.write_text(
        "# Care\n\n## Greasing the chain\n\nGrease the chain of the feeder every 40 hours with "
        "5 g of grease, and wipe off what is left.\n\n| Chain | Grease | Interval |\n|---|---|---|"
        "\n| Feeder chain | 5 g | 40 h |\n| Lifting chain | 12 g | 200 h |\n"
    )
    with opened(home) as service:
        assert taken_in(service, manual).state == "done"
    done = typed(home, "eval", "draft", "care", "--limit", "3", "--out", str(out))
    assert done.returncode == 0, done.stderr
    cases = load_suite(out)
    assert {"draft"} <= set.intersection(*(set(case.tags) for case in cases))
    assert "How do I go about greasing the chain?" in done.stdout
    assert all(case.question in done.stdout for case in cases)
    again = typed(tmp_path / "none", "eval", "draft", "care", "--out", str(out))
    assert (again.returncode, "is there already" in again.stderr) == (1, True)

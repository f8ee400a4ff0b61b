"""Questions to a home of real manuals: quoted, refused, or written by a real model and checked."""

from pathlib import Path

import pytest

from app.local import LocalService
from store.errors import NotFound, QuestionRejected
from store.values import Answer, Feedback, Scope
from tests.homes import opened, taken_in
from tests.model_servers import local_model
from tests.pdf_files import pdf


def test_the_drive_belt_is_answered_with_its_page_figures_and_warning(plant: LocalService) -> None:
    answer = plant.ask("How tight should the drive belt be?", scope=Scope())
    assert answer.outcome == "quoted"
    assert "8 mm" in answer.text
    assert "75 N" in answer.text
    first = answer.citations[0]
    assert first.manual == "SC-75_Compressor_Manual"
    assert (first.page, first.page_label) in ((9, "6"), (10, "7"))
    assert first.places[0].boxes
    assert [notice.level for notice in answer.notices][:1] == ["warning"]
    assert "Lock the isolator with a padlock" in answer.notices[0].text


def test_a_quote_stands_word_for_word_in_the_manual(plant: LocalService) -> None:
    answer = plant.ask("What does alarm AL-305 mean?", scope=Scope(machine="CL-450"))
    (row,) = answer.citations[0].table.rows if answer.citations[0].table else ((),)
    assert row[0] == "AL-305"
    assert all(cell in answer.citations[0].quote for cell in row)


def test_how_to_questions_get_the_whole_procedure(plant: LocalService) -> None:
    answer = plant.ask("How do I tension the drive belt?", scope=Scope())
    assert "1. Stop the compressor" in answer.text
    assert "14. Let the compressor run" in answer.text
    assert {place.page for place in answer.citations[0].places} == {10, 11}


def test_what_is_superseded_answers_only_when_asked_for(plant: LocalService) -> None:
    question = "What is the final torque of the platen bolts?"
    assert "340 Nm" in plant.ask(question, scope=Scope()).text
    assert "310 Nm" not in plant.ask(question, scope=Scope()).text
    assert "310 Nm" in plant.ask(question, scope=Scope(revision="B")).text


@pytest.mark.parametrize(
    "question", ["What does alarm AL-999 mean?", "Who won the football match yesterday?"]
)
def test_what_no_manual_answers_is_refused(plant: LocalService, question: str) -> None:
    answer = plant.ask(question, scope=Scope())
    assert answer.outcome == "refused"
    assert answer.citations == ()
    assert "CL-450_Lathe_Manual" in answer.searched.manuals
    assert answer.nearest


def test_an_unknown_machine_is_refused_without_an_answer_from_another(plant: LocalService) -> None:
    answer = plant.ask("How tight should the drive belt be?", scope=Scope(machine="X-1"))
    assert (answer.outcome, answer.nearest, answer.searched.manuals) == ("refused", (), ())


def test_a_question_that_names_another_machine_than_the_one_chosen_is_told_so(
    plant: LocalService,
) -> None:
    for question, machine, said in (
        ("How much oil goes into the lathe?", "SC-75", "names CL-450, but SC-75 is chosen"),
        ("AL-305 on the CL-450?", "hp-200", "names CL-450, but hp-200 is chosen"),
        ("Wie viel Öl braucht die Presse?", "FB-30", "nennt HP-200, gewählt ist aber FB-30"),
        ("How much oil goes into the compressor?", "SC-75", None),
        ("How much oil goes into the SC-75?", "sc-75", None),
        ("May the oil of the lathe go into the compressor?", "SC-75", None),
        ("How much oil goes into the lathe?", None, None),
    ):
        told = plant.ask(question, scope=Scope(machine=machine)).names_another
        assert (said in told) if said and told else told == said, question


def test_odd_questions_get_an_answer_or_a_sentence(plant: LocalService) -> None:
    with pytest.raises(QuestionRejected):
        plant.ask(" \n\t", scope=Scope())
    odd = ("belt " * 2000, "ベルトの張力", "🔧", "'; DROP TABLE manuals; --", "%s {0}")
    for question in odd:
        try:
            outcome = plant.ask(question, scope=Scope()).outcome
        except QuestionRejected:
            continue
        assert outcome in ("quoted", "refused")


def test_an_answer_can_be_shown_again_and_rated(plant: LocalService) -> None:
    answer = plant.ask("Which oil does the compressor need?", scope=Scope(machine="SC-75"))
    assert plant.answer(answer.id) == answer
    plant.feedback(Feedback(answer=answer.id, helpful=False, comment="wrong page"))
    with pytest.raises(NotFound):
        plant.feedback(Feedback(answer="no such answer", helpful=True))


def test_a_page_image_shows_the_page_and_its_marks(plant: LocalService) -> None:
    hit = plant.search("drive belt tension", scope=Scope()).hits[0]
    assert hit.page is not None
    plain = plant.page_image(hit.manual, hit.revision, hit.page)
    marked = plant.page_image(hit.manual, hit.revision, hit.page, boxes=hit.places[0].boxes)
    assert plain.startswith(b"\x89PNG")
    assert marked != plain
    with pytest.raises(NotFound, match="15 pages; there is no page 99"):
        plant.page_image(hit.manual, hit.revision, 99)


@pytest.mark.timeout(600)
def test_a_real_model_answers_over_the_official_client_and_is_checked(tmp_path: Path) -> None:
    manual = tmp_path / "pump.pdf"
    manual.write_bytes(
        pdf([[("4 Drive belt", 20), "Tighten the drive belt of the pump to 45 Nm when cold."]])
    )
    with (
        local_model() as url,
        opened(tmp_path / "home", mistral_server_url=url, model_timeout_seconds=60) as service,
    ):
        taken_in(service, manual)
        question = "To how many Nm do I tighten the drive belt of the pump?"
        events = list(service.stream(question, scope=Scope()))
    answer = Answer.model_validate(events[-1].data)
    assert events[-1].event == "done"
    assert "45 Nm" in answer.text
    assert answer.citations[0].page == 1
    # A small model may fail its checks; then the quoted answer stands in and says why.
    if answer.outcome == "answered":
        assert answer.model
        assert [event.event for event in events].count("sentence") >= 1
        assert all(check.reason for check in answer.checks if not check.supported)
    else:
        assert answer.fallback


@pytest.mark.parametrize(
    ("question", "machine", "named"),
    [
        ("How do I tighten the belt?", "SC-75", "How do I tighten the belt on the SC-75?"),
        (
            "How tight should the drive belt be?",
            "SC-75",
            "How tight should the SC-75 drive belt be?",
        ),
        ("part hangs on the top die", "HP-200", "part hangs on the top die of our hp 200"),
        (
            "band läuft nach links weg, was tun",
            "FB-30",
            "band läuft nach links weg, was tun am FB-30",
        ),
    ],
)
def test_a_machine_that_the_question_names_says_where_to_look_and_not_what_for(
    plant: LocalService, question: str, machine: str, named: str
) -> None:
    picked = plant.ask(question, scope=Scope(machine=machine))
    answer = plant.ask(named, scope=Scope())
    assert answer.scope.machine == machine
    assert answer.text == picked.text
    assert answer.question == named

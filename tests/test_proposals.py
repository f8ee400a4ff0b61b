"""What a manual proposes as cases: from tables, headings and codes, worded by a model or not."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.local import LocalService
from app.proposing import Proposer
from evals.proposals import Proposal, proposals
from evals.rewording import checked, worded
from store.contents import Passage
from store.errors import NotFound
from store.manual_values import StoredRevision
from store.settings import load_settings
from store.values import Place, Scope
from tests.model_servers import refuses, says, scripted

AT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
TABLE = Passage(
    id="p-1",
    order=1,
    kind="table",
    section=("5 Care", "5.2 Belts"),
    text="Belt Force Frequency\nNew belt 75 N 69 Hz\nWorn belt 75 N 62 Hz",
    places=(Place(page=9),),
    header=(("Belt", "Test force", "Frequency"),),
    rows=(("New belt", "75 N", "69 Hz"), ("Worn belt", "75 N", "62 Hz")),
    row_places=((Place(page=9),), (Place(page=10),)),
    caption="Table 5-2",
)
REVISION = StoredRevision(
    id="r", manual="SC-75", title="Compressor", machines=("SC-75",), revision="A", language="en",
    effective=AT.date(), file="sc.pdf", sha256="0" * 64, chunk_digest="",
)  # fmt: skip


def test_a_table_asks_for_its_figures_by_row_and_column() -> None:
    found = proposals([TABLE], [], language="en", limit=10)
    asked = {one.question: (one.fact, [place.page for place in one.places]) for one in found}
    assert asked["What is the frequency for “Worn belt”?"] == ("62 Hz", [10])
    assert asked["What is the test force for “New belt”?"] == ("75 N", [9])
    german = proposals([TABLE], [], language="de", limit=1)[0].question
    assert german == "Was gilt bei „New belt“ für „Test force“?"


def test_rows_that_cannot_be_told_apart_are_not_asked_for() -> None:
    twice = replace(TABLE, rows=(("Belt", "75 N", ""), ("Belt", "80 N", ""), ("12", "9 N", "")))
    assert proposals([twice], [], language="en", limit=10) == ()


@pytest.mark.parametrize(
    ("manual", "code", "asks"),
    [
        ("CL-450_Lathe_Manual", "What does AL-101 mean?", "Emergency stop"),
        ("FB-30_Betriebsanleitung", "Was bedeutet F-01?", "Reißleine gezogen"),
    ],
)
def test_proposals_of_a_manual_come_by_turns_and_each_stands_where_it_says(
    plant: LocalService, manual: str, code: str, asks: str
) -> None:
    found = plant.evaluator.propose(manual, limit=9, keep=False)
    kinds = [draft.case.tags[1] for draft in found.drafts]
    assert kinds == list(itertools.islice(itertools.cycle(["heading", "table", "identifier"]), 9))
    by_question = {draft.case.question: draft.case.expected[0] for draft in found.drafts}
    assert by_question[code].facts == (asks,)
    for made in found.drafts:
        (place,) = made.case.expected
        revision = plant.catalog.in_force(Scope(manual=manual), today=AT.date())[0].revision
        for fact in place.facts:
            read = [plant.owner.page(manual, revision, page) for page in place.pages]
            text = " ".join(chunk.text for one in read for chunk in one.chunks)
            assert fact in text, made.case.question
    again = plant.evaluator.propose(manual, limit=9, keep=False)
    assert [draft.id for draft in again.drafts] == [draft.id for draft in found.drafts]
    known = {draft.id for draft in found.drafts}
    further, _ = Proposer(plant.catalog, plant.settings)(manual, 9, known)
    assert len(further) == 9
    assert known.isdisjoint(draft.id for draft in further)
    with pytest.raises(NotFound, match=r"No revision of a manual .* There are: "):
        plant.evaluator.propose("no-such", limit=1)


def proposal(fact: str = "62 Hz") -> Proposal:
    return Proposal("table", "By template?", TABLE, TABLE.places, basis="Table 5-2", fact=fact)


@pytest.mark.parametrize(
    ("reply", "holds"),
    [
        ("QUESTION: How fast should the worn belt swing?\nFACT: 62 Hz", True),
        ("QUESTION: How fast should it swing?\nFACT: Worn belt 75 N 62 Hz", True),
        ("QUESTION: How fast should it swing?\nFACT: 63 Hz", False),
        ("QUESTION: How fast should it swing?\nFACT: 69 Hz", False),
        ("QUESTION: Does it swing at 62 Hz?\nFACT: 62 Hz", False),
        ("QUESTION: It swings.\nFACT: 62 Hz", False),
        ("How fast?", False),
    ],
)
def test_a_models_question_counts_only_with_words_of_the_passage(reply: str, holds: bool) -> None:
    found = checked(proposal(), reply)
    assert (found is not None) == holds
    assert found is None or found.fact == "62 Hz"


def test_a_model_words_the_questions_and_templates_stand_in_for_one_that_fails() -> None:
    from answer.mistral import language_model

    def asked(url: str) -> tuple[Sequence[Proposal], str | None]:
        model = language_model(load_settings(mistral_server_url=url))
        assert model is not None
        return worded([proposal(""), proposal()], REVISION, model)

    with scripted(says(["QUESTION: How fast should it swing?\nFACT: 62 Hz"])) as (url, script):
        found, remark = asked(url)
    assert [one.question for one in found] == ["How fast should it swing?"] * 2
    assert [one.fact for one in found] == ["62 Hz", "62 Hz"]
    assert remark is None
    assert TABLE.text in script.requests[0]["messages"][0]["content"]
    with scripted(refuses(503)) as (url, script):
        found, remark = asked(url)
    assert [one.question for one in found] == ["By template?"] * 2
    assert remark == "The language model's server failed."
    assert len(script.requests) == 1, "it would fail for the rest as well"

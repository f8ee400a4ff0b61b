"""What the stages of search do to a question on the sample manuals, each behind its switch."""

import datetime
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from answer.hybrid import HybridSearch
from answer.retriever import HybridRetriever
from answer.scope import scoped
from app.local import LocalService
from store.contents import CONTENTS
from store.control_values import Machine
from store.embedded import EncodedText
from store.errors import SettingsError
from store.values import Scope
from tests.homes import opened

_TODAY = datetime.date(2026, 1, 1)
SPELLINGS = ("AL-204", "al204", "alarm 204", "AL 204")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_row_that_defines_a_code_comes_first_however_it_is_spelt(
    plant: LocalService, spelling: str
) -> None:
    first = plant.search(f"What does {spelling} mean?", scope=Scope()).hits[0]
    assert first.manual == "CL-450_Lathe_Manual"
    assert "AL-204" in first.text
    assert first.score > 1


def test_a_code_that_no_manual_knows_is_refused_with_the_nearest_ones(plant: LocalService) -> None:
    answer = plant.ask("What does alarm 290 mean?", scope=Scope())
    assert answer.outcome == "refused"
    assert "The nearest codes are AL-" in answer.text


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("How do I replace the oil filter on the compressor?", "How do I replace the oil filter?"),
        ("On the compressor, what fuse do I need?", "what fuse do I need?"),
        # What the question is about, a part that is named after it, and another machine's kind.
        ("How do I start the compressor?", "How do I start the compressor?"),
        ("What is on the compressor plate?", "What is on the compressor plate?"),
        ("How do I feed SC-75 air from the lathe?", "How do I feed air from the lathe?"),
    ],
)
def test_where_a_question_is_asked_is_not_looked_for(
    plant: LocalService, question: str, searched: str
) -> None:
    asked = scoped(
        question,
        Scope(),
        in_force=lambda scope: plant.catalog.in_force(scope, today=_TODAY),
    )
    assert (asked.scope.machine, asked.words) == ("SC-75", searched)


def test_a_refusal_for_one_machine_offers_what_the_manuals_of_others_say(
    plant: LocalService,
) -> None:
    answer = plant.ask("How do I drain the condensate?", scope=Scope(machine="CL-450"))
    assert answer.outcome == "refused"
    assert answer.citations == ()
    assert answer.elsewhere[0].manual == "SC-75_Compressor_Manual"
    assert "Only manuals of other machines speak of it (SC-75" in answer.text


def test_a_code_is_offered_where_it_stands_and_nowhere_else(plant: LocalService) -> None:
    answer = plant.ask("AL-204", scope=Scope(machine="SC-75"))
    assert answer.outcome == "refused"
    assert [(hit.manual, hit.page_label) for hit in answer.elsewhere] == [
        ("CL-450_Lathe_Manual", "6-2")
    ]


def test_a_machine_that_nobody_knows_is_said_with_those_of_a_like_name(plant: LocalService) -> None:
    answer = plant.ask("AL-204", scope=Scope(machine="CL450"))
    assert answer.text.startswith("No manual in force is for CL450. Machines with a like name: CL-")
    assert (
        "Kein gültiges Handbuch ist für Nope"
        in plant.ask("Wie fest?", scope=Scope(machine="Nope")).text
    )


def test_a_machine_without_a_manual_is_said_with_what_is_known_of_it(
    samples: Path, tmp_path: Path
) -> None:
    with opened(shutil.copytree(samples, tmp_path / "home")) as service:
        service.owner.put_machines([Machine(id="LA-02", type="CL-450", serial="45-0100")])
        text = service.ask("What does AL-204 mean?", scope=Scope(machine="LA-02")).text
    assert text.startswith("No manual in force is for LA-02 (CL-450, 45-0100). Only manuals of")


def test_a_signal_word_by_itself_is_no_answer(plant: LocalService) -> None:
    answer = plant.ask("Was ist die Gefahr am Förderband?", scope=Scope())
    assert answer.citations
    assert "GEFAHR" not in [source.quote for source in answer.citations]


def test_a_slip_of_the_pen_is_understood_and_said(plant: LocalService) -> None:
    found = plant.search("How tight should the drve belt of the compresor be?", scope=Scope())
    assert found.understood is not None
    assert "drive belt" in found.understood
    assert found.hits[0].manual == "SC-75_Compressor_Manual"


def test_an_index_is_found_and_never_answers(plant: LocalService) -> None:
    question = "drive belt, belt tension, breathing air, condensate drain, controller"
    hits = plant.search(question, scope=Scope(machine="SC-75")).hits
    listed = {hit.page for hit in hits if hit.kind == CONTENTS}
    assert listed & {14, 15}
    assert hits[0].kind != CONTENTS
    answer = plant.ask(question, scope=Scope(machine="SC-75"))
    pages = {place.page for citation in answer.citations for place in citation.places}
    assert not pages & listed


def test_a_question_for_a_page_takes_contents_for_what_they_are(plant: LocalService) -> None:
    def score(question: str) -> float:
        hits = plant.search(question, scope=Scope(machine="SC-75")).hits
        return max(hit.score for hit in hits if hit.kind == CONTENTS)

    assert score("On which page is the condensate drain?") > score("Where is the condensate drain?")


def test_hits_of_other_pages_come_first(plant: LocalService) -> None:
    hits = plant.search("drive belt tension", scope=Scope(machine="SC-75"), limit=5).hits
    seen: set[int | None] = set()
    for hit in hits:
        pages = {place.page for place in hit.places}
        assert not pages <= seen
        seen |= pages


def test_a_postprocessor_of_llamaindex_orders_hits_anew(plant: LocalService) -> None:
    chain = plant.chain()
    named = "llama_index.core.postprocessor:LongContextReorder"

    def found(*postprocessors: str) -> list[str]:
        settings = plant.settings.model_copy(update={"postprocessors": postprocessors})
        parts = replace(chain.parts, settings=settings)
        result = replace(chain, parts=parts).found(
            "How tight should the drive belt be?", Scope(), today=_TODAY, limit=5
        )
        return [item.hit.chunk for item in result.found]

    assert found(named) != found()
    for wrong in ("nowhere:Nothing", "json:JSONDecoder", "no name"):
        with pytest.raises(SettingsError, match="postprocessors"):
            found(wrong)
    # It looks for a date that no hit bears.
    with pytest.raises(SettingsError, match=r"FixedRecencyPostprocessor failed \(KeyError"):
        found("llama_index.core.postprocessor:FixedRecencyPostprocessor")


def test_the_search_is_a_retriever_of_llamaindex(plant: LocalService) -> None:
    parts = plant.chain().parts
    search = HybridSearch(
        parts.index,
        parts.encoder,
        parts.vocabularies,
        parts.settings,
        revisions=plant.catalog.in_force(Scope(machine="SC-75"), today=_TODAY),
        limit=3,
    )
    question = "How tight should the drive belt be?"
    found = search.found(question)
    nodes = HybridRetriever(search).retrieve(question)
    assert [(node.node_id, node.text, node.score) for node in nodes] == [
        (one.hit.chunk, one.hit.text, one.hit.score) for one in found
    ]
    assert len(found) == 3


def test_a_cross_encoder_that_is_not_there_is_said_to_be_none(plant: LocalService) -> None:
    chain = plant.chain()
    settings = plant.settings.model_copy(update={"cross_encoder": plant.home.folder / "none"})
    asking = replace(chain, parts=replace(chain.parts, settings=settings))
    with pytest.raises(SettingsError, match="cross_encoder"):
        asking.found("How tight should the drive belt be?", Scope(), today=_TODAY, limit=5)


@pytest.mark.parametrize(
    ("question", "machine"),
    [
        ("How much oil is in the lathe's gearbox?", "CL-450"),
        ("Wie laut ist das Förderband?", "FB-30"),
        # No title says so, but the manual does.
        ("How often is the press greased?", "HP-200"),
        # In few words; but keys are pressed on every machine.
        ("Compressor oil filter: how many Nm?", "SC-75"),
    ],
)
def test_a_machine_is_named_by_its_kind(plant: LocalService, question: str, machine: str) -> None:
    found = plant.search(question, scope=Scope())
    assert found.scope.machine == machine
    assert {hit.machines for hit in found.hits} == {(found.scope.machine,)}


@pytest.mark.parametrize(
    ("question", "machine"),
    [
        ("Wie oft muss das Öl des Kompressors gewechselt werden?", "SC-75"),
        ("Wie hoch ist der Druck der Presse?", "HP-200"),
        ("How loud is the conveyor?", "FB-30"),
        ("Wie viel Öl ist im Getriebe?", None),
        ("Wie fest wird die Schraube angezogen?", None),
        ("Which key do I press?", None),
    ],
)
def test_a_kind_of_machine_is_known_in_another_language(
    plant: LocalService, question: str, machine: str | None
) -> None:
    assert plant.search(question, scope=Scope()).scope.machine == machine


def test_a_follow_up_about_another_machine_leaves_the_first_one(plant: LocalService) -> None:
    before = ["How tight should the drive belt of the compressor be?"]
    found = plant.search("And of the lathe?", scope=Scope(), history=before)
    assert found.understood == "How tight should the drive belt be: And of the lathe?"
    assert found.scope.machine == "CL-450"


def test_two_searches_go_on_at_once_and_all_others_wait_their_turn(
    plant: LocalService, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [f"How tight should the drive belt of the {m} be?" for m in ("SC-75", "CL-450")] * 8
    alone = [plant.search(question, scope=Scope()).hits[0].chunk for question in questions[:2]]
    counting = _Counting(plant.encoder.encode_tokens)
    monkeypatch.setattr(plant.encoder, "encode_tokens", counting)
    with ThreadPoolExecutor(len(questions)) as askers:
        found = list(askers.map(lambda asked: plant.search(asked, scope=Scope()), questions))
    assert [result.hits[0].chunk for result in found] == alone * 8
    assert counting.most == 2


class _Counting:
    """Encodes in pairs of threads, and counts how many are inside at once."""

    def __init__(self, encode: Callable[[Sequence[str]], list[EncodedText]]) -> None:
        self._encode = encode
        self._lock = threading.Lock()
        self._pair = threading.Barrier(2, timeout=60)
        self._inside = self.most = 0

    def __call__(self, texts: Sequence[str]) -> list[EncodedText]:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        self._pair.wait()
        found = self._encode(texts)
        with self._lock:
            self._inside -= 1
        return found

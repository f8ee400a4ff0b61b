"""Questions in another language than the manual's, through the whole house."""

import json
from pathlib import Path

import numpy as np
import pytest

from answer.across import AcrossLanguages, in_other_languages
from app.local import LocalService
from store.across import passage_vectors, passages_of
from store.across_encoder import DEFAULT_ACROSS_ENCODER, UniversalSentenceEncoder, across_encoder
from store.errors import SettingsError
from store.values import Scope
from tests.homes import opened, taken_in

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
MACHINES = {
    "FB-30_Betriebsanleitung": "FB-30",
    "SC-75_Compressor_Manual": "SC-75",
    "HP-200_Operating_Manual": "HP-200",
    "CL-450_Lathe_Manual": "CL-450",
}


def found_among_five(service: LocalService, suite: str) -> tuple[int, int]:
    """Return how many of a suite's questions, asked at the machine, find their page, and of how
    many.
    """
    right = asked = 0
    for line in (SAMPLES / suite).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        expected = case.get("expected")
        place = expected[0] if isinstance(expected, list) else expected
        if not case["answerable"] or case.get("history"):
            continue
        scope = Scope(machine=MACHINES[place["manual"]])
        hits = service.search(case["question"], scope=scope, limit=5).hits
        asked += 1
        right += any(h.manual == place["manual"] and h.page in place["pages"] for h in hits)
    return right, asked


@pytest.mark.parametrize("suite", ["suite.fb30.en.jsonl", "suite.across.jsonl"])
def test_four_of_five_questions_in_the_other_language_find_their_page(
    plant: LocalService, suite: str
) -> None:
    right, asked = found_among_five(plant, suite)
    assert asked >= 50
    assert right >= 0.8 * asked, f"{right} of {asked}"


def test_the_best_page_in_the_other_language_is_shown_beside_those_in_the_questions_own(
    plant: LocalService,
) -> None:
    # The press has a light curtain, with a range of its own, and nothing says which is meant.
    question = "What range do the light barriers have?"
    hits = plant.search(question, scope=Scope(), limit=5).hits
    assert [hit.language for hit in hits] == ["en", "en", "en", "en", "de"]
    assert (hits[4].page, hits[4].score) == (6, min(hit.score for hit in hits))


@pytest.mark.parametrize(
    ("question", "machine", "fact"),
    [
        ("At what height is the lip of the scraper replaced?", "FB-30", "6 mm"),
        ("How high may the resistance of the protective conductor be?", "FB-30", "0,3 Ohm"),
        ("counter nuts on the feet, how tight?", "FB-30", "70 Nm"),
        ("wie lange muss die spindel morgens warmlaufen", "CL-450", "12 minutes"),
        # What says where it is asked is not looked for, wherever it stands.
        ("Wie viel Öl kommt beim Ölwechsel in den Kompressor?", None, "34 l"),
    ],
)
def test_the_sentence_that_answers_in_another_language_is_quoted(
    plant: LocalService, question: str, machine: str | None, fact: str
) -> None:
    answer = plant.ask(question, scope=Scope(machine=machine))
    assert fact in answer.citations[0].quote


@pytest.mark.parametrize(
    "question", ["Was kostet ein Kilo Tomaten?", "Who is the head of human resources?"]
)
def test_what_no_manual_is_about_is_refused_across_languages(
    plant: LocalService, question: str
) -> None:
    # Without a machine, passages in the question's own language are near, too: on another scale.
    assert plant.ask(question, scope=Scope()).outcome == "refused"


def test_a_question_in_the_manuals_own_language_is_not_looked_for_across_languages(
    plant: LocalService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("other languages were searched")

    monkeypatch.setattr(AcrossLanguages, "found", refuse)
    german = plant.search("Wie viel Öl kommt ins Getriebe?", scope=Scope(machine="FB-30"))
    english = plant.search("How much oil goes into the gearbox?", scope=Scope(machine="SC-75"))
    assert {hit.language for hit in german.hits} == {"de"}
    assert {hit.language for hit in english.hits} == {"en"}


_GERMAN = {
    "Vor dem Reinigen": "Ziehen Sie den Netzstecker, denn der Ventilator im Innern dreht sich.",
    "Donner und Blitz": "Schalten Sie den Trennschalter aus, sobald Sie Donner hören.",
    "Reinigung": "Was zu tun ist, wenn der Filter verschmutzt ist: Saugen Sie ihn ab.",
    "Was tun, wenn der Raum warm bleibt": "Schließen Sie die Fenster und die Türen.",
}
_ENGLISH = {
    "Before cleaning": "Disconnect the power plug, for the fan inside rotates.",
    "Thunder and lightning": "Turn the breaker off when you hear thunder.",
    "Cleaning": "What to do when the filter is dirty: remove the dust with a vacuum cleaner.",
    "What to do if the room stays warm": "Close the windows and the doors.",
}


def _manual(path: Path, sections: dict[str, str]) -> Path:
    path.write_text("\n\n".join(f"## {title}\n\n{text}" for title, text in sections.items()))
    return path


def test_what_a_translation_leads_to_is_answered_in_the_questions_own_language(
    tmp_path: Path,
) -> None:
    question = "Was tun bei Gewitter?"
    scope = Scope()
    with opened(tmp_path / "home") as service:
        english = _manual(tmp_path / "ac_en.md", _ENGLISH)
        taken_in(service, english, machines=("AC-7",), language="en")
        without = {title: text for title, text in _GERMAN.items() if title != "Donner und Blitz"}
        taken_in(
            service, _manual(tmp_path / "ac_de.md", without), machines=("AC-7",), language="de"
        )
        best = service.search(question, scope=scope, limit=1).hits[0]
        assert (best.manual, best.section[-1]) == ("ac_en", "Thunder and lightning")
        taken_in(
            service, _manual(tmp_path / "ac_de.md", _GERMAN), machines=("AC-7",), language="de"
        )
        first, second = service.search(question, scope=scope, limit=2).hits
        assert (first.manual, first.section[-1]) == ("ac_de", "Donner und Blitz")
        assert (second.manual, second.section[-1]) == ("ac_en", "Thunder and lightning")


def test_without_the_encoder_everything_else_works(tmp_path: Path) -> None:
    german = tmp_path / "fb30.md"
    german.write_text(
        "# FB-30\n\n## Reinigung\n\nBand wischen.\n\n## Öl\n\nIn das Getriebe: 2 l Öl."
    )
    with opened(tmp_path / "home", across_encoder="") as service:
        taken_in(service, german, machines=("FB-30",), language="de")
        found = service.search("Wie viel Öl kommt ins Getriebe?", scope=Scope(machine="FB-30"))
        assert found.hits[0].section[-1] == "Öl"
        assert service.search("How much oil for the gearbox?", scope=Scope(machine="FB-30")).hits


def test_an_encoder_that_is_not_here_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nor a folder"):
        across_encoder(str(tmp_path), batch=8)


def test_the_packaged_encoder_knows_a_translation_from_another_sentence() -> None:
    encoder = across_encoder(DEFAULT_ACROSS_ENCODER, batch=8)
    assert encoder is not None
    question, answer, other = encoder.encode(
        ["How do I clean the belt?", "Wie wird der Gurt gereinigt?", "Der Boden muss eben sein."]
    )
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-3)
    assert question @ answer > question @ other + 0.2
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_passages_are_a_sentence_or_two_after_their_heading() -> None:
    long = "The belt gives way by 8 mm" + ", and is then measured again" * 4 + "."
    text = f"5 Care > 5.2 Belt\nStop it. Wait.\n{long}\nNr. | Part"
    assert passages_of(text) == ("Belt: Stop it. Wait.", f"Belt: {long}", "Belt: Nr. | Part")
    encoder = UniversalSentenceEncoder()
    (rows,) = passage_vectors(encoder, [text])
    assert rows.shape == (3, encoder.dimension)


def test_manuals_of_unknown_language_are_searched_as_before(plant: LocalService) -> None:
    revisions = plant.catalog.stored_revisions()
    own, other = in_other_languages("de", revisions)
    assert {revision.language for revision in own} == {"de"}
    assert {revision.language for revision in other} == {"en"}

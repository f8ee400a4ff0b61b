"""Words looked for by what they mean: in a question's own language, and in another."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from answer.senses import Senses
from answer.signals import signals
from app.local import LocalService
from store import keywords
from store.across import AcrossVectors
from store.across_encoder import UniversalSentenceEncoder
from store.embedded import Vectors
from store.errors import StoreUnavailable
from store.values import Scope
from store.vector_cache import VectorCache
from store.vocabulary import Vocabulary, WordCounter, words_in
from store.word_vectors import WordVectors
from tests.evidence_builders import text_evidence
from tests.homes import opened, taken_in

TEXT = "Tighten the drive belt. Check the oil level at the sight glass, then the lamp."


class Counted(UniversalSentenceEncoder):
    """The packaged encoder, which counts what it is asked to encode."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return super().encode(texts)


@pytest.fixture
def encoder() -> Counted:
    return Counted()


@pytest.fixture
def cache(tmp_path: Path, encoder: Counted) -> Iterator[VectorCache]:
    opened = VectorCache(tmp_path / "words.sqlite", encoder.fingerprint, half=True)
    yield opened
    opened.close()


@pytest.fixture
def senses(encoder: Counted, cache: VectorCache) -> Senses:
    return Senses(WordVectors(encoder, cache))


def vocabulary(text: str, language: str) -> Vocabulary:
    counter = WordCounter()
    counter.add(text, keywords.terms(text, language))
    return Vocabulary([counter.counts])


def test_a_word_has_a_unit_vector_made_once_and_kept(encoder: Counted, cache: VectorCache) -> None:
    words = WordVectors(encoder, cache)
    rows = words.of(["belt", "oil", "belt"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert (rows[0] == rows[2]).all()
    assert encoder.encoded == ["belt", "oil"]
    assert (WordVectors(encoder, cache).of(["oil", "belt"]) == rows[[1, 0]]).all()
    assert encoder.encoded == ["belt", "oil"]
    assert words.of([]).shape == (0, encoder.dimension)


def test_words_of_a_question_are_written_nowhere(encoder: Counted, cache: VectorCache) -> None:
    words = WordVectors(encoder, cache)
    words.of(["salary"], keep=False)
    assert cache.count() == 0
    words.prepare(["belt", "oil"])
    assert cache.count() == 2
    words.prepare(["oil", "lamp"])
    assert encoder.encoded == ["salary", "belt", "oil", "lamp"]


def test_a_file_that_cannot_be_used_stops_no_question(
    encoder: Counted, cache: VectorCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable("The disk is full.")

    monkeypatch.setattr(cache, "keep", full)
    assert WordVectors(encoder, cache).of(["belt"]).shape == (1, encoder.dimension)


def test_the_words_of_a_chunk_get_theirs_with_its_vectors(
    encoder: Counted, cache: VectorCache
) -> None:
    words = WordVectors(encoder, cache)
    across = AcrossVectors(encoder, cache, words)
    across.of([f"Care\n{TEXT}"])
    made = len(encoder.encoded)
    words.of(words_in(TEXT))
    across.of([f"Care\n{TEXT}"])
    assert len(encoder.encoded) == made


def test_a_text_has_the_sense_of_a_synonym_and_of_a_translation(senses: Senses) -> None:
    belt, riemen, check, salary = senses.held(["belt", "riemen", "inspect", "salary"], [TEXT])[0]
    assert belt == pytest.approx(1, abs=1e-3)
    assert min(riemen, check) > 0.3
    assert salary < min(riemen, check) / 2
    assert senses.held([], [TEXT]).shape == (1, 0)
    assert senses.held(["belt"], ["", TEXT])[:, 0].tolist() == [0.0, pytest.approx(1, abs=1e-3)]


def test_a_translation_is_a_word_that_stands_in_the_manuals(senses: Senses) -> None:
    words = vocabulary(TEXT, "en")
    found = senses.translated("Wie straff muss der Riemen sein?", "de", words, "en")
    (belt,) = keywords.terms("belt", "en")
    assert belt in found.indices
    assert all(words.document_frequency(term) for term in found.indices)
    assert max(found.values) == found.values[found.indices.index(belt)] > 0.6
    # Words that were asked before are remembered, beside those that were not.
    assert senses.translated("Wie straff muss der Riemen sein?", "de", words, "en") == found
    both = senses.translated("Öl am Riemen?", "de", words, "en")
    assert belt in both.indices
    assert len(both.indices) > 1
    nothing = senses.translated("der die das?", "de", words, "en")
    assert (nothing.indices, nothing.values) == ((), ())
    assert senses.translated("Riemen", "de", Vocabulary(), "en").indices == ()


def test_words_of_a_deleted_manual_are_forgotten_unless_another_has_them(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        for name, text in (("pump", "The wobbleplate turns the shaft."), ("fan", "The shaft.")):
            path = tmp_path / f"{name}.html"
            path.write_text(f"<h1>{name}</h1><p>{text}</p>")
            taken_in(service, path)
        across = service.parts.across
        assert across is not None
        assert across.words is not None
        assert across.words.missing(["wobbleplate", "shaft"]) == frozenset()
        (pump,) = [one for one in service.catalog.stored_revisions() if one.manual == "pump"]
        service.owner.delete("pump", pump.revision)
        assert across.words.missing(["wobbleplate", "shaft"]) == {"wobbleplate"}


def test_what_a_question_is_put_into_is_gathered_anew_when_a_manual_came(
    senses: Senses,
) -> None:
    few, more = vocabulary("Oil.", "en"), vocabulary(TEXT, "en")
    (oil,) = keywords.terms("oil", "en")
    (belt,) = keywords.terms("belt", "en")
    for _ in range(3):
        assert belt not in senses.translated("Riemen", "de", few, "en").indices
        assert belt in senses.translated("Riemen", "de", more, "en").indices
        assert oil in senses.translated("Öl", "de", few, "en").indices
        # More than are held at once.
        for number in range(5):
            senses.translated("Öl", "de", vocabulary(f"Lamp {number}", "en"), "en")


def test_signals_hear_a_synonym(senses: Senses) -> None:
    belt = text_evidence("Tighten the drive belt until it gives way by 8 mm.", cosine=0.5)
    asked = "How do I fasten the driving strap?"
    plain, heard = (signals(asked, [belt], "en", None, some).values for some in (None, senses))
    assert heard["coverage"] > plain["coverage"] + 0.2
    assert heard["coverage_of_hit"] > plain["coverage_of_hit"] + 0.2
    other = signals("Who pays my salary in August?", [belt], "en", None, senses).values
    assert other["coverage"] < heard["coverage"] / 2


@pytest.mark.parametrize(
    ("question", "manual", "page"),
    [
        (
            "Auf welchen Druck ist das Hauptdruckbegrenzungsventil eingestellt?",
            "HP-200_Operating_Manual",
            13,
        ),
        ("wie lange muss die spindel morgens warmlaufen", "CL-450_Lathe_Manual", 7),
        (
            "Wie lange muss ich nach dem Abschalten warten, bevor ich am Behälter einen Deckel "
            "öffne?",
            "SC-75_Compressor_Manual",
            4,
        ),
    ],
)
def test_the_stage_brings_first_what_a_manual_in_the_other_language_says(
    plant: LocalService, monkeypatch: pytest.MonkeyPatch, question: str, manual: str, page: int
) -> None:
    best = plant.search(question, scope=Scope()).hits[0]
    assert (best.manual, best.page) == (manual, page)
    monkeypatch.setattr(plant, "settings", plant.settings.model_copy(update={"word_senses": False}))
    before = plant.search(question, scope=Scope()).hits[0]
    assert (before.manual, before.page) != (manual, page)

"""The words of what is in force: counted at publication, found again by whoever asks."""

import datetime
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.local import LocalService
from store import keywords
from store.contents import CONTENTS, indexed_text
from store.keywords import query_vector
from store.manual_values import StoredRevision
from store.values import Scope
from store.vocabulary import Vocabularies, Vocabulary, WordCounter, WordCounts, words_in
from tests.homes import opened, taken_in

BELT = """# Drive belt

Measure the tension of the drive belt with the frequency meter.

# Oil

Use oil ISO VG 46. Check the oil level at the sight glass.
"""
LATHE = """# Chuck

Tighten the chuck bolts to 45 Nm, then check the belt.
"""
GERMAN = """# Riemen

Die Eigenfrequenz des Riemens messen. Die Prüfung erfolgt bei Betriebstemperatur.
"""


def test_words_are_letters_in_lower_case() -> None:
    assert words_in("STOP: 45 Nm, the V-belt, ﬁlter, Öl_2") == [
        "stop", "nm", "the", "belt", "filter", "öl",
    ]  # fmt: skip


@given(
    st.lists(st.text(alphabet="abcäöü ", max_size=40), max_size=8),
    st.lists(st.text(alphabet="abcäöü ", max_size=40), max_size=8),
)
def test_what_was_packed_comes_back_and_merging_adds_up(one: list[str], two: list[str]) -> None:
    counts = [_counted(texts) for texts in (one, two)]
    assert [WordCounts.from_bytes(each.to_bytes()) for each in counts] == counts
    both, grown = Vocabulary(counts), Vocabulary(counts[1:], more=Vocabulary(counts[:1]))
    for word in {word for text in one + two for word in words_in(text)}:
        expected = sum(word in words_in(text) for text in one + two)
        assert both.frequency(word) == grown.frequency(word) == expected
    assert both.chunks == grown.chunks == len(one) + len(two)


def test_the_words_of_a_manual_are_known_when_it_answers(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        _ingest(service, tmp_path, belt=BELT, lathe=LATHE)
        vocabulary = service.vocabularies.frequencies(_in_force(service))
        assert vocabulary.knows("tension")
        assert vocabulary.knows("Belt")
        assert not vocabulary.knows("tention")
        assert vocabulary.chunks == service.index.count()
        # Once in each of the two manuals, whatever form it stands in.
        (belt,) = keywords.terms("belts", "en")
        assert vocabulary.document_frequency(belt) == 2
        (lathe,) = [found for found in _in_force(service) if found.manual == "lathe"]
        alone = service.vocabularies.frequencies([lathe])
        assert alone.document_frequency(belt) == 1
        assert not alone.knows("tension")


def test_a_home_from_before_counts_its_words_from_the_index(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        _ingest(service, tmp_path, belt=BELT, riemen=GERMAN)
        revisions = _in_force(service)
        published = service.vocabularies.frequencies(revisions)
        with service.catalog.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM vocabularies")
        again = Vocabularies(service.catalog.engine, service.index).frequencies(revisions)
        assert _all_of(again) == _all_of(published)
        assert again.knows("betriebstemperatur")
        with service.catalog.engine.connect() as connection:
            kept = connection.exec_driver_sql("SELECT COUNT(*) FROM vocabularies").scalar_one()
        assert kept == 2


def test_the_words_of_a_deleted_revision_are_gone(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        _ingest(service, tmp_path, belt=BELT, lathe=LATHE)
        assert service.vocabularies.frequencies(_in_force(service)).knows("chuck")
        (lathe,) = [found for found in _in_force(service) if found.manual == "lathe"]
        service.owner.delete("lathe", lathe.revision)
        assert not service.vocabularies.frequencies(_in_force(service)).knows("chuck")
        with service.catalog.engine.connect() as connection:
            kept = connection.exec_driver_sql("SELECT COUNT(*) FROM vocabularies").scalar_one()
        assert kept == 1


def test_a_revision_that_is_cut_anew_brings_its_new_words(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        _ingest(service, tmp_path, belt=BELT)
        (revision,) = _in_force(service)
        assert service.vocabularies.frequencies([revision]).chunks == service.index.count()
        with service.catalog.engine.begin() as connection:
            # As another cut of the file would leave them.
            connection.exec_driver_sql("UPDATE revisions SET chunk_digest = 'another'")
        counter = WordCounter()
        counter.add("gear", keywords.terms("gear", "en"))
        packed = counter.counts.to_bytes()
        with service.catalog.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE vocabularies SET chunk_digest = 'another', body = ?", (packed,)
            )
        vocabulary = service.vocabularies.frequencies(_in_force(service))
        assert vocabulary.knows("gear")
        assert not vocabulary.knows("tension")


def test_words_are_found_by_their_beginning_their_end_and_their_length() -> None:
    vocabulary = Vocabulary([_counted(["eigenfrequenz frequenzumrichter frequenz", "motor"])])
    assert list(vocabulary.starting_with("frequenz")) == ["frequenz", "frequenzumrichter"]
    assert set(vocabulary.ending_with("frequenz")) == {"eigenfrequenz", "frequenz"}
    assert list(vocabulary.of_length(5)) == ["motor"]
    assert list(vocabulary.of_length(99)) == []


def test_terms_that_no_chunk_holds_are_left_out() -> None:
    vocabulary = Vocabulary([_counted(["belt tension", "oil"])])
    asked = query_vector("belt, oil or Riemen?", "en")
    held = vocabulary.held(asked)
    assert len(asked.indices) == 3
    assert set(held.indices) == set(keywords.terms("belt oil", "en"))
    assert set(zip(held.indices, held.values, strict=True)) < set(
        zip(asked.indices, asked.values, strict=True)
    )


def test_no_revisions_know_no_word(plant: LocalService) -> None:
    vocabulary = plant.vocabularies.frequencies([])
    assert vocabulary.chunks == 0
    assert not vocabulary.knows("the")


@pytest.mark.parametrize("word", ["tension", "Förderband"])
def test_the_samples_know_their_words(plant: LocalService, word: str) -> None:
    assert plant.vocabularies.frequencies(_in_force(plant)).knows(word)


def _counted(texts: list[str]) -> WordCounts:
    counter = WordCounter()
    for text in texts:
        counter.add(text, keywords.terms(text, "de"))
    return counter.counts


def _ingest(service: LocalService, folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        assert taken_in(service, path).state == "done"


def _in_force(service: LocalService) -> tuple[StoredRevision, ...]:
    return service.catalog.in_force(Scope(), today=datetime.date.today())


def _all_of(vocabulary: Vocabulary) -> dict[str, int]:
    return {word: vocabulary.frequency(word) for word in vocabulary.starting_with("")}


def test_a_question_weighs_its_words_by_the_idf_of_what_is_searched(plant: LocalService) -> None:
    """As counted in the index, contents left out, in the manuals of one language alone."""
    german = [found for found in _in_force(plant) if found.language == "de"]
    held = [
        set(keywords.document_vector(indexed_text(chunk["path"], chunk["text"]), "de").indices)
        for revision in german
        for _, chunk in plant.index.chunks(revision.id)
        if chunk["kind"] != CONTENTS
    ]
    question = keywords.query_vector("Wer darf das Förderband des Xylophons warten?", "de")
    weighed = plant.vocabularies.frequencies(german).weighed(question)
    assert weighed.indices == question.indices
    times = [sum(term in one for one in held) for term in question.indices]
    assert 0 in times
    assert max(times) > 1
    assert weighed.values == pytest.approx(
        [math.log(1 + (len(held) - n + 0.5) / (n + 0.5)) for n in times]
    )

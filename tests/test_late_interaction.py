"""Late interaction: the sense of single words, counted at ingestion and compared in search."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from answer.fusion import Likeness, refined
from answer.late_interaction import LateInteraction
from answer.quote import quotes
from answer.sentence_likeness import SentenceLikeness
from app.commands.reembedding import reembed_home
from app.local import LocalService
from store.chunk_tokens import tokens_in, with_tokens
from store.contents import indexed_text
from store.embedded import Vectors
from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder
from store.token_table import TokenTable
from store.values import Scope
from tests.evidence_builders import table_evidence, text_evidence
from tests.homes import opened, taken_in

BELT = "Check the drive belt before each shift."
PUMP = "The pump has a belt, and the belt has a guard."


@pytest.fixture(scope="module")
def encoder() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=8)


def test_tokens_come_with_the_vector_that_the_text_has_without_them(
    encoder: SentenceTransformerEncoder,
) -> None:
    found = encoder.encode_tokens([BELT, PUMP, ""])
    assert np.allclose([one.vector for one in found], encoder.encode([BELT, PUMP, ""]), atol=1e-6)
    assert [one.tokens.size for one in found] == encoder.files.count_tokens([BELT, PUMP, ""])
    assert np.allclose(np.linalg.norm(found[0].token_vectors, axis=1), 1, atol=1e-5)
    assert [set(one.tokens) for one in found] == [
        set(some) for some in encoder.distinct_tokens([BELT, PUMP, ""])
    ]
    assert encoder.encode_tokens([]) == []


def test_a_text_that_is_too_long_has_the_tokens_that_the_encoder_reads(
    encoder: SentenceTransformerEncoder,
) -> None:
    text = " ".join(f"bolt{number}" for number in range(300))
    (found,) = encoder.encode_tokens([text])
    assert found.tokens.size == encoder.files.max_tokens - 2
    assert set(found.tokens) == set(encoder.distinct_tokens([text])[0])


def test_the_table_holds_the_mean_of_a_tokens_vectors_and_is_there_after_a_restart(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    belt, pump = encoder.encode_tokens([BELT, PUMP])
    table = TokenTable(tmp_path / "tokens.sqlite")
    table.begin(encoder.fingerprint)
    table.add([belt])
    table.add([pump])
    token = np.array([encoder.files.tokenizer.token_to_id("belt")])
    vectors = np.concatenate([one.token_vectors[one.tokens == token] for one in (belt, pump)])
    assert len(vectors) == 3
    mean = vectors.mean(axis=0)
    unknown = encoder.files.tokenizer.token_to_id("turbine")
    asked = np.array([token[0], unknown])
    rarity = table.rarity(asked)
    table.close()
    for kept in (table, TokenTable(tmp_path / "tokens.sqlite")):
        means, known = kept.means(asked)
        assert known.tolist() == [True, False]
        assert np.allclose(means[0], mean / np.linalg.norm(mean), atol=2e-3)
        assert not means[1].any()
        assert kept.rarity(asked).tolist() == rarity.tolist()
    # In both of two texts, and in neither.
    assert rarity[0] == pytest.approx(np.log(1 + 0.5 / 2.5))
    assert rarity[1] == pytest.approx(np.log(1 + 2.5 / 0.5))


def test_a_table_that_begins_anew_has_forgotten_all(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    table = TokenTable(tmp_path / "tokens.sqlite")
    assert table.encoder is None
    table.begin("another/384/abc")
    table.add(encoder.encode_tokens([BELT]))
    assert len(table)
    table.begin(encoder.fingerprint)
    assert len(table) == 0
    table.close()
    again = TokenTable(tmp_path / "tokens.sqlite")
    assert (again.encoder, len(again)) == (encoder.fingerprint, 0)
    (question,) = encoder.encode_tokens(["belt?"])
    assert LateInteraction(encoder, again).likeness(question, [BELT]) is None


def test_the_text_that_speaks_of_the_questions_rare_words_is_the_likest(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    texts = [BELT, PUMP, "Empty the drip tray once a week.", "Wear gloves when you check it."]
    table = TokenTable(tmp_path / "tokens.sqlite")
    table.begin(encoder.fingerprint)
    table.add(encoder.encode_tokens(texts))
    late = LateInteraction(encoder, table)
    (question,) = encoder.encode_tokens(["When do I have to pour out the dripping pan?"])
    likeness = late.likeness(question, texts)
    assert likeness is not None
    assert likeness.argmax() == 2
    # Those whose tokens are known need not be taken apart, and come to the same.
    one, two, *_ = encoder.distinct_tokens(texts)
    again = late.likeness(question, texts, [one, tokens_in(with_tokens({}, two)), None, None])
    assert again is not None
    assert again.tolist() == likeness.tolist()
    (itself,) = encoder.encode_tokens([BELT])
    likeness = late.likeness(itself, texts)
    assert likeness is not None
    assert likeness.argmax() == 0
    assert likeness.max() <= 1


def test_scores_are_mixed_between_0_and_1_and_who_was_not_compared_stays_behind() -> None:
    scores = {"a": 1.0, "b": 0.9, "c": 0.3, "waiting": 0.8}
    words = Likeness(0.5, {"a": 0.4, "b": 0.6})
    mixed = refined(scores, [words], ranked_behind=["c"])
    assert mixed == pytest.approx(
        {"a": 1 / 1.5, "b": (0.9 + 0.5) / 1.5, "c": 0.3 / 1.5, "waiting": 0.8}
    )
    # A likeness that only some have weighs with those alone.
    both = refined(scores, [words, Likeness(0.25, {"a": 0.3})], ranked_behind=["c"])
    assert both == pytest.approx(
        {"a": 1.25 / 1.75, "b": (0.9 + 0.5) / 1.5, "c": 0.3 / 1.75, "waiting": 0.8}
    )
    assert refined(scores, [Likeness(0.5, {})], ranked_behind=["c"]) == scores
    # What stands apart is measured by the rest, and changes nothing for it.
    index = {**scores, "index": 0.5}
    beside = refined(
        index, [Likeness(0.5, {**words.of, "index": 0.9})], ranked_behind=["c"], apart=["index"]
    )
    assert beside == pytest.approx({**mixed, "index": (0.5 + 0.5) / 1.5})
    alone = refined({"a": 0.7}, [Likeness(1.0, {"a": -0.2})], ranked_behind=[])
    assert alone == pytest.approx({"a": (0.7 + 1) / 2})


@pytest.mark.parametrize("stage", ["late_weight", "sentence_weight"])
def test_each_stage_brings_first_what_is_said_in_other_words(
    plant: LocalService, stage: str
) -> None:
    question, said = "womit mach ich den gurt sauber", "mit einem feuchten Tuch"
    off = plant.settings.model_copy(update={"late_weight": 0.0, "sentence_weight": 0.0})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plant, "settings", off)
        assert said not in plant.search(question, scope=Scope()).hits[0].text
        patch.setattr(plant, "settings", off.model_copy(update={stage: 0.4}))
        assert said in plant.search(question, scope=Scope()).hits[0].text


def test_a_home_whose_words_were_not_counted_goes_without_until_it_is_embedded_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with opened(home) as service:
        path = tmp_path / "pump.html"
        path.write_text("<h1>Pump</h1><p>Tighten the cover bolts to 25 Nm, crosswise.</p>")
        taken_in(service, path)
        assert service.parts.tokens is not None
        counted = len(service.parts.tokens)
        scores = [hit.score for hit in service.search("cover bolts", scope=Scope()).hits]
    for file in home.glob("tokens.sqlite*"):
        file.unlink()
    with caplog.at_level(logging.WARNING), opened(home) as service:
        assert service.parts.tokens is None
        assert "millwright reembed" in caplog.text
        assert service.search("cover bolts", scope=Scope()).hits
    monkeypatch.setenv("MILLWRIGHT_HOME", str(home))
    reembed_home()
    with opened(home) as service:
        assert service.parts.tokens is not None
        assert len(service.parts.tokens) == counted
        again = [hit.score for hit in service.search("cover bolts", scope=Scope()).hits]
    assert again == scores


def test_the_index_keeps_each_chunks_tokens(plant: LocalService) -> None:
    for revision in plant.catalog.stored_revisions():
        payloads = [payload for _, payload in plant.index.chunks(revision.id)]
        texts = [indexed_text(str(one["path"]), str(one["text"])) for one in payloads]
        for payload, tokens in zip(payloads, plant.encoder.distinct_tokens(texts), strict=True):
            kept = tokens_in(payload)
            assert kept is not None
            assert kept.tolist() == tokens.tolist()


# Items of a list, so that none comes with its neighbours.
PROBE = (
    "• The probe is kept in a case.\n• The battery of the probe holds for six weeks of daily use.\n"
    "• A second probe lies in the tool cabinet."
)
GREASE = (
    "• The pump is painted green.\n• The pump gets new grease once a year.\n"
    "• The pump has a lid with a seal."
)


def test_of_sentences_with_as_many_words_of_the_question_the_likest_one_is_quoted(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    table = TokenTable(tmp_path / "tokens.sqlite")
    table.begin(encoder.fingerprint)
    table.add(encoder.encode_tokens([PROBE, GREASE]))
    late = LateInteraction(encoder, table)
    for question, text, answer in (
        ("How long can the probe run until it is charged?", PROBE, "six weeks"),
        ("What lubrication does the pump need?", GREASE, "new grease"),
    ):
        (quote,) = quotes(question, [text_evidence(text)], SentenceLikeness(late, None, None))
        assert answer in quote.text
        (quote,) = quotes(question, [text_evidence(text)])
        assert answer not in quote.text
    table.close()


class _Last(LateInteraction):
    """Finds the last text the likest."""

    def __init__(self) -> None:
        """Needs neither an encoder nor its tokens."""

    def alike(self, _question: str, texts: Sequence[str]) -> Vectors:
        return np.linspace(0, 1, len(texts), dtype=np.float32)


LAST = SentenceLikeness(_Last(), None, None)


def test_sentences_of_another_language_than_the_question_are_not_compared_with_it() -> None:
    text = "Code 102: die Batterie der Platine ist leer. Code 102 wird gelöscht."
    (quote,) = quotes("What does code 102 mean?", [text_evidence(text, language="de")], LAST)
    assert "Batterie" in quote.text


def test_rows_that_fit_alike_are_all_shown_however_like_they_are() -> None:
    rows = [["M8", "25 Nm", "dry"], ["M8", "22 Nm", "oiled"], ["M10", "49 Nm", "dry"]]
    torques = table_evidence([["Thread", "Torque", "Threads are"]], rows, found=[0, 1, 2])
    (quote,) = quotes("How tight does the M8 go?", [torques], LAST)
    assert quote.rows == (0, 1)

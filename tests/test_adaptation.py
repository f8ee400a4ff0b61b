"""An encoder learns from headings and texts, and is kept only if that pays."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from app.cli import app
from evals.ablation import FULL, Ablation, Cell, Row
from evals.adaptation import Recipe, adapt, pays
from evals.learning_pairs import BATCH, LEAST_PAIRS, Pair, Text, batched, pairs
from store.disk import require_room
from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder
from store.errors import MillwrightError, StoreUnavailable
from store.loaded_models import load_model
from tests.homes import opened, taken_in

KINDS = ("heading", "path", "sentence")


def chapter(number: int) -> Text:
    section = ("5 Maintenance", f"5.{number} Changing belt number {number}")
    body = (
        f"Slacken the four bolts of {number}. Push the motor of {number} back. "
        f"Lift belt {number} off its wheels."
    )
    return Text("revision", section, " > ".join(section), body)


def wheels(folder: Path) -> Path:
    """A manual of many sections, which teaches enough and is short to encode."""
    path = folder / "wheels.html"
    sections = "".join(
        f"<h2>{number} Changing wheel number {number}</h2><p>Slacken nut {number}. "
        f"Pull wheel {number} off its shaft. Oil the shaft of wheel {number}.</p>"
        for number in range(1, LEAST_PAIRS + 1)
    )
    path.write_text(f"<html><body><h1>Wheels</h1>{sections}</body></html>", encoding="utf-8")
    return path


CHAPTERS = [chapter(number) for number in range(LEAST_PAIRS)]


def test_a_heading_goes_with_its_text_and_a_sentence_with_the_others() -> None:
    found = pairs(CHAPTERS, seed=1)
    by_kind = {kind: [pair for pair in found if pair.kind == kind] for kind in KINDS}
    assert len(by_kind["heading"]) + len(by_kind["path"]) == len(CHAPTERS)
    assert len(by_kind["sentence"]) == len(CHAPTERS)
    assert all(by_kind.values())
    for pair in by_kind["heading"]:
        number = pair.question.removeprefix("Changing belt number ")
        # The heading itself would give the answer away; its own number says nothing.
        assert pair.answer == chapter(int(number)).text
    for pair in by_kind["path"]:
        assert pair.question.startswith("Maintenance: Changing belt number ")
    for pair in by_kind["sentence"]:
        assert pair.question not in pair.answer
        assert pair.answer.startswith("5 Maintenance > 5.")


def test_a_text_of_few_words_teaches_nothing() -> None:
    few = Text("revision", ("5 Belts",), "5 Belts", "See page 9.")
    found = pairs([*CHAPTERS, few], seed=1)
    assert not [pair for pair in found if "page 9" in pair.answer]


def test_the_same_seed_gives_the_same_pairs_and_no_more_than_asked_for() -> None:
    assert pairs(CHAPTERS, seed=1, most=50) == pairs(CHAPTERS, seed=1, most=50)
    assert pairs(CHAPTERS, seed=1, most=50) != pairs(CHAPTERS, seed=2, most=50)
    assert len(set(pairs(CHAPTERS, seed=1, most=50))) == 50


def test_too_few_pairs_are_told_with_how_many_it_takes() -> None:
    with pytest.raises(MillwrightError, match=f"give 20 pairs.*needs {LEAST_PAIRS}"):
        pairs(CHAPTERS[:10], seed=1)
    with pytest.raises(MillwrightError, match=r"give 0 pairs.*ingest"):
        pairs([], seed=1)


def test_none_of_a_batch_is_another_ones_right_answer() -> None:
    learned = [
        Pair(f"Q{n % 90}", f"a{n % 70}", ("revision", f"section {n % 40}"), "heading")
        for n in range(400)
    ]
    batches = batched(learned, seed=3)
    assert batches == batched(learned, seed=3) != batched(learned, seed=4)
    for batch in batches:
        for kept_apart in ("section", "question", "answer"):
            assert len({getattr(pair, kept_apart) for pair in batch}) == len(batch)
        assert 8 <= len(batch) <= BATCH
    together = [pair for batch in batches for pair in batch]
    assert len(together) <= len(learned)


def test_an_encoder_learns_what_belongs_together_the_same_way_each_time(tmp_path: Path) -> None:
    folder = EncoderFiles(DEFAULT_ENCODER).folder
    learned = pairs(CHAPTERS, seed=1, most=BATCH)
    recipe = Recipe(epochs=2, seed=1)
    losses: list[float] = []
    first = adapt(folder, learned, recipe, on_step=lambda *step: losses.append(step[2]))
    assert losses[-1] < losses[0]
    first.save(str(tmp_path / "encoder"), create_model_card=False)
    adapted = SentenceTransformerEncoder(EncoderFiles(str(tmp_path / "encoder")), batch=8)
    default = SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=8)
    assert adapted.fingerprint != default.fingerprint
    assert adapted.dimension == default.dimension
    assert adapted.files.max_tokens == default.files.max_tokens
    texts = ["Changing belt number 7", chapter(7).text]
    vectors, before = adapted.encode(texts), default.encode(texts)
    assert not np.allclose(vectors, before, atol=1e-3)
    again = adapt(folder, learned, recipe)
    assert np.allclose(vectors, again.encode(texts, normalize_embeddings=True), atol=1e-4)


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_what_searches_reads_a_text_as_what_learns_does(tmp_path: Path, pooling: str) -> None:
    # The mean is computed by Millwright; what else there is, by sentence-transformers.
    default = EncoderFiles(DEFAULT_ENCODER).folder
    folder = tmp_path / "encoder"
    shutil.copytree(default, folder, copy_function=os.symlink)
    settings = folder / "1_Pooling" / "config.json"
    settings.unlink()
    settings.write_text(json.dumps({"embedding_dimension": 384, "pooling_mode": pooling}))
    learns = load_model(folder)
    searches = SentenceTransformerEncoder(EncoderFiles(str(folder)), batch=2)
    long = " ".join(f"bolt{number}" for number in range(300))
    texts = ["", "How tight is the belt?", long, "Überdruck: 45 Nm… ☃"]
    expected = learns.encode(texts, normalize_embeddings=True)
    assert np.allclose(searches.encode(texts), expected, atol=1e-5)
    assert np.allclose(searches.encode(texts[1:2]), expected[1:2], atol=1e-5)
    plain: Any = learns.encode(texts, output_value=None)
    for one, features in zip(searches.encode_tokens(texts), plain, strict=True):
        ids = features["input_ids"].numpy()
        own = ~np.isin(ids, learns.tokenizer.all_special_ids)
        vectors = features["token_embeddings"].numpy()[own]
        assert one.tokens.tolist() == ids[own].tolist()
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        assert np.allclose(one.token_vectors * length, vectors, atol=1e-4)


def test_frozen_layers_stay_and_the_others_learn() -> None:
    folder = EncoderFiles(DEFAULT_ENCODER).folder
    learned = pairs(CHAPTERS, seed=1, most=BATCH)
    adapted = adapt(folder, learned, Recipe(frozen=0.5)).state_dict()
    before = load_model(folder).state_dict()
    changed = {name for name in before if not before[name].equal(adapted[name])}
    assert any(".layer.5." in name for name in changed)
    assert not any(".layer.2." in name or "word_embeddings" in name for name in changed)


def test_an_encoder_that_cannot_learn_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(MillwrightError, match=r"cannot be adapted: .*MILLWRIGHT_ENCODER"):
        adapt(tmp_path, pairs(CHAPTERS, seed=1), Recipe())


def test_pairs_of_too_few_sections_are_told_in_a_sentence(tmp_path: Path) -> None:
    learned = [Pair(f"q{n}", f"a{n}", ("revision", "one"), "heading") for n in range(50)]
    with pytest.raises(MillwrightError, match="too few sections"):
        adapt(tmp_path, learned, Recipe())


def table(*rows: tuple[str | None, float, float]) -> Ablation:
    """An ablation of suites: for each, the adapted encoder's change of MRR@10 and its p."""
    found = []
    for suite, change, p in rows:
        base = Cell(metric="mrr@10", value=0.7, count=50)
        cell = Cell(metric="mrr@10", value=0.7 + change, count=50, change=change, p=p)
        found += [
            Row(variant=FULL, suite=suite, cells=(base,), median_ms=1, p95_ms=1),
            Row(variant="adapted", suite=suite, cells=(cell,), median_ms=1, p95_ms=1),
        ]
    return Ablation(questions=50, skipped=(), rows=tuple(found))


@pytest.mark.parametrize(
    "paying",
    [
        table((None, 0.03, 0.01)),
        table(("a", -0.01, 0.4), ("b", 0.05, 0.01), (None, 0.03, 0.01)),
    ],
)
def test_it_pays_where_all_surely_gain_and_no_suite_surely_loses(paying: Ablation) -> None:
    assert pays(paying, "adapted") is None


@pytest.mark.parametrize(
    ("losing", "reason"),
    [
        (table((None, 0.0, 1.0)), "all 50 questions does not rise"),
        (table((None, -0.02, 0.3)), "all 50 questions does not rise"),
        (table((None, 0.02, 0.2)), "all 50 questions rises by 0.020, which may be chance"),
        (table((None, -0.02, 0.01)), "all 50 questions falls by 0.020"),
        (table(("a", -0.05, 0.02), ("b", 0.1, 0.01), (None, 0.03, 0.01)), "of a falls by 0.050"),
    ],
)
def test_it_does_not_pay_where_they_do_not(losing: Ablation, reason: str) -> None:
    assert reason in str(pays(losing, "adapted"))


def test_a_disk_with_too_little_room_is_told_with_how_much_it_takes(tmp_path: Path) -> None:
    require_room(tmp_path, 1, what="It")
    with pytest.raises(StoreUnavailable, match=r"It takes 1073741824 MB, and the disk of .* free"):
        require_room(tmp_path, 2**50, what="It")


def test_the_command_keeps_what_pays_and_leaves_nothing_of_what_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out, scratch = tmp_path / "home", tmp_path / "kept" / "encoder", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with opened(home, across_encoder="") as service:
        assert taken_in(service, wheels(tmp_path)).chunks_total == LEAST_PAIRS
        before = sorted(service.index.revisions().items())
        originals = sorted(path.name for path in service.home.originals.rglob("*"))
    monkeypatch.setenv("MILLWRIGHT_HOME", str(home))
    monkeypatch.setenv("MILLWRIGHT_ACROSS_ENCODER", "")
    suite = tmp_path / "suite.jsonl"
    about = [
        json.dumps(
            {
                "id": str(number),
                "question": f"How do I change wheel {number}?",
                "expected": {
                    "manual": "wheels",
                    "sections": [f"{number} Changing wheel number {number}"],
                },
            }
        )
        for number in range(1, 11)
    ]
    suite.write_text("\n".join(about), encoding="utf-8")
    command = ["eval", "adapt", str(suite), "--out", str(out), "--json"]

    result = CliRunner().invoke(app, command)
    assert result.exit_code in (0, 1), result.output
    found = json.loads(result.stdout)
    assert found["pairs"] >= LEAST_PAIRS
    assert found["search"]["questions"] == found["meaning"]["questions"] == 10
    reason = pays(Ablation.model_validate(found["search"]), "adapted encoder")
    assert found["refused"] == reason
    assert result.exit_code == (0 if reason is None else 1)
    if reason is None:
        adapted = SentenceTransformerEncoder(EncoderFiles(str(out)), batch=8)
        assert adapted.encode(["How tight is the belt?"]).shape == (1, adapted.dimension)
        assert [path.name for path in out.parent.iterdir()] == ["encoder"]
    else:
        assert not out.parent.exists()
    # Whatever came of it, the copy is gone and the home searches as before.
    assert not list(scratch.glob("millwright-*"))
    with opened(home, across_encoder="") as service:
        assert sorted(service.index.revisions().items()) == before
        assert sorted(path.name for path in service.home.originals.rglob("*")) == originals
        assert service.encoder.files.name == DEFAULT_ENCODER

    out.mkdir(parents=True, exist_ok=True)
    assert_two(command, "is there already")
    elsewhere = tmp_path / "elsewhere.jsonl"
    elsewhere.write_text(about[0].replace("wheels", "Another_Manual") + "\n", encoding="utf-8")
    assert_two(["eval", "adapt", str(elsewhere)], "not in the home: Another_Manual")
    unranked = tmp_path / "unranked.jsonl"
    unranked.write_text('{"id": "a", "question": "Why?", "answerable": false}\n')
    assert_two(["eval", "adapt", str(unranked)], "nothing to rank")


def test_a_catalog_or_index_elsewhere_cannot_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_text('{"id": "a", "question": "Why?", "answerable": false}\n')
    monkeypatch.setenv("QDRANT_URL", "http://127.0.0.1:1")
    assert_two(["eval", "adapt", str(suite)], "QDRANT_URL")


def assert_two(command: list[str], reason: str) -> None:
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1

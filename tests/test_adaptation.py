"""An encoder learns from headings and texts, and is kept only if that pays."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from app.cli import app
from evals.ablation import FULL, Ablation, Cell, Row
from evals.adaptation import LEAST_PAIRS, Pair, Text, adapt, batched, pairs, pays
from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder
from store.errors import MillwrightError
from tests.homes import SAMPLES, opened, take_in_samples

BODY = "Slacken the four bolts. Push the motor back until the belt is free. Lift the belt off."


def chapter(number: int) -> Text:
    section = ("5 Maintenance", f"5.{number} Changing belt number {number}")
    return Text("revision", section, " > ".join(section), f"{BODY} It is belt {number}.")


CHAPTERS = [chapter(number) for number in range(LEAST_PAIRS)]


def test_a_heading_goes_with_its_text_and_a_sentence_with_the_others() -> None:
    found = pairs(CHAPTERS, seed=1, most=10_000)
    assert len(found) == 2 * len(CHAPTERS)
    by_heading = [pair for pair in found if pair.question.startswith("Changing belt")]
    assert len(by_heading) == len(CHAPTERS)
    for pair in by_heading:
        number = pair.question.rpartition(" ")[2]
        # The heading itself would give the answer away; its number says nothing.
        assert pair.answer.endswith(f"It is belt {number}.")
        assert pair.question not in pair.answer
    for pair in (pair for pair in found if pair not in by_heading):
        assert pair.question not in pair.answer
        assert pair.answer.startswith("5 Maintenance > 5.")


def test_the_same_seed_gives_the_same_pairs_and_no_more_than_asked_for() -> None:
    assert pairs(CHAPTERS, seed=1, most=50) == pairs(CHAPTERS, seed=1, most=50)
    assert pairs(CHAPTERS, seed=1, most=50) != pairs(CHAPTERS, seed=2, most=50)
    assert len(pairs(CHAPTERS, seed=1, most=50)) == 50


def test_too_few_pairs_are_told_with_how_many_it_takes() -> None:
    with pytest.raises(MillwrightError, match=f"give 20 pairs.*needs {LEAST_PAIRS}"):
        pairs(CHAPTERS[:10], seed=1)


def test_two_of_one_section_are_never_in_one_batch() -> None:
    learned = [Pair(f"q{n}", f"a{n}", ("revision", f"section {n % 40}")) for n in range(400)]
    batches = batched(learned, seed=3)
    assert batches
    for batch in batches:
        assert len({pair.section for pair in batch}) == len(batch) >= 2
    together = [pair for batch in batches for pair in batch]
    assert len(set(together)) == len(together)


def test_an_encoder_learns_what_belongs_together_the_same_way_each_time(tmp_path: Path) -> None:
    folder = EncoderFiles(DEFAULT_ENCODER).folder
    learned = pairs(CHAPTERS, seed=1, most=192)
    losses: list[float] = []
    first = adapt(
        folder, learned, epochs=3, seed=1, on_step=lambda _, __, loss: losses.append(loss)
    )
    assert np.mean(losses[-3:]) < np.mean(losses[:3])
    again = adapt(folder, learned, epochs=3, seed=1)
    first.save(str(tmp_path / "encoder"), create_model_card=False)
    adapted = SentenceTransformerEncoder(EncoderFiles(str(tmp_path / "encoder")), batch=8)
    default = SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=8)
    assert adapted.fingerprint != default.fingerprint
    assert (adapted.dimension, adapted.files.max_tokens) == (
        default.dimension,
        default.files.max_tokens,
    )
    texts = ["Changing belt number 7", f"{BODY} It is belt 7."]
    vectors = adapted.encode(texts)
    assert np.allclose(vectors, again.encode(texts, normalize_embeddings=True), atol=1e-5)
    before = default.encode(texts)
    assert vectors[0] @ vectors[1] != pytest.approx(before[0] @ before[1], abs=1e-3)


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


def test_it_pays_where_all_gain_surely_and_no_suite_surely_loses() -> None:
    assert pays(table((None, 0.03, 0.01)), "adapted") is None
    assert pays(table(("a", -0.01, 0.4), (None, 0.03, 0.01)), "adapted") is None
    for losing, reason in (
        (table((None, 0.0, 1.0)), "does not rise"),
        (table((None, -0.02, 0.3)), "does not rise"),
        (table((None, 0.02, 0.3)), "may be chance"),
        (table(("a", -0.05, 0.02), (None, 0.03, 0.01)), "of a falls by 0.050"),
    ):
        told = pays(losing, "adapted")
        assert told is not None
        assert reason in told


def test_the_command_keeps_what_pays_and_leaves_nothing_of_what_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out = tmp_path / "home", tmp_path / "encoder"
    with opened(home, across_encoder="") as service:
        take_in_samples(service)
        before = sorted(service.index.revisions().items())
    monkeypatch.setenv("MILLWRIGHT_HOME", str(home))
    monkeypatch.setenv("MILLWRIGHT_ACROSS_ENCODER", "")
    suite = tmp_path / "suite.jsonl"
    cases = (SAMPLES / "suite.jsonl").read_text(encoding="utf-8").splitlines()
    suite.write_text("\n".join(cases[:12]) + "\n", encoding="utf-8")
    command = ["eval", "adapt", str(suite), "--out", str(out), "--json"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code in (0, 1), result.output
    found = json.loads(result.stdout)
    assert found["pairs"] >= LEAST_PAIRS
    assert (found["refused"] is None) == (result.exit_code == 0)
    assert out.exists() == (result.exit_code == 0)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".encoder")]
    # Whatever came of it, the home searches with the encoder that it had.
    with opened(home, across_encoder="") as service:
        assert sorted(service.index.revisions().items()) == before
        assert service.encoder.files.name == DEFAULT_ENCODER
    out.mkdir(exist_ok=True)
    assert CliRunner().invoke(app, command).exit_code == 2


def test_a_catalog_or_index_elsewhere_cannot_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_text('{"id": "a", "question": "Why?", "answerable": false}\n')
    monkeypatch.setenv("QDRANT_URL", "http://127.0.0.1:1")
    result = CliRunner().invoke(app, ["eval", "adapt", str(suite)])
    assert result.exit_code == 2
    assert "QDRANT_URL" in result.stderr

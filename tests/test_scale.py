"""Search at scale: the corpus is made, the service and its answers are real."""

from itertools import islice
from pathlib import Path

import pytest

from app.commands.measuring_scale import ASKERS, measure_scale
from evals.made_corpus import MadeManual, SampleWords
from evals.search_load import asked_at_once
from ingest.passages import Identity
from tests.pdf_files import Page, pdf

_SENTENCES = {
    "english": "Tighten the screws of the pump P-{} with {} Nm, and check the coolant filter.",
    "deutsch": "Die Schrauben der Pumpe P-{} werden mit {} Nm angezogen, und der Filter geprüft.",
}
_WORDS = SampleWords.of(["Check the coolant filter and tighten the clamping screws well."], "en")


def test_the_command_prints_each_number_of_askers_and_the_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A few pages in each language give words enough to make manuals of.
    for name, sentence in _SENTENCES.items():
        pages: list[Page] = [
            [(f"{n} Pump P-{n}", 20), sentence.format(n, 5 * n)] for n in range(1, 9)
        ]
        (tmp_path / f"{name}.pdf").write_bytes(pdf(pages))
    measure_scale([120], tmp_path, 4, 1, as_json=True)
    printed = capsys.readouterr().out
    for askers in ASKERS:
        assert f"120 chunks, {askers} at once, 4 questions" in printed
    assert "peak memory of the service" in printed
    assert "QdrantClient(path=" in printed


def test_a_made_manual_is_the_same_for_the_same_seed_and_lists_the_codes_asked_for() -> None:
    first, second = (
        MadeManual("MX-1", _WORDS, seed=5).reading(60, Identity("mx", "0")) for _ in range(2)
    )
    assert first == second
    assert len(first.chunks) == 60
    defined = {found.key for found in first.identifiers if found.defines}
    manual = MadeManual("MX-1", _WORDS, seed=9)
    for question in islice(iter(lambda: manual.code_question(60), ""), 20):
        assert question.split("AL-")[1].split()[0] in {key.removeprefix("AL") for key in defined}


def test_every_question_is_asked_once_however_many_ask() -> None:
    asked: list[int] = []
    assert len(asked_at_once(asked.append, range(23), askers=4)) == 23
    assert sorted(asked) == list(range(23))

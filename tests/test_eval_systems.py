"""Search beside the systems that it is compared with, on the sample manuals."""

from app.local import LocalService
from evals.metrics import figure
from evals.run import RunOptions
from evals.runner import Runner, Task
from evals.starter import Source, Starter
from evals.suite import read_suite
from tests.homes import SAMPLES
from tests.suite_run import SYSTEMS


def test_search_finds_the_sample_suite_and_beats_its_own_parts(plant: LocalService) -> None:
    suite = read_suite(SAMPLES / "suite.jsonl")
    options = RunOptions(systems=SYSTEMS, answers=False, jobs=2)
    tasks = [Task(suite.name, case) for case in suite.cases if case.answerable]
    results = list(Runner(plant, options, languages={}).results(tasks))
    rates = {system: figure(results, "mrr@10", system=system).value or 0 for system in SYSTEMS}
    assert (figure(results, "hit@5").value or 0) >= 0.9
    assert [system for system in SYSTEMS[1:] if rates[system] >= rates["search"]] == []


def test_the_starter_finds_pages_of_the_originals(plant: LocalService) -> None:
    path = SAMPLES / "SC-75_Compressor_Manual.pdf"
    source = Source("SC-75_Compressor_Manual", "1.2", path.name, "en", path)
    found = Starter([source], plant.encoder).hits("How tight should the drive belt be?")
    assert found[0].manual == "SC-75_Compressor_Manual"
    assert {hit.page for hit in found} & {9, 10}

"""Search beside the systems that it is compared with, on the sample manuals."""

from app.local import LocalService
from evals.metrics import figure
from evals.run import RunOptions
from evals.runner import Runner, Task
from evals.starter import Source, Starter, pypdf_pages
from evals.starter_bm25 import StarterBm25
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


def test_chunks_of_several_pages_are_less_exact_than_hits_of_search(plant: LocalService) -> None:
    path = SAMPLES / "SC-75_Compressor_Manual.pdf"
    peer = StarterBm25([Source("SC-75_Compressor_Manual", "1.2", path.name, "en", path)])
    found = peer.hits("How tight should the drive belt be?")
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    pages = [[place.page for place in hit.places] for hit in found]
    assert all(on == list(range(on[0], on[-1] + 1)) for on in pages)
    assert max(map(len, pages)) > 1
    assert max(map(max, pages)) <= len(pypdf_pages(path))
    suite = read_suite(SAMPLES / "suite.jsonl")
    options = RunOptions(systems=("search", "starter-bm25"), answers=False)
    tasks = [
        Task(suite.name, case)
        for case in suite.cases
        if case.answerable and {one.manual for one in case.expected} == {"SC-75_Compressor_Manual"}
    ]
    runner = Runner(plant, options, languages={}, peers={"starter-bm25": peer})
    results = list(runner.results(tasks))
    right, exact = (
        [figure(results, metric, system=system).value or 0 for system in options.systems]
        for metric in ("hit@1", "precision@1")
    )
    assert exact[0] > 0.9 * right[0]
    assert exact[1] < 0.6 * right[1]

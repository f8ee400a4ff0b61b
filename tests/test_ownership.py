"""Several processes, one home: whoever comes second is served by whoever came first."""

import json
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from evals.page_speed import CHROMIUM, FLAGS
from store.values import Scope
from tests.commands import free_port, millwright, serving, started, typed, wait_until_ready
from tests.homes import opened, taken_in
from tests.pdf_files import Page, pdf

# Who owns a home does not hang on the second encoder, which takes half as long again.
ALONE = {"MILLWRIGHT_ACROSS_ENCODER": ""}
SENTENCE = "The cover bolts of pump {0} take {1} Nm when they are tightened cold."


@pytest.fixture(scope="module")
def pump_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a pump's manual in, for a copy."""
    folder = tmp_path_factory.mktemp("pump")
    with opened(folder / "home") as service:
        assert taken_in(service, pump(folder, 25)).state == "done"
    return folder / "home"


@pytest.fixture
def home(pump_home: Path, tmp_path: Path) -> Path:
    """A home with that manual in, which nobody owns."""
    return Path(shutil.copytree(pump_home, tmp_path / "home"))


@pytest.fixture(scope="module")
def served(pump_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A home with that manual in, and the address at which it is served."""
    home = Path(shutil.copytree(pump_home, tmp_path_factory.mktemp("served") / "home"))
    with serving(home) as (url, _):
        yield home, url


def pump(folder: Path, torque: int) -> Path:
    path = folder / f"pump{torque}.pdf"
    path.write_bytes(pdf([[("3 Torques", 20), SENTENCE.format(f"P-{torque}", torque)]]))
    return path


def test_commands_go_through_the_service_that_owns_the_home(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    home, url = served
    ingested = millwright(home, "ingest", str(pump(tmp_path, 31)))
    assert ingested.returncode == 0, ingested.stderr
    assert "pump31.pdf: 1 page, 1 chunk" in ingested.stdout
    found = json.loads(millwright(home, "search", "P-31 cover bolts", "--json").stdout)
    assert "31 Nm" in found["hits"][0]["text"]
    answer = json.loads(typed(home, "ask", "torque of P-31 bolts", "--json").stdout)
    assert "31 Nm" in answer["text"]
    second = millwright(home, "serve", "--port", str(free_port()))
    assert second.returncode == 1
    assert f"served already, at {url}" in second.stderr


def test_files_are_taken_in_and_answered_from_while_the_real_page_is_open(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    home, url = served
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1024, "height": 768})
        page.goto(url)
        expect(page.get_by_label("Your question")).to_be_visible(timeout=60_000)
        ingested = millwright(home, "ingest", str(pump(tmp_path, 47)))
        assert ingested.returncode == 0, ingested.stderr
        page.get_by_label("Your question").fill("torque of the cover bolts of P-47")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator(".mw-quote").first).to_contain_text("47 Nm", timeout=60_000)
        browser.close()


def test_a_taken_port_is_one_sentence(served: tuple[Path, str], tmp_path: Path) -> None:
    port = served[1].rpartition(":")[2]
    result = millwright(tmp_path / "other", "serve", "--port", port)
    assert result.returncode == 1
    last_line = result.stderr.strip().splitlines()[-1]
    assert last_line.startswith(f"millwright: Port {port} is taken")


def test_a_killed_owner_leaves_nothing_in_the_way(home: Path) -> None:
    with serving(home, **ALONE) as (_, process):
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    result = typed(home, "search", "cover bolts", "--json", **ALONE)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["hits"]


def test_serve_takes_the_home_over_from_a_running_ingest(tmp_path: Path) -> None:
    pages: list[Page] = [
        [
            (f"{group} Valve group {group}", 20),
            *(f"Valve V{group}-{valve} opens at {group + valve} bar." for valve in range(20)),
        ]
        for group in range(1, 120)
    ]
    book = tmp_path / "book.pdf"
    book.write_bytes(pdf(pages))
    home = tmp_path / "home"
    ingest = started(home, "ingest", str(book), "--json", **ALONE)
    # As soon as it has said where it answers, it owns the home.
    deadline = time.monotonic() + 60
    while not (home / "owner.json").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    port = free_port()
    service = started(home, "serve", "--port", str(port), **ALONE)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", service)
        assert ingest.poll() is None
        output, errors = ingest.communicate(timeout=200)
        assert ingest.returncode == 0, errors
        (job,) = json.loads(output)
        assert job["state"] == "done"
        assert job["pages"] == 119
        owner = json.loads((home / "owner.json").read_text())
        assert (owner["kind"], owner["pid"]) == ("serve", service.pid)
        hits = json.loads(typed(home, "search", "V77-3 valve", "--json").stdout)["hits"]
        assert "V77-3 opens at 80 bar" in hits[0]["text"]
    finally:
        service.send_signal(signal.SIGTERM)
        service.communicate(timeout=60)


def test_another_encoder_is_refused_until_all_is_embedded_anew(home: Path) -> None:
    with closing(sqlite3.connect(home / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("UPDATE facts SET value = 'other/768/abc' WHERE name = 'encoder'")
    refused = typed(home, "search", "cover bolts")
    assert refused.returncode == 1
    assert "millwright reembed" in refused.stderr
    done = typed(home, "reembed")
    assert done.returncode == 0, done.stderr
    assert "pump25.pdf: done." in done.stdout
    with opened(home) as service:
        hits = service.search("P-25 cover bolts", scope=Scope()).hits
    assert "25 Nm" in hits[0].text

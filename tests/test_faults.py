"""Kills and damaged files, in a shorter form than `millwright eval faults` gives them."""

from pathlib import Path

import pytest

from app.commands.faults_damage import damage_figures
from app.commands.faults_kill import kill_figures
from tests.homes import made
from tests.pdf_files import Page, pdf


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the services go without the second encoder: of its vectors no figure says anything."""
    monkeypatch.setenv("MILLWRIGHT_ACROSS_ENCODER", "")


def test_a_killed_service_goes_on_where_it_stood(tmp_path: Path) -> None:
    printed = tmp_path / "printed.pdf"
    pages: list[Page] = [[(f"{n} Pump {n}", 20), f"Pump P-{n} takes {n} Nm."] for n in range(1, 9)]
    printed.write_bytes(pdf(pages))
    files = (
        printed,
        made(tmp_path, "long.html", 40),
        made(tmp_path, "short.html", 3, seed=2),
    )
    figures = list(kill_figures(2, tmp_path, seed=11, files=files))
    assert [figure.name for figure in figures if not figure.met] == []


def test_damaged_files_fail_alone(tmp_path: Path) -> None:
    figures = list(damage_figures(20, tmp_path, seed=15, with_bombs=False))
    assert [figure.name for figure in figures if not figure.met] == []

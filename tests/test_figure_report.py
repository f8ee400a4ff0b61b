"""What a measurement says where `make setup` has left out what it writes its files with."""

import pytest

from app.commands.figure_report import writing_files
from store.errors import MillwrightError


def test_a_missing_writer_is_named_with_what_installs_it() -> None:
    with pytest.raises(MillwrightError, match="lacks python-docx: run `make dev`"), writing_files():
        raise ModuleNotFoundError("No module named 'docx.shared'", name="docx.shared")


def test_any_other_missing_module_is_a_fault_of_ours() -> None:
    with pytest.raises(ModuleNotFoundError), writing_files():
        raise ModuleNotFoundError("No module named 'evals.nothing'", name="evals.nothing")

"""What a parser raises on a damaged file, and what is not to be told as damage."""

import pytest

from ingest.formats.damage import read_as
from store.errors import FileRejected


def deep(level: int) -> int:
    return deep(level + 1)


def test_a_parsers_fault_is_a_rejection_that_names_its_line() -> None:
    with (
        pytest.raises(FileRejected, match=r"read as a workbook.*KeyError.*test_damage\.py line \d"),
        read_as("a workbook"),
    ):
        dict[str, bytes]()["styles.xml"]


def test_too_much_memory_is_not_told_as_damage() -> None:
    with pytest.raises(MemoryError), read_as("a workbook"):
        bytes(1 << 62)


def test_too_deep_a_nesting_is_not_told_as_damage() -> None:
    with pytest.raises(RecursionError), read_as("an HTML page"):
        deep(0)

"""What a parser raises on a damaged file, and what is not to be told as damage."""

import errno
import io
import zipfile
from pathlib import Path

import pytest

from ingest.child import unpacked_in_child
from ingest.formats.damage import read_as
from ingest.orders import Bounds, UnpackingOrder
from store.errors import FileRejected, StoreUnavailable


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


def test_a_full_disk_is_not_told_as_damage() -> None:
    with pytest.raises(OSError, match="No space left"), read_as("a workbook"):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(FileRejected), read_as("a workbook"):
        raise OSError(errno.EIO, "Input/output error")


def test_a_zip_that_finds_no_room_is_left_for_later_and_loses_no_file(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("pump.md", "# Pump\n\nTighten the cover to 25 Nm.\n")
    path, into = tmp_path / "manuals.zip", tmp_path / "parts"
    path.write_bytes(packed.getvalue())
    into.mkdir()
    order, bounds = UnpackingOrder(path, "zip", into), Bounds(60.0, 512)
    # All that is written there meets a full disk.
    (into / "part-00000").symlink_to("/dev/full")
    with pytest.raises(StoreUnavailable, match="disk is full"):
        unpacked_in_child(order, bounds=bounds, look=lambda: None)
    (into / "part-00000").unlink()
    (part,) = unpacked_in_child(order, bounds=bounds, look=lambda: None)
    assert (part.name, part.problem) == ("pump.md", None)

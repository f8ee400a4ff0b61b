"""What is read ahead is in the system's page cache, and nothing stands in the way."""

import ctypes
import mmap
import os
from pathlib import Path

import pytest

from store.page_cache import read_ahead

SIZE = 4 * 1024 * 1024


def kept_pages(path: Path) -> int:
    """Return how many pages of a file the system has in memory."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        pages = -(-len(mapped) // mmap.PAGESIZE)
        told = (ctypes.c_ubyte * pages)()
        start = ctypes.c_char.from_buffer(mapped)
        libc = ctypes.CDLL(None, use_errno=True)
        failed = libc.mincore(
            ctypes.c_void_p(ctypes.addressof(start)), ctypes.c_size_t(len(mapped)), told
        )
        del start
        assert not failed, os.strerror(ctypes.get_errno())
        return sum(one & 1 for one in told)


@pytest.fixture
def forgotten(tmp_path: Path) -> Path:
    """A file in a folder of a folder that the system has forgotten."""
    path = tmp_path / "segments" / "one" / "matrix.dat"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.write(os.urandom(SIZE))
        file.flush()
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if kept_pages(path):
        pytest.skip("The file system keeps its files in memory.")
    return path


def test_files_are_in_memory_once_they_are_read_ahead(forgotten: Path) -> None:
    read_ahead(forgotten.parents[1]).join()
    assert kept_pages(forgotten) == SIZE // mmap.PAGESIZE


def test_what_is_too_large_is_left_where_it_is(forgotten: Path) -> None:
    read_ahead(forgotten.parents[1], most=SIZE - 1).join()
    assert kept_pages(forgotten) == 0


def test_a_folder_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    read_ahead(tmp_path / "gone").join()

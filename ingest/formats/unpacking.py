"""What comes out of a ZIP, counted as it comes: no header's claim is believed."""

import io
import zipfile
from typing import IO, Any

from ingest.formats.budgets import Limits
from store.errors import FileRejected

_MEGABYTE = 1_000_000
# Small entries may be as repetitive as they like.
_RATIO_FROM = 50 * _MEGABYTE


class Unpacked:
    """The entries of one archive, all drawing on the same budget."""

    def __init__(self, packed: zipfile.ZipFile, size: int, limits: Limits) -> None:
        """Take an open archive, its file of `size` bytes; refuse one with too many entries."""
        if len(packed.infolist()) > limits.max_entries:
            raise FileRejected(
                f"It holds {len(packed.infolist())} files; the limit is {limits.max_entries} "
                "(setting max_entries)."
            )
        self._packed = packed
        self._size = max(size, 1)
        self._limits = limits
        self._count = 0

    def open(self, entry: zipfile.ZipInfo | str) -> io.BufferedReader:
        """Return an entry as a stream; reading it raises FileRejected where a budget is spent."""
        info = entry if isinstance(entry, zipfile.ZipInfo) else self._packed.getinfo(entry)
        if info.flag_bits & 1:
            raise FileRejected("It is encrypted: save a copy without a password and ingest that.")
        return io.BufferedReader(_Counted(self._packed.open(info), self), 1 << 16)

    def count(self, length: int, so_far: int) -> None:
        """Take note of bytes that came out, `so_far` of them from one entry."""
        self._count += length
        if self._count > self._limits.max_unpacked_mb * _MEGABYTE:
            raise FileRejected(
                f"It unpacks to more than {self._limits.max_unpacked_mb} MB "
                "(setting max_unpacked_mb)."
            )
        if so_far > _RATIO_FROM and so_far > self._size * self._limits.max_ratio:
            raise FileRejected(
                f"It unpacks to more than {self._limits.max_ratio} times its size: "
                "a manual does not, so it was not unpacked."
            )


class _Counted(io.RawIOBase):
    def __init__(self, stream: IO[bytes], unpacked: Unpacked) -> None:
        self._stream = stream
        self._unpacked = unpacked
        self._so_far = 0

    def readable(self) -> bool:
        return True

    # Anything with a writable buffer: its type has no name before Python 3.12.
    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        content = self._stream.read(len(view))
        self._so_far += len(content)
        self._unpacked.count(len(content), self._so_far)
        view[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()

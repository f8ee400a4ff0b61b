"""How fast, and with how much memory: each figure beside the time of what it is built from."""

import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_SAMPLE_SECONDS = 0.2
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: ours, the peer's, and what was asked for."""

    name: str
    ours: str
    peer: str
    asked: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Latency:
    """Median and 95th percentile of repeated calls, in milliseconds."""

    median: float
    p95: float


def latency(seconds: Sequence[float]) -> Latency:
    """Return median and p95 of call times given in seconds."""
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Latency(statistics.median(ordered) * 1000, last * 1000)


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds a call took."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def paired_latencies(
    ours: Callable[[str], object], parts: Callable[[str], object], questions: Sequence[str]
) -> tuple[Latency, Latency]:
    """Return the latencies of both on the same questions, taken in turns.

    In turns, and in changing order, so that a busy machine slows both alike.
    """
    for question in questions[:5]:
        ours(question)
        parts(question)
    our_times: list[float] = []
    part_times: list[float] = []
    for number, question in enumerate(questions):
        turns = [(ours, our_times), (parts, part_times)]
        for action, times in reversed(turns) if number % 2 else turns:
            started = time.perf_counter()
            action(question)
            times.append(time.perf_counter() - started)
    return latency(our_times), latency(part_times)


class PeakMemory:
    """Watches the resident memory of a process and its children, in MB."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak = 0.0

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def now(self) -> float:
        """Return the present resident memory of the process and its children."""
        try:
            total = self._process.memory_info().rss
            own = self._process.cmdline()
            for child in self._process.children(recursive=True):
                # One that is only being started still has its parent's own memory.
                if child.cmdline() != own:
                    total += child.memory_info().rss
        except psutil.NoSuchProcess:
            return 0.0
        return total / _MEGABYTE

    def _watch(self) -> None:
        while not self._stop.wait(_SAMPLE_SECONDS):
            self.peak = max(self.peak, self.now())


def run_watched(command: Sequence[str], environment: dict[str, str]) -> tuple[str, float, float]:
    """Run a command to its end; return its output, its seconds and its peak memory in MB.

    Raises subprocess.CalledProcessError where it fails.
    """
    started = time.perf_counter()
    with (
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process,
        PeakMemory(process.pid) as memory,
    ):
        output, errors = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    return output, time.perf_counter() - started, memory.peak


def load_average() -> str:
    """Return the machine's load and cores, which belong beside every figure."""
    one, five, _ = psutil.getloadavg()
    return f"load {one:.1f} (1 min), {five:.1f} (5 min) on {psutil.cpu_count()} cores"


def file_line(path: Path) -> str:
    """Return a file's name and size, to name the corpus of a measurement."""
    return f"{path.name}, {path.stat().st_size / _MEGABYTE:.1f} MB"

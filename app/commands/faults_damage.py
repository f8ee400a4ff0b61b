"""Damaged files and bombs: each fails with a sentence, or gives what is sound of it."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from app.commands.console import note
from evals.damage import bombs, damaged_files
from evals.made_manuals import made_manual
from evals.served_home import ServedHome
from evals.speed import Figure
from ingest.child import READER
from store.settings import CHECKOUT

_SAMPLES = CHECKOUT / "data" / "samples"
_MEMORY_MB = 1024
_SECONDS_A_FILE = 60
_PATIENCE_SECONDS = 3600.0
_LOOK_SECONDS = 0.05


def damage_figures(
    count: int, folder: Path, *, seed: int, with_bombs: bool = True
) -> Iterator[Figure]:
    """Yield what became of so many damaged files and, if asked for, of all bombs."""
    pdfs = sorted(_SAMPLES.glob("*.pdf"))[:2]
    settings = {
        "MILLWRIGHT_PARSE_MEMORY_MB": str(_MEMORY_MB),
        "MILLWRIGHT_PARSE_TIMEOUT_SECONDS": str(_SECONDS_A_FILE),
    }
    with ServedHome(folder / "home", **settings) as service, _Readers(service.pid) as readers:
        good = folder / "good.html"
        good.write_text(made_manual(4, seed=7), encoding="utf-8")
        jobs: dict[str, str] = {}
        for name, content in (
            *damaged_files(count, pdfs, seed=seed),
            *(bombs() if with_bombs else ()),
        ):
            path = folder / "upload"
            path.write_bytes(content)
            jobs[service.upload(path, name=name)] = name
        last = service.upload(good)
        ended = service.ended([last, *jobs], timeout=_PATIENCE_SECONDS)
        sound = ended.pop(last)
        found = service.search("tighten the pump")["hits"]
        alive = service.alive
    tally = Counter(str(job["state"]) for job in ended.values())
    wrong = [job for job in ended.values() if not _ended_well(job)]
    for job in wrong:
        note(f"{job['file']}: {job['state']}, {job['error']}")
    for job in ended.values():
        if not job["file"][:3].isdigit():
            outcome = job["error"] or f"done, {job['chunks_total']} chunks"
            note(f"bomb {job['file']}: {outcome} {' '.join(job['remarks'])}")
    yield Figure(
        f"{count} damaged files and {len(ended) - count} bombs",
        f"{tally['failed']} failed with a sentence, {tally['done']} gave what is sound, "
        f"{len(wrong)} neither",
        "",
        "every one of both kinds",
        not wrong,
    )
    yield Figure(
        "Most memory of a reader",
        f"{readers.most:.0f} MB",
        "",
        f"at most {_MEMORY_MB} MB, the setting",
        readers.most <= _MEMORY_MB,
    )
    yield Figure(
        "The service afterwards",
        "answers" if alive and found and sound["state"] == "done" else "does not answer",
        "",
        "answers from a sound file handed in last",
        bool(alive and found and sound["state"] == "done"),
    )


def _ended_well(job: dict[str, Any]) -> bool:
    if job["state"] == "done":
        return job["chunks_total"] > 0 or bool(job["remarks"])
    error = str(job["error"])
    return (
        job["state"] == "failed"
        and bool(job["permanent"])
        and error.startswith(f"{job['file']}: ")
        and error.endswith((".", ".)"))
        and "Traceback" not in error
    )


class _Readers:
    """Watches the most resident memory of the readers that a service starts, in MB."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.most = 0.0

    def __enter__(self) -> "_Readers":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK_SECONDS):
            with suppress(psutil.Error):
                for child in self._process.children(recursive=True):
                    # One that is only being started still has the service's own memory.
                    with suppress(OSError, psutil.Error):
                        if READER in " ".join(child.cmdline()):
                            self.most = max(self.most, _peak_mb(child.pid))


def _peak_mb(pid: int) -> float:
    """The most memory that was ever resident, as the kernel kept it; 0 where it is gone."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)

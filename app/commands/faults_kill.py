"""The service killed at random moments of taking manuals in: nothing may be lost, or come twice."""

import hashlib
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.commands.console import note
from app.commands.measuring_home import home_of_its_own
from evals.made_manuals import made_manual
from evals.served_home import ServedHome
from evals.speed import Figure
from store.index import Lane
from store.settings import CHECKOUT, load_settings

_SAMPLES = CHECKOUT / "data" / "samples"
# A made manual of this many sections takes long enough to be killed in the middle of.
_SECTIONS = (60, 140, 30)
_PATIENCE_SECONDS = 900.0
# A kill comes within this part of the time that an undisturbed run takes.
_KILLS_A_RUN = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """What a home holds in the end: digests of payloads by chunk, and what the catalog says."""

    chunks: Mapping[str, str]
    without_vector: int
    revisions: tuple[tuple[str, str, int, int], ...]
    received: int
    jobs: tuple[str, ...]


def kill_figures(
    kills: int, folder: Path, *, seed: int, files: Sequence[Path] = ()
) -> Iterator[Figure]:
    """Yield what is left after so many kills, beside an undisturbed run of the same files.

    Where all files are in before the kills are used up, another home takes them in from anew.
    """
    manuals = tuple(files) or _manuals(folder)
    chance = random.Random(seed)
    started = time.monotonic()
    undisturbed, _ = _taken_in(folder / "undisturbed", manuals, kills=0, latest=0, chance=chance)
    # Late enough to meet every stage, and early enough for several kills a home.
    latest = (time.monotonic() - started) / _KILLS_A_RUN
    note(f"undisturbed: {len(undisturbed.chunks)} chunks of {len(manuals)} manuals")
    homes: list[Kept] = []
    left = kills
    while left:
        kept, left = _taken_in(
            folder / f"killed-{len(homes)}", manuals, kills=left, latest=latest, chance=chance
        )
        homes.append(kept)
        note(f"home {len(homes)}: {len(kept.chunks)} chunks, {left} kills left")
    lost = more = other = 0
    for kept in homes:
        lost += len(undisturbed.chunks.keys() - kept.chunks.keys())
        more += len(kept.chunks.keys() - undisturbed.chunks.keys())
        both = undisturbed.chunks.keys() & kept.chunks.keys()
        other += sum(kept.chunks[chunk] != undisturbed.chunks[chunk] for chunk in both)
    yield Figure(
        f"Chunks after {kills} kills in {len(homes)} homes",
        f"{lost} lost, {more} too many, {other} changed",
        f"undisturbed {len(undisturbed.chunks)} a home",
        "the same",
        not (lost or more or other),
    )
    without = sum(kept.without_vector for kept in homes)
    yield Figure("Chunks that cannot be found by meaning", str(without), "", "none", not without)
    same = sum(kept.revisions == undisturbed.revisions for kept in homes)
    once = sum(kept.received == len(manuals) for kept in homes)
    yield Figure(
        "Homes with the same revisions, each received once",
        f"{same}, {once}",
        "",
        f"{len(homes)}, {len(homes)}",
        same == once == len(homes),
    )
    stuck = [state for kept in homes for state in kept.jobs if state != "done"]
    yield Figure("Jobs that did not end well", str(len(stuck)), "", "none", not stuck)


def _manuals(folder: Path) -> tuple[Path, ...]:
    """Three samples, and three made manuals that take longer."""
    samples = sorted(_SAMPLES.glob("*.pdf"))[:3]
    made = []
    for number, sections in enumerate(_SECTIONS):
        path = folder / f"made-{number}.html"
        path.write_text(made_manual(sections, seed=number), encoding="utf-8")
        made.append(path)
    return (*samples, *made)


def _taken_in(
    home: Path, manuals: Sequence[Path], *, kills: int, latest: float, chance: random.Random
) -> tuple[Kept, int]:
    """Take the manuals in, killed on the way; return what is there then, and the kills left."""
    with ServedHome(home) as service:
        jobs = [service.upload(manual) for manual in manuals]
        while kills and any(service.job(job)["state"] != "done" for job in jobs):
            time.sleep(chance.uniform(0, latest))
            stages = [service.job(job)["stage"] for job in jobs]
            service.kill()
            kills -= 1
            note(f"killed while {', '.join(stages)}")
            service.start()
        ended = service.ended(jobs, timeout=_PATIENCE_SECONDS)
    return _kept(home, [str(job["state"]) for job in ended.values()]), kills


def _kept(home: Path, jobs: Sequence[str]) -> Kept:
    with home_of_its_own(load_settings(home=home), worker=False) as service:
        revisions = service.catalog.stored_revisions()
        chunks: dict[str, str] = {}
        without_vector = 0
        any_direction = [1.0, *[0.0] * (service.encoder.dimension - 1)]
        for revision in revisions:
            ids = []
            for chunk, payload in service.index.chunks(revision.id):
                ids.append(chunk)
                body = json.dumps(payload, sort_keys=True)
                chunks[chunk] = hashlib.sha256(body.encode()).hexdigest()
            scored = service.index.score(Lane("dense", any_direction), ids=ids)
            without_vector += len(ids) - len(scored)
        total = service.index.count()
        if total != len(chunks):
            # Chunks of no revision count as too many.
            chunks.update({f"orphan-{number}": "" for number in range(total - len(chunks))})
        known = [service.catalog.known(revision.id) for revision in revisions]
        events = service.control.events()
        return Kept(
            chunks=chunks,
            without_vector=without_vector,
            revisions=tuple(
                sorted((k.manual, k.sha256, k.chunks, k.vectors) for k in known if k is not None)
            ),
            received=sum(event.action == "received" for event in events),
            jobs=tuple(jobs),
        )

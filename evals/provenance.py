"""What a run has to keep so that it can be repeated: versions, settings, corpus, machine."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil
from pydantic import JsonValue, SecretStr

from evals.run import Corpus, Machine, ManualUsed, Run
from store.manual_values import ManualSummary
from store.settings import CHECKOUT, Settings

_LIBRARIES = (
    *("qdrant-edge-py", "sentence-transformers", "torch", "transformers", "liteparse"),
    *("llama-index-core", "mistralai", "numpy", "pytrec-eval-terrier"),
)
_MEGABYTE = 1024 * 1024


def versions() -> dict[str, str]:
    """Return the versions of Millwright, of its commit if there is one, Python and libraries."""
    found = {"millwright": _version("millwright"), "python": platform.python_version()}
    commit = _git("rev-parse", "HEAD")
    if commit:
        changed = _git("status", "--porcelain", "--untracked-files=no")
        found["commit"] = f"{commit[:12]}, with changes" if changed else commit[:12]
    return found | {library: _version(library) for library in _LIBRARIES}


def settings_kept(settings: Settings) -> dict[str, JsonValue]:
    """Return all settings but secrets, of which it says only that they are set."""
    kept: dict[str, JsonValue] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        kept[name] = "set" if isinstance(value, SecretStr) else _plain(name, value)
    return kept


def corpus_of(manuals: Iterable[ManualSummary]) -> Corpus:
    """Return what is in force, with one sha256 over manuals, revisions and files."""
    used = tuple(
        ManualUsed(
            manual=manual.manual,
            revision=revision.revision,
            language=revision.language,
            file=revision.file,
            sha256=revision.sha256,
            chunks=revision.chunks,
            vectors=revision.vectors,
        )
        for manual in manuals
        for revision in manual.revisions
        if revision.in_force
    )
    lines = sorted(f"{one.manual}\t{one.revision}\t{one.sha256}\t{one.chunks}\n" for one in used)
    return Corpus(sha256=hashlib.sha256("".join(lines).encode()).hexdigest(), manuals=used)


def machine() -> Machine:
    """Return where this process runs, and how busy it is there."""
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_mb=psutil.virtual_memory().total // _MEGABYTE,
        load=round(os.getloadavg()[0], 2),
    )


def unlike(before: Run, after: Run) -> tuple[str, ...]:
    """Return what differs between two runs beside their questions' results, a line each."""
    old_suites = {suite.name: suite.sha256 for suite in before.suites}
    lines = [
        f"suite {suite.name}: its file changed; the same questions are compared"
        for suite in after.suites
        if old_suites.get(suite.name, suite.sha256) != suite.sha256
    ]
    if before.corpus.sha256 != after.corpus.sha256:
        old = {(one.manual, one.revision, one.sha256) for one in before.corpus.manuals}
        new = {(one.manual, one.revision, one.sha256) for one in after.corpus.manuals}
        names = sorted({f"{manual} {revision}" for manual, revision, _ in old ^ new})
        lines.append(f"corpus: {', '.join(names) or 'the same files, cut into other chunks'}")
    was, now = _named(before), _named(after)
    lines.extend(
        f"{name}: {was.get(name) or 'none'} → {now.get(name) or 'none'}"
        for name in sorted({*was, *now})
        if was.get(name) != now.get(name)
    )
    return tuple(lines)


def _named(run: Run) -> dict[str, JsonValue]:
    return {
        "encoder": run.encoder,
        "answer model": run.model,
        "judge": run.judge,
        **{f"setting {name}": value for name, value in run.settings.items() if name != "home"},
        **{f"version of {name}": value for name, value in run.versions.items()},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _git(*arguments: str) -> str:
    """What git says of the checkout; empty where there is none, or no git."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=CHECKOUT, capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _plain(name: str, value: object) -> JsonValue:
    if name == "database_url" and value is not None:
        # It may carry a password.
        return "set"
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, tuple | list):
        return [str(item) for item in value]
    return str(value)

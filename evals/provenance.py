"""What a run has to keep so that it can be repeated: versions, settings, corpus, machine."""

import hashlib
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil
from pydantic import JsonValue, SecretStr

from answer.glossary import glossary_file
from evals.run import Conditions, Corpus, Machine, ManualUsed, Run
from store.encoders import EncoderFiles
from store.manual_values import ManualSummary
from store.settings import CHECKOUT, Settings

_LIBRARIES = (
    *("qdrant-edge-py", "sentence-transformers", "torch", "transformers", "liteparse"),
    *("llama-index-core", "mistralai", "numpy", "pytrec-eval-terrier"),
)
_MEGABYTE = 1024 * 1024
# Settings that decide nothing about a question: where things lie, how files are read, who judges.
_WITHOUT_BEARING = frozenset(
    (
        *("home", "log_level", "watch_folder", "require_release", "glossary", "judge_model"),
        *("max_file_mb", "max_pages", "max_unpacked_mb", "max_pixels", "encoder_batch"),
        *("parse_timeout_seconds", "parse_memory_mb", "tessdata", "ocr_languages"),
    )
)
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")


def conditions_of(settings: Settings) -> Conditions:
    """Return what a process that answers under these settings goes by, and where it runs."""
    return Conditions(
        settings=settings_kept(settings),
        versions=versions(),
        encoder=EncoderFiles(settings.encoder).fingerprint,
        model=settings.mistral_model if settings.has_model else None,
        glossary=_sha256(glossary_file(settings)),
        machine=machine(),
    )


def bearing(settings: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return those of the settings kept that questions and answers depend on."""
    return {name: value for name, value in settings.items() if name not in _WITHOUT_BEARING}


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
            languages=revision.languages,
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


def changed_manuals(before: Corpus, after: Corpus) -> tuple[str, ...]:
    """Return the revisions that one of them has and the other has not, or in other chunks."""
    old, new = (
        {(one.manual, one.revision, one.sha256, one.chunks) for one in corpus.manuals}
        for corpus in (before, after)
    )
    return tuple(sorted({f"{manual} {revision}" for manual, revision, _, _ in old ^ new}))


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
    changed = changed_manuals(before.corpus, after.corpus)
    if changed:
        lines.append(f"corpus: {', '.join(changed)}")
    vectors = {(one.manual, one.revision): one.vectors for one in before.corpus.manuals}
    lines.extend(
        f"vectors of {one.manual} {one.revision}: {then} → {one.vectors}"
        for one in after.corpus.manuals
        if not changed
        and (then := vectors.get((one.manual, one.revision), one.vectors)) != one.vectors
    )
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
        "glossary": run.glossary and f"sha256 {run.glossary[:12]}",
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


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


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
    return _CREDENTIALS.sub("set", str(value))

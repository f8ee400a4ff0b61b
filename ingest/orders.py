"""What a process that reads a file is told: which file, and what it may take."""

from dataclasses import dataclass, field
from pathlib import Path

from ingest.formats.budgets import Limits


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What the child needs to know to read a file; `name` is the one it was handed in under."""

    path: Path
    manual: str
    sha256: str
    encoder: str
    language: str | None
    name: str
    limits: Limits = field(default_factory=Limits)
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnpackingOrder:
    """What the child needs to know to take the documents out of a file, into a folder."""

    path: Path
    media_type: str
    into: Path
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take: seconds by the clock, anew after each scan that it has read, and MB
    of resident memory.
    """

    seconds: float
    memory_mb: int

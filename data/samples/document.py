"""What a sample manual is before it is set, and where everything in it came to stand."""

from dataclasses import dataclass, field
from typing import Literal

SIGNALS = {
    "DANGER": "#c8102e",
    "WARNING": "#e8710a",
    "CAUTION": "#c79a00",
    "NOTICE": "#1f5fa8",
    "GEFAHR": "#c8102e",
    "WARNUNG": "#e8710a",
    "VORSICHT": "#c79a00",
    "HINWEIS": "#1f5fa8",
}
WORDS = {
    "en": {
        "contents": "Contents",
        "index": "Index",
        "table": "Table",
        "figure": "Figure",
        "revision": "Revision",
        "machine": "Machine",
        "document": "Document no.",
        "date": "Date of issue",
        "language": "Original instructions (English)",
    },
    "de": {
        "contents": "Inhaltsverzeichnis",
        "index": "Stichwortverzeichnis",
        "table": "Tabelle",
        "figure": "Abbildung",
        "revision": "Ausgabe",
        "machine": "Maschine",
        "document": "Dokument-Nr.",
        "date": "Ausgabedatum",
        "language": "Originalbetriebsanleitung (Deutsch)",
    },
}


@dataclass(frozen=True)
class Manual:
    """One PDF file to set: what the catalog says of it, how it looks, and its text."""

    file: str
    manual: str
    title: str
    subtitle: str
    maker: str
    document: str
    machine: str
    revision: str
    language: str
    effective: str
    accent: str
    emblem: str
    labels: Literal["running", "chapter"]
    front: str
    text: str
    contents_depth: int = 3


@dataclass(frozen=True)
class Entry:
    """A heading as the contents list it."""

    level: int
    number: str
    title: str
    label: str
    page: int


@dataclass
class Places:
    """Where everything came to stand in one pass."""

    entries: list[Entry] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    steps: list[tuple[int, int]] = field(default_factory=list)

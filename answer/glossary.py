"""The plant's own words for what manuals call otherwise: a file that its owner edits."""

import csv
import io
import logging
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from answer.identifiers import identifiers
from store.settings import Settings

logger = logging.getLogger(__name__)

# A glossary is some kilobytes; more than this is another file under its name.
_LARGEST = 2 * 1024 * 1024
_LONGEST_TERM = 80
# Before one word stands for everything.
_MOST_ADDED = 8
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms that mean the same; the first is the manuals' own."""

    line: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GlossaryContent:
    """What a glossary file holds: its entries, and a sentence for each line that is wrong."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Widened:
    """What a glossary adds to a question."""

    manual_terms: tuple[str, ...] = ()
    """The manuals' words for what the question says in the plant's."""
    synonyms: tuple[str, ...] = ()
    """All other words for what it says."""


class Glossary:
    """A glossary file, read anew when it changed. Safe to use from several threads.

    A line is `term;synonym;synonym…`, the manuals' term first; commas or tabs in place of the
    semicolons, quotes, a byte order mark and lines beginning with `#` are fine.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._content = GlossaryContent()
        self._patterns: tuple[tuple[Entry, tuple[re.Pattern[str], ...]], ...] = ()

    def content(self) -> GlossaryContent:
        """Return what the file holds now; nothing where there is none."""
        with self._lock:
            self._refresh()
            return self._content

    def named(self, question: str) -> frozenset[str]:
        """Return the words of the question that are terms of the glossary, or parts of one."""
        with self._lock:
            self._refresh()
            patterns = self._patterns
        return frozenset(
            word
            for _, spelled in patterns
            for pattern in spelled
            for match in pattern.finditer(question)
            for word in _WORD.findall(match.group())
        )

    def widened(self, question: str) -> Widened:
        """Return what the glossary adds to a question: other words for what it names."""
        with self._lock:
            self._refresh()
            patterns = self._patterns
        first: dict[str, None] = {}
        others: dict[str, None] = {}
        for entry, spelled in patterns:
            named = [p.search(question) is not None for p in spelled]
            if not any(named):
                continue
            for number, (term, here) in enumerate(zip(entry.terms, named, strict=True)):
                if not here:
                    (first if number == 0 else others)[term] = None
        return Widened(tuple(first)[:_MOST_ADDED], tuple(others)[:_MOST_ADDED])

    def _refresh(self) -> None:
        try:
            status = self.path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
        except OSError:
            stamp = None
        if stamp == self._stamp:
            return
        self._stamp = stamp
        self._content = read_glossary(self.path) if stamp is not None else GlossaryContent()
        self._patterns = tuple(
            (entry, tuple(_pattern(term) for term in entry.terms))
            for entry in self._content.entries
        )
        for problem in self._content.problems:
            logger.warning("glossary", extra={"reason": problem})


def glossary_file(settings: Settings) -> Path:
    """Return where the glossary lies, or would."""
    return (settings.glossary or settings.home / "glossary.csv").expanduser()


def read_glossary(path: Path) -> GlossaryContent:
    """Return what a glossary file holds; what is wrong with it comes back as sentences."""
    try:
        if path.stat().st_size > _LARGEST:
            return GlossaryContent(problems=(f"{path.name} has over 2 MB: it is no glossary.",))
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = path.read_bytes()[: error.start].count(b"\n") + 1
        return GlossaryContent(
            problems=(f"{path.name}, line {broken}: not UTF-8; save it as “CSV UTF-8”.",)
        )
    except OSError as error:
        return GlossaryContent(problems=(f"{path} cannot be read: {error.strerror}.",))
    entries: list[Entry] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip(" \t;,\ufeff") or line.lstrip().startswith("#"):
            continue
        terms, problem = _terms(line)
        if problem is None:
            twice = next((term for term in terms if term.casefold() in seen), None)
            if twice is not None:
                problem = f"“{twice}” stands in line {seen[twice.casefold()]} already"
        if problem is not None:
            problems.append(f"{path.name}, line {number}: {problem}.")
            continue
        seen.update((term.casefold(), number) for term in terms)
        entries.append(Entry(number, terms))
    return GlossaryContent(tuple(entries), tuple(problems))


def _terms(line: str) -> tuple[tuple[str, ...], str | None]:
    """The terms of a line, and what is wrong with it."""
    separator = next((mark for mark in ";\t," if mark in line), ";")
    try:
        (cells,) = csv.reader(io.StringIO(line), delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return (), "a quotation mark is not closed"
    terms = tuple({cell.casefold(): cell for cell in map(_tidy, cells) if cell}.values())
    if len(terms) < 2:
        return (), "a term and at least one synonym are needed, divided by semicolons"
    for term in terms:
        if len(term) > _LONGEST_TERM:
            return (), f"“{term[:30]}…” is too long for a term"
        if not any(letter.isalpha() for letter in term):
            return (), f"“{term}” is no word"
    return terms, None


def _tidy(cell: str) -> str:
    return " ".join(cell.split())


def _pattern(term: str) -> re.Pattern[str]:
    """What finds a term as a whole, in the plural too; a code in this very spelling alone."""
    body = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", term)))
    ending = "" if identifiers(term) else r"(?:e?s|e?n)?"
    return re.compile(rf"(?<![\w-]){body}{ending}(?![\w-])", re.IGNORECASE)

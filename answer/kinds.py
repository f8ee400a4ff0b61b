"""Machines that a question names by their kind: "on the lathe", "des Kompressors"."""

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from answer.language import comparable, language_of
from answer.subject import subject_terms
from store.document_kinds import KIND, PURPOSES
from store.encoders import DenseEncoder
from store.manual_values import StoredRevision
from store.vocabulary import Vocabulary

Frequencies = Callable[[Sequence[StoredRevision]], Vocabulary]

# How alike the vectors of two words must be to name one kind of machine in two languages:
# Kompressor and compressor are .77, Presse and press .80, Förderband and conveyor .75; Druck and
# press .67, Drehmaschine and lathe .60, which the question then does not name.
_SAME_KIND = 0.72

BEHIND_ARTICLE = (
    r"\b(?:the|this|that|our|my|der|die|das|dem|den|des|am|beim|vom|zum|zur|im|unser\w*|dies\w*)\s+"
)
# Where a question is asked, and not what it asks about: "… on the lathe?"
_ASIDE = (
    r"(?:^|\s+)(?:(?:on|of|for|at|in|from|to|with|von|bei|an|auf|mit)\s+"
    r"(?:the|this|that|our|my|der|die|das|dem|den|unser\w*|dies\w*)|des|am|beim|vom|zum|zur|im)\s+"
)
# No noun joins another one in German, so what follows is not a part's name.
_GERMAN = r"\s+(?:(?:an|auf|bei|mit|von|in)\s+(?:dem|den|der)|des|am|beim|vom|zum|zur|im)\s+"
_ENDED = r"\s*(?=[?!.,;:]|$)"
# What a title says of the document behind the machine: "… Operating and Maintenance Manual".
_DOCUMENT = rf"(?=\s+{KIND}(?!\w))"
# What says of no machine which one it is.
_NO_KIND = re.compile(
    rf"and|und|{PURPOSES}|{KIND}|series|serie|type|typ|model|modell|modello|version|machine|maschine|"
    r"macchina|máquina|unit|gerät|system|device|anlage|product|equipment"
)
_NOUN = re.compile(rf"{BEHIND_ARTICLE}(?P<noun>[^\W\d_]{{4,}})(?![\w-])", re.IGNORECASE)


def kinds(revisions: Iterable[StoredRevision]) -> dict[str, str]:
    """Return the nouns that machines are called by beside their ids, with the id.

    "CNC Lathe CL-450" makes `lathe` CL-450, as long as no other machine is one, and so do "CL-450
    Lathe Manual", and "the lathe CL-450" where the manual begins and its title says nothing.
    """
    found: dict[str, set[str]] = {}
    for revision in revisions:
        for machine in revision.machines:
            called = _kind(machine, revision.title, revision.opening, revision.language)
            if called:
                found.setdefault(called, set()).add(machine)
    return {kind: next(iter(ids)) for kind, ids in found.items() if len(ids) == 1}


@functools.lru_cache(4096)
def _kind(machine: str, title: str, opening: str, language: str) -> str | None:
    named = spelled(machine).pattern
    before = rf"(?P<noun>[^\W\d_]{{4,}})[\s,]+{named}"
    ways = (
        (before, title),
        (rf"{named}\s+(?:[^\W\d_]+\s+)*?(?P<noun>[^\W\d_]{{4,}}){_DOCUMENT}", title),
        (rf"{BEHIND_ARTICLE}(?:[^\W\d_]+\s+){{0,2}}?{before}", opening),
    )
    for way, text in ways:
        for said in re.finditer(way, text, re.IGNORECASE):
            noun = said["noun"].casefold()
            if not _NO_KIND.fullmatch(noun) and subject_terms(noun, language):
                return noun
    return None


def named_by_kind(
    question: str,
    revisions: Iterable[StoredRevision],
    encoder: DenseEncoder | None,
    frequencies: Frequencies | None = None,
) -> dict[str, str]:
    """Return the machines that the question names by kind, by id, and the noun that does.

    With `frequencies`, the words of revisions, those too that it names in few words ("compressor
    oil filter torque") by what no other machine's manual speaks of. With an encoder for several
    languages, those too whose manuals are in another language than the question, where no other is
    named.
    """
    revisions = tuple(revisions)
    called = kinds(revisions)
    named = {machine: kind for kind, machine in called.items() if _of_kind(kind).search(question)}
    if not named and frequencies is not None:
        for kind, machine in called.items():
            others = [one for one in revisions if machine not in one.machines]
            if _bare(kind).search(question) and not frequencies(others).knows(kind):
                named[machine] = kind
    if named or encoder is None:
        return named
    asked_in = language_of(question)
    foreign = kinds(r for r in revisions if not comparable(r.language, asked_in))
    return _translated(question, foreign, encoder) if foreign else {}


@functools.lru_cache(4096)
def spelled(machine: str) -> re.Pattern[str]:
    """Return what finds a machine's id or name in any spelling of its separators."""
    parts = re.findall(r"[^\W\d_]+|\d+", machine)
    pattern = r"[\s_\-./]*".join(map(re.escape, parts)) or re.escape(machine)
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)


def without_kind(question: str, nouns: Iterable[str]) -> str:
    """Return the question without what the machine is called that it is asked at: "… on the lathe?"

    What a question is about stays, or a part that is named after it ("on the press table"), and so
    does a question that says nothing else.
    """
    for noun in nouns:
        aside = rf"(?:{_ASIDE}{re.escape(noun)}(?:s|es)?{_ENDED}|{_GERMAN}{re.escape(noun)}s?\b)"
        rest = re.sub(aside, "", question, flags=re.IGNORECASE).strip(" ,;:")
        question = rest if subject_terms(rest, language_of(question)) else question
    return question


def _of_kind(kind: str) -> re.Pattern[str]:
    """What names a machine by its kind: "on the lathe", "our lathe's chuck", "des Förderbands"."""
    return re.compile(BEHIND_ARTICLE + _bare(kind).pattern, re.IGNORECASE)


def _bare(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(kind)}(?:['\u2019]?s|es)?(?![\w-])", re.IGNORECASE)


def _translated(question: str, foreign: Mapping[str, str], encoder: DenseEncoder) -> dict[str, str]:
    """The machines whose kind is what a noun of the question means in another language."""
    nouns = list(dict.fromkeys(found["noun"] for found in _NOUN.finditer(question)))
    if not nouns:
        return {}
    vectors = encoder.encode([*nouns, *foreign])
    alike = vectors[: len(nouns)] @ vectors[len(nouns) :].T
    return {
        machine: nouns[row.argmax()]
        for row, machine in zip(alike.T, foreign.values(), strict=True)
        if row.max() >= _SAME_KIND
    }

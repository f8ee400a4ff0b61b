"""What a question says of its own scope: the machine it names, its serial number, a revision."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from answer.kinds import Frequencies, kinds, named_by_kind, spelled, without_kind
from store.control_values import Machine
from store.encoders import DenseEncoder
from store.machines import machine_called
from store.manual_values import StoredRevision
from store.values import Scope

InForce = Callable[[Scope], tuple[StoredRevision, ...]]

# "serial number 4711", "S/N A-4711", "Seriennummer 4711": what follows holds a digit.
_SERIAL = re.compile(
    r"\b(?:serial(?:\s+(?:number|no\.?|nr\.?))?|s/n|serien-?(?:nummer|nr\.?)|"
    r"num[ée]ro de s[ée]rie|n[úu]mero de serie|numero di serie)\s*:?\s*"
    r"(?P<serial>(?=[\w\-./]*\d)[\w][\w\-./]*\w|\d)",
    re.IGNORECASE,
)

# "Rev. B", "Ausgabe 03/2024", "manual V1.0.0", "the V1.0.0 manual".
_MANUAL = r"(?:manual|handbook|handbuch|(?:betriebs|bedienungs)?anleitung)"
_LABEL = r"(?:[Vv]\.?\s?)?\d+(?:[./-]\d+)+|[Vv]\d+"
_REVISION = re.compile(
    r"(?:\b(?:according to|in|of|from|by|nach|laut|gemäß|aus|von)\s+)?"
    r"(?:\b(?:the|der|die|dem|das)\s+)?(?:\b(?:old|former|previous|alten?|früheren?)\s+)?(?:"
    rf"\b(?:revision|rev\b\.?|ausgabe)\s*(?P<revision>{_LABEL}|\d+|[A-Za-z]\d?)(?![\w-])"
    rf"|\b{_MANUAL}\s+(?:version\s+)?(?P<after>{_LABEL})(?![\w-])"
    rf"|(?<![\w.])(?P<before>{_LABEL})\s+{_MANUAL}\b)[:,]?",
    re.IGNORECASE,
)

_LEADING_TO = (
    r"(?:\b(?:of|on|for|at|in|from|to|with|von|vom|an|am|bei|beim|für|zum|zur|im)\s+)?"
    r"(?:\b(?:the|this|that|our|my|der|die|das|dem|den|des)\s+)?"
)


@dataclass(frozen=True, slots=True)
class Scoped:
    """A question's scope, what is in force there, and the words that are left to search for."""

    scope: Scope
    revisions: tuple[StoredRevision, ...]
    words: str


def scoped(
    question: str,
    scope: Scope,
    *,
    in_force: InForce,
    machines: Sequence[Machine] = (),
    abroad: DenseEncoder | None = None,
    frequencies: Frequencies | None = None,
) -> Scoped:
    """Return the scope narrowed to the machine, serial number or revision that a question names.

    A machine counts by its id or alias, in any spelling of its separators (`HP-200`, `hp200`), or
    by its kind, and only if one alone is named and none was chosen. Its name is left out of the
    words: it says which manuals to look in, and stands on every page of them. `abroad` and
    `frequencies` are for kinds, as in `kinds.named_by_kind`. A revision counts where it would not
    answer unasked; one that is in force answers anyway.
    """
    words = question
    serial = _SERIAL.search(question)
    if serial is not None:
        words = _without(serial.re, words)
        if scope.serial is None:
            scope = scope.model_copy(update={"serial": serial["serial"]})
    revisions = in_force(scope)
    asked = _REVISION.search(words)
    if asked is not None and scope.revision is None:
        label = asked["revision"] or asked["after"] or asked["before"]
        by_label = scope.model_copy(update={"revision": label})
        former = in_force(by_label)
        if {revision.id for revision in former} - {revision.id for revision in revisions}:
            scope, revisions, words = by_label, former, without_revision(words)
    ids = machine_names(revisions, machines)
    said = named_machines(words, ids)
    named, nouns = _named(words, revisions, machines, abroad, frequencies)
    if len(named) != 1:
        return Scoped(scope, revisions, words)
    (machine_id,) = named
    called = {kind for kind, machine in kinds(revisions).items() if machine == machine_id}
    words = without_kind(without_machines(words, said), called | nouns)
    if scope.machine is None:
        scope = scope.model_copy(update={"machine": machine_id})
        revisions = in_force(scope)
    return Scoped(scope, revisions, words)


def others_named(
    question: str,
    scope: Scope,
    *,
    in_force: InForce,
    machines: Sequence[Machine] = (),
    abroad: DenseEncoder | None = None,
    frequencies: Frequencies | None = None,
) -> frozenset[str]:
    """Return the ids of the machines that a question names although another one is chosen.

    None where it names the chosen one as well, or none is chosen; one of the chosen one's type has
    the same manuals. `abroad` and `frequencies` are as in `scoped`.
    """
    if scope.machine is None:
        return frozenset()
    named, _ = _named(question, in_force(Scope()), machines, abroad, frequencies)
    chosen = machine_called(scope.machine, machines)
    own = {scope.machine.casefold()}
    own |= {machine.casefold() for one in in_force(scope) for machine in one.machines}
    if chosen is not None:
        own |= {name.casefold() for name in (chosen.id, chosen.type) if name}
    types = {machine.id: machine.type or machine.id for machine in machines}
    called = {one: {one.casefold(), types.get(one, one).casefold()} for one in named}
    if any(names & own for names in called.values()):
        return frozenset()
    return frozenset(called)


def _named(
    words: str,
    revisions: Sequence[StoredRevision],
    machines: Sequence[Machine],
    abroad: DenseEncoder | None,
    frequencies: Frequencies | None,
) -> tuple[set[str], set[str]]:
    """The ids of the machines that are named, and the nouns that name one by its kind."""
    ids = machine_names(revisions, machines)
    named = {ids[name] for name in named_machines(words, ids)}
    # "Lathe 2, a CL-450": the machine itself says more than its type.
    types = {machine.type for machine in machines if machine.id in named} - {None}
    if len(named) > 1:
        named -= types
    by_kind = {} if named else named_by_kind(words, revisions, abroad, frequencies)
    return named or set(by_kind), set(by_kind.values())


def machine_names(
    revisions: Iterable[StoredRevision], machines: Iterable[Machine] = ()
) -> dict[str, str]:
    """Return what machines are called, ids and aliases, with the id of each."""
    names = {name: name for revision in revisions for name in revision.machines}
    for machine in machines:
        names.update(dict.fromkeys((machine.id, *machine.aliases), machine.id))
    return names


def named_machines(question: str, machines: Iterable[str]) -> frozenset[str]:
    """Return those of the machines that the question names by id."""
    return frozenset(m for m in set(machines) if spelled(m).search(question))


def without_machines(question: str, machines: Iterable[str]) -> str:
    """Return the question without the names of these machines, nor "of the" in front of them."""
    for name in sorted(named_machines(question, machines), key=len, reverse=True):
        named = re.compile(_LEADING_TO + spelled(name).pattern, re.IGNORECASE)
        question = _without(named, question)
    return question


def without_revision(question: str) -> str:
    """Return the question without the revision that it names."""
    return _without(_REVISION, question)


def _without(pattern: re.Pattern[str], words: str) -> str:
    """The words without what the pattern finds, unless nothing would be left."""
    left = re.sub(r"\s+(?=[?!.,;:])", "", " ".join(pattern.sub(" ", words).split()))
    return left if any(c.isalnum() for c in left) else words

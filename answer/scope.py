"""What a question says of its own scope: the machine that it names by its id."""

import re
from collections.abc import Iterable, Sequence

from store.values import Scope, StoredRevision


def scoped(
    question: str, scope: Scope, revisions: Sequence[StoredRevision]
) -> tuple[Scope, tuple[StoredRevision, ...], str]:
    """Return scope and revisions narrowed to the machine that the question names, and the words
    to search for.

    Only an id counts, in any spelling of its separators (`HP-200`, `hp200`), and only if one
    machine alone is named and none was chosen. Its id is left out of what is searched for: it
    says which manuals to look in, and stands on every page of them.
    """
    named = named_machines(question, (m for revision in revisions for m in revision.machines))
    if len(named) != 1:
        return scope, tuple(revisions), question
    (machine,) = named
    words = " ".join(_pattern(machine).sub(" ", question).split())
    words = words if any(c.isalnum() for c in words) else question
    if scope.machine is not None:
        return scope, tuple(revisions), words
    kept = tuple(r for r in revisions if machine in r.machines)
    return scope.model_copy(update={"machine": machine}), kept, words


def named_machines(question: str, machines: Iterable[str]) -> frozenset[str]:
    """Return those of the machines that the question names by id."""
    return frozenset(m for m in set(machines) if _pattern(m).search(question))


def _pattern(machine: str) -> re.Pattern[str]:
    parts = re.findall(r"[^\W\d_]+|\d+", machine)
    spelled = r"[\s_\-./]*".join(map(re.escape, parts)) or re.escape(machine)
    return re.compile(rf"(?<![\w-]){spelled}(?![\w-])", re.IGNORECASE)

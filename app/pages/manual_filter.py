"""Which manuals an owner wants to see."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from store.manual_values import ManualSummary, RevisionSummary

T = TypeVar("T")
_Test = Callable[[RevisionSummary], bool]

ALL = "All manuals"
_TESTS: dict[str, _Test] = {
    "In force": lambda kept: kept.in_force,
    "Draft, to be released": lambda kept: kept.status == "draft",
    "To be confirmed": lambda kept: not kept.confirmed,
    "In force later": lambda kept: kept.coming,
    "Pages without text": lambda kept: bool(kept.pages_without_text),
    "More than a tenth without text": lambda kept: kept.mostly_silent,
    "Meaning still to come": lambda kept: kept.vectors < kept.chunks,
    "Amends another manual": lambda kept: kept.amends_manual is not None,
    "Withdrawn": lambda kept: kept.status == "withdrawn",
}
STATES = (ALL, *_TESTS)


def matching(manuals: Sequence[ManualSummary], words: str, state: str) -> list[ManualSummary]:
    """Return the manuals that hold all the words in what is known of them, and are in a state."""
    wanted = words.casefold().split()
    test = _TESTS.get(state)
    return [
        manual
        for manual in manuals
        if all(word in _known(manual) for word in wanted)
        and (test is None or any(test(kept) for kept in manual.revisions))
    ]


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """Return one page of a list, its number from 0, and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(0, page), pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def _known(manual: ManualSummary) -> str:
    files = [revision.file for revision in manual.revisions]
    said = (manual.title, manual.manual, manual.maker or "", manual.document_number or "")
    return "\n".join((*said, *manual.machines, *files)).casefold()

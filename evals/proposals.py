"""Cases proposed from a manual itself: its headings, its tables, and the codes that it defines."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Literal

from evals.drafts import DRAFT_TAG, Draft, now
from evals.suite import Case, Expected
from store.contents import Identifier, Passage
from store.manual_values import StoredRevision
from store.values import Place

Kind = Literal["heading", "table", "identifier"]

_NUMBER = re.compile(r"^(?:[A-Z]\.)?\d+(?:\.\d+)*\.?\s+")
_SHORTEST_TEXT = 80
_LONGEST_LABEL = 70
_LONGEST_FACT = 60
# A heading that leads with what is done: "Changing the oil".
_DOING = re.compile(r"[A-Z][a-z]+ing (?!and\b|or\b|instructions?\b)")

# 69 Hz and 0,2-0,9, not the 9 of relay K9.
_FIGURE = re.compile(r"(?<![\w-])\d")

_WORDINGS: dict[str, dict[str, str]] = {
    "en": {
        "doing": "How do I go about {text}?",
        "steps": "What are the steps of “{text}”?",
        "heading": "What does the manual say about “{text}”?",
        "table": "What is the {column} for “{row}”?",
        "fault": "What does {text} mean?",
        "parameter": "What is {text} for?",
        "part": "Which part has the number {text}?",
        "identifier": "What is {text}?",
    },
    "de": {
        "doing": "Wie geht „{text}“?",
        "steps": "Welche Schritte gehören zu „{text}“?",
        "heading": "Was sagt das Handbuch zu „{text}“?",
        "table": "Was gilt bei „{row}“ für „{column}“?",
        "fault": "Was bedeutet {text}?",
        "parameter": "Wofür ist {text}?",
        "part": "Welches Teil hat die Nummer {text}?",
        "identifier": "Was ist {text}?",
    },
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that a manual answers: where, and in which words if that is a single fact."""

    kind: Kind
    question: str
    passage: Passage
    places: tuple[Place, ...]
    basis: str
    fact: str = ""


def proposals(
    passages: Sequence[Passage], codes: Sequence[Identifier], *, language: str, limit: int
) -> tuple[Proposal, ...]:
    """Return up to `limit` proposals, the three kinds by turns, from all over the manual.

    Questions are worded in German for a German manual, in English for any other.
    """
    words = _WORDINGS.get(language, _WORDINGS["en"])
    kinds = (
        tuple(_headings(passages, words)),
        tuple(_cells(passages, words)),
        tuple(_codes(passages, codes, words)),
    )
    # A kind that has few leaves its share to the others.
    room = limit
    shares = [0] * len(kinds)
    while room > 0 and any(len(kind) > share for kind, share in zip(kinds, shares, strict=True)):
        for number, kind in enumerate(kinds):
            if room > 0 and len(kind) > shares[number]:
                shares[number] += 1
                room -= 1
    chosen = [_spread(kind, share) for kind, share in zip(kinds, shares, strict=True)]
    by_turns = chain.from_iterable(zip_longest(*chosen))
    return tuple(proposal for proposal in by_turns if proposal is not None)


def draft_id(proposal: Proposal, revision: StoredRevision) -> str:
    """Return the id of a proposal's draft: the same question of a manual has the same one again."""
    of = f"{revision.manual}\n{proposal.kind}\n{proposal.basis}"
    return f"draft-{hashlib.sha256(of.encode()).hexdigest()[:12]}"


def draft_from(proposal: Proposal, revision: StoredRevision) -> Draft:
    """Return the draft of a proposal."""
    own_id = draft_id(proposal, revision)
    return Draft(
        id=own_id,
        source="manual",
        case=Case(
            id=own_id,
            question=proposal.question,
            language=revision.language,
            answerable=True,
            expected=(
                Expected(
                    manual=revision.manual,
                    pages=tuple(sorted({place.page for place in proposal.places})),
                    sections=proposal.passage.section[-1:],
                    facts=(proposal.fact,) if proposal.fact else (),
                ),
            ),
            tags=(DRAFT_TAG, proposal.kind),
        ),
        made_at=now(),
        basis=proposal.basis,
    )


def _headings(passages: Sequence[Passage], words: dict[str, str]) -> Iterator[Proposal]:
    """A question a section, about its first text that is long enough to say something."""
    headings = Counter(path[-1] for path in {p.section for p in passages} if path)
    seen: set[tuple[str, ...]] = set()
    for passage in passages:
        long_enough = passage.kind in ("paragraph", "text", "procedure") and (
            len(passage.text) >= _SHORTEST_TEXT
        )
        if not long_enough or not passage.section or passage.section in seen:
            continue
        seen.add(passage.section)
        heading = passage.section[-1]
        bare = _NUMBER.sub("", heading).strip()
        # "Technical data" of three machines in one manual would be three right places.
        if headings[heading] > 1 or not 3 <= len(bare) <= _LONGEST_LABEL:
            continue
        wording = "steps" if passage.kind == "procedure" else "heading"
        if _DOING.match(bare) and words is _WORDINGS["en"]:
            wording, bare = "doing", bare[0].lower() + bare[1:]
        question = words[wording].format(text=bare)
        yield Proposal("heading", question, passage, passage.places, basis=heading)


def _cells(passages: Sequence[Passage], words: dict[str, str]) -> Iterator[Proposal]:
    """A question a cell with a figure in it: row label and column header ask for it."""
    for passage in passages:
        if not passage.header or len(passage.rows) < 2:
            continue
        columns = [_column(passage.header, number) for number in range(len(passage.header[-1]))]
        labels = Counter(row[0] for row in passage.rows if row)
        for number, row in enumerate(passage.rows):
            label = row[0].strip() if row else ""
            # A label of a number alone says nothing; one that comes twice leaves open which.
            if labels[label] != 1 or not _is_words(label) or len(label) > _LONGEST_LABEL:
                continue
            for column, cell in list(zip(columns, row, strict=False))[1:]:
                fact = cell.strip()
                if not _is_fact(fact) or not _is_words(column) or len(column) > _LONGEST_LABEL:
                    continue
                yield Proposal(
                    "table",
                    words["table"].format(row=label, column=_inside(column, words)),
                    passage,
                    _row_places(passage, number),
                    basis=f"{_where(passage)}: {label} × {column}",
                    fact=fact,
                )


def _codes(
    passages: Sequence[Passage], codes: Sequence[Identifier], words: dict[str, str]
) -> Iterator[Proposal]:
    """A question a code that the manual defines in one place."""
    by_id = {passage.id: passage for passage in passages}
    told = _once_a_section(codes, by_id)
    places = Counter(code.key for code in told)
    for code in told:
        passage = by_id.get(code.passage)
        if passage is None or places[code.key] != 1:
            continue
        row = passage.rows[code.row] if code.row is not None else ()
        others = [cell.strip() for cell in row if cell.strip() and code.code not in cell]
        yield Proposal(
            "identifier",
            words.get(code.kind, words["identifier"]).format(text=code.code),
            passage,
            passage.places if code.row is None else _row_places(passage, code.row),
            basis=f"{_where(passage)}: {code.code}",
            fact=others[0] if others and len(others[0]) <= _LONGEST_FACT else "",
        )


def _once_a_section(codes: Sequence[Identifier], by_id: Mapping[str, Passage]) -> list[Identifier]:
    """Codes that head a section are defined by all of its parts: the first one stands for it."""
    told: list[Identifier] = []
    first: dict[str, tuple[str, ...]] = {}
    for code in codes:
        section = by_id[code.passage].section if code.passage in by_id else ()
        head = first.get(code.key)
        if head and code.row is None and section[: len(head)] == head:
            continue
        first.setdefault(code.key, section)
        told.append(code)
    return told


def _column(header: Sequence[Sequence[str]], number: int) -> str:
    """A column's headers from the top down; a merged one counts once."""
    said = (row[number].strip() for row in header if number < len(row))
    return ", ".join(dict.fromkeys(text for text in said if text))


def _inside(column: str, words: dict[str, str]) -> str:
    """A header in the middle of a sentence: `Test force` is small there, `RPM` and nouns in German
    are not.
    """
    first = column.split()[0]
    if words is not _WORDINGS["en"]:
        return column
    return column[0].lower() + column[1:] if first.istitle() and len(first) > 1 else column


def _is_words(text: str) -> bool:
    return sum(character.isalpha() for character in text) >= 3


def _is_fact(cell: str) -> bool:
    return _FIGURE.search(cell) is not None and len(cell) <= _LONGEST_FACT


def _where(passage: Passage) -> str:
    return passage.caption or (passage.section[-1] if passage.section else passage.kind)


def _row_places(passage: Passage, row: int) -> tuple[Place, ...]:
    own = passage.row_places[row] if row < len(passage.row_places) else ()
    return own or passage.places


def _spread(kind: Sequence[Proposal], count: int) -> list[Proposal]:
    """So many of them, evenly from the first to the last."""
    return [kind[number * len(kind) // count] for number in range(count)]


def reworded(proposal: Proposal, question: str, fact: str) -> Proposal:
    """Return a proposal in other words, and with a fact where it had none."""
    return replace(proposal, question=question, fact=proposal.fact or fact)


def drafts_from(chosen: Iterable[Proposal], revision: StoredRevision) -> tuple[Draft, ...]:
    """Return the drafts of proposals."""
    return tuple(draft_from(proposal, revision) for proposal in chosen)

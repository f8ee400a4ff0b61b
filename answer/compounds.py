"""German compounds: "Frequenz" finds "Eigenfrequenz", "Antriebsriemen" finds "Riemen"."""

import re

from store import keywords
from store.vocabulary import Vocabulary

# Shorter parts stand in too many words by chance: "rat" in "Betriebsart".
_SHORTEST_PART = 5
_SHORTEST_REST = 3
# More would outweigh what was asked.
_MOST = 3
_WORD = re.compile(r"[^\W\d_]+")


def kindred(question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return words of the manuals that a German question's words are part of, or made of.

    Compounds that begin or end with a word of the question, those first that most chunks hold; of
    a compound that no manual knows the longest known word that it ends in.
    """
    if not vocabulary.chunks:
        return ()
    asked = dict.fromkeys(word.lower() for word in _WORD.findall(question))
    found: dict[str, None] = {}
    for word in asked:
        if len(word) < _SHORTEST_PART or not keywords.terms(word, "de"):
            continue
        compounds = _compounds(word, vocabulary)
        if vocabulary.knows(word):
            found.update(dict.fromkeys(compounds[:_MOST]))
        else:
            found.update(dict.fromkeys(compounds[:_MOST] or _parts(word, vocabulary)))
    return tuple(word for word in found if word not in asked)


def _compounds(word: str, vocabulary: Vocabulary) -> list[str]:
    longer = {
        *vocabulary.ending_with(word),
        *(other for other in vocabulary.starting_with(word)),
    }
    stem = keywords.terms(word, "de")
    return sorted(
        (
            other
            for other in longer
            if len(other) >= len(word) + _SHORTEST_REST and keywords.terms(other, "de") != stem
        ),
        key=lambda other: (-vocabulary.frequency(other), other),
    )


def _parts(word: str, vocabulary: Vocabulary) -> list[str]:
    for start in range(_SHORTEST_REST, len(word) - _SHORTEST_PART + 1):
        if vocabulary.knows(word[start:]):
            return [word[start:]]
    return []

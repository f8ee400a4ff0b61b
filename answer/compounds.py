"""German compounds: "Frequenz" finds "Eigenfrequenz", where no manual says the word by itself."""

import re

from store import keywords
from store.vocabulary import Vocabulary

# Shorter parts stand in too many words by chance: "rat" in "Apparat".
_SHORTEST_PART = 5
_SHORTEST_REST = 3
# More would outweigh what was asked.
_MOST = 3
_WORD = re.compile(r"[^\W\d_]+")


def compounds_of(question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the manuals' compounds that a German question's words stand in.

    Only for a word that stands nowhere by itself. Compounds that end in it come first, as kinds of
    what was asked; where there are none, those that begin with it; the commonest before the rarer.
    """
    found: dict[str, None] = {}
    for word in dict.fromkeys(word.lower() for word in _WORD.findall(question)):
        stem = keywords.terms(word, "de")
        is_stop_word = not stem
        if len(word) < _SHORTEST_PART or is_stop_word:
            continue
        if any(map(vocabulary.document_frequency, stem)):
            continue
        for longer in (vocabulary.ending_with(word), vocabulary.starting_with(word)):
            compounds = [other for other in longer if len(other) >= len(word) + _SHORTEST_REST]
            if compounds:
                compounds.sort(key=lambda other: (-vocabulary.frequency(other), other))
                found.update(dict.fromkeys(compounds[:_MOST]))
                break
    return tuple(found)

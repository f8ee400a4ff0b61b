"""The words of languages, as the spelling library's dictionaries have them; nothing is fetched."""

import functools

from spellchecker import SpellChecker


@functools.cache
def dictionary(language: str) -> frozenset[str]:
    """Return some 100,000 words of a language, which takes half a second the first time; none of
    one that there is no dictionary for.
    """
    if language not in SpellChecker.languages():
        return frozenset()
    return frozenset(SpellChecker(language=language).word_frequency.dictionary)

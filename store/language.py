"""Which language a text is in, told by its most frequent words."""

import re

_FREQUENT: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "is",
            "are",
            "for",
            "with",
            "this",
            "that",
            "from",
            "be",
            "on",
            "it",
            "as",
            "or",
            "not",
            "by",
            "you",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "mit",
            "für",
            "von",
            "den",
            "nicht",
            "auf",
            "ein",
            "eine",
            "wird",
            "sie",
            "zu",
            "im",
            "bei",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "est",
            "une",
            "pour",
            "dans",
            "que",
            "sur",
            "avec",
            "vous",
            "et",
            "du",
            "au",
            "ne",
            "pas",
            "par",
        ]
    ),
    "it": frozenset(
        [
            "il",
            "di",
            "che",
            "la",
            "per",
            "una",
            "sono",
            "con",
            "del",
            "non",
            "le",
            "della",
            "è",
            "si",
            "nel",
            "alla",
            "da",
            "gli",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "que",
            "una",
            "para",
            "con",
            "por",
            "del",
            "es",
            "se",
            "no",
            "en",
            "al",
            "su",
            "como",
            "más",
            "está",
        ]
    ),
    "nl": frozenset(
        [
            "de",
            "het",
            "een",
            "van",
            "en",
            "is",
            "op",
            "te",
            "voor",
            "met",
            "niet",
            "zijn",
            "aan",
            "dat",
            "deze",
            "door",
            "bij",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, *, default: str = "en") -> str:
    """Return the ISO 639-1 code of the language whose frequent words the text uses most."""
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = {code: sum(word in known for word in words) for code, known in _FREQUENT.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else default

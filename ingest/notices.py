"""Safety notices: the signal words of a level, and telling a notice from a sentence."""

import re

from store.values import NoticeLevel

# ANSI Z535.6 and ISO 3864-2 name four levels; the words are those that manuals print.
_WORDS: dict[NoticeLevel, tuple[str, ...]] = {
    "danger": ("danger", "gefahr", "pericolo", "peligro"),
    "warning": ("warning", "warnung", "avertissement", "avvertenza", "advertencia"),
    "caution": ("caution", "vorsicht", "attention", "attenzione", "precaución", "prudence"),
    "notice": (
        "notice",
        "note",
        "important",
        "hinweis",
        "anmerkung",
        "achtung",
        "wichtig",
        "remarque",
        "nota",
        "aviso",
        "avviso",
    ),
}
_LEVELS: dict[str, NoticeLevel] = {word: level for level, words in _WORDS.items() for word in words}
_ALTERNATIVES = "|".join(sorted(_LEVELS, key=len, reverse=True))
_SIGNS = r"[\s⚠☠❗!△▲\u26a0\ufe0f]*"
_ALONE = re.compile(rf"^{_SIGNS}({_ALTERNATIVES})s?{_SIGNS}[:.]?$", re.IGNORECASE)
# In front of its own text a signal word is set off: by a colon, a dash or an exclamation mark, or
# in capitals. "Warning lights are red" is a sentence.
_LEADING = re.compile(
    rf"^{_SIGNS}(?:({_ALTERNATIVES})s?\s*(?:\d+\s*)?[:：!–—]\s*(?=\S)"
    rf"|({_ALTERNATIVES.upper()})S?[\s!:–—-]+(?=\S))",
    re.IGNORECASE,
)


# Run together with what stands before it: "… 20 ms. Note: the motor …".
_INNER = re.compile(rf"(?<=[.;:)!?…])\s+(?=(?:{_ALTERNATIVES})s?\s?\d?\s?[:：])", re.IGNORECASE)


def apart_from_notices(text: str) -> list[str]:
    """Return a text cut before each signal word that announces a notice in its middle."""
    return _INNER.split(text)


def signal_word_alone(text: str) -> NoticeLevel | None:
    """Return the level if the text is a signal word and nothing else."""
    match = _ALONE.match(text)
    return _LEVELS[match.group(1).casefold()] if match else None


def leading_signal_word(text: str) -> NoticeLevel | None:
    """Return the level if the text begins with a signal word that is set off from its sentence."""
    match = _LEADING.match(text)
    if match is None:
        return None
    if match.group(1):
        return _LEVELS[match.group(1).casefold()]
    word = match.group(2)
    return _LEVELS[word.casefold()] if word.isupper() else None


def without_signal_word(text: str) -> str:
    """Return a notice's text without a first line that only says its level."""
    first, _, rest = text.partition("\n")
    return rest if rest and signal_word_alone(first) else text


def sentence_after_signal_word(heading: str) -> NoticeLevel | None:
    """Return the level if what was set as a heading is a notice: a signal word and a sentence."""
    word, _, rest = heading.partition(" ")
    if signal_word_alone(word) is None or not rest[:1].isupper():
        return None
    return signal_word_alone(word) if rest.endswith((".", "!")) or len(rest) > 60 else None

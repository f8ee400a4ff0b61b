"""How often something happens: a light that blinks "3x", "three times" or "dreimal"."""

import re

from answer.figures import COUNTS

TIMES = "times"
"""What stands for such counts where figures have a unit."""

_VALUES = {
    word: str(value)
    for words in COUNTS.values()
    for value, word in enumerate(words.split(), 2)
    # Spanish for eleven, and no count in English.
    if word != "once"
}
# In one word. "Once" and "einmal" are other words, too, unless a light does it.
_ADVERBS = {
    "twice": "2",
    "thrice": "3",
    **{f"{word}mal": _VALUES[word] for word in COUNTS["de"].split()},
}
_ONCE = r"once|einmal|una volta|une fois|una vez"
_COUNT = rf"\d{{1,2}}|{'|'.join(_VALUES)}"
_SIGNALS = (
    r"flashes|blinks|beeps|pulses|chirps|(?:blink|licht)(?:impulse?|zeichen|signale?)n?|impulse?n?"
    r"|(?:piep|signal|warn)?töne?n?|lampeggi|bip|clignotements?|éclats?|bips|impulsions?"
    r"|parpadeos?|destellos?|pitidos?"
)
_BLINKS = r"(?:blink|flash|beep|puls|chirp|piep|leuchte|lampeggia|clignot|parpade)[^\W\d_]*"
_KINDS = (
    r"short|long|quick|fast|slow|brief|red|green|yellow|orange|amber|blue|white|audible|consecutive"
    r"|(?:kurz|lang|schnell|langsam|rot|grün|gelb|blau|weiß)e[nrs]?"
)
_REPEATED = re.compile(
    # "4 x M6" and "2 x 4 mm" are parts and sizes.
    rf"(?<![\w.,])(?:(?P<signs>\d{{1,2}})\s?[x\u00d7](?![\w\u00d7]|\s*[\dM])"
    rf"|(?P<count>{_COUNT})(?:[\s-]?(?:times|mal|volte|fois|veces)"
    rf"\b|(?=\s+(?:(?:{_KINDS}),?\s+){{0,2}}(?:{_SIGNALS})\b))"
    rf"|(?P<adverb>{'|'.join(_ADVERBS)})\b"
    rf"|(?P<light>{_BLINKS}\s+(?:\w+\s+)?)(?:{_ONCE})\b|(?:{_ONCE})(?=\s+{_BLINKS}))",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b(?:{_SIGNALS}|{_BLINKS}|times)\b", re.IGNORECASE)


def repetitions(text: str) -> frozenset[str]:
    """Return how often a text says that something happens: 3 of "three times", "3x", "dreimal"."""
    return frozenset(map(_value, _REPEATED.finditer(text)))


def counted_in_digits(text: str) -> str:
    """Return the text with the number alone for each such count: "blinks 2" of "blinks twice"."""
    return _REPEATED.sub(lambda match: (match["light"] or "") + _value(match), text)


def counts_repetitions(label: str) -> bool:
    """Return whether the numbers under a column's label are such counts ("Flashes")."""
    return _COUNTED.search(label) is not None


def otherwise_counted(text: str, language: str) -> list[str]:
    """Return the other ways to write the counts of a text in its language, as keywords."""
    found: list[str] = []
    spoken = COUNTS.get(language, "").split()
    for value in sorted(repetitions(text)):
        found += [f"{value}x", value, *(word for word in spoken if _VALUES.get(word) == value)]
        found += [word for word, number in _ADVERBS.items() if number == value]
    return found


def _value(match: re.Match[str]) -> str:
    if match["adverb"]:
        return _ADVERBS[match["adverb"].lower()]
    count = (match["signs"] or match["count"] or "1").lower()
    return _VALUES.get(count) or str(int(count))

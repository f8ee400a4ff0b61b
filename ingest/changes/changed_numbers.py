"""Figures and codes that differ between two sentences that are otherwise (nearly) the same."""

import functools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# The unit is part of the figure: 25 bar and 25 psi are two.
_UNIT = (
    r"(?:kNm|Nm|N[·.⋅]m|Ncm|kN|daN|N|mbar|bar|kPa|MPa|Pa|psi|mm²|mm2|mm³|µm|μm|mm|cm³|cm|km|m²|m³|"
    r"ml|l/min|m/min|m/s²|m/s|mm/s|mm/min|mm/m|m|l|kg|mg|g|t|lbs?|°C|°F|K|°|%|mV|kV|V|mA|Ah|A|kWh|kW|"
    r"kVA|W|kΩ|MΩ|Ω|kHz|MHz|GHz|Hz|rpm|1/min|min-1|dB\(A\)|dB|ms|µs|min(?:utes?|uten?)?|seconds?|"
    r"sekunden?|s|hours?|stunden?|h|days?|tage?n?|weeks?|months?|years?|litres?|liters?|liter|volts?)"
)
_TOKEN = re.compile(
    # Dates and references to other places change with the book, and are no figures of the machine.
    r"(?P<date>\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b)"
    r"|(?P<reference>(?<!\w)(?:section|chapter|page|pages|table|figure|fig\.|step|part|abschnitt|kapitel|"
    r"seite|tabelle|abb(?:ildung|\.)|bild|schritt|chapitre|sezione|capitolo|sección|capítulo|see|siehe)"
    r"\s+(?:[A-Z]?\d+(?:[.-]\d+)*[a-z]?)(?!\w))"
    rf"|(?P<figure>(?<![\w.,])[-+±−]?\d+(?:[.,]\d+)*(?:\s?{_UNIT}(?![\w²³/·]))?(?![\w-]))"
    r"|(?P<code>(?<!\w)(?=[\w.-]*\d)\w[\w.-]*\w|\d)"
    r"|(?P<word>\w+)|(?P<sign>\S)",
    re.IGNORECASE,
)
_NUMBERS = ("figure", "code")
# Otherwise nearly the same: this part of the words stands in both, in order.
_NEARLY = 0.8


# A row of bare figures reads like any other: what says that two are one, are words.
_FEWEST_WORDS = 2


def has_words(text: str) -> bool:
    """Return whether a sentence or row says enough beside its figures to be known again by it."""
    return count_words(text) >= _FEWEST_WORDS


def count_words(text: str) -> int:
    """Return how many words a sentence or row has, figures and codes not counted."""
    return sum(kind == "word" for kind, _ in _tokens(text))


def shared_numbers(old: str, new: str) -> float:
    """Return which part of two equally long lists of tokens is the same, figures included."""
    before, after = list(_tokens(old)), list(_tokens(new))
    same = sum(one == other for one, other in zip(before, after, strict=False))
    return same / max(len(before), len(after), 1)


def masked(text: str) -> str:
    """Return a sentence with every figure and code as one sign: what else it says, stays."""
    return " ".join("#" if kind in _NUMBERS else token for kind, token in _tokens(text))


def number_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Return the figures and codes that differ, as printed, before and after, from left to right.

    None come back from sentences that differ in more than a few words beside: there nobody can say
    which number took the place of which.
    """
    if "".join(old.split()) == "".join(new.split()):
        return []
    before, after = list(_tokens(old)), list(_tokens(new))
    if masked(old) == masked(new):
        return [
            (one, other)
            for (kind, one), (_, other) in zip(before, after, strict=True)
            if kind in _NUMBERS and _value(one) != _value(other)
        ]
    if _likeness(before, after) < _NEARLY:
        return []
    return list(_aligned(before, after))


def likeness(old: str, new: str) -> float:
    """Return which part of two sentences' words, figures aside, is the same and in order."""
    return _ratio(_masks_of(old), _masks_of(new))


@functools.lru_cache(maxsize=4096)
def _masks_of(text: str) -> tuple[str, ...]:
    # Each sentence is compared with many: cut into tokens once.
    return tuple(_masks(list(_tokens(text))))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        # Where a reference leads is not compared, that there is one is.
        yield kind, ("@" if kind in ("reference", "date") else match.group().strip())


def _value(printed: str) -> str:
    return "".join(printed.split()).casefold()


def _masks(tokens: Sequence[tuple[str, str]]) -> list[str]:
    return ["#" if kind in _NUMBERS else token.casefold() for kind, token in tokens]


def _likeness(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> float:
    return _ratio(_masks(before), _masks(after))


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return 0.0
    return matcher.ratio()


def _aligned(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, _masks(before), _masks(after), autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            continue
        for (kind, one), (_, other) in zip(
            before[start:end], after[new_start:new_end], strict=True
        ):
            if kind in _NUMBERS and _value(one) != _value(other):
                yield one, other

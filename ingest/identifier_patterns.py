"""What fault codes, parameters and part numbers look like: patterns that settings may replace."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.identifiers import COUNTING, kind_pattern

_END = r"(?!\w|-\d|[.,]\d)"
_NO_UNIT = r"(?! ?(?:mm|cm|m|s|ms|min|h|V|A|W|kW|bar|Hz|rpm|Nm|kg|°|%)(?!\w))"
_NO = rf"(?:[ -]?{COUNTING})?"
DEFAULT_PATTERNS: tuple[str, ...] = (
    # AL-204, ALM 12, ERR.7
    rf"fault: (?<![\w-])(?:ALM?|ERR|FLT|EC)[-. ]?\d{{1,5}}[A-Z]?{_END}",
    # E4304, E-4304, E 4304; F and A with a space would be a fuse or a word
    rf"fault: (?<![\w-])(?:E[-. ]?|[FAW]-?)\d{{3,5}}{_END}",
    # M-17 and E-07; M12 without a dash is a bolt
    rf"fault: (?<![\w-])[EFAWM]-\d{{2,4}}{_END}",
    *(
        rf"fault: (?<![\w-])(?i:{kind_pattern(letters)}\.?{_NO})[ #:]{{1,3}}"
        rf"\d{{1,6}}{_END}{_NO_UNIT}"
        for letters in ("AL", "E", "F", "M", "CODE")
    ),
    # What stands after "Warning:" is often a figure.
    rf"fault: (?<![\w-])(?i:{kind_pattern('W')}{_NO})[ #]{{1,2}}\d{{2,6}}{_END}{_NO_UNIT}",
    rf"parameter: (?<![\w-])P[-.]?\d{{3,5}}{_END}",
    # Drives count in groups: P1-03, Pr2.07, Pn100
    rf"parameter: (?<![\w-])P[nr]?\d{{1,2}}[.-]\d{{2,3}}{_END}",
    rf"parameter: (?<![\w-])P[nr] ?\d{{1,4}}{_END}",
    "parameter: "
    rf"(?<![\w-])(?i:(?!pa?r(?:\b(?!\.)|\d)){kind_pattern('P')}\.?{_NO})[ #:]{{0,3}}"
    rf"\d{{1,5}}{_END}{_NO_UNIT}",
    "part: "
    r"(?<![\w-])(?!(?:RS|ISO|DIN|EN|IEC|IP|USB|UL|CE|VDE|ANSI|NEMA|AL)-)"
    r"[A-Z]{1,5}-\d{1,6}(?:-[A-Z0-9]{1,6}){0,4}(?![\w-]|[.,]\d)",
    # 4711-0815-3, and no date
    r"part: (?<![\w.-])(?!\d{4}-\d\d-\d\d(?!\d))\d{3,}(?:-\d{1,8}){2,4}(?![\w-]|[.,]\d)",
    "part: "
    r"(?<!\w)(?i:part|spare part|order|article|item|artikel|teile|ersatzteil|bestell|material)"
    r"[ -]?(?i:no\.?|number|nr\.?|nummer)[ :#]{1,3}"
    r"(?P<code>(?=[\w./-]{0,24}\d)[A-Z0-9][\w./-]{2,24}(?<![.,-]))",
)
# A column's heading says what its bare numbers are. What is said with them makes the key.
SAID: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, word, re.compile(rf"(?<![^\W_]){pattern}", re.IGNORECASE))
    for kind, word, pattern in (
        (
            "part",
            "",
            r"(?:(?:part|order|article|item|spare\spart)s?[\s-](?:no|num|code)|(?:artikel|bestell"
            r"|teile|ersatzteil|material)-?n|référence|codice\s(?:articolo|ricambio)|código\sde\sp)",
        ),
        ("parameter", "parameter", r"(?:param|parám|par\.|pr\.)"),
        ("fault", "alarm", r"(?:alarm|allarm)"),
        ("fault", "error", r"(?:error|erreur|errore|fehler|err\.)"),
        ("fault", "message", r"(?:message|meldung|messaggi|mensaje)"),
        ("fault", "fault", r"(?:fault|störung|défaut|guast|fallo|avería|störmeldung)"),
    )
)
_FORM = re.compile(r"(?P<kind>[a-z][a-z_ -]{0,30}):\s(?P<pattern>.+)", re.DOTALL)
_LONGEST_PATTERN = 600
# A repeated group that repeats within takes exponential time on a text that almost fits.
_NESTED = re.compile(r"\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)(?:[+*]|\{\d*,)")
# Texts are searched in stretches of at most this many characters.
_WINDOW = 2000


@dataclass(frozen=True, slots=True)
class IdentifierPattern:
    """What identifiers of a kind look like; a group named `code` is the code within the match."""

    kind: str
    pattern: str

    @property
    def expression(self) -> re.Pattern[str]:
        """The pattern to search with (`re` keeps what it has compiled)."""
        return re.compile(self.pattern)


def compiled(patterns: Sequence[str]) -> tuple[IdentifierPattern, ...]:
    """Return the patterns of settings, each `kind: regular expression`, in their order.

    Raises ValueError with a sentence for one that is no expression, that finds nothing at all, or
    that could search for ever.
    """
    return tuple(_compiled(text) for text in patterns)


def _compiled(text: str) -> IdentifierPattern:
    form = _FORM.fullmatch(text)
    shown = text if len(text) <= 80 else f"{text[:77]}…"
    if form is None:
        raise ValueError(
            f"{shown!r} is no pattern for identifiers: write it as 'fault: E-?[0-9]{{4}}'."
        )
    pattern = form["pattern"]
    if len(pattern) > _LONGEST_PATTERN:
        raise ValueError(f"The pattern {shown!r} is longer than {_LONGEST_PATTERN} characters.")
    if _NESTED.search(pattern):
        raise ValueError(
            f"The pattern {shown!r} repeats a group that repeats within, which can search for "
            "ever: give the inner repetition a limit, such as {1,8}."
        )
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"The pattern {shown!r} is no regular expression: {error}.") from error
    if expression.search(""):
        raise ValueError(f"The pattern {shown!r} fits an empty text.")
    return IdentifierPattern(form["kind"].strip(), pattern)


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a text: its kind, as printed, and where it stands."""

    kind: str
    code: str
    start: int
    end: int


def found_in(text: str, patterns: Sequence[IdentifierPattern]) -> Iterator[Found]:
    """Yield the codes of a text; where two patterns fit the same letters, the earlier one wins."""
    for offset, window in _windows(text):
        taken: list[tuple[int, int]] = []
        for pattern in patterns:
            for match in pattern.expression.finditer(window):
                start, end = match.span("code" if "code" in match.groupdict() else 0)
                if start == end or any(start < last and first < end for first, last in taken):
                    continue
                taken.append((start, end))
                yield Found(pattern.kind, window[start:end], offset + start, offset + end)


def _windows(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > _WINDOW:
        space = text.rfind(" ", start + _WINDOW // 2, start + _WINDOW)
        end = space if space > 0 else start + _WINDOW
        yield start, text[start:end]
        start = end
    yield start, text[start:]
